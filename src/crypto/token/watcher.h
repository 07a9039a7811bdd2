/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What "soky-token --watch MODULE" does until the program closes its pipe: it writes what the
 * driver at @path sees to @to, first at once, then whenever that changes. It waits in the driver
 * where the driver can do that, else it looks once a second. */
void soky_watcher_run (const char *path, int to);

G_END_DECLS
