/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Undoes the PNG filters (ISO 32000-2 §7.4.4.4) of @count rows in place: each is a filter byte and
 * @width bytes, @step bytes a pixel. The filter bytes are taken out; FALSE for an unknown one. */
gboolean soky_predictor_undo_png (guint8 *data, gsize count, gsize width, gsize step);

G_END_DECLS
