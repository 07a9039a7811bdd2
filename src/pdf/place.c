/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/place.h"

void
soky_raw_dictionary_clear (SokyRawDictionary *self)
{
  g_clear_pointer (&self->pairs, g_hash_table_unref);
}

gboolean
soky_raw_dictionary_read (SokyRawDictionary *self, SokyPdf *document, int number, int generation)
{
  SokyInput *input = soky_pdf_get_input (document);
  SokyXrefEntry entry;
  guint found = 0, found_generation = 0;

  *self = (SokyRawDictionary){0};
  if (number <= 0 || !soky_xref_lookup (soky_pdf_get_xref (document), (guint) number, &entry) ||
      entry.kind != SOKY_XREF_PLAIN || entry.generation != (guint) generation)
    return FALSE;
  self->scan = (SokyScan){soky_input_peek (input), (gsize) soky_input_get_size (input),
                          (gsize) entry.offset};
  soky_scan_space (&self->scan);
  if (!soky_scan_object_head (&self->scan, "obj", &found, &found_generation) ||
      found != (guint) number || found_generation != (guint) generation)
    return FALSE;
  soky_scan_space (&self->scan);
  self->pairs = soky_scan_dictionary (&self->scan);
  return self->pairs != NULL;
}

gboolean
soky_raw_dictionary_descend (SokyRawDictionary *self, const char *key)
{
  SokyScan value;

  if (!soky_scan_value (&self->scan, self->pairs, key, &value))
    return FALSE;
  GHashTable *pairs = soky_scan_dictionary (&value);
  if (pairs == NULL)
    return FALSE;
  g_hash_table_unref (self->pairs);
  self->pairs = pairs;
  return TRUE;
}
