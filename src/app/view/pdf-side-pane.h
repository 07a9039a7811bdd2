/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/view/pdf-view.h"

G_BEGIN_DECLS

/* Small pictures of all pages, and the table of contents, beside a view. Both are made only once
 * the pane is on the screen. */
#define SOKY_TYPE_PDF_SIDE_PANE (soky_pdf_side_pane_get_type ())
G_DECLARE_FINAL_TYPE (SokyPdfSidePane, soky_pdf_side_pane, SOKY, PDF_SIDE_PANE, AdwBin)

/* Bytes of pixels of the small pictures that are kept. */
#define SOKY_PDF_SIDE_PANE_BUDGET ((gsize) 24 * 1024 * 1024)

/* The view is not owned; it lives as long as the pane, beside it. Must be set once. */
void soky_pdf_side_pane_set_view (SokyPdfSidePane *self, SokyPdfView *view);

/* Bytes of pixels that are kept now. */
gsize soky_pdf_side_pane_get_cache_bytes (SokyPdfSidePane *self);

G_END_DECLS
