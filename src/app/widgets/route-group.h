/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "book/book-type.h"
#include "client/session.h"

G_BEGIN_DECLS

/* The rows of a route of a type, in a group of a dialog: added, changed, taken out. */

/**
 * soky_route_group_fill:
 * @rows: (element-type SokyRouteRow): the route, which is changed here and stays as long as @group
 * @changed: called whenever it was, with @owner
 */
void soky_route_group_fill (AdwPreferencesGroup *group, GPtrArray *rows, SokySession *session,
                            void (*changed) (gpointer owner), gpointer owner);

G_END_DECLS
