/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/certificate-match.h"

#include "base/text.h"
#include "crypto/openssl.h"

gboolean
soky_certificate_matches_usage (SokyCertificate *self, const char *pattern)
{
  static const guint32 bits[] = {
      KU_DIGITAL_SIGNATURE, KU_NON_REPUDIATION, KU_KEY_ENCIPHERMENT,
      KU_DATA_ENCIPHERMENT, KU_KEY_AGREEMENT,   KU_KEY_CERT_SIGN,
      KU_CRL_SIGN,          KU_ENCIPHER_ONLY,   KU_DECIPHER_ONLY,
  };
  g_return_val_if_fail (SOKY_IS_CERTIFICATE (self) && pattern != NULL, FALSE);

  guint32 usage = X509_get_key_usage (soky_certificate_peek_x509 (self));
  for (gsize i = 0; i < G_N_ELEMENTS (bits) && pattern[i] != '\0'; i++) {
    gboolean is_set = (usage & bits[i]) != 0;
    if ((pattern[i] == '1' && !is_set) || (pattern[i] == '0' && is_set))
      return FALSE;
  }
  return TRUE;
}

gboolean
soky_certificate_has_policy (SokyCertificate *self, const char *policy)
{
  g_return_val_if_fail (SOKY_IS_CERTIFICATE (self) && policy != NULL, FALSE);

  CERTIFICATEPOLICIES *policies =
      X509_get_ext_d2i (soky_certificate_peek_x509 (self), NID_certificate_policies, NULL, NULL);
  gboolean found = FALSE;
  for (int i = 0; !found && i < sk_POLICYINFO_num (policies); i++) {
    char text[128] = "";
    OBJ_obj2txt (text, sizeof text, sk_POLICYINFO_value (policies, i)->policyid, 1);
    found = g_str_equal (text, policy);
  }
  CERTIFICATEPOLICIES_free (policies);
  ERR_clear_error ();
  return found;
}

static gboolean
is_value (const X509_NAME_ENTRY *entry, const char *wanted)
{
  unsigned char *utf8 = NULL;
  int length = ASN1_STRING_to_UTF8 (&utf8, X509_NAME_ENTRY_get_data (entry));

  if (length < 0)
    return FALSE;
  g_autofree char *valid = g_utf8_make_valid ((const char *) utf8, length);
  g_autofree char *value = soky_text_normalize (valid);
  g_autofree char *normal = soky_text_normalize (wanted);
  OPENSSL_free (utf8);
  return g_str_equal (value, normal);
}

gboolean
soky_certificate_has_subject (SokyCertificate *self, const char *key, const char *value)
{
  g_return_val_if_fail (SOKY_IS_CERTIFICATE (self) && key != NULL && value != NULL, FALSE);

  const X509_NAME *name = X509_get_subject_name (soky_certificate_peek_x509 (self));
  g_autoptr (ASN1_OBJECT) kind = OBJ_txt2obj (g_str_equal (key, "E") ? "emailAddress" : key, 0);
  gboolean found = FALSE;
  for (int i = kind ? X509_NAME_get_index_by_OBJ (name, kind, -1) : -1; i >= 0 && !found;
       i = X509_NAME_get_index_by_OBJ (name, kind, i))
    found = is_value (X509_NAME_get_entry (name, i), value);
  ERR_clear_error ();
  return found;
}
