/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/headers.h"

#include "wire/error.h"

#include <string.h>

#define HASH_DIGITS 64
#define MAX_ID 64

static gboolean
parse_number (const char *text, gsize length, gint64 *number)
{
  guint64 value;

  /* no sign, no leading zero but "0" itself */
  if (length == 0 || length > 18 || (length > 1 && *text == '0'))
    return FALSE;
  g_autofree char *digits = g_strndup (text, length);
  if (!g_ascii_string_to_unsigned (digits, 10, 0, G_MAXINT64, &value, NULL))
    return FALSE;
  *number = (gint64) value;
  return TRUE;
}

char *
soky_base_format (const char *sha256, goffset length)
{
  if (length == 0)
    return g_strdup ("length=0");
  return g_strdup_printf ("sha256=%s;length=%" G_GOFFSET_FORMAT, sha256, length);
}

gboolean
soky_base_parse (const char *header, SokyBase *base, GError **error)
{
  gint64 length;

  memset (base, 0, sizeof *base);
  if (g_strcmp0 (header, "length=0") == 0)
    return TRUE;
  if (header == NULL || !g_str_has_prefix (header, "sha256="))
    return soky_wire_refuse (SOKY_WIRE_ERROR_MALFORMED, error);

  const char *hash = header + strlen ("sha256=");
  if (strspn (hash, "0123456789abcdef") != HASH_DIGITS ||
      !g_str_has_prefix (hash + HASH_DIGITS, ";length="))
    return soky_wire_refuse (SOKY_WIRE_ERROR_MALFORMED, error);
  const char *number = hash + HASH_DIGITS + strlen (";length=");
  if (!parse_number (number, strlen (number), &length) || length == 0)
    return soky_wire_refuse (SOKY_WIRE_ERROR_MALFORMED, error);
  memcpy (base->sha256, hash, HASH_DIGITS);
  base->length = length;
  return TRUE;
}

char *
soky_numbering_format (const SokyNumbering *self)
{
  return g_strdup_printf ("number=%u;date=%s", self->number, self->date);
}

gboolean
soky_numbering_parse (const char *header, SokyNumbering *self, GError **error)
{
  gint64 number = 0;

  *self = (SokyNumbering){0};
  if (header == NULL)
    return TRUE;
  const char *end = strchr (header, ';');
  if (!g_str_has_prefix (header, "number=") || end == NULL || !g_str_has_prefix (end, ";date="))
    return soky_wire_refuse (SOKY_WIRE_ERROR_MALFORMED, error);
  const char *digits = header + strlen ("number=");
  if (!parse_number (digits, (gsize) (end - digits), &number) || number < 1 ||
      number > SOKY_NUMBERING_MAX ||
      g_strlcpy (self->date, end + strlen (";date="), sizeof self->date) >= sizeof self->date)
    return soky_wire_refuse (SOKY_WIRE_ERROR_MALFORMED, error);
  self->number = (guint) number;
  return soky_numbering_is_valid (self) || soky_wire_refuse (SOKY_WIRE_ERROR_MALFORMED, error);
}

char *
soky_version_format (guint64 version)
{
  return g_strdup_printf ("\"%" G_GUINT64_FORMAT "\"", version);
}

gboolean
soky_version_parse (const char *header, guint64 *version, GError **error)
{
  gint64 number;

  if (header == NULL)
    return soky_wire_refuse (SOKY_WIRE_ERROR_PRECONDITION_REQUIRED, error);
  gsize length = strlen (header);
  if (length < 3 || header[0] != '"' || header[length - 1] != '"' ||
      !parse_number (header + 1, length - 2, &number))
    return soky_wire_refuse (SOKY_WIRE_ERROR_MALFORMED, error);
  *version = (guint64) number;
  return TRUE;
}

gboolean
soky_wire_is_id (const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;

  if (length == 0 || length > MAX_ID)
    return FALSE;
  for (gsize i = 0; i < length; i++) {
    if (!g_ascii_isalnum (text[i]) && text[i] != '_' && text[i] != '-')
      return FALSE;
  }
  return TRUE;
}
