/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/import/encoding.h"

#include "base/text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define UTF8_MARK "\xef\xbb\xbf"
#define MARK 3

static const char *const old_encodings[] = {"WINDOWS-1258", "TCVN5712-1"};

static gboolean
refuse (GError **error)
{
  g_set_error_literal (error, SOKY_IMPORT_FILE_ERROR, SOKY_IMPORT_FILE_ERROR_NOT_A_TABLE,
                       _ ("The letters of this file cannot be read. Save it as XLSX, or as CSV in "
                          "UTF-8, and choose that file."));
  return FALSE;
}

static char *
convert (const char *data, gsize length, const char *from)
{
  gsize written = 0;
  g_autofree char *text = g_convert (data, (gssize) length, "UTF-8", from, NULL, &written, NULL);

  return text != NULL && strlen (text) == written ? g_steal_pointer (&text) : NULL;
}

/* Letters with marks below, above and beside: those of Vietnamese, both cases. */
static gboolean
is_vietnamese (gunichar c)
{
  static const char letters[] =
      "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ";

  return g_utf8_strchr (letters, -1, g_unichar_tolower (c)) != NULL;
}

/* Syllables that every such table has: bytes of one encoding are letters in another as well, but
 * they do not make these. */
static glong
count_common (const char *text)
{
  static const char *const common[] = {
      "họ",   "và",   "tên",  "nguyễn", "trần",   "lê",  "phạm",  "hoàng", "thị",  "văn", "đức",
      "giáo", "viên", "hiệu", "tổ",     "trưởng", "môn", "lớp",   "học",   "chức", "vụ",  "ngữ",
      "toán", "đăng", "nhập", "mã",     "cán",    "bộ",  "nhiệm", "số",    NULL};
  g_autofree char *small = g_utf8_strdown (text, -1);
  g_auto (GStrv) words = g_strsplit_set (small, " ,;\t\r\n\"", -1);
  glong count = 0;

  for (guint i = 0; words[i] != NULL; i++)
    count += g_strv_contains (common, words[i]);
  return count;
}

/* How much it looks like Vietnamese: letters and syllables of it count for, other signs above ASCII
 * and capitals that follow a small letter count against. */
static glong
judge (const char *text)
{
  g_autofree char *composed = soky_text_normalize (text);
  gboolean small = FALSE;
  glong score = 10 * count_common (composed);

  for (const char *p = composed; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    if (c >= 0x80)
      score += is_vietnamese (c) ? 1 : -3;
    if (small && g_unichar_isupper (c))
      score -= 2;
    small = g_unichar_islower (c);
  }
  return score;
}

static char *
decode_old (const char *data, gsize length)
{
  g_autofree char *best = NULL;
  glong best_score = 0;

  for (guint i = 0; i < G_N_ELEMENTS (old_encodings); i++) {
    g_autofree char *text = convert (data, length, old_encodings[i]);
    glong score = text != NULL ? judge (text) : G_MINLONG;
    if (text == NULL || (best != NULL && score <= best_score))
      continue;
    g_free (best);
    best = g_steal_pointer (&text);
    best_score = score;
  }
  return best_score > 0 ? g_steal_pointer (&best) : NULL;
}

char *
soky_import_decode (const char *data, gsize length, GError **error)
{
  g_autofree char *text = NULL;

  if (length >= MARK && memcmp (data, UTF8_MARK, MARK) == 0)
    text = g_utf8_validate (data + MARK, (gssize) (length - MARK), NULL)
               ? g_strndup (data + MARK, length - MARK)
               : NULL;
  else if (length >= 2 && memcmp (data, "\xff\xfe", 2) == 0)
    text = convert (data + 2, length - 2, "UTF-16LE");
  else if (length >= 2 && memcmp (data, "\xfe\xff", 2) == 0)
    text = convert (data + 2, length - 2, "UTF-16BE");
  else if (g_utf8_validate (data, (gssize) length, NULL))
    text = g_strndup (data, length);
  else if (memchr (data, '\0', length) == NULL)
    text = decode_old (data, length);
  if (text == NULL)
    refuse (error);
  return g_steal_pointer (&text);
}
