/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/inflate.h"

#include <gio/gio.h>

guint8 *
soky_inflate (const guint8 *data, gsize length, gsize wanted)
{
  g_autoptr (GZlibDecompressor) zlib = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB);
  g_autofree guint8 *out = g_try_malloc (MAX (wanted, 1));
  GConverterResult result = G_CONVERTER_CONVERTED;
  gsize filled = 0;

  if (out == NULL)
    return NULL;
  while (filled < wanted && result == G_CONVERTER_CONVERTED) {
    gsize taken = 0, made = 0;
    result = g_converter_convert (G_CONVERTER (zlib), data, length, out + filled, wanted - filled,
                                  G_CONVERTER_INPUT_AT_END, &taken, &made, NULL);
    if (result == G_CONVERTER_ERROR || (result == G_CONVERTER_CONVERTED && taken + made == 0))
      return NULL;
    data += taken;
    length -= taken;
    filled += made;
  }
  return filled == wanted ? g_steal_pointer (&out) : NULL;
}
