/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/packed.h"

#include "pdf/fail.h"
#include "pdf/inflate.h"
#include "pdf/scan.h"

#include <glib/gi18n-lib.h>

/* All that is unpacked, for any file and for each byte of it. Honest files stay below a tenth. */
#define BYTES_OF_ANY_FILE (16 * 1024 * 1024)
#define BYTES_A_BYTE 32
/* Values in it, by the memory that they take: an array or a dictionary counts for four. */
#define WEIGHT_OF_ANY_FILE 1500000
#define WEIGHT_OF_A_CONTAINER 4

typedef struct {
  const SokyXref *xref;
  SokyScan file;
  GHashTable *known;
  GHashTable *containers; /* numbers of those in use */
  gsize bytes;            /* that may still be unpacked */
  gsize weight;
} Check;

static gboolean
fail_damaged (GError **error)
{
  return soky_pdf_fail_damaged (error, _ ("one of its object streams is not in order."));
}

static gboolean
fail_limit (GError **error)
{
  return soky_pdf_fail_limit (error, _ ("its object streams unpack to too much."));
}

/* The number under @key, or in the object that it refers to. */
static gboolean
read_number (const Check *self, GHashTable *pairs, const char *key, guint64 *number)
{
  SokyScan value;
  SokyXrefEntry entry;
  guint object = 0;
  guint generation = 0;

  if (!soky_scan_value (&self->file, pairs, key, &value))
    return FALSE;
  if (!soky_scan_object_head (&value, "R", &object, &generation))
    return soky_scan_unsigned (&value, number);
  if (!soky_xref_lookup (self->xref, object, &entry) || entry.kind != SOKY_XREF_PLAIN)
    return FALSE;
  SokyScan there = {self->file.data, self->file.length, (gsize) entry.offset};
  soky_scan_space (&there);
  if (!soky_scan_object_head (&there, "obj", &object, &generation))
    return FALSE;
  soky_scan_space (&there);
  return soky_scan_unsigned (&there, number);
}

/* Adds up the values of an unpacked stream, roughly: every place where one begins. */
static gsize
weigh (const guint8 *data, gsize length)
{
  gsize weight = 0;
  gboolean within = FALSE;

  for (gsize i = 0; i < length; i++) {
    gboolean is_edge = soky_scan_is_space (data[i]) || soky_scan_is_delimiter (data[i]);
    if (data[i] == '[' || data[i] == '<')
      weight += WEIGHT_OF_A_CONTAINER;
    else if (data[i] == '/' || data[i] == '(' || (!is_edge && !within))
      weight++;
    within = !is_edge || data[i] == '/';
  }
  return weight;
}

/* The pairs of number and offset before /First, and an object at each offset that ends before the
 * next. */
static gboolean
check_objects (const guint8 *data, gsize length, guint64 count, guint64 first)
{
  SokyScan head = {data, (gsize) first, 0};
  gsize start = 0;

  for (guint64 i = 0; i <= count; i++) {
    guint64 number = 0;
    guint64 offset = length - first;
    if (i < count) {
      soky_scan_space (&head);
      if (!soky_scan_unsigned (&head, &number))
        return FALSE;
      soky_scan_space (&head);
      if (!soky_scan_unsigned (&head, &offset) || offset > length - first)
        return FALSE;
    }
    gsize end = (gsize) (first + offset);
    SokyScan body = {data, end, start};
    if (i > 0 && (end <= start || !soky_scan_object (&body, NULL, NULL)))
      return FALSE;
    start = end;
  }
  return TRUE;
}

static gboolean
check_data (Check *self, GHashTable *pairs, const guint8 *data, gsize length, GError **error)
{
  guint64 count = 0;
  guint64 first = 0;
  gsize weight = weigh (data, length);

  if (length > self->bytes || weight > self->weight)
    return fail_limit (error);
  self->bytes -= length;
  self->weight -= weight;
  if (!read_number (self, pairs, "N", &count) || !read_number (self, pairs, "First", &first) ||
      first > length || count > length || !check_objects (data, length, count, first))
    return fail_damaged (error);
  return TRUE;
}

typedef enum { FILTER_NONE, FILTER_FLATE, FILTER_OTHER } Filter;

