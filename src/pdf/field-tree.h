/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdf/document-private.h"

G_BEGIN_DECLS

/* A terminal field of the form with what it inherits (ISO 32000-2 §12.7.4.2). */
typedef struct {
  char *name; /* fully qualified, UTF-8 */
  char *type; /* "Sig", "Tx", "Btn", "Ch" or "" */
  int number; /* of the field's object; 0 when it is a direct one */
  int generation;
  gboolean has_value;
  gint64 flags;       /* /Ff */
  guint widgets;      /* how many */
  gboolean is_merged; /* the field is its own widget */
  int widget_number;  /* of the first widget; 0 when there is none, or a direct one */
  int widget_generation;
  gboolean is_visible;
  int page; /* of the first widget, from 1; 0 = none */
  double rect[4];
} SokyFieldEntry;

void soky_field_entry_free (SokyFieldEntry *self);

/* The field's own /V, or the one it inherits. */
SokyObject soky_field_entry_get_value (SokyPdf *document, const SokyFieldEntry *self);

/* Returns: (transfer full) (element-type SokyFieldEntry) (nullable): the terminal fields in the
 * order of the form, or %NULL with a SokyPdfError when it runs in circles or is too deep */
GPtrArray *soky_field_tree_list (SokyPdf *document, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyFieldEntry, soky_field_entry_free)

G_END_DECLS
