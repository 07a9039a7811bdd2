/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/scan.h"

#include <string.h>

/* Where the scan stands; each function returns FALSE at the first thing that is not JSON. */
typedef struct {
  const char *at;
  const char *end;
  guint depth;
  guint values;
  gboolean over_limit;
} Scan;

static gboolean scan_value (Scan *scan);

static gboolean
over (Scan *scan)
{
  scan->over_limit = TRUE;
  return FALSE;
}

static void
skip_space (Scan *scan)
{
  while (scan->at < scan->end &&
         (*scan->at == ' ' || *scan->at == '\t' || *scan->at == '\r' || *scan->at == '\n'))
    scan->at++;
}

static gboolean
take (Scan *scan, char wanted)
{
  if (scan->at == scan->end || *scan->at != wanted)
    return FALSE;
  scan->at++;
  return TRUE;
}

static gboolean
take_word (Scan *scan, const char *word)
{
  gsize length = strlen (word);

  if ((gsize) (scan->end - scan->at) < length || memcmp (scan->at, word, length) != 0)
    return FALSE;
  scan->at += length;
  return TRUE;
}

static gsize
take_digits (Scan *scan)
{
  const char *first = scan->at;

  while (scan->at < scan->end && g_ascii_isdigit (*scan->at))
    scan->at++;
  return (gsize) (scan->at - first);
}

static gboolean
scan_number (Scan *scan)
{
  const char *first = scan->at;

  take (scan, '-');
  gboolean zero = scan->at < scan->end && *scan->at == '0';
  gsize digits = take_digits (scan);
  if (digits == 0 || (zero && digits > 1))
    return FALSE;
  if (digits > SOKY_JSON_MAX_DIGITS)
    return over (scan);
  if (take (scan, '.') && take_digits (scan) == 0)
    return FALSE;
  if (take (scan, 'e') || take (scan, 'E')) {
    if (!take (scan, '+'))
      take (scan, '-');
    if (take_digits (scan) == 0)
      return FALSE;
  }
  return scan->at - first <= SOKY_JSON_MAX_NUMBER || over (scan);
}

static gboolean
take_hex (Scan *scan, guint *unit)
{
  *unit = 0;
  if (scan->end - scan->at < 4)
    return FALSE;
  for (guint i = 0; i < 4; i++) {
    int digit = g_ascii_xdigit_value (*scan->at++);
    if (digit < 0)
      return FALSE;
    *unit = *unit << 4 | (guint) digit;
  }
  return TRUE;
}

static gboolean
scan_escape (Scan *scan)
{
  guint unit, low;

  if (scan->at == scan->end)
    return FALSE;
  char kind = *scan->at++;
  if (kind != 'u')
    return kind != '\0' && strchr ("\"\\/bfnrt", kind) != NULL;
  if (!take_hex (scan, &unit) || unit == 0 || (unit >= 0xdc00 && unit <= 0xdfff))
    return FALSE;
  if (unit < 0xd800 || unit > 0xdbff)
    return TRUE;
  return take_word (scan, "\\u") && take_hex (scan, &low) && low >= 0xdc00 && low <= 0xdfff;
}

static gboolean
scan_string (Scan *scan)
{
  if (!take (scan, '"'))
    return FALSE;
  while (scan->at < scan->end) {
    guchar c = (guchar) *scan->at++;
    if (c == '"')
      return TRUE;
    if (c < 0x20 || (c == '\\' && !scan_escape (scan)))
      return FALSE;
  }
  return FALSE;
}

/* A member's name, noted in @names. */
static gboolean
scan_name (Scan *scan, GHashTable *names)
{
  const char *first = scan->at + 1;

  if (!scan_string (scan))
    return FALSE;
  gsize length = (gsize) (scan->at - 1 - first);
  if (length == 0 || length > SOKY_JSON_MAX_NAME)
    return FALSE;
  for (gsize i = 0; i < length; i++) {
    if (!g_ascii_isalnum (first[i]) && first[i] != '_' && first[i] != '-')
      return FALSE;
  }
  return g_hash_table_add (names, g_strndup (first, length));
}

static gboolean
scan_object (Scan *scan)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  skip_space (scan);
  if (take (scan, '}'))
    return TRUE;
  do {
    skip_space (scan);
    if (!scan_name (scan, names))
      return FALSE;
    skip_space (scan);
    if (!take (scan, ':') || !scan_value (scan))
      return FALSE;
  } while (take (scan, ','));
  return take (scan, '}');
}

static gboolean
scan_array (Scan *scan)
{
  skip_space (scan);
  if (take (scan, ']'))
    return TRUE;
  do {
    if (!scan_value (scan))
      return FALSE;
  } while (take (scan, ','));
  return take (scan, ']');
}

static gboolean
scan_nested (Scan *scan, gboolean (*inside) (Scan *))
{
  if (++scan->depth > SOKY_JSON_MAX_DEPTH)
    return over (scan);
  scan->at++;
  gboolean good = inside (scan);
  scan->depth--;
  return good;
}

static gboolean
scan_one (Scan *scan)
{
  if (scan->at == scan->end)
    return FALSE;
  switch (*scan->at) {
  case '{':
    return scan_nested (scan, scan_object);
  case '[':
    return scan_nested (scan, scan_array);
  case '"':
    return scan_string (scan);
  case 't':
    return take_word (scan, "true");
  case 'f':
    return take_word (scan, "false");
  case 'n':
    return take_word (scan, "null");
  default:
    return scan_number (scan);
  }
}

/* A value with the blanks around it. */
static gboolean
scan_value (Scan *scan)
{
  if (++scan->values > SOKY_JSON_MAX_VALUES)
    return over (scan);
  skip_space (scan);
  if (!scan_one (scan))
    return FALSE;
  skip_space (scan);
  return TRUE;
}

gboolean
soky_json_scan (const char *text, gsize length, GError **error)
{
  Scan scan = {text, text + length, 0, 0, FALSE};

  if (length > SOKY_JSON_MAX_BYTES)
    return soky_wire_refuse (SOKY_WIRE_ERROR_TOO_LARGE, error);
  if (!g_utf8_validate_len (text, length, NULL))
    return soky_wire_refuse (SOKY_WIRE_ERROR_MALFORMED, error);
  if (scan_value (&scan) && scan.at == scan.end)
    return TRUE;
  return soky_wire_refuse (scan.over_limit ? SOKY_WIRE_ERROR_TOO_LARGE : SOKY_WIRE_ERROR_MALFORMED,
                           error);
}
