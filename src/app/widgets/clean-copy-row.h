/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/input.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Why a file cannot be signed as it is, and a clean copy of it: offered, made, compared with the
 * file.
 *
 * Signal "made": there is a copy now. */
#define SOKY_TYPE_CLEAN_COPY_ROW (soky_clean_copy_row_get_type ())
G_DECLARE_FINAL_TYPE (SokyCleanCopyRow, soky_clean_copy_row, SOKY, CLEAN_COPY_ROW, AdwActionRow)

/* @path: (type filename): the file; @refusal: for which soky_clean_copy_is_possible() is true */
GtkWidget *soky_clean_copy_row_new (const char *path, const GError *refusal);
/* (transfer none) (type filename) (nullable): the copy; it goes with the row */
const char *soky_clean_copy_row_get_path (SokyCleanCopyRow *self);

G_END_DECLS
