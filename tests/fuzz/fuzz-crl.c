/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/openssl.h"
#include "crypto/revocation/crl.h"
#include "evidence-pair.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t length);

static SokyCertificate *
read_pem (const char *pem)
{
  g_autoptr (BIO) bio = BIO_new_mem_buf (pem, (int) strlen (pem));
  g_autoptr (X509) x509 = PEM_read_bio_X509 (bio, NULL, NULL, NULL);

  return soky_certificate_new_from_x509 (x509, NULL);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (data, length);
  g_autoptr (SokyCrl) evidence = soky_crl_new (bytes, &error);

  if (evidence == NULL) {
    g_assert_nonnull (error);
    return 0;
  }
  g_autoptr (SokyCertificate) leaf = read_pem (EVIDENCE_LEAF);
  g_autoptr (SokyCertificate) root = read_pem (EVIDENCE_ROOT);
  g_autoptr (SokyRevocation) outcome =
      soky_crl_judge (evidence, leaf, root, EVIDENCE_NOON_US, EVIDENCE_NOON_US);
  g_autofree char *words = soky_revocation_describe (outcome);

  g_assert_cmpint (outcome->state == SOKY_REVOCATION_UNKNOWN, ==,
                   outcome->fault != SOKY_EVIDENCE_SOUND);
  g_assert_cmpint (outcome->revoked_at_us != 0, ==, outcome->state == SOKY_REVOCATION_REVOKED);
  /* nobody else's word counts */
  g_autoptr (SokyRevocation) other =
      soky_crl_judge (evidence, root, leaf, EVIDENCE_NOON_US, EVIDENCE_NOON_US);
  g_assert_cmpint (other->state, ==, SOKY_REVOCATION_UNKNOWN);
  return 0;
}
