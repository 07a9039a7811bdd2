/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/inflate.h"

#include <gio/gio.h>

/* Fills @out as far as it goes; returns how many bytes were made. */
static gsize
inflate_into (const guint8 *data, gsize length, guint8 *out, gsize room)
{
  g_autoptr (GZlibDecompressor) zlib = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB);
  GConverterResult result = G_CONVERTER_CONVERTED;
  gsize filled = 0;

  while (filled < room && result == G_CONVERTER_CONVERTED) {
    gsize taken = 0, made = 0;
    result = g_converter_convert (G_CONVERTER (zlib), data, length, out + filled, room - filled,
                                  G_CONVERTER_INPUT_AT_END, &taken, &made, NULL);
    if (result == G_CONVERTER_ERROR || (result == G_CONVERTER_CONVERTED && taken + made == 0))
      return filled;
    data += taken;
    length -= taken;
    filled += made;
  }
  return filled;
}

guint8 *
soky_inflate (const guint8 *data, gsize length, gsize wanted)
{
  g_autofree guint8 *out = g_try_malloc (MAX (wanted, 1));

  if (out == NULL || inflate_into (data, length, out, wanted) != wanted)
    return NULL;
  return g_steal_pointer (&out);
}

GBytes *
soky_inflate_up_to (const guint8 *data, gsize length, gsize limit)
{
  const gsize most = 1100; /* a byte of zlib makes no more (RFC 1951: 258 bytes in 2 bits) */
  gsize room = length < limit / most ? length * most : limit;
  g_autofree guint8 *out = g_try_malloc (MAX (room, 1));

  if (out == NULL)
    return NULL;
  gsize filled = inflate_into (data, length, out, room);
  return g_bytes_new_take (g_realloc (g_steal_pointer (&out), MAX (filled, 1)), filled);
}
