/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/revocation/fetch.h"

#include "crypto/openssl.h"
#include "crypto/revocation/address.h"

#include <glib/gi18n-lib.h>

#define SECONDS 10
#define LIST_SECONDS 30
#define MAX_ISSUERS_SIZE (256 * 1024)
#define MAX_ISSUERS 16

/* One try: what comes from @url, as the caller wants it; NULL with the error. */
typedef gpointer (*TryFunc) (const char *url, gpointer user_data, GError **error);

typedef struct {
  SokyFetcher *fetcher;
  GBytes *request; /* nullable: of an OCSP responder */
  GCancellable *cancellable;
} Errand;

static gpointer
try_each (char **urls, TryFunc try_one, Errand *errand, GError **error)
{
  g_autoptr (GError) last = NULL;

  for (char **url = urls; *url != NULL; url++) {
    g_clear_error (&last);
    gpointer result = try_one (*url, errand, &last);
    if (result != NULL)
      return result;
    if (g_error_matches (last, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      break;
  }
  if (last == NULL)
    g_set_error_literal (error, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_UNSUPPORTED,
                         _ ("The certificate does not say where this can be fetched."));
  else
    g_propagate_error (error, g_steal_pointer (&last));
  return NULL;
}

static GBytes *
make_request (SokyCertificate *certificate, SokyCertificate *issuer)
{
  g_autoptr (OCSP_REQUEST) request = OCSP_REQUEST_new ();
  /* SHA-1 names the issuer here and protects nothing; many responders know no other (RFC 5019) */
  OCSP_CERTID *id = OCSP_cert_to_id (EVP_sha1 (), soky_certificate_peek_x509 (certificate),
                                     soky_certificate_peek_x509 (issuer));

  OCSP_request_add0_id (request, id);
  return soky_openssl_encode (ASN1_ITEM_rptr (OCSP_REQUEST), request);
}

static gpointer
try_ocsp (const char *url, gpointer user_data, GError **error)
{
  Errand *errand = user_data;
  const SokyFetchRequest request = {.url = url,
                                    .body = errand->request,
                                    .content_type = "application/ocsp-request",
                                    .accept = "application/ocsp-response",
                                    .most_bytes = SOKY_OCSP_MAX_SIZE,
                                    .seconds = SECONDS};
  g_autoptr (GBytes) answer =
      soky_fetcher_fetch (errand->fetcher, &request, errand->cancellable, error);

  return answer ? soky_ocsp_new (answer, error) : NULL;
}

static gpointer
try_crl (const char *url, gpointer user_data, GError **error)
{
  Errand *errand = user_data;
  const SokyFetchRequest request = {
      .url = url, .most_bytes = SOKY_CRL_MAX_SIZE, .seconds = LIST_SECONDS};
  g_autoptr (GBytes) answer =
      soky_fetcher_fetch (errand->fetcher, &request, errand->cancellable, error);

  return answer ? soky_crl_new (answer, error) : NULL;
}

static void
take_stack (GPtrArray *list, STACK_OF (X509) * found)
{
  for (int i = 0; i < sk_X509_num (found) && list->len < MAX_ISSUERS; i++) {
    SokyCertificate *one = soky_certificate_new_from_x509 (sk_X509_value (found, i), NULL);
    if (one != NULL)
      g_ptr_array_add (list, one);
  }
}

/* A "certs-only" message (RFC 5280 §4.2.2.1). */
static void
take_message (GPtrArray *list, const unsigned char *data, gsize length)
{
  const unsigned char *at = data;
  g_autoptr (PKCS7) message = d2i_PKCS7 (NULL, &at, (long) length);

  if (message != NULL && PKCS7_type_is_signed (message) && message->d.sign != NULL)
    take_stack (list, message->d.sign->cert);
}

static void
take_pem (GPtrArray *list, const unsigned char *data, gsize length)
{
  g_autoptr (BIO) bio = BIO_new_mem_buf (data, (int) length);
  g_autoptr (X509) x509 = PEM_read_bio_X509 (bio, NULL, NULL, NULL);
  SokyCertificate *one = x509 ? soky_certificate_new_from_x509 (x509, NULL) : NULL;

  if (one != NULL)
    g_ptr_array_add (list, one);
}

static GPtrArray *
read_issuers (GBytes *answer)
{
  gsize length = 0;
  const unsigned char *data = g_bytes_get_data (answer, &length);
  GPtrArray *list = g_ptr_array_new_with_free_func (g_object_unref);
  SokyCertificate *plain = soky_certificate_new_from_der (data, length, NULL);

  if (plain != NULL)
    g_ptr_array_add (list, plain);
  else if (length > 0 && data[0] == '-')
    take_pem (list, data, length);
  else if (length > 0)
    take_message (list, data, length);
  ERR_clear_error ();
  return list;
}

static gpointer
try_issuers (const char *url, gpointer user_data, GError **error)
{
  Errand *errand = user_data;
  const SokyFetchRequest request = {.url = url, .most_bytes = MAX_ISSUERS_SIZE, .seconds = SECONDS};
  g_autoptr (GBytes) answer =
      soky_fetcher_fetch (errand->fetcher, &request, errand->cancellable, error);
  g_autoptr (GPtrArray) list = answer ? read_issuers (answer) : NULL;

  if (list != NULL && list->len == 0) {
    g_set_error_literal (error, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_NOT_A_CERTIFICATE,
                         _ ("This is not a certificate."));
    return NULL;
  }
  return g_steal_pointer (&list);
}

SokyOcsp *
soky_ocsp_fetch (SokyFetcher *fetcher, SokyCertificate *certificate, SokyCertificate *issuer,
                 GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (SOKY_IS_FETCHER (fetcher) && SOKY_IS_CERTIFICATE (certificate), NULL);
  g_return_val_if_fail (SOKY_IS_CERTIFICATE (issuer), NULL);

  g_autoptr (GBytes) request = make_request (certificate, issuer);
  g_auto (GStrv) urls = soky_certificate_list_ocsp_addresses (certificate);
  Errand errand = {fetcher, request, cancellable};
  return try_each (urls, try_ocsp, &errand, error);
}

SokyCrl *
soky_crl_fetch (SokyFetcher *fetcher, SokyCertificate *certificate, GCancellable *cancellable,
                GError **error)
{
  g_return_val_if_fail (SOKY_IS_FETCHER (fetcher) && SOKY_IS_CERTIFICATE (certificate), NULL);

  g_auto (GStrv) urls = soky_certificate_list_crl_addresses (certificate);
  Errand errand = {fetcher, NULL, cancellable};
  return try_each (urls, try_crl, &errand, error);
}

GPtrArray *
soky_certificate_fetch_issuers (SokyFetcher *fetcher, SokyCertificate *certificate,
                                GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (SOKY_IS_FETCHER (fetcher) && SOKY_IS_CERTIFICATE (certificate), NULL);

  g_auto (GStrv) urls = soky_certificate_list_issuer_addresses (certificate);
  Errand errand = {fetcher, NULL, cancellable};
  return try_each (urls, try_issuers, &errand, error);
}
