/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Files of data/ that are part of the program, so that program and schema never differ.
 * @name: "server.conf", "migrations/0001.sql"
 * Returns: (transfer full): its bytes; a name that is not embedded is a programming error */
GBytes *soky_embedded_get (const char *name);
/* Whether there is such a file. */
gboolean soky_embedded_has (const char *name);

G_END_DECLS
