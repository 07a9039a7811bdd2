/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Decodes FlateDecode data to exactly @wanted bytes; more of it is not looked at. %NULL when there
 * are fewer. */
guint8 *soky_inflate (const guint8 *data, gsize length, gsize wanted);

G_END_DECLS
