/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sign/batch.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A file that is to be signed: looked through first, chosen or not, and in the end what has become
 * of it. Signal "toggled": another choice, or it is looked through now. */
#define SOKY_TYPE_SIGN_FILE_ROW (soky_sign_file_row_get_type ())
G_DECLARE_FINAL_TYPE (SokySignFileRow, soky_sign_file_row, SOKY, SIGN_FILE_ROW, AdwActionRow)

/* @path: (type filename): of a PDF */
GtkWidget *soky_sign_file_row_new (const char *path);
const char *soky_sign_file_row_get_path (SokySignFileRow *self);
gboolean soky_sign_file_row_is_checking (SokySignFileRow *self);
gboolean soky_sign_file_row_is_chosen (SokySignFileRow *self);
void soky_sign_file_row_choose (SokySignFileRow *self, gboolean chosen);
/* From choosing to working: the box gives way to what becomes of the file. */
void soky_sign_file_row_set_result (SokySignFileRow *self, SokyBatchState state,
                                    const GError *reason, gboolean current);

G_END_DECLS
