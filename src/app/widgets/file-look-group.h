/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/signing-look.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* How a signature on a file that is no book shall look: one of the person's pictures, or words, and
 * the office above the name.
 *
 * Signal "changed". */
#define SOKY_TYPE_FILE_LOOK_GROUP (soky_file_look_group_get_type ())
G_DECLARE_FINAL_TYPE (SokyFileLookGroup, soky_file_look_group, SOKY, FILE_LOOK_GROUP,
                      AdwPreferencesGroup)

/* What it points to lives until the next change. */
SokyFileLook soky_file_look_group_get (SokyFileLookGroup *self);
/* It was signed with: the office is there the next time. */
void soky_file_look_group_remember (SokyFileLookGroup *self);

G_END_DECLS
