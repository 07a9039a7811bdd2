/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/timestamp/token-check.h"

#include "crypto/cms/reader.h"
#include "crypto/error.h"
#include "crypto/timestamp/token-info.h"

#include <glib/gi18n-lib.h>

static GBytes *
digest_of (SokyHash hash, GBytes *bytes)
{
  gsize length = 0;
  const void *data = g_bytes_get_data (bytes, &length);

  return hash == SOKY_HASH_UNKNOWN ? NULL : soky_digest_bytes (hash, data, length);
}

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_MALFORMED, message);
  return FALSE;
}

gboolean
soky_timestamp_check (GBytes *token, GBytes *stamped, gint64 *time_us, GError **error)
{
  g_return_val_if_fail (token != NULL && stamped != NULL, FALSE);

  g_autoptr (SokyCms) cms = soky_cms_parse (token, TRUE, error);
  g_autoptr (GBytes) imprint = NULL;
  SokyHash hash = SOKY_HASH_UNKNOWN;
  gint64 moment_us = 0;
  if (cms == NULL)
    return FALSE;
  if (soky_cms_get_content (cms) == NULL)
    return refuse (error, _ ("The timestamp is empty."));
  if (!soky_timestamp_read_info (soky_cms_get_content (cms), &hash, &imprint, &moment_us, error))
    return FALSE;

  g_autoptr (GBytes) expected = digest_of (hash, stamped);
  g_autoptr (GBytes) content = digest_of (soky_cms_get_hash (cms), soky_cms_get_content (cms));
  if (expected != NULL && !g_bytes_equal (expected, imprint))
    return refuse (error, _ ("The timestamp belongs to another signature."));
  if (content != NULL && soky_cms_check (cms, content, NULL) == SOKY_CMS_BROKEN)
    return refuse (error, _ ("The timestamp was changed after it was made."));
  if (time_us != NULL)
    *time_us = moment_us;
  return TRUE;
}
