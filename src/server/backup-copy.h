/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Files and folders of a backup, in either direction. What is written is on the disk when a
 * function returns, and only the user can read it. */

/* A folder to copy whole. */
typedef struct {
  const char *from;
  const char *to;
  gboolean (*is_left_out) (const char *path, gpointer user_data);
  gpointer user_data;
  GHashTable *manifest; /* takes what was copied */
} SokyBackupTree;

gboolean soky_backup_make_folder (const char *path, GError **error);
/* Makes the folder, or sees to it that it is empty; %G_IO_ERROR_NOT_EMPTY. */
gboolean soky_backup_need_empty (const char *path, GError **error);
/* Notes the SHA-256 of the file at @path as that of @name. */
gboolean soky_backup_list (GHashTable *manifest, const char *path, const char *name,
                           GError **error);
/* Regular files alone; @below: "" to begin with. */
gboolean soky_backup_copy_tree (const SokyBackupTree *tree, const char *below, GError **error);
/* A file whose hash must be right; %G_IO_ERROR_INVALID_DATA. */
gboolean soky_backup_copy_checked (const char *from, const char *to, const char *name,
                                   const char *sha256, GError **error);

G_END_DECLS
