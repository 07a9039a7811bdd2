/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/graph.h"

/* The end of the data of a stream, whose dictionary is @dictionary and whose keyword was just read;
 * @scan is then after "endstream". */
static gboolean
skip_data (SokyGraph *self, SokyScan *scan, const SokyScan *dictionary)
{
  SokyScan inner = *dictionary;
  SokyScan value;
  guint64 length = 0;
  guint number = 0;
  guint generation = 0;
  g_autoptr (GHashTable) pairs = soky_scan_dictionary (&inner);
  if (pairs == NULL || !soky_scan_line_end (scan) ||
      !soky_scan_value (&inner, pairs, "Length", &value))
    return FALSE;
  if (soky_scan_object_head (&value, "R", &number, &generation)) {
    const SokyValue *object = soky_graph_load (self, (int) number, (int) generation);
    gint64 resolved = soky_value_get_integer (object, -1);
    if (resolved < 0)
      return FALSE;
    length = (guint64) resolved;
  } else if (!soky_scan_unsigned (&value, &length)) {
    return FALSE;
  }
  if (length > scan->length - scan->at)
    return FALSE;
  scan->at += (gsize) length;
  soky_scan_space (scan);
  return soky_scan_word (scan, "endstream");
}

gboolean
soky_graph_ends (SokyGraph *self, const SokyXrefEntry *entry)
{
  SokyInput *input = soky_pdf_get_input (soky_graph_get_document (self));
  SokyScan scan = {soky_input_peek (input), (gsize) soky_input_get_size (input),
                   (gsize) entry->offset};
  guint number = 0;
  guint generation = 0;
  soky_scan_space (&scan);
  if (!soky_scan_object_head (&scan, "obj", &number, &generation))
    return FALSE;
  soky_scan_space (&scan);
  SokyScan body = scan;
  if (!soky_scan_object (&scan, NULL, NULL))
    return FALSE;
  soky_scan_space (&scan);
  if (soky_scan_word (&scan, "stream") && !skip_data (self, &scan, &body))
    return FALSE;
  soky_scan_space (&scan);
  return soky_scan_word (&scan, "endobj");
}
