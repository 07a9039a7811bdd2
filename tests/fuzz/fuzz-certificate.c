/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/trust/trust.h"

#include <stdint.h>

#define NOON_US (G_GINT64_CONSTANT (1788568200) * G_USEC_PER_SEC)

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t length);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyCertificate) certificate = soky_certificate_new_from_der (data, length, &error);

  if (certificate == NULL) {
    g_assert_nonnull (error);
    return 0;
  }
  g_autoptr (GPtrArray) others = g_ptr_array_new ();
  g_autoptr (SokyTrust) trust = soky_trust_new ();
  g_autofree char *pem = soky_certificate_to_pem (certificate);

  g_assert_true (g_str_has_prefix (pem, "-----BEGIN CERTIFICATE-----"));
  g_assert_true (g_utf8_validate (soky_certificate_get_holder (certificate), -1, NULL));
  g_assert_true (g_utf8_validate (soky_certificate_get_organisation (certificate), -1, NULL));
  g_assert_true (g_utf8_validate (soky_certificate_get_issuer (certificate), -1, NULL));
  g_assert_true (g_utf8_validate (soky_certificate_get_email (certificate), -1, NULL));
  soky_certificate_check_usable (certificate, NOON_US, NULL);
  g_ptr_array_add (others, certificate);
  g_autoptr (GPtrArray) chain = soky_certificate_order_chain (certificate, others);
  g_assert_cmpint (soky_trust_check (trust, certificate, others, NOON_US, NULL, NULL), ==,
                   SOKY_TRUST_UNKNOWN);
  return 0;
}
