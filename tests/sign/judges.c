/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "judges.h"

#include "base/hex.h"
#include "fixture.h"

#include <string.h>

static guint
count_of (const char *text, const char *needle)
{
  guint count = 0;

  for (const char *at = strstr (text, needle); at != NULL; at = strstr (at + 1, needle))
    count++;
  return count;
}

static gboolean
is_missing (int status, const char *judge)
{
  if (status == -1)
    g_test_message ("%s is not installed: not asked", judge);
  return status == -1;
}

void
judge_structure (const char *path)
{
  g_autofree char *said = NULL;
  int status = fixture_run (&said, "qpdf", "--check", path, NULL);

  if (is_missing (status, "qpdf"))
    return;
  if (status != 0)
    g_test_message ("%s", said);
  g_assert_cmpint (status, ==, 0);
}

void
judge_pdfsig (const char *path, guint count)
{
  g_autofree char *said = NULL;
  int status = fixture_run (&said, "pdfsig", "-nocert", path, NULL);

  if (is_missing (status, "pdfsig"))
    return;
  if (count_of (said, "Signature is Valid.") != count)
    g_test_message ("%s", said);
  g_assert_cmpuint (count_of (said, "Signature Validation: "), ==, count);
  g_assert_cmpuint (count_of (said, "Signature is Valid."), ==, count);
}

void
judge_mutool (const char *path, guint count)
{
  g_autofree char *said = NULL;
  int status = fixture_run (&said, "mutool", "sign", "-v", path, NULL);

  if (is_missing (status, "mutool"))
    return;
  guint whole = count_of (said, "The document is unchanged since signing.");
  guint earlier =
      count_of (said, "The signature is valid but there have been edits since signing.");
  if (whole != 1 || whole + earlier != count)
    g_test_message ("%s", said);
  g_assert_cmpuint (count_of (said, "Verifying signature"), ==, count);
  g_assert_cmpuint (whole, ==, 1);
  g_assert_cmpuint (whole + earlier, ==, count);
}

void
judge_mutool_last (const char *path)
{
  g_autofree char *said = NULL;
  int status = fixture_run (&said, "mutool", "sign", "-v", path, NULL);

  if (is_missing (status, "mutool"))
    return;
  if (count_of (said, "The document is unchanged since signing.") != 1)
    g_test_message ("%s", said);
  g_assert_cmpuint (count_of (said, "The document is unchanged since signing."), ==, 1);
}

static char *
write_part (const char *folder, const char *name, GBytes *bytes)
{
  char *path = g_build_filename (folder, name, NULL);
  gsize length = 0;
  const void *data = g_bytes_get_data (bytes, &length);

  fixture_write (path, data, length);
  return path;
}

/* The DER at the start of the hole: its length is in its first bytes. */
static GBytes *
cut_cms (GBytes *document, const gint64 range[4])
{
  gsize start = (gsize) range[1] + 1;
  const char *data = g_bytes_get_data (document, NULL);
  g_autofree char *hex = g_strndup (data + start, (gsize) range[2] - 1 - start);
  g_autoptr (GBytes) padded = soky_hex_decode (hex);
  const guint8 *der = g_bytes_get_data (padded, NULL);

  g_assert_cmphex (der[0], ==, 0x30);
  g_assert_cmphex (der[1], ==, 0x82);
  return g_bytes_new_from_bytes (padded, 0, 4 + ((gsize) der[2] << 8 | der[3]));
}

void
judge_openssl (GBytes *document, const gint64 byte_range[4], const char *trust_path,
               const char *folder)
{
  g_autoptr (GBytes) cms = cut_cms (document, byte_range);
  g_autoptr (GString) content = g_string_new (NULL);
  const char *data = g_bytes_get_data (document, NULL);
  g_string_append_len (content, data, byte_range[1]);
  g_string_append_len (content, data + byte_range[2], byte_range[3]);
  g_autoptr (GBytes) covered = g_bytes_new (content->str, content->len);
  g_autofree char *cms_path = write_part (folder, "cms.der", cms);
  g_autofree char *content_path = write_part (folder, "content.bin", covered);
  g_autofree char *said = NULL;
  int status = fixture_run (&said, "openssl", "cms", "-verify", "-cades", "-binary", "-inform",
                            "DER", "-in", cms_path, "-content", content_path, "-CAfile", trust_path,
                            "-purpose", "any", "-out", "/dev/null", NULL);

  if (is_missing (status, "openssl"))
    return;
  if (status != 0)
    g_test_message ("%s", said);
  g_assert_cmpint (status, ==, 0);
}
