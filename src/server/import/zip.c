/* SPDX-License-Identifier: GPL-3.0-or-later */
/* APPNOTE.TXT 6.3: end of central directory §4.3.16, its headers §4.3.12, local headers §4.3.7. */
#include "config.h"

#include "server/import/zip.h"

#include <string.h>

#define END_SIGNATURE 0x06054b50
#define ENTRY_SIGNATURE 0x02014b50
#define LOCAL_SIGNATURE 0x04034b50
#define END_SIZE 22
#define ENTRY_SIZE 46
#define LOCAL_SIZE 30
#define MAX_COMMENT 0xffff
#define MAX_ENTRIES 2000
#define ENCRYPTED 1
#define STORED 0
#define DEFLATED 8
#define CHUNK (64 * 1024)

typedef struct {
  guint method;
  gsize packed;
  gsize offset; /* of the local header */
} Entry;

struct _SokyZip {
  GBytes *file;
  const guint8 *data;
  gsize size;
  GHashTable *entries; /* name -> Entry */
};

static guint
get16 (const guint8 *at)
{
  return at[0] | (guint) at[1] << 8;
}

static guint32
get32 (const guint8 *at)
{
  return (guint32) get16 (at) | (guint32) get16 (at + 2) << 16;
}

/* The record at the end, which a comment may follow. */
static const guint8 *
find_end (const SokyZip *self)
{
  gsize least = self->size > END_SIZE + MAX_COMMENT ? self->size - END_SIZE - MAX_COMMENT : 0;

  if (self->size < END_SIZE)
    return NULL;
  for (gsize at = self->size - END_SIZE + 1; at-- > least;) {
    const guint8 *end = self->data + at;
    if (get32 (end) == END_SIGNATURE && at + END_SIZE + get16 (end + 20) == self->size)
      return end;
  }
  return NULL;
}

/* One header of the directory; returns its size, 0 when it is none. */
static gsize
read_entry (SokyZip *self, gsize at)
{
  const guint8 *header = self->data + at;

  if (at > self->size || self->size - at < ENTRY_SIZE || get32 (header) != ENTRY_SIGNATURE)
    return 0;
  gsize name = get16 (header + 28);
  gsize size = ENTRY_SIZE + name + get16 (header + 30) + get16 (header + 32);
  guint method = get16 (header + 10);
  if (self->size - at < size || (get16 (header + 8) & ENCRYPTED) != 0 ||
      (method != STORED && method != DEFLATED))
    return 0;
  Entry *entry = g_new0 (Entry, 1);
  entry->method = method;
  entry->packed = get32 (header + 20);
  entry->offset = get32 (header + 42);
  /* one name twice is how two readers are made to see different contents */
  if (!g_hash_table_insert (self->entries, g_strndup ((const char *) header + ENTRY_SIZE, name),
                            entry))
    return 0;
  return size;
}

static gboolean
read_directory (SokyZip *self, GError **error)
{
  const guint8 *end = find_end (self);

  if (end == NULL || get16 (end + 4) != 0 || get16 (end + 8) != get16 (end + 10) ||
      get16 (end + 10) > MAX_ENTRIES)
    return soky_import_damaged (error);
  gsize at = get32 (end + 16);
  for (guint i = 0; i < get16 (end + 10); i++) {
    gsize size = read_entry (self, at);
    if (size == 0)
      return soky_import_damaged (error);
    at += size;
  }
  return TRUE;
}

SokyZip *
soky_zip_open (GBytes *file, GError **error)
{
  g_autoptr (SokyZip) self = g_new0 (SokyZip, 1);

  self->file = g_bytes_ref (file);
  self->data = g_bytes_get_data (file, &self->size);
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return read_directory (self, error) ? g_steal_pointer (&self) : NULL;
}

void
soky_zip_free (SokyZip *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->entries);
  g_bytes_unref (self->file);
  g_free (self);
}

gboolean
soky_zip_has (SokyZip *self, const char *name)
{
  return g_hash_table_contains (self->entries, name);
}

static GBytes *
inflate (const guint8 *packed, gsize length, gsize most, GError **error)
{
  g_autoptr (GZlibDecompressor) inflater = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW);
  g_autoptr (GByteArray) out = g_byte_array_new ();
  g_autofree guint8 *chunk = g_malloc (CHUNK);
  GConverterResult result = G_CONVERTER_CONVERTED;

  while (result != G_CONVERTER_FINISHED) {
    gsize used = 0, made = 0;
    result = g_converter_convert (G_CONVERTER (inflater), packed, length, chunk, CHUNK,
                                  G_CONVERTER_INPUT_AT_END, &used, &made, NULL);
    if (result == G_CONVERTER_ERROR) {
      soky_import_damaged (error);
      return NULL;
    }
    if (made > most - out->len) {
      soky_import_too_large (error);
      return NULL;
    }
    packed += used;
    length -= used;
    g_byte_array_append (out, chunk, (guint) made);
  }
  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

GBytes *
soky_zip_read (SokyZip *self, const char *name, gsize most, GError **error)
{
  const Entry *entry = g_hash_table_lookup (self->entries, name);
  const guint8 *local = entry != NULL ? self->data + MIN (entry->offset, self->size) : NULL;
  gsize left = entry != NULL ? self->size - MIN (entry->offset, self->size) : 0;

  if (left < LOCAL_SIZE || get32 (local) != LOCAL_SIGNATURE) {
    soky_import_damaged (error);
    return NULL;
  }
  gsize header = LOCAL_SIZE + (gsize) get16 (local + 26) + get16 (local + 28);
  if (left < header || left - header < entry->packed) {
    soky_import_damaged (error);
    return NULL;
  }
  if (entry->method == DEFLATED)
    return inflate (local + header, entry->packed, most, error);
  if (entry->packed > most) {
    soky_import_too_large (error);
    return NULL;
  }
  return g_bytes_new (local + header, entry->packed);
}
