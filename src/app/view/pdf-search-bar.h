/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/view/pdf-view.h"

G_BEGIN_DECLS

/* Finds words in the document of a view: a strip above the pages, hidden until it is opened. */
#define SOKY_TYPE_PDF_SEARCH_BAR (soky_pdf_search_bar_get_type ())
G_DECLARE_FINAL_TYPE (SokyPdfSearchBar, soky_pdf_search_bar, SOKY, PDF_SEARCH_BAR, AdwBin)

/* The view is not owned; it lives as long as the strip, beside it. Must be set once. */
void soky_pdf_search_bar_set_view (SokyPdfSearchBar *self, SokyPdfView *view);

/* Shows the strip with its words selected, ready to type. */
void soky_pdf_search_bar_open (SokyPdfSearchBar *self);
void soky_pdf_search_bar_close (SokyPdfSearchBar *self);
/* To the next hit or the one before; opens the strip when nothing is looked for. */
void soky_pdf_search_bar_move (SokyPdfSearchBar *self, gboolean forward);

G_END_DECLS
