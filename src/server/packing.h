/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Answers in fewer bytes. An answer that holds a secret is never packed: its length would tell
 * whoever watches the line how much of it equals what he had a part in (BREACH). */

/**
 * soky_packing_pack:
 * @accepted: (nullable): the header Accept-Encoding
 *
 * Returns: (transfer full) (nullable): @body in gzip, or %NULL when the client does not take it or
 *   it is not worth the while
 */
GBytes *soky_packing_pack (const char *accepted, GBytes *body);

G_END_DECLS
