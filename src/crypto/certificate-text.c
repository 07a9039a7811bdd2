/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/certificate-text.h"

#include "crypto/openssl.h"

#include <glib/gi18n-lib.h>

static void
add_word (GString *text, gboolean present, const char *word)
{
  if (present)
    g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", word);
}

char *
soky_certificate_describe_usage (SokyCertificate *self)
{
  g_return_val_if_fail (SOKY_IS_CERTIFICATE (self), NULL);

  X509 *x509 = soky_certificate_peek_x509 (self);
  GString *text = g_string_new (NULL);
  /* both are all ones when the certificate does not say */
  guint32 usage = X509_get_key_usage (x509), extended = X509_get_extended_key_usage (x509);

  if (usage != G_MAXUINT32) {
    add_word (text, (usage & KU_DIGITAL_SIGNATURE) != 0, _ ("digital signature"));
    add_word (text, (usage & KU_NON_REPUDIATION) != 0, _ ("non-repudiation"));
    add_word (text, (usage & (KU_KEY_ENCIPHERMENT | KU_DATA_ENCIPHERMENT)) != 0, _ ("encryption"));
    add_word (text, (usage & KU_KEY_AGREEMENT) != 0, _ ("key agreement"));
    add_word (text, (usage & KU_KEY_CERT_SIGN) != 0, _ ("issuing certificates"));
    add_word (text, (usage & KU_CRL_SIGN) != 0, _ ("revocation lists"));
  }
  if (extended != G_MAXUINT32) {
    add_word (text, (extended & XKU_SMIME) != 0, _ ("e-mail"));
    add_word (text, (extended & XKU_SSL_CLIENT) != 0, _ ("signing in"));
    add_word (text, (extended & XKU_SSL_SERVER) != 0, _ ("servers"));
    add_word (text, (extended & XKU_TIMESTAMP) != 0, _ ("timestamps"));
    add_word (text, (extended & XKU_OCSP_SIGN) != 0, _ ("revocation answers"));
  }
  return g_string_free (text, FALSE);
}

char *
soky_certificate_describe_key (SokyCertificate *self)
{
  static const char *const kinds[] = {
      [SOKY_KEY_OTHER] = "?",
      [SOKY_KEY_RSA] = "RSA",
      [SOKY_KEY_EC] = "EC",
      [SOKY_KEY_EDWARDS] = "EdDSA",
  };
  g_return_val_if_fail (SOKY_IS_CERTIFICATE (self), NULL);

  return g_strdup_printf (_ ("%s, %u bits"), kinds[soky_certificate_get_key_kind (self)],
                          soky_certificate_get_key_bits (self));
}

char *
soky_certificate_format_fingerprint (SokyCertificate *self)
{
  g_return_val_if_fail (SOKY_IS_CERTIFICATE (self), NULL);

  const char *hex = soky_certificate_get_fingerprint (self);
  GString *text = g_string_new (NULL);
  for (gsize i = 0; hex[i] != '\0'; i++) {
    if (i > 0 && i % 2 == 0)
      g_string_append_c (text, ':');
    g_string_append_c (text, g_ascii_toupper (hex[i]));
  }
  return g_string_free (text, FALSE);
}

gboolean
soky_certificate_is_root (SokyCertificate *self)
{
  g_return_val_if_fail (SOKY_IS_CERTIFICATE (self), FALSE);

  gboolean root = X509_self_signed (soky_certificate_peek_x509 (self), 1) == 1;
  ERR_clear_error ();
  return root;
}
