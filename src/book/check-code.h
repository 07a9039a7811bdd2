/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The code by which anybody can ask a server whether a book is published: 80 random bits in
 * Crockford's base 32, in groups of four: "K7QM-2XVB-9T4H-0WRD". It is printed on the book. */

#define SOKY_CHECK_CODE_BYTES 10
#define SOKY_CHECK_CODE_LENGTH 19 /* with its hyphens */

char *soky_check_code_new (const guint8 random[SOKY_CHECK_CODE_BYTES]);

/**
 * soky_check_code_parse:
 * @text: (nullable): as a person may have typed it: in any case, with or without hyphens and
 *   blanks, O for 0, I or L for 1
 *
 * Returns: (transfer full) (nullable): the code as it is stored; %NULL when it is none
 */
char *soky_check_code_parse (const char *text);

/**
 * soky_check_code_get_address:
 * @public_url: (nullable): where the server is reached by everybody
 * @code: (nullable)
 *
 * Returns: (transfer full) (nullable): the address of the page about the book, for a QR code;
 *   %NULL when either is missing
 */
char *soky_check_code_get_address (const char *public_url, const char *code);

/* An address that can be printed: http:// or https://, a host, no query, without a slash at its
 * end, and short enough for a QR code. */
gboolean soky_public_url_is_sound (const char *url);

G_END_DECLS
