/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/view/document.h"

G_BEGIN_DECLS

/* One page at a time on the whole screen, for a class. Closed with Escape, F5 or F11.
 *
 * Signal "ended" (uint page, from 1): it was closed on that page. */
#define SOKY_TYPE_PDF_PRESENTATION (soky_pdf_presentation_get_type ())
G_DECLARE_FINAL_TYPE (SokyPdfPresentation, soky_pdf_presentation, SOKY, PDF_PRESENTATION, GtkWindow)

/* @page: from 1, where it begins; @turns: quarters that the pages are turned clockwise */
GtkWidget *soky_pdf_presentation_new (GtkWindow *parent, SokyViewDocument *document, guint page,
                                      guint turns);

guint soky_pdf_presentation_get_page (SokyPdfPresentation *self);
/* Clamped to the pages there are. */
void soky_pdf_presentation_go_to (SokyPdfPresentation *self, gint64 page);

G_END_DECLS
