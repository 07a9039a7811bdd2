/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/view/page-store.h"
#include "app/view/pdf-view.h"

G_BEGIN_DECLS

/* The text of the pages in a view; for the files of the view alone. */

/* Between two characters of the text; pages count from 0. */
typedef struct {
  guint page;
  guint gap;
} SokyTextPlace;

typedef struct {
  guint start, end;
} SokyTextRange;

/* A point of a page, in its points; pages count from 0. */
typedef struct {
  guint page;
  double x, y;
  gboolean inside; /* FALSE: it is beside the page */
} SokyPagePoint;

/* pdf-view-select.c */
void _soky_pdf_view_add_selecting (SokyPdfView *self);
/* Sets both to the ends of the selection, the first one first. */
void _soky_pdf_view_get_ends (SokyPdfView *self, SokyTextPlace *from, SokyTextPlace *to);
void _soky_pdf_view_selection_changed (SokyPdfView *self);
/* What of a page is selected; FALSE = nothing. */
gboolean _soky_pdf_view_get_selected (SokyPdfView *self, guint page, guint *start, guint *end);
void _soky_pdf_view_update_drag (SokyPdfView *self);
/* The page at or nearest to a point of the widget. */
void _soky_pdf_view_pick (SokyPdfView *self, double x, double y, SokyPagePoint *point);

/* pdf-view-keys.c */
void _soky_pdf_view_install_selecting (GtkWidgetClass *widget_class);

/* pdf-view-links.c */
void _soky_pdf_view_install_links (GtkWidgetClass *widget_class);
void _soky_pdf_view_add_links (SokyPdfView *self);
gboolean _soky_pdf_view_is_on_link (SokyPageContent *content, const SokyPagePoint *point);
/* The outline of the link that Tab went to, in pixels of the layout. */
void _soky_pdf_view_draw_link (SokyPdfView *self, GtkSnapshot *snapshot, guint page);

/* pdf-view-text.c */
/* @document: (nullable): what was read of another one is forgotten */
void _soky_pdf_view_set_store (SokyPdfView *self, SokyViewDocument *document);
/* In pixels of the layout. */
void _soky_pdf_view_draw_text (SokyPdfView *self, GtkSnapshot *snapshot, guint page);
void _soky_pdf_view_update_cursor (SokyPdfView *self);

G_END_DECLS
