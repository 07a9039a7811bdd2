/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Randomness fit for keys, tokens and identifiers. A program without it must not go on: these
 * abort when the system gives none. */
void soky_random_fill (void *data, gsize length);
/* Lower-case hexadecimal, 2 × @bytes characters: identifiers. */
char *soky_random_hex (gsize bytes);
/* RFC 4648 §5 without padding: session tokens in headers and addresses. */
char *soky_random_base64url (gsize bytes);

/* Compares in a time that does not depend on where they differ. */
gboolean soky_constant_time_equal (const void *a, const void *b, gsize length);

G_END_DECLS
