/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/fail.h"
#include "pdf/inflate.h"
#include "pdf/predictor.h"
#include "pdf/xref-private.h"

#include <glib/gi18n-lib.h>

#define MAX_FIELD 8

/* How the rows are packed (ISO 32000-2 §7.4.4.3). */
typedef struct {
  gboolean deflated;
  gboolean predicted;
  gsize columns; /* bytes a predicted row */
  gsize step;
} Packing;

static gboolean
fail_unread (GError **error)
{
  return soky_pdf_fail_damaged (error, _ ("its cross-reference stream cannot be read."));
}

static guint64
read_field (const guint8 *bytes, guint width)
{
  guint64 value = 0;
  for (guint i = 0; i < width; i++)
    value = value << 8 | bytes[i];
  return value;
}

gboolean
soky_xref_stream_row (const SokyXrefPart *part, const guint8 *row, SokyXrefEntry *entry)
{
  const guint *fields = part->fields;
  guint64 type = fields[0] > 0 ? read_field (row, fields[0]) : 1;
  guint64 second = read_field (row + fields[0], fields[1]);
  guint64 third = read_field (row + fields[0] + fields[1], fields[2]);

  *entry = (SokyXrefEntry){.kind = SOKY_XREF_FREE};
  if (type == 0)
    return TRUE;
  if (type == 1 && second < (guint64) G_MAXINT64 - (guint64) part->header && third <= 65535) {
    entry->kind = second > 0 ? SOKY_XREF_PLAIN : SOKY_XREF_FREE;
    entry->offset = (goffset) second + part->header;
    entry->generation = (guint) third;
    return TRUE;
  }
  if (type == 2 && second <= SOKY_PDF_MAX_NUMBER && third <= SOKY_PDF_MAX_NUMBER) {
    entry->kind = SOKY_XREF_PACKED;
    entry->container = (guint) second;
    entry->index = (guint) third;
    return TRUE;
  }
  return FALSE;
}

/* The direct numbers of an array, at most @max; -1 when it is anything else. */
static int
read_numbers (SokyScan *scan, GArray *numbers, guint max)
{
  soky_scan_space (scan);
  if (scan->at >= scan->length || scan->data[scan->at] != '[')
    return -1;
  scan->at++;
  for (soky_scan_space (scan); scan->at < scan->length && scan->data[scan->at] != ']';
       soky_scan_space (scan)) {
    guint64 value = 0;
    if (numbers->len >= max || !soky_scan_unsigned (scan, &value))
      return -1;
    g_array_append_val (numbers, value);
  }
  return scan->at < scan->length ? (int) numbers->len : -1;
}

static gboolean
read_widths (const SokyScan *scan, SokyXrefPart *part)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (guint64));
  SokyScan value;

  if (!soky_scan_value (scan, part->dictionary, "W", &value) ||
      read_numbers (&value, numbers, 3) != 3)
    return FALSE;
  for (guint i = 0; i < 3; i++) {
    guint64 width = g_array_index (numbers, guint64, i);
    if (width > MAX_FIELD)
      return FALSE;
    part->fields[i] = (guint) width;
  }
  return part->fields[1] > 0;
}

static gboolean
add_ranges (SokyXref *xref, const SokyScan *scan, SokyXrefPart *part, GError **error)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (guint64));
  guint width = part->fields[0] + part->fields[1] + part->fields[2];
  guint64 size = 0;
  SokyScan value;
  gsize rows = 0;

  if (soky_scan_value (scan, part->dictionary, "Index", &value)) {
    if (read_numbers (&value, numbers, SOKY_PDF_MAX_NUMBER) < 0 || numbers->len % 2 != 0)
      return fail_unread (error);
  } else if (soky_scan_value_unsigned (scan, part->dictionary, "Size", &size)) {
    guint64 zero = 0;
    g_array_append_val (numbers, zero);
    g_array_append_val (numbers, size);
  } else {
    return fail_unread (error);
  }
  for (guint i = 0; i < numbers->len; i += 2) {
    guint64 first = g_array_index (numbers, guint64, i);
    guint64 count = g_array_index (numbers, guint64, i + 1);
    if (first > SOKY_PDF_MAX_NUMBER || count > SOKY_PDF_MAX_NUMBER + 1)
      return soky_pdf_fail_limit (error, _ ("its objects are numbered too high."));
    SokyXrefRange range = {(guint) first, (guint) count, rows, width};
    if (count > 0 && !soky_xref_part_add_range (part, xref, range, error))
      return FALSE;
    rows += count * width;
  }
  return TRUE;
}

static gsize
count_bytes (const SokyXrefPart *part)
{
  gsize bytes = 0;
  for (guint i = 0; i < part->ranges->len; i++) {
    const SokyXrefRange *range = &g_array_index (part->ranges, SokyXrefRange, i);
    bytes += (gsize) range->count * range->width;
  }
  return bytes;
}

/* The value of @key, or the only item of the array it is. */
static gboolean
find_single (const SokyScan *scan, GHashTable *dictionary, const char *key, SokyScan *value)
{
  if (!soky_scan_value (scan, dictionary, key, value))
    return FALSE;
  if (value->data[value->at] == '[') {
    value->at++;
    value->length--;
    soky_scan_space (value);
  }
  return TRUE;
}

