/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/error.h"

G_BEGIN_DECLS

#define SOKY_JSON_MAX_BYTES (4 * 1024 * 1024)
#define SOKY_JSON_MAX_DEPTH 16
#define SOKY_JSON_MAX_VALUES 200000
#define SOKY_JSON_MAX_NAME 64   /* bytes of a member's name */
#define SOKY_JSON_MAX_NUMBER 32 /* characters */
#define SOKY_JSON_MAX_DIGITS 16 /* before the point: integers stay exact everywhere */

/**
 * soky_json_scan:
 * @text: hostile bytes
 *
 * Passes over a whole text before a parser sees it: RFC 8259 to the letter (one value, valid UTF-8,
 * whole surrogate pairs), names of members that are plain words and come once in their object, no
 * U+0000, and the limits above.
 *
 * Returns: FALSE with %SOKY_WIRE_ERROR_MALFORMED or %SOKY_WIRE_ERROR_TOO_LARGE
 */
gboolean soky_json_scan (const char *text, gsize length, GError **error);

G_END_DECLS
