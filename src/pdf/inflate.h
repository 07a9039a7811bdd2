/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Decodes FlateDecode data to exactly @wanted bytes; more of it is not looked at. %NULL when there
 * are fewer. */
guint8 *soky_inflate (const guint8 *data, gsize length, gsize wanted);

/* Decodes as much as there is, but at most @limit bytes; damaged data gives what stands before the
 * damage. Returns: (transfer full) (nullable): %NULL when there is no memory for it */
GBytes *soky_inflate_up_to (const guint8 *data, gsize length, gsize limit);

G_END_DECLS
