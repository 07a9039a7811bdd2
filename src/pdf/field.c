/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/field-tree.h"
#include "pdf/signature.h"

#include <string.h>

void
soky_pdf_field_free (SokyPdfField *self)
{
  g_free (self->name);
  g_free (self->type);
  g_free (self);
}

GPtrArray *
soky_pdf_list_fields (SokyPdf *self, GError **error)
{
  g_autoptr (GPtrArray) entries = soky_field_tree_list (self, error);
  if (entries == NULL)
    return NULL;

  GPtrArray *fields = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_pdf_field_free);
  for (guint i = 0; i < entries->len; i++) {
    SokyFieldEntry *entry = g_ptr_array_index (entries, i);
    SokyPdfField *field = g_new0 (SokyPdfField, 1);
    field->name = g_steal_pointer (&entry->name);
    field->type = g_steal_pointer (&entry->type);
    field->filled = entry->has_value;
    field->page = entry->page;
    memcpy (field->rect, entry->rect, sizeof field->rect);
    g_ptr_array_add (fields, field);
  }
  return fields;
}
