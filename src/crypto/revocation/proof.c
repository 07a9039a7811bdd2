/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/revocation/proof.h"

#include "base/clock.h"
#include "crypto/error.h"
#include "crypto/revocation/address.h"
#include "crypto/revocation/fetch.h"

#include <glib/gi18n-lib.h>

/* how many issuers are fetched, one above the other */
#define MAX_ROUNDS 5

/* One collection under way. */
typedef struct {
  SokyCertificateProof *proof;
  const SokyCertificateProofContext *context;
  gint64 at_us;
  GCancellable *cancellable;
} Collection;

/* A certificate and who issued it. */
typedef struct {
  SokyCertificate *certificate;
  SokyCertificate *issuer;
} Pair;

SokyCertificateProof *
soky_certificate_proof_new (void)
{
  SokyCertificateProof *self = g_new0 (SokyCertificateProof, 1);

  self->certificates = g_ptr_array_new_with_free_func (g_object_unref);
  self->ocsps = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  self->crls = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  return self;
}

void
soky_certificate_proof_free (SokyCertificateProof *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->certificates);
  g_ptr_array_unref (self->ocsps);
  g_ptr_array_unref (self->crls);
  g_free (self);
}

static gboolean
certificates_equal (gconstpointer a, gconstpointer b)
{
  return soky_certificate_equal ((SokyCertificate *) a, (SokyCertificate *) b);
}

static void
add_certificate (GPtrArray *list, SokyCertificate *certificate)
{
  if (!g_ptr_array_find_with_equal_func (list, certificate, certificates_equal, NULL))
    g_ptr_array_add (list, g_object_ref (certificate));
}

static void
add_bytes (GPtrArray *list, GBytes *bytes)
{
  if (!g_ptr_array_find_with_equal_func (list, bytes, g_bytes_equal, NULL))
    g_ptr_array_add (list, g_bytes_ref (bytes));
}

void
soky_certificate_proof_add (SokyCertificateProof *self, const SokyCertificateProof *other)
{
  g_return_if_fail (self != NULL && other != NULL);

  for (guint i = 0; i < other->certificates->len; i++)
    add_certificate (self->certificates, other->certificates->pdata[i]);
  for (guint i = 0; i < other->ocsps->len; i++)
    add_bytes (self->ocsps, other->ocsps->pdata[i]);
  for (guint i = 0; i < other->crls->len; i++)
    add_bytes (self->crls, other->crls->pdata[i]);
}

static gboolean
is_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* The path that can be found in @pool, leaf first; @reason: (out): why it will not do, or NULL */
static GPtrArray *
find_path (Collection *self, SokyCertificate *certificate, GPtrArray *pool, char **reason)
{
  SokyTrust *trust = self->context->trust;
  GPtrArray *path = NULL;

  if (trust != NULL && soky_trust_count_anchors (trust) > 0) {
    /* who may stamp may do nothing else */
    SokyTrustPurpose purpose = soky_usage_permits (certificate, SOKY_TRUST_PURPOSE_TIMESTAMPING)
                                   ? SOKY_TRUST_PURPOSE_TIMESTAMPING
                                   : SOKY_TRUST_PURPOSE_SIGNING;
    g_autoptr (SokyTrustPath) found =
        soky_trust_find_path (trust, certificate, pool, purpose, self->at_us);
    *reason = g_steal_pointer (&found->reason);
    return g_ptr_array_ref (found->chain);
  }
  path = soky_certificate_order_chain (certificate, pool);
  g_ptr_array_insert (path, 0, g_object_ref (certificate));
  SokyCertificate *last = path->pdata[path->len - 1];
  if (!soky_certificate_is_self_signed (last))
    *reason =
        g_strdup_printf (_ ("the certificate of “%s”, which issued that of “%s”, cannot be found."),
                         soky_certificate_get_issuer (last), soky_certificate_get_holder (last));
  return path;
}

