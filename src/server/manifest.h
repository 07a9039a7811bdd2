/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The list of what a backup holds, "SHA-256  path" a line, as `sha256sum -c` reads it. It is
 * written last: a backup without it is not whole. */
#define SOKY_MANIFEST_FILE "MANIFEST.sha256"

/* GHashTable<char *path, char *sha256>; paths are relative and stay below their folder. */
GHashTable *soky_manifest_new (void);
void soky_manifest_add (GHashTable *self, const char *path, const char *sha256);

gboolean soky_manifest_write (GHashTable *self, const char *folder, GError **error);
/* Returns: (transfer full) (nullable): %G_IO_ERROR_NOT_FOUND when there is none,
 *   %G_IO_ERROR_INVALID_DATA when it is not what soky_manifest_write() writes */
GHashTable *soky_manifest_read (const char *folder, GError **error);
/* The paths in order; the container is the caller's, the paths are not. */
GList *soky_manifest_list (GHashTable *self);

G_END_DECLS