static gboolean
read_parameter (const SokyScan *scan, GHashTable *parameters, const char *key, guint64 *number)
{
  return !g_hash_table_contains (parameters, key) ||
         (soky_scan_value_unsigned (scan, parameters, key, number) && *number > 0 &&
          *number <= 4096);
}

static gboolean
read_predictor (const SokyScan *scan, GHashTable *parameters, Packing *packing)
{
  guint64 predictor = 1, columns = 1, colors = 1, bits = 8;

  if (!read_parameter (scan, parameters, "Predictor", &predictor) ||
      !read_parameter (scan, parameters, "Columns", &columns) ||
      !read_parameter (scan, parameters, "Colors", &colors) ||
      !read_parameter (scan, parameters, "BitsPerComponent", &bits) || bits > 16 || colors > 32)
    return FALSE;
  packing->predicted = predictor >= 10;
  packing->columns = (columns * colors * bits + 7) / 8;
  packing->step = MAX (1, colors * bits / 8);
  return predictor == 1 || (predictor >= 10 && predictor <= 15);
}

static gboolean
read_packing (const SokyScan *scan, const SokyXrefPart *part, Packing *packing)
{
  SokyScan value;

  if (!find_single (scan, part->dictionary, "Filter", &value) || soky_scan_word (&value, "null") ||
      value.at >= value.length)
    return TRUE;
  packing->deflated = soky_scan_word (&value, "/FlateDecode");
  soky_scan_space (&value);
  if (!packing->deflated || value.at < value.length)
    return FALSE;
  if (!find_single (scan, part->dictionary, "DecodeParms", &value) ||
      soky_scan_word (&value, "null") || value.at >= value.length)
    return TRUE;
  SokyScan from = value;
  g_autoptr (GHashTable) parameters = soky_scan_dictionary (&from);
  return parameters != NULL && read_predictor (scan, parameters, packing);
}

static gboolean
unpack (SokyXrefPart *part, const guint8 *data, gsize length, const Packing *packing)
{
  gsize bytes = count_bytes (part);
  gsize rows = packing->predicted ? (bytes + packing->columns - 1) / packing->columns : 0;
  gsize packed = packing->predicted ? rows * (packing->columns + 1) : bytes;

  if (!packing->deflated) {
    part->data = data;
    return length >= bytes;
  }
  g_autofree guint8 *out = soky_inflate (data, length, packed);
  if (out == NULL ||
      (packing->predicted && !soky_predictor_undo_png (out, rows, packing->columns, packing->step)))
    return FALSE;
  part->data = out;
  part->decoded = g_bytes_new_take (g_steal_pointer (&out), packed);
  return TRUE;
}

/* Past "stream" and its line end, to the first byte of the data. */
static gboolean
begin_data (SokyScan *scan)
{
  soky_scan_space (scan);
  return soky_scan_word (scan, "stream") && soky_scan_line_end (scan);
}

static gboolean
check_rows (const SokyXref *xref, const SokyXrefPart *part)
{
  for (guint i = 0; i < part->ranges->len; i++) {
    const SokyXrefRange *range = &g_array_index (part->ranges, SokyXrefRange, i);
    for (guint row = 0; row < range->count; row++) {
      SokyXrefEntry entry;
      if (!soky_xref_stream_row (part, part->data + range->rows + (gsize) row * range->width,
                                 &entry) ||
          (entry.kind == SOKY_XREF_PLAIN && (gsize) entry.offset >= xref->size))
        return FALSE;
    }
  }
  return TRUE;
}

static gboolean
read_stream (SokyXref *xref, SokyXrefPart *part, SokyScan *scan, GError **error)
{
  guint number = 0, generation = 0;
  guint64 length = 0;
  Packing packing = {0};
  SokyScan type;

  if (!soky_scan_object_head (scan, "obj", &number, &generation))
    return soky_pdf_fail_damaged (error, _ ("there are no cross-references where they should be."));
  soky_scan_space (scan);
  part->trailer = (goffset) scan->at;
  part->dictionary = soky_scan_dictionary (scan);
  if (part->dictionary == NULL || !soky_scan_value (scan, part->dictionary, "Type", &type) ||
      !soky_scan_word (&type, "/XRef") ||
      !soky_scan_value_unsigned (scan, part->dictionary, "Length", &length) || !begin_data (scan) ||
      length > scan->length - scan->at || !read_widths (scan, part) ||
      !read_packing (scan, part, &packing))
    return fail_unread (error);
  const guint8 *data = scan->data + scan->at;
  if (!add_ranges (xref, scan, part, error))
    return FALSE;
  scan->at += length;
  soky_scan_space (scan);
  if (!soky_scan_word (scan, "endstream"))
    return fail_unread (error);
  soky_scan_space (scan);
  if (!soky_scan_word (scan, "endobj") || !unpack (part, data, length, &packing) ||
      !check_rows (xref, part))
    return fail_unread (error);
  part->end = (goffset) scan->at;
  return TRUE;
}

SokyXrefPart *
soky_xref_stream_read (SokyXref *xref, SokyScan *scan, GError **error)
{
  g_autoptr (SokyXrefPart) part = soky_xref_part_new (xref);

  if (!read_stream (xref, part, scan, error) || !soky_xref_part_finish (part, error))
    return NULL;
  return g_steal_pointer (&part);
}
