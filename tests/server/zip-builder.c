/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "zip-builder.h"

#include <string.h>

struct _ZipBuilder {
  GByteArray *file;
  GByteArray *directory;
  guint count;
};

static void
put (GByteArray *out, guint32 value, guint bytes)
{
  for (guint i = 0; i < bytes; i++) {
    guint8 byte = (guint8) (value >> (8 * i));
    g_byte_array_append (out, &byte, 1);
  }
}

ZipBuilder *
zip_builder_new (void)
{
  ZipBuilder *self = g_new0 (ZipBuilder, 1);

  self->file = g_byte_array_new ();
  self->directory = g_byte_array_new ();
  return self;
}

/* CRC-32 (ITU-T V.42 §8.1.1.6.2), as APPNOTE.TXT 4.4.7 wants it. */
static guint32
sum_up (const void *data, gsize length)
{
  const guint8 *bytes = data;
  guint32 sum = G_MAXUINT32;

  for (gsize i = 0; i < length; i++) {
    sum ^= bytes[i];
    for (guint bit = 0; bit < 8; bit++)
      sum = (sum >> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum;
}

static GBytes *
deflate (const void *data, gsize length)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW, 9);
  g_autoptr (GInputStream) memory =
      g_memory_input_stream_new_from_data (data, (gssize) length, NULL);
  g_autoptr (GInputStream) packed = g_converter_input_stream_new (memory, G_CONVERTER (compressor));
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();

  g_output_stream_splice (out, packed,
                          G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE | G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET,
                          NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}

/* From the version needed to the extra field's length: the same in both headers. */
static void
put_common (GByteArray *out, GBytes *packed, guint32 sum, gsize length, const char *name)
{
  put (out, 20, 2);
  put (out, 0, 2);
  put (out, 8, 2);
  put (out, 0, 4);
  put (out, sum, 4);
  put (out, (guint32) g_bytes_get_size (packed), 4);
  put (out, (guint32) length, 4);
  put (out, (guint32) strlen (name), 2);
  put (out, 0, 2);
}

void
zip_builder_add (ZipBuilder *self, const char *name, const void *data, gsize length)
{
  g_autoptr (GBytes) packed = deflate (data, length);
  guint32 offset = self->file->len;
  guint32 sum = sum_up (data, length);

  put (self->file, 0x04034b50, 4);
  put_common (self->file, packed, sum, length, name);
  g_byte_array_append (self->file, (const guint8 *) name, (guint) strlen (name));
  g_byte_array_append (self->file, g_bytes_get_data (packed, NULL),
                       (guint) g_bytes_get_size (packed));
  put (self->directory, 0x02014b50, 4);
  put (self->directory, 20, 2);
  put_common (self->directory, packed, sum, length, name);
  put (self->directory, 0, 2);
  put (self->directory, 0, 2);
  put (self->directory, 0, 2);
  put (self->directory, 0, 4);
  put (self->directory, offset, 4);
  g_byte_array_append (self->directory, (const guint8 *) name, (guint) strlen (name));
  self->count++;
}

void
zip_builder_add_text (ZipBuilder *self, const char *name, const char *text)
{
  zip_builder_add (self, name, text, strlen (text));
}

GBytes *
zip_builder_end (ZipBuilder *self)
{
  guint32 start = self->file->len;

  g_byte_array_append (self->file, self->directory->data, self->directory->len);
  put (self->file, 0x06054b50, 4);
  put (self->file, 0, 4);
  put (self->file, self->count, 2);
  put (self->file, self->count, 2);
  put (self->file, self->directory->len, 4);
  put (self->file, start, 4);
  put (self->file, 0, 2);
  GBytes *bytes = g_byte_array_free_to_bytes (self->file);
  g_byte_array_unref (self->directory);
  g_free (self);
  return bytes;
}

GBytes *
zip_builder_make_workbook (const char *strings, const char *rows)
{
  ZipBuilder *self = zip_builder_new ();
  g_autofree char *sheet =
      g_strdup_printf ("<worksheet xmlns=\"x\"><sheetData>%s</sheetData></worksheet>", rows);

  zip_builder_add_text (self, "xl/workbook.xml",
                        "<?xml version=\"1.0\"?><workbook xmlns:r=\"r\"><sheets>"
                        "<sheet name=\"an\" sheetId=\"1\" state=\"hidden\" r:id=\"rId1\"/>"
                        "<sheet name=\"DS\" sheetId=\"2\" r:id=\"rId2\"/></sheets></workbook>");
  zip_builder_add_text (self, "xl/_rels/workbook.xml.rels",
                        "<Relationships>"
                        "<Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/>"
                        "<Relationship Id=\"rId2\" Target=\"/xl/worksheets/sheet2.xml\"/>"
                        "</Relationships>");
  if (strings != NULL)
    zip_builder_add_text (self, "xl/sharedStrings.xml", strings);
  zip_builder_add_text (self, "xl/worksheets/sheet1.xml", "<worksheet/>");
  zip_builder_add_text (self, "xl/worksheets/sheet2.xml", sheet);
  return zip_builder_end (self);
}
