/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Failures of a connection, private to this room. */

/* Whether a connection broke that had worked: the request may have been answered already, so it
 * is worth sending it again at once. */
gboolean soky_failure_is_broken (const GError *cause);
/* Takes @cause, gives it in words that say what to do. */
GError *soky_failure_explain (const char *url, GError *cause);
/* Whoever answers is no SoKy server. */
GError *soky_failure_bad_answer (void);
/* What an answer without a 2xx status says, in the user's language. */
GError *soky_failure_from_answer (guint status, GBytes *body);

G_END_DECLS
