/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdf/document-private.h"

G_BEGIN_DECLS

/* Returns: (transfer full) (nullable): all pages (SokyPdfPage) in order, or %NULL with a
 *   SokyPdfError when the tree is damaged or too deep */
GArray *soky_page_tree_list (SokyPdf *document, GError **error);

G_END_DECLS
