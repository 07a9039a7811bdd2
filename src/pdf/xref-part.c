/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/fail.h"
#include "pdf/xref-private.h"

#include <glib/gi18n-lib.h>

SokyXrefPart *
soky_xref_part_new (const SokyXref *xref)
{
  SokyXrefPart *self = g_new0 (SokyXrefPart, 1);
  self->data = xref->data;
  self->header = xref->header;
  self->ranges = g_array_new (FALSE, FALSE, sizeof (SokyXrefRange));
  return self;
}

void
soky_xref_part_free (SokyXrefPart *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->decoded, g_bytes_unref);
  g_clear_pointer (&self->dictionary, g_hash_table_unref);
  g_array_unref (self->ranges);
  g_free (self);
}

gboolean
soky_xref_part_add_range (SokyXrefPart *self, SokyXref *xref, SokyXrefRange range, GError **error)
{
  guint64 bytes = (guint64) range.count * range.width;

  if (range.count > xref->budget.rows || bytes > xref->budget.bytes)
    return soky_pdf_fail_limit (error, _ ("it has too many objects."));
  xref->budget.rows -= range.count;
  xref->budget.bytes -= bytes;
  g_array_append_val (self->ranges, range);
  return TRUE;
}

static int
compare_ranges (gconstpointer a, gconstpointer b)
{
  const SokyXrefRange *one = a, *other = b;
  return one->first < other->first ? -1 : one->first > other->first;
}

gboolean
soky_xref_part_finish (SokyXrefPart *self, GError **error)
{
  g_array_sort (self->ranges, compare_ranges);
  for (guint i = 1; i < self->ranges->len; i++) {
    const SokyXrefRange *range = &g_array_index (self->ranges, SokyXrefRange, i);
    if (range[-1].first + range[-1].count > range->first)
      return soky_pdf_fail_damaged (error, _ ("its cross-references name an object twice."));
  }
  return TRUE;
}

gboolean
soky_xref_part_lookup (const SokyXrefPart *self, guint number, SokyXrefEntry *entry)
{
  guint low = 0, high = self->ranges->len;

  while (low < high) {
    guint middle = low + (high - low) / 2;
    const SokyXrefRange *range = &g_array_index (self->ranges, SokyXrefRange, middle);
    if (number < range->first) {
      high = middle;
    } else if (number - range->first >= range->count) {
      low = middle + 1;
    } else {
      const guint8 *row = self->data + range->rows + (gsize) (number - range->first) * range->width;
      return self->fields[1] > 0 ? soky_xref_stream_row (self, row, entry)
                                 : soky_xref_table_row (self, row, entry);
    }
  }
  return FALSE;
}
