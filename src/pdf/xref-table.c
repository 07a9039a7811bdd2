/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/fail.h"
#include "pdf/xref-private.h"

#include <glib/gi18n-lib.h>

/* "0000000016 00000 n", and one or two bytes of line end (ISO 32000-2 §7.5.4 wants two). */
#define ROW_TEXT 18

static gboolean
read_digits (const guint8 *text, guint count, guint64 *value)
{
  guint64 sum = 0;
  for (guint i = 0; i < count; i++) {
    if (!g_ascii_isdigit (text[i]))
      return FALSE;
    sum = sum * 10 + (guint64) (text[i] - '0');
  }
  *value = sum;
  return TRUE;
}

static gboolean
is_line_end (guint8 byte)
{
  return byte == ' ' || byte == '\r' || byte == '\n';
}

gboolean
soky_xref_table_row (const SokyXrefPart *part, const guint8 *row, SokyXrefEntry *entry)
{
  guint64 offset = 0, generation = 0;

  if (!read_digits (row, 10, &offset) || row[10] != ' ' ||
      !read_digits (row + 11, 5, &generation) || row[16] != ' ' ||
      (row[17] != 'n' && row[17] != 'f') || (row[17] == 'n' && generation > 65535))
    return FALSE;
  *entry = (SokyXrefEntry){
      .kind = row[17] == 'n' ? SOKY_XREF_PLAIN : SOKY_XREF_FREE,
      .generation = (guint) generation,
      .offset = (goffset) offset + part->header,
  };
  /* writers that mark a lost object by offset 0 mean that there is none */
  if (offset == 0)
    entry->kind = SOKY_XREF_FREE;
  return TRUE;
}

/* 20, or 19 when each row ends in a single byte; 0 when the first row is none. */
static guint
find_row_width (const SokyScan *scan)
{
  gsize left = scan->length - scan->at;
  const guint8 *row = scan->data + scan->at;

  if (left < ROW_TEXT + 2 || !is_line_end (row[ROW_TEXT]))
    return 0;
  return is_line_end (row[ROW_TEXT + 1]) ? ROW_TEXT + 2 : ROW_TEXT + 1;
}

static gboolean
check_rows (SokyXref *xref, const SokyXrefPart *part, const SokyXrefRange *range)
{
  for (guint i = 0; i < range->count; i++) {
    const guint8 *row = part->data + range->rows + (gsize) i * range->width;
    SokyXrefEntry entry;
    if (!soky_xref_table_row (part, row, &entry) ||
        (entry.kind == SOKY_XREF_PLAIN && (gsize) entry.offset >= xref->size))
      return FALSE;
    for (guint end = ROW_TEXT; end < range->width; end++)
      if (!is_line_end (row[end]))
        return FALSE;
  }
  return TRUE;
}

static gboolean
read_subsection (SokyXref *xref, SokyXrefPart *part, SokyScan *scan, GError **error)
{
  guint64 first = 0, count = 0;
  const char *reason = _ ("a row of its cross-reference table is not as it must be.");

  gboolean ok = soky_scan_unsigned (scan, &first);
  soky_scan_space (scan);
  if (!ok || !soky_scan_unsigned (scan, &count))
    return soky_pdf_fail_damaged (error, reason);
  soky_scan_space (scan);
  if (count == 0)
    return TRUE;
  if (first > SOKY_PDF_MAX_NUMBER || count > SOKY_PDF_MAX_NUMBER)
    return soky_pdf_fail_limit (error, _ ("its objects are numbered too high."));

  SokyXrefRange range = {(guint) first, (guint) count, scan->at, find_row_width (scan)};
  if (range.width == 0 || count > (scan->length - scan->at) / range.width)
    return soky_pdf_fail_damaged (error, reason);
  if (!soky_xref_part_add_range (part, xref, range, error))
    return FALSE;
  if (!check_rows (xref, part, &range))
    return soky_pdf_fail_damaged (error, reason);
  scan->at += count * range.width;
  return TRUE;
}

/* A table that begins with 1 although its first row is the one of object 0: all are off by one. */
static gboolean
is_shifted (const SokyXrefPart *part)
{
  SokyXrefEntry entry;
  return !g_hash_table_contains (part->dictionary, "Prev") && part->ranges->len > 0 &&
         g_array_index (part->ranges, SokyXrefRange, 0).first == 1 &&
         soky_xref_part_lookup (part, 1, &entry) && entry.kind == SOKY_XREF_FREE &&
         entry.generation == 65535;
}

SokyXrefPart *
soky_xref_table_read (SokyXref *xref, SokyScan *scan, GError **error)
{
  g_autoptr (SokyXrefPart) part = soky_xref_part_new (xref);

  for (soky_scan_space (scan); !soky_scan_word (scan, "trailer"); soky_scan_space (scan))
    if (!read_subsection (xref, part, scan, error))
      return NULL;
  soky_scan_space (scan);
  part->trailer = (goffset) scan->at;
  part->dictionary = soky_scan_dictionary (scan);
  part->end = (goffset) scan->at;
  if (part->dictionary == NULL) {
    soky_pdf_fail_damaged (error, _ ("its trailer cannot be read."));
    return NULL;
  }
  if (!soky_xref_part_finish (part, error))
    return NULL;
  if (is_shifted (part)) {
    soky_pdf_fail_damaged (error, _ ("its cross-reference table counts from the wrong number."));
    return NULL;
  }
  return g_steal_pointer (&part);
}
