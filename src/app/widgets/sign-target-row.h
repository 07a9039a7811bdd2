/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Where signed files are saved: each beside the file it is made of, under a name that is free, or
 * where the person says. */
#define SOKY_TYPE_SIGN_TARGET_ROW (soky_sign_target_row_get_type ())
G_DECLARE_FINAL_TYPE (SokySignTargetRow, soky_sign_target_row, SOKY, SIGN_TARGET_ROW, AdwActionRow)

/* What is chosen before is forgotten. @path: (nullable) (type filename): the first file;
 * @single: it is the only one */
void soky_sign_target_row_set_file (SokySignTargetRow *self, const char *path, gboolean single);
/* @taken: (nullable) (element-type filename): targets of other files
 * Returns: (transfer full) (type filename): where @path is signed to */
char *soky_sign_target_row_find (SokySignTargetRow *self, const char *path, GHashTable *taken);
/* Whether the person named the very file, and agreed that one of that name is written over. */
gboolean soky_sign_target_row_may_replace (SokySignTargetRow *self);

G_END_DECLS