/* Fetches what is above the end of @path into @pool; FALSE when nothing new is found. */
static gboolean
fetch_above (Collection *self, GPtrArray *path, GPtrArray *pool)
{
  SokyCertificate *last = path->len > 0 ? path->pdata[path->len - 1] : NULL;
  guint before = pool->len;

  if (self->context->fetcher == NULL || last == NULL)
    return FALSE;
  g_autoptr (GPtrArray) found =
      soky_certificate_fetch_issuers (self->context->fetcher, last, self->cancellable, NULL);
  for (guint i = 0; found != NULL && i < found->len; i++)
    add_certificate (pool, found->pdata[i]);
  return pool->len > before;
}

static GPtrArray *
find_path_anywhere (Collection *self, SokyCertificate *certificate, GPtrArray *others,
                    GError **error)
{
  g_autoptr (GPtrArray) pool = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; others != NULL && i < others->len; i++)
    add_certificate (pool, others->pdata[i]);
  for (guint i = 0; self->context->known != NULL && i < self->context->known->certificates->len;
       i++)
    add_certificate (pool, self->context->known->certificates->pdata[i]);
  for (guint round = 0;; round++) {
    g_autofree char *reason = NULL;
    g_autoptr (GPtrArray) path = find_path (self, certificate, pool, &reason);
    if (reason == NULL)
      return g_steal_pointer (&path);
    if (round < MAX_ROUNDS && fetch_above (self, path, pool))
      continue;
    if (!g_cancellable_set_error_if_cancelled (self->cancellable, error))
      g_set_error (error, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_NO_PATH,
                   _ ("Nobody vouches for the certificate of “%s”: %s"),
                   soky_certificate_get_holder (certificate), reason);
    return NULL;
  }
}

/* An answer that tells: the finding is GOOD or REVOKED. */
typedef struct {
  GPtrArray *list; /* that it goes into */
  GBytes *der;
  SokyRevocation *finding;
} Answer;

