/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdf/update.h"

G_BEGIN_DECLS

/**
 * soky_pdf_import_page:
 * @pdf: a PDF; its first page becomes the form
 * @rotation: of the page it is put on, 0, 90, 180 or 270 clockwise; the form stands upright on it
 * @width: of the annotation's rectangle, before the page is turned; likewise @height
 * @number: (out): of the form XObject
 *
 * Adds the page to the update as a form XObject with copies of all that its resources need. It
 * keeps its proportions: a form of other proportions than the rectangle is centred in it.
 */
gboolean soky_pdf_import_page (SokyPdfUpdate *update, GBytes *pdf, int rotation, double width,
                               double height, guint *number, GError **error);

G_END_DECLS