static Filter
read_filter (const Check *self, GHashTable *pairs)
{
  SokyScan value;

  /* predictors are for pictures and tables; they would hide what is in the stream */
  if (g_hash_table_contains (pairs, "DecodeParms") &&
      (!soky_scan_value (&self->file, pairs, "DecodeParms", &value) ||
       !soky_scan_word (&value, "null")))
    return FILTER_OTHER;
  if (!soky_scan_value (&self->file, pairs, "Filter", &value) || soky_scan_word (&value, "null"))
    return FILTER_NONE;
  if (value.data[value.at] == '[') {
    value.at++;
    value.length--;
    soky_scan_space (&value);
  }
  if (value.at >= value.length)
    return FILTER_NONE;
  gboolean is_flate = soky_scan_word (&value, "/FlateDecode");
  soky_scan_space (&value);
  return is_flate && value.at >= value.length ? FILTER_FLATE : FILTER_OTHER;
}

static gboolean
check_stream (Check *self, GHashTable *pairs, SokyScan *scan, GError **error)
{
  guint64 length = 0;
  Filter filter = read_filter (self, pairs);

  if (!soky_scan_word (scan, "stream") || !soky_scan_line_end (scan) ||
      !read_number (self, pairs, "Length", &length) || length > scan->length - scan->at)
    return fail_damaged (error);
  const guint8 *data = scan->data + scan->at;
  scan->at += (gsize) length;
  if (filter == FILTER_NONE)
    return check_data (self, pairs, data, (gsize) length, error);
  if (filter == FILTER_OTHER) {
    g_set_error_literal (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_UNSUPPORTED,
                         _ ("This PDF packs its objects in a way that is not supported. Print it "
                            "to a new PDF and use that."));
    return FALSE;
  }
  g_autoptr (GBytes) unpacked = soky_inflate_up_to (data, (gsize) length, self->bytes + 1);
  if (unpacked == NULL)
    return fail_limit (error);
  return check_data (self, pairs, g_bytes_get_data (unpacked, NULL), g_bytes_get_size (unpacked),
                     error);
}

static gboolean
check_container (Check *self, guint number, GError **error)
{
  SokyXrefEntry entry;
  guint found = 0;
  guint generation = 0;

  /* a number that is not in use, or a stream that is no container, holds nothing */
  if (!soky_xref_lookup (self->xref, number, &entry) || entry.kind != SOKY_XREF_PLAIN)
    return TRUE;
  gpointer key = GSIZE_TO_POINTER ((gsize) entry.offset);
  gsize end = GPOINTER_TO_SIZE (g_hash_table_lookup (self->known, key));
  if (end != 0 && end <= self->file.length)
    return TRUE;
  SokyScan scan = {self->file.data, self->file.length, (gsize) entry.offset};
  soky_scan_space (&scan);
  if (!soky_scan_object_head (&scan, "obj", &found, &generation))
    return fail_damaged (error);
  soky_scan_space (&scan);
  g_autoptr (GHashTable) pairs = soky_scan_dictionary (&scan);
  soky_scan_space (&scan);
  if (pairs == NULL)
    return fail_damaged (error);
  if (!check_stream (self, pairs, &scan, error))
    return FALSE;
  g_hash_table_insert (self->known, key, GSIZE_TO_POINTER (scan.at));
  return TRUE;
}

static void
note_container (guint number, gpointer user_data)
{
  Check *self = user_data;
  SokyXrefEntry entry;

  if (soky_xref_lookup (self->xref, number, &entry) && entry.kind == SOKY_XREF_PACKED)
    g_hash_table_add (self->containers, GUINT_TO_POINTER (entry.container));
}

gboolean
soky_packed_check (SokyInput *input, const SokyXref *xref, GHashTable *known, GError **error)
{
  g_autoptr (GHashTable) containers = g_hash_table_new (NULL, NULL);
  gsize size = (gsize) soky_input_get_size (input);
  Check self = {
      .xref = xref,
      .file = {soky_input_peek (input), size, 0},
      .known = known,
      .containers = containers,
      .bytes = BYTES_OF_ANY_FILE + BYTES_A_BYTE * size,
      .weight = WEIGHT_OF_ANY_FILE + size / 2,
  };
  GHashTableIter iter;
  gpointer number = NULL;

  soky_xref_foreach_newer (xref, -1, note_container, &self);
  g_hash_table_iter_init (&iter, containers);
  while (g_hash_table_iter_next (&iter, &number, NULL)) {
    if (!check_container (&self, GPOINTER_TO_UINT (number), error))
      return FALSE;
  }
  return TRUE;
}
