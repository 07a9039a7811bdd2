/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdf/document-private.h"

G_BEGIN_DECLS

/**
 * soky_body_check:
 * @highest: (out): the highest object number that any object in use refers to, whether such an
 *   object exists or not: a number that dangles must never be given to a new object
 *
 * Passes over all objects in use, but not over the data of streams, and refuses a file in which one
 * that is referred to would need repair.
 */
gboolean soky_body_check (SokyPdf *document, guint *highest, GError **error);

G_END_DECLS
