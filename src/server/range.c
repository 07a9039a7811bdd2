/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/range.h"

#include <string.h>

#define UNIT "bytes="

/* Digits alone, nothing else; an empty text is no number. */
static gboolean
parse_position (const char *text, guint64 *value)
{
  return g_ascii_isdigit (*text) &&
         g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, value, NULL);
}

static SokyRangeKind
last_bytes (const char *text, goffset size, goffset *from, goffset *to)
{
  guint64 count = 0;

  if (!parse_position (text, &count))
    return SOKY_RANGE_WHOLE;
  if (count == 0 || size == 0)
    return SOKY_RANGE_UNSATISFIABLE;
  *from = size - (goffset) MIN (count, (guint64) size);
  *to = size;
  return SOKY_RANGE_PART;
}

SokyRangeKind
soky_range_parse (const char *header, goffset size, goffset *from, goffset *to)
{
  guint64 first = 0, last = G_MAXINT64;

  if (header == NULL || !g_str_has_prefix (header, UNIT))
    return SOKY_RANGE_WHOLE;

  g_autofree char *start = g_strdup (header + strlen (UNIT));
  char *end = strchr (start, '-');
  if (end == NULL)
    return SOKY_RANGE_WHOLE;
  *end++ = '\0';
  if (*start == '\0')
    return last_bytes (end, size, from, to);
  if (!parse_position (start, &first) || (*end != '\0' && !parse_position (end, &last)) ||
      last < first)
    return SOKY_RANGE_WHOLE;
  if (first >= (guint64) size)
    return SOKY_RANGE_UNSATISFIABLE;
  *from = (goffset) first;
  *to = (goffset) MIN (last, (guint64) size - 1) + 1;
  return SOKY_RANGE_PART;
}
