/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/timestamp/accept.h"
#include "crypto/timestamp/response.h"
#include "crypto/timestamp/token-check.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t length);

/* The answer of a timestamp server. The question was another one, so nothing may be accepted. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = g_bytes_new (data, length);
  g_autoptr (GBytes) token = soky_timestamp_response_read (answer, &error);

  if (token == NULL) {
    g_assert_nonnull (error);
    return 0;
  }
  g_autoptr (GBytes) imprint = soky_digest_bytes (SOKY_HASH_SHA256, "another", 7);
  g_autoptr (GBytes) nonce = g_bytes_new_static ("\x41nothing", 8);
  const SokyTimestampQuestion question = {SOKY_HASH_SHA256, imprint, nonce};
  g_assert_false (soky_timestamp_accept (token, &question, NULL, &error));
  g_assert_nonnull (error);
  soky_timestamp_check (token, imprint, NULL, NULL);
  return 0;
}
