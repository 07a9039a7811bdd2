/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Lower-case hexadecimal digits, two a byte. */
char *soky_hex_encode (const guint8 *data, gsize length);

/**
 * soky_hex_decode:
 * @text: an even number of hexadecimal digits
 *
 * Returns: (transfer full) (nullable): the bytes, or %NULL when @text is anything else
 */
GBytes *soky_hex_decode (const char *text);

/* Whether @text (nullable) is a SHA-256 as we write them: 64 lower-case digits. */
gboolean soky_hex_is_sha256 (const char *text);

G_END_DECLS
