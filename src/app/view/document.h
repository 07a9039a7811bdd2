/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/input.h"

G_BEGIN_DECLS

typedef enum {
  SOKY_VIEW_ERROR_NOT_PDF,
  SOKY_VIEW_ERROR_ENCRYPTED,
  SOKY_VIEW_ERROR_DAMAGED,
  SOKY_VIEW_ERROR_NO_PAGES,
} SokyViewError;

#define SOKY_VIEW_ERROR (soky_view_error_quark ())
GQuark soky_view_error_quark (void);

/* The pages of a PDF, for showing them: the very bytes that are verified and signed. It is
 * immutable and may be used from any thread. */
#define SOKY_TYPE_VIEW_DOCUMENT (soky_view_document_get_type ())
G_DECLARE_FINAL_TYPE (SokyViewDocument, soky_view_document, SOKY, VIEW_DOCUMENT, GObject)

/* A rectangle, y downwards. On a page: in points, from its upper left corner as it is seen
 * (rotation applied). In a view: in logical pixels. */
typedef struct {
  double x, y, width, height;
} SokyViewArea;

/**
 * soky_view_document_open_async:
 * @input: the bytes; a reference is kept
 *
 * Opens in a thread and measures every page.
 */
void soky_view_document_open_async (SokyInput *input, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) (nullable): the document, or %NULL with a SokyViewError that says in
 *   words what to do, or %G_IO_ERROR_CANCELLED */
SokyViewDocument *soky_view_document_open_finish (GAsyncResult *result, GError **error);

guint soky_view_document_count_pages (SokyViewDocument *self);
/* Size in points as the page is seen, never below 1; @index counts from 0. */
void soky_view_document_get_page_size (SokyViewDocument *self, guint index, double *width,
                                       double *height);

/**
 * soky_view_document_locate_async:
 * @page: from 1, as reports count
 * @rect: x0 y0 x1 y1 in the page's own coordinates, as reports tell them
 *
 * Finds where a rectangle of a report (a signature) is seen on its page, in a thread.
 */
void soky_view_document_locate_async (SokyViewDocument *self, int page, const double rect[4],
                                      GCancellable *cancellable, GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean soky_view_document_locate_finish (GAsyncResult *result, guint *page, SokyViewArea *area,
                                           GError **error);

G_END_DECLS
