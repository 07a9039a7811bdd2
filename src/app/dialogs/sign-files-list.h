/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sign/batch.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The files that are to be signed, each looked through as it comes. One alone needs not be chosen.
 *
 * Signals: "files-changed": another number of files; "rows-changed": another choice among them. */
#define SOKY_TYPE_SIGN_FILES_LIST (soky_sign_files_list_get_type ())
G_DECLARE_FINAL_TYPE (SokySignFilesList, soky_sign_files_list, SOKY, SIGN_FILES_LIST, GtkBox)

/* More files than that are not taken. */
#define SOKY_SIGN_FILES_MAX 500

/* @files: (element-type GFile): of this computer; each is taken once */
void soky_sign_files_list_add (SokySignFilesList *self, GPtrArray *files);
gboolean soky_sign_files_list_is_single (SokySignFilesList *self);
gboolean soky_sign_files_list_is_checking (SokySignFilesList *self);
/* (transfer none): "2 files to sign." */
const char *soky_sign_files_list_describe (SokySignFilesList *self);
guint soky_sign_files_list_count_chosen (SokySignFilesList *self);
/* Returns: (nullable) (type filename): of those that are chosen */
const char *soky_sign_files_list_get_first (SokySignFilesList *self);

/* What is not chosen goes; nothing is added any more.
 * Returns: (transfer container) (element-type filename): what is chosen, in order */
GPtrArray *soky_sign_files_list_take_chosen (SokySignFilesList *self);
/* What has become of those. @current: which one the key works on; -1 = none */
void soky_sign_files_list_show (SokySignFilesList *self, SokyBatch *batch, int current);

G_END_DECLS
