/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdf/document-private.h"

G_BEGIN_DECLS

/* The highest object number that any object in use refers to, whether such an object exists or not:
 * a number that dangles must never be given to a new object. */
gboolean soky_references_find_highest (SokyPdf *document, guint *highest, GError **error);

G_END_DECLS
