/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/packing.h"

#include <string.h>

/* What fits into a packet anyway is sent as it is. */
#define LEAST_BYTES 1400
/* Larger answers would cost more time than they save on a school's line. */
#define MOST_BYTES ((gsize) 8 * 1024 * 1024)
#define MOST_HEADER 500
#define LEVEL 4
#define CODING "gzip"

/* "gzip", "gzip;q=0.5"; a weight of nothing but noughts is a refusal (RFC 9110 §12.4.2). */
static gboolean
is_taken (const char *one)
{
  g_auto (GStrv) parts = g_strsplit (one, ";", 3);

  if (parts[0] == NULL || g_ascii_strcasecmp (g_strstrip (parts[0]), CODING) != 0)
    return FALSE;
  if (parts[1] == NULL)
    return TRUE;
  const char *weight = g_strstrip (parts[1]);
  return g_ascii_strncasecmp (weight, "q=", 2) == 0 && strpbrk (weight + 2, "123456789") != NULL;
}

static gboolean
takes_gzip (const char *accepted)
{
  if (accepted == NULL || strlen (accepted) > MOST_HEADER)
    return FALSE;
  g_auto (GStrv) all = g_strsplit (accepted, ",", 0);
  for (char **one = all; *one != NULL; one++) {
    if (is_taken (*one))
      return TRUE;
  }
  return FALSE;
}

GBytes *
soky_packing_pack (const char *accepted, GBytes *body)
{
  gsize length = 0, taken = 0, written = 0;
  const void *data = g_bytes_get_data (body, &length);

  if (length < LEAST_BYTES || length > MOST_BYTES || !takes_gzip (accepted))
    return NULL;
  g_autoptr (GZlibCompressor) packer = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, LEVEL);
  /* no more room than that: what does not become smaller stays as it is */
  g_autofree guint8 *packed = g_malloc (length);
  GConverterResult result = g_converter_convert (G_CONVERTER (packer), data, length, packed, length,
                                                 G_CONVERTER_INPUT_AT_END, &taken, &written, NULL);
  if (result != G_CONVERTER_FINISHED || taken != length)
    return NULL;
  return g_bytes_new (packed, written);
}
