/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/* A QR code (ISO/IEC 18004) with its quiet zone. */
typedef struct _SokyCode SokyCode;

/* Returns: (transfer full) (nullable): %NULL with a SokyPdfError when the address is longer than a
 *   code that is read easily */
SokyCode *soky_code_new (const char *address, GError **error);
void soky_code_free (SokyCode *self);

/* The least side in points at which a picture of the page at 150 dots an inch is still read: two
 * dots a module. */
double soky_code_get_least (const SokyCode *self);

/* Black on white, @side points square, from @x, @y. */
void soky_code_draw (const SokyCode *self, cairo_t *cr, double x, double y, double side);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyCode, soky_code_free)

G_END_DECLS
