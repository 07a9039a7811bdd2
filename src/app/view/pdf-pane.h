/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/view/pdf-view.h"
#include "base/input.h"

G_BEGIN_DECLS

/* A PDF with all that reading needs around it: page and zoom controls, a spinner while it opens,
 * words when it cannot be opened.
 *
 * Properties: "two-pages", "side-pane" (small pictures of the pages and the table of contents).
 * Signals "area-chosen", "shown": as of a #SokyPdfView. */
#define SOKY_TYPE_PDF_PANE (soky_pdf_pane_get_type ())
G_DECLARE_FINAL_TYPE (SokyPdfPane, soky_pdf_pane, SOKY, PDF_PANE, AdwBin)

GtkWidget *soky_pdf_pane_new (void);

/* Shows the pages of @input (nullable: shows a spinner until it comes). What was shown stays until
 * the new pages are ready. */
void soky_pdf_pane_set_input (SokyPdfPane *self, SokyInput *input);
/* (transfer none) (nullable): what is shown, or is being opened */
SokyInput *soky_pdf_pane_get_input (SokyPdfPane *self);
/* Says in the place of the pages why they cannot be shown. */
void soky_pdf_pane_set_error (SokyPdfPane *self, const GError *error);
/* Says in the place of the pages that there are none yet. */
void soky_pdf_pane_set_empty (SokyPdfPane *self, const char *title, const char *description);

/* Places that are outlined, and whether a new one is drawn: as of a #SokyPdfView. */
void soky_pdf_pane_set_marks (SokyPdfPane *self, GArray *marks);
void soky_pdf_pane_set_choosing (SokyPdfPane *self, gboolean choosing);
/* Lets the keys scroll the pages, once they are there. */
void soky_pdf_pane_focus (SokyPdfPane *self);
/* Scrolls to a part of a page (@page from 1, @part of its width and height), and marks it. */
void soky_pdf_pane_show_part (SokyPdfPane *self, guint page, const SokyViewArea *part);

/* Scrolls to a rectangle of a report (@page from 1, @rect in the page's own points), and marks
 * it. */
void soky_pdf_pane_show_rect (SokyPdfPane *self, int page, const double rect[4]);

G_END_DECLS
