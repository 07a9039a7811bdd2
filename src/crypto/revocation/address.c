/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/revocation/address.h"

#include "crypto/openssl.h"

#include <string.h>

#define MAX_ADDRESSES 8
#define MAX_LENGTH 2048

/* Names of the government authority's own network, which its certificates carry, and what they are
 * called on the Internet. */
static const struct {
  const char *inside;
  const char *outside;
} renamed[] = {
    {"://ocsp.ca.ptc", "://ocsp.ca.gov.vn"},
    {"://ocsp.ca.btc", "://ocsp.ca.gov.vn"},
    {"://ca.ptc/", "://ca.gov.vn/"},
    {"://ca.btc/", "://ca.gov.vn/"},
};

static gboolean
is_address (const char *text, gsize length)
{
  if (length == 0 || length > MAX_LENGTH || memchr (text, '\0', length) != NULL)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isgraph (text[i]))
      return FALSE;
  return g_ascii_strncasecmp (text, "http://", 7) == 0 ||
         g_ascii_strncasecmp (text, "https://", 8) == 0;
}

static void
add_address (GPtrArray *list, char *address)
{
  if (list->len < MAX_ADDRESSES &&
      !g_ptr_array_find_with_equal_func (list, address, g_str_equal, NULL))
    g_ptr_array_add (list, address);
  else
    g_free (address);
}

/* The address as it is called on the Internet as well, when it is one of the inner network. */
static void
add_renamed (GPtrArray *list, const char *address)
{
  for (gsize i = 0; i < G_N_ELEMENTS (renamed); i++) {
    const char *at = strstr (address, renamed[i].inside);
    if (at == NULL)
      continue;
    g_autofree char *scheme = g_strndup (address, (gsize) (at - address));
    add_address (list,
                 g_strconcat (scheme, renamed[i].outside, at + strlen (renamed[i].inside), NULL));
  }
}

static void
add_name (GPtrArray *list, const GENERAL_NAME *name)
{
  int type = 0;
  const ASN1_STRING *value = GENERAL_NAME_get0_value (name, &type);

  if (type != GEN_URI)
    return;
  const char *text = (const char *) ASN1_STRING_get0_data (value);
  gsize length = (gsize) ASN1_STRING_length (value);
  if (!is_address (text, length))
    return;
  g_autofree char *address = g_strndup (text, length);
  add_renamed (list, address);
  add_address (list, g_steal_pointer (&address));
}

static char **
finish (GPtrArray *list)
{
  ERR_clear_error ();
  g_ptr_array_add (list, NULL);
  return (char **) g_ptr_array_free (list, FALSE);
}

static char **
list_access (SokyCertificate *self, int method)
{
  X509 *x509 = soky_certificate_peek_x509 (self);
  GPtrArray *list = g_ptr_array_new ();
  AUTHORITY_INFO_ACCESS *access = X509_get_ext_d2i (x509, NID_info_access, NULL, NULL);

  for (int i = 0; i < sk_ACCESS_DESCRIPTION_num (access); i++) {
    const ACCESS_DESCRIPTION *one = sk_ACCESS_DESCRIPTION_value (access, i);
    if (OBJ_obj2nid (one->method) == method)
      add_name (list, one->location);
  }
  AUTHORITY_INFO_ACCESS_free (access);
  return finish (list);
}

char **
soky_certificate_list_ocsp_addresses (SokyCertificate *self)
{
  g_return_val_if_fail (SOKY_IS_CERTIFICATE (self), NULL);
  return list_access (self, NID_ad_OCSP);
}

char **
soky_certificate_list_issuer_addresses (SokyCertificate *self)
{
  g_return_val_if_fail (SOKY_IS_CERTIFICATE (self), NULL);
  return list_access (self, NID_ad_ca_issuers);
}

char **
soky_certificate_list_crl_addresses (SokyCertificate *self)
{
  g_return_val_if_fail (SOKY_IS_CERTIFICATE (self), NULL);

  X509 *x509 = soky_certificate_peek_x509 (self);
  GPtrArray *list = g_ptr_array_new ();
  CRL_DIST_POINTS *points = X509_get_ext_d2i (x509, NID_crl_distribution_points, NULL, NULL);
  for (int i = 0; i < sk_DIST_POINT_num (points); i++) {
    const DIST_POINT *point = sk_DIST_POINT_value (points, i);
    if (point->distpoint == NULL || point->distpoint->type != 0)
      continue;
    const GENERAL_NAMES *names = point->distpoint->name.fullname;
    for (int k = 0; k < sk_GENERAL_NAME_num (names); k++)
      add_name (list, sk_GENERAL_NAME_value (names, k));
  }
  CRL_DIST_POINTS_free (points);
  return finish (list);
}

gboolean
soky_certificate_publishes_status (SokyCertificate *self)
{
  g_auto (GStrv) ocsp = soky_certificate_list_ocsp_addresses (self);
  g_auto (GStrv) crl = soky_certificate_list_crl_addresses (self);

  return ocsp != NULL && crl != NULL && (ocsp[0] != NULL || crl[0] != NULL);
}
