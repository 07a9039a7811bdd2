/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The first page of @pdf on white paper, @dpi dots an inch, drawn by Poppler.
 * Returns: (transfer full) (nullable): a PNG, or %NULL with a SokyPdfError */
GBytes *soky_pdf_picture (GBytes *pdf, double dpi, GError **error);

G_END_DECLS
