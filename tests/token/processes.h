/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The soky-token processes that a test has started, seen from outside. */

/* One that @parent started, or 0. */
GPid processes_find_below (GPid parent);
/* One that this test started, or 0. */
GPid processes_find (void);
/* Returns when none is left; aborts the test when that does not happen. */
void processes_wait_until_gone (void);
gboolean processes_is_alive (GPid pid);

G_END_DECLS
