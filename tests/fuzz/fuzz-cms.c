/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/cms/reader.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t length);

static void
read_message (GBytes *bytes, gboolean allow_content)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyCms) cms = soky_cms_parse (bytes, allow_content, &error);

  if (cms == NULL) {
    g_assert_nonnull (error);
    return;
  }
  gsize size = soky_hash_get_size (soky_cms_get_hash (cms));
  g_autoptr (GBytes) digest = g_bytes_new_take (g_malloc0 (size + 1), size);
  g_autofree char *reason = NULL;
  SokyCmsState state = soky_cms_check (cms, digest, &reason);
  /* no seed signs a digest of zeros */
  g_assert_true (state == SOKY_CMS_BROKEN || state == SOKY_CMS_UNCHECKED);
  g_assert_nonnull (reason);
  soky_cms_digest_matches (cms, digest);
  soky_cms_names_certificate (cms);
  g_assert_nonnull (soky_cms_get_algorithm (cms));
  g_assert_true (soky_cms_get_content (cms) == NULL || allow_content);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, length);

  read_message (bytes, FALSE);
  read_message (bytes, TRUE);
  return 0;
}
