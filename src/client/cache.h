/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* PDF bytes that were seen before, as files named by their SHA-256, private to the user. A file is
 * believed only after it was hashed again. */
#define SOKY_TYPE_CACHE (soky_cache_get_type ())
G_DECLARE_FINAL_TYPE (SokyCache, soky_cache, SOKY, CACHE, GObject)

/* @folder: (type filename) (nullable): NULL for the user's own cache folder. */
SokyCache *soky_cache_new (const char *folder);

/* Where the file with this hash is, or would be; never %NULL. */
char *soky_cache_get_path (SokyCache *self, const char *sha256);
/* Whether a file of this length is there; its bytes are checked by soky_cache_find(). */
gboolean soky_cache_has (SokyCache *self, const char *sha256, goffset length);
/**
 * soky_cache_find:
 *
 * Blocks (it hashes the file); a damaged file is removed.
 *
 * Returns: (transfer full) (nullable): the path of the file with this hash; %NULL without an error
 * when it is not there, %NULL with %G_IO_ERROR_CANCELLED
 */
char *soky_cache_find (SokyCache *self, const char *sha256, goffset length,
                       GCancellable *cancellable, GError **error);
/* A new, empty, private file in the cache's folder, to be filled and then accepted. */
char *soky_cache_make_partial (SokyCache *self, GError **error);

/**
 * soky_cache_accept:
 * @partial: a file of soky_cache_make_partial(), removed when it is not accepted
 * @sha256: what its bytes must hash to
 *
 * Blocks (it hashes the file). Returns: (transfer full) (nullable): the path of the accepted file,
 * or %NULL with %SOKY_CLIENT_ERROR_WRONG_FILE
 */
char *soky_cache_accept (SokyCache *self, const char *partial, const char *sha256,
                         GCancellable *cancellable, GError **error);

/* Removes files, those first that were not looked at for longest, until the others take no more
 * than @limit bytes. @needed: hashes of those that stay. Blocks. */
void soky_cache_trim (SokyCache *self, goffset limit, GHashTable *needed);
/* Removes every file: on sign-out, or when the user asks. */
void soky_cache_clear (SokyCache *self);

G_END_DECLS