static void
answer_free (Answer *self)
{
  g_bytes_unref (self->der);
  soky_revocation_free (self->finding);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

/* Takes @finding; NULL with the reason when it does not tell. */
static Answer *
answer_new (GPtrArray *list, GBytes *der, SokyRevocation *finding, GError **error)
{
  if (finding->state == SOKY_REVOCATION_UNKNOWN) {
    g_autofree char *words = soky_revocation_describe (finding);
    g_set_error_literal (error, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_NO_STATUS, words);
    soky_revocation_free (finding);
    return NULL;
  }
  Answer *self = g_new0 (Answer, 1);
  self->list = list;
  self->der = g_bytes_ref (der);
  self->finding = finding;
  return self;
}

static Answer *
judge_ocsp (Collection *self, SokyOcsp *ocsp, const Pair *pair, GError **error)
{
  return answer_new (
      self->proof->ocsps, soky_ocsp_get_der (ocsp),
      soky_ocsp_judge (ocsp, pair->certificate, pair->issuer, self->at_us, soky_clock_now_us ()),
      error);
}

static Answer *
judge_crl (Collection *self, SokyCrl *crl, const Pair *pair, GError **error)
{
  return answer_new (
      self->proof->crls, soky_crl_get_der (crl),
      soky_crl_judge (crl, pair->certificate, pair->issuer, self->at_us, soky_clock_now_us ()),
      error);
}

/* What is at hand and tells, or NULL. */
static Answer *
find_known (Collection *self, const Pair *pair)
{
  const SokyCertificateProof *known = self->context->known;

  for (guint i = 0; known != NULL && i < known->ocsps->len; i++) {
    g_autoptr (SokyOcsp) ocsp = soky_ocsp_new (known->ocsps->pdata[i], NULL);
    Answer *answer = ocsp ? judge_ocsp (self, ocsp, pair, NULL) : NULL;
    if (answer != NULL)
      return answer;
  }
  for (guint i = 0; known != NULL && i < known->crls->len; i++) {
    g_autoptr (SokyCrl) crl = soky_crl_new (known->crls->pdata[i], NULL);
    Answer *answer = crl ? judge_crl (self, crl, pair, NULL) : NULL;
    if (answer != NULL)
      return answer;
  }
  return NULL;
}

static Answer *
fetch_answer (Collection *self, const Pair *pair, GError **error)
{
  SokyFetcher *fetcher = self->context->fetcher;
  g_autoptr (GError) problem = NULL;
  g_autoptr (SokyOcsp) ocsp =
      soky_ocsp_fetch (fetcher, pair->certificate, pair->issuer, self->cancellable, &problem);
  Answer *answer = ocsp ? judge_ocsp (self, ocsp, pair, &problem) : NULL;
  if (answer != NULL)
    return answer;
  if (is_cancelled (problem)) {
    g_propagate_error (error, g_steal_pointer (&problem));
    return NULL;
  }

  g_autoptr (GError) other = NULL;
  g_autoptr (SokyCrl) crl = soky_crl_fetch (fetcher, pair->certificate, self->cancellable, &other);
  answer = crl ? judge_crl (self, crl, pair, &other) : NULL;
  if (answer != NULL)
    return answer;
  /* where there is no list at all, the responder's reason is the one that helps */
  gboolean has_no_list = g_error_matches (other, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_UNSUPPORTED);
  g_propagate_error (error, has_no_list ? g_steal_pointer (&problem) : g_steal_pointer (&other));
  return NULL;
}

static Answer *
find_answer (Collection *self, const Pair *pair, GError **error)
{
  g_autoptr (GError) problem = NULL;
  Answer *answer = find_known (self, pair);

  if (answer == NULL && self->context->fetcher != NULL)
    answer = fetch_answer (self, pair, &problem);
  if (answer != NULL)
    return answer;
  if (is_cancelled (problem)) {
    g_propagate_error (error, g_steal_pointer (&problem));
    return NULL;
  }
  g_set_error (error, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_NO_STATUS,
               _ ("It cannot be learned whether the certificate of “%s” is revoked: %s"),
               soky_certificate_get_holder (pair->certificate),
               problem ? problem->message : _ ("the network is not used."));
  return NULL;
}

static gboolean
check_standing (Collection *self, SokyCertificate *certificate, const SokyRevocation *finding,
                GError **error)
{
  if (finding->state != SOKY_REVOCATION_REVOKED || finding->revoked_at_us > self->at_us)
    return TRUE;
  g_autofree char *words = soky_revocation_describe (finding);
  g_set_error (error, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_REVOKED, "“%s”: %s",
               soky_certificate_get_holder (certificate), words);
  return FALSE;
}

static gboolean add_status (Collection *self, const Pair *pair, gboolean is_responder,
                            GError **error);

/* A responder needs to be proven as well, unless its authority says that it need not. */
static gboolean
add_responder (Collection *self, SokyCertificate *responder, const Pair *pair,
               gboolean is_responder, GError **error)
{
  const Pair above = {responder, pair->issuer};

  if (responder == NULL)
    return TRUE;
  add_certificate (self->proof->certificates, responder);
  if (is_responder || soky_ocsp_responder_stands_alone (responder))
    return TRUE;
  return add_status (self, &above, TRUE, error);
}

static gboolean
add_status (Collection *self, const Pair *pair, gboolean is_responder, GError **error)
{
  if (!soky_certificate_publishes_status (pair->certificate))
    return TRUE;

  g_autoptr (Answer) answer = find_answer (self, pair, error);
  if (answer == NULL || !check_standing (self, pair->certificate, answer->finding, error))
    return FALSE;
  add_bytes (answer->list, answer->der);
  return add_responder (self, answer->finding->responder, pair, is_responder, error);
}

gboolean
soky_certificate_proof_collect (SokyCertificateProof *self,
                                const SokyCertificateProofContext *context,
                                SokyCertificate *certificate, GPtrArray *others, gint64 at_us,
                                GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (self != NULL && context != NULL, FALSE);
  g_return_val_if_fail (SOKY_IS_CERTIFICATE (certificate), FALSE);

  Collection collection = {self, context, at_us, cancellable};
  g_autoptr (GPtrArray) path = find_path_anywhere (&collection, certificate, others, error);
  if (path == NULL)
    return FALSE;
  for (guint i = 0; i < path->len; i++)
    add_certificate (self->certificates, path->pdata[i]);
  for (guint i = 0; i + 1 < path->len; i++) {
    const Pair pair = {path->pdata[i], path->pdata[i + 1]};
    if (!add_status (&collection, &pair, FALSE, error))
      return FALSE;
  }
  return TRUE;
}
