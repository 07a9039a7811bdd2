/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/view/document.h"
#include "app/view/text-search.h"

G_BEGIN_DECLS

typedef enum {
  SOKY_ZOOM_AUTO, /* fills the width, as far as that is comfortable to read */
  SOKY_ZOOM_FIT_WIDTH,
  SOKY_ZOOM_FIT_PAGE,
  SOKY_ZOOM_FREE,
} SokyZoomMode;

#define SOKY_TYPE_ZOOM_MODE (soky_zoom_mode_get_type ())
GType soky_zoom_mode_get_type (void);

/* A place on a page that is outlined: @area in parts of the page's width and height as it is seen.
 */
typedef struct {
  guint page; /* from 1 */
  SokyViewArea area;
} SokyViewMark;

/* The pages of a document, one below the other; goes into a GtkScrolledWindow (it is a
 * GtkScrollable). Properties: "document" (SokyViewDocument, nullable), "zoom" (1 = real size at
 * 96 dpi), "zoom-mode", "page" (from 1; 0 = no document), "page-count" (both read only),
 * "two-pages" (side by side), "turns" (quarters clockwise, 0 to 3), "has-selection" (read only).
 *
 * Signal "area-chosen" (uint page from 1, double x, y, width, height in parts of the page): a place
 * was drawn with the pointer. "link-followed" (string): the address of a link that leads out of the
 * document was clicked, of a kind that soky_page_links_may_open() allows. "shown": all that is in
 * sight of a new document has been drawn for the first time. */
#define SOKY_TYPE_PDF_VIEW (soky_pdf_view_get_type ())
G_DECLARE_FINAL_TYPE (SokyPdfView, soky_pdf_view, SOKY, PDF_VIEW, GtkWidget)

#define SOKY_ZOOM_MIN 0.1
#define SOKY_ZOOM_MAX 8.0

/* The place is kept when the new document has as many pages: a signature was added to it. */
void soky_pdf_view_set_document (SokyPdfView *self, SokyViewDocument *document);
SokyViewDocument *soky_pdf_view_get_document (SokyPdfView *self);

double soky_pdf_view_get_zoom (SokyPdfView *self);
/* Zooms about the middle of what is seen, and sets the mode to free. */
void soky_pdf_view_set_zoom (SokyPdfView *self, double zoom);
void soky_pdf_view_zoom_in (SokyPdfView *self);
void soky_pdf_view_zoom_out (SokyPdfView *self);
void soky_pdf_view_set_zoom_mode (SokyPdfView *self, SokyZoomMode mode);

/* Two pages side by side; all pages turned by quarters clockwise. */
void soky_pdf_view_set_two_pages (SokyPdfView *self, gboolean two_pages);
void soky_pdf_view_set_turns (SokyPdfView *self, guint turns);
guint soky_pdf_view_get_turns (SokyPdfView *self);

guint soky_pdf_view_get_page (SokyPdfView *self);
void soky_pdf_view_go_to_page (SokyPdfView *self, guint page);
/* Scrolls until the point @top (points from the top) of @page (from 1) is at the top. */
void soky_pdf_view_go_to (SokyPdfView *self, guint page, double top);
/* To the next or previous page, or pair of pages. */
void soky_pdf_view_turn_page (SokyPdfView *self, gboolean forward);
/* Scrolls until @area of @page (from 1) is seen well, and marks it for a moment. */
void soky_pdf_view_show_area (SokyPdfView *self, guint page, const SokyViewArea *area);

/* Scrolls to @area of @page (from 1) when it is not well in sight. */
void soky_pdf_view_reveal (SokyPdfView *self, guint page, const SokyViewArea *area);
/* (transfer none) (nullable): the search through the document, whose hits are marked; another one
 * with each document */
SokyTextSearch *soky_pdf_view_get_search (SokyPdfView *self);

/* @marks: (nullable) (element-type SokyViewMark): outlined until others are set */
void soky_pdf_view_set_marks (SokyPdfView *self, GArray *marks);
/* Whether the pointer draws a place instead of moving the pages. */
void soky_pdf_view_set_choosing (SokyPdfView *self, gboolean choosing);

/* Text: "has-selection" tells whether some is selected. Copies it to the clipboard in the order of
 * reading, composed (NFC), once it was read in a thread. */
void soky_pdf_view_select_all (SokyPdfView *self);
void soky_pdf_view_clear_selection (SokyPdfView *self);
gboolean soky_pdf_view_has_selection (SokyPdfView *self);
void soky_pdf_view_copy (SokyPdfView *self);

/* Bytes of pixels that are kept now, and never exceeded. */
gsize soky_pdf_view_get_cache_bytes (SokyPdfView *self);
void soky_pdf_view_set_cache_budget (SokyPdfView *self, gsize budget);
/* TRUE when all that is seen is drawn sharply. */
gboolean soky_pdf_view_is_settled (SokyPdfView *self);

G_END_DECLS
