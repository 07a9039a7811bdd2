/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/row-look.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* How the signatures of one role look and where they stand, to be changed.
 *
 * Signal "changed". */
#define SOKY_TYPE_LOOK_GROUP (soky_look_group_get_type ())
G_DECLARE_FINAL_TYPE (SokyLookGroup, soky_look_group, SOKY, LOOK_GROUP, AdwPreferencesGroup)

GtkWidget *soky_look_group_new (const SokyRowLook *look);
/* Returns: (transfer full): as it is chosen now */
SokyRowLook *soky_look_group_get_look (SokyLookGroup *self);

G_END_DECLS
