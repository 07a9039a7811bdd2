/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/view/pdf-view.h"

G_BEGIN_DECLS

/* The row of buttons that floats over the pages of a view: page, zoom, and a menu. Its buttons are
 * the "pdf." actions of the pane around it. */
#define SOKY_TYPE_PDF_TOOLBAR (soky_pdf_toolbar_get_type ())
G_DECLARE_FINAL_TYPE (SokyPdfToolbar, soky_pdf_toolbar, SOKY, PDF_TOOLBAR, AdwBin)

/* The view is not owned; it lives as long as the row, beside it. Must be set once. */
void soky_pdf_toolbar_set_view (SokyPdfToolbar *self, SokyPdfView *view);

/* Puts the cursor into the number of the page, ready to type. */
void soky_pdf_toolbar_ask_page (SokyPdfToolbar *self);

G_END_DECLS
