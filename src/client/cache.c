/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "client/cache.h"

#include "base/paths.h"
#include "base/platform.h"
#include "client/error.h"
#include "crypto/digest.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

struct _SokyCache {
  GObject parent_instance;

  char *folder;
};

G_DEFINE_FINAL_TYPE (SokyCache, soky_cache, G_TYPE_OBJECT)

static void
soky_cache_finalize (GObject *object)
{
  g_free (SOKY_CACHE (object)->folder);
  G_OBJECT_CLASS (soky_cache_parent_class)->finalize (object);
}

static void
soky_cache_class_init (SokyCacheClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = soky_cache_finalize;
}

static void
soky_cache_init (SokyCache *self)
{
}

SokyCache *
soky_cache_new (const char *folder)
{
  SokyCache *self = g_object_new (SOKY_TYPE_CACHE, NULL);
  self->folder = folder ? g_strdup (folder) : soky_paths_user_cache ("pdf");
  return self;
}

char *
soky_cache_get_path (SokyCache *self, const char *sha256)
{
  g_return_val_if_fail (SOKY_IS_CACHE (self) && sha256 != NULL, NULL);

  /* the hash comes from a server: it must not lead out of the folder */
  g_autofree char *safe = soky_paths_safe_name (sha256);
  g_autofree char *name = g_strconcat (safe, ".pdf", NULL);
  return g_build_filename (self->folder, name, NULL);
}

gboolean
soky_cache_has (SokyCache *self, const char *sha256, goffset length)
{
  g_autofree char *path = soky_cache_get_path (self, sha256);
  GStatBuf info;

  return g_stat (path, &info) == 0 && info.st_size == length;
}

/* The file's time says when it was last of use. */
static void
note_looked_at (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_file_set_attribute_uint64 (file, G_FILE_ATTRIBUTE_TIME_MODIFIED,
                               (guint64) (g_get_real_time () / G_USEC_PER_SEC),
                               G_FILE_QUERY_INFO_NONE, NULL, NULL);
}

char *
soky_cache_find (SokyCache *self, const char *sha256, goffset length, GCancellable *cancellable,
                 GError **error)
{
  g_autofree char *path = soky_cache_get_path (self, sha256);
  g_autoptr (SokyInput) input = soky_input_open (path, NULL);
  if (input == NULL)
    return NULL;

  g_autofree char *actual = soky_digest_sha256_hex (input, cancellable, NULL);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (soky_input_get_size (input) == length && g_strcmp0 (actual, sha256) == 0) {
    note_looked_at (path);
    return g_steal_pointer (&path);
  }
  g_unlink (path);
  return NULL;
}

char *
soky_cache_make_partial (SokyCache *self, GError **error)
{
  g_return_val_if_fail (SOKY_IS_CACHE (self), NULL);

  g_autofree char *place = g_build_filename (self->folder, "partial", NULL);
  char *partial = NULL;
  int fd = soky_platform_create_beside (place, &partial, error);

  if (fd < 0)
    return NULL;
  soky_platform_close (fd);
  return partial;
}

char *
soky_cache_accept (SokyCache *self, const char *partial, const char *sha256,
                   GCancellable *cancellable, GError **error)
{
  g_autoptr (SokyInput) input = soky_input_open (partial, error);
  g_autofree char *actual = input ? soky_digest_sha256_hex (input, cancellable, error) : NULL;
  g_autofree char *path = soky_cache_get_path (self, sha256);

  if (actual != NULL && g_strcmp0 (actual, sha256) != 0)
    g_set_error_literal (
        error, SOKY_CLIENT_ERROR, SOKY_CLIENT_ERROR_WRONG_FILE,
        _ ("The file that arrived is not the one the server announced. Nothing of it "
           "was kept; open the book again."));
  else if (actual != NULL && soky_platform_replace (partial, path, error))
    return g_steal_pointer (&path);
  g_unlink (partial);
  return NULL;
}

typedef struct {
  char *path;
  gint64 looked_at; /* seconds */
  goffset length;
  gboolean needed;
} Kept;

static void
kept_free (gpointer data)
{
  Kept *self = data;
  g_free (self->path);
  g_free (self);
}

static int
compare_age (gconstpointer a, gconstpointer b)
{
  const Kept *first = *(const Kept *const *) a, *second = *(const Kept *const *) b;
  return (first->looked_at > second->looked_at) - (first->looked_at < second->looked_at);
}

static GPtrArray *
list_files (SokyCache *self, GHashTable *needed)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (kept_free);
  g_autoptr (GDir) names = g_dir_open (self->folder, 0, NULL);
  GStatBuf info;

  for (const char *name = names ? g_dir_read_name (names) : NULL; name != NULL;
       name = g_dir_read_name (names)) {
    g_autofree char *path = g_build_filename (self->folder, name, NULL);
    const char *end = strchr (name, '.');
    g_autofree char *sha256 = end ? g_strndup (name, (gsize) (end - name)) : g_strdup (name);
    if (g_stat (path, &info) != 0)
      continue;
    Kept *kept = g_new0 (Kept, 1);
    kept->path = g_steal_pointer (&path);
    kept->looked_at = (gint64) info.st_mtime;
    kept->length = info.st_size;
    kept->needed = g_hash_table_contains (needed, sha256);
    g_ptr_array_add (files, kept);
  }
  return files;
}

void
soky_cache_trim (SokyCache *self, goffset limit, GHashTable *needed)
{
  g_return_if_fail (SOKY_IS_CACHE (self) && needed != NULL);

  g_autoptr (GPtrArray) files = list_files (self, needed);
  goffset sum = 0;

  for (guint i = 0; i < files->len; i++)
    sum += ((Kept *) files->pdata[i])->length;
  g_ptr_array_sort (files, compare_age);
  for (guint i = 0; i < files->len && sum > limit; i++) {
    const Kept *kept = files->pdata[i];
    if (!kept->needed && g_unlink (kept->path) == 0)
      sum -= kept->length;
  }
}

void
soky_cache_clear (SokyCache *self)
{
  g_return_if_fail (SOKY_IS_CACHE (self));

  g_autoptr (GDir) files = g_dir_open (self->folder, 0, NULL);
  for (const char *name = files ? g_dir_read_name (files) : NULL; name != NULL;
       name = g_dir_read_name (files)) {
    g_autofree char *path = g_build_filename (self->folder, name, NULL);
    g_unlink (path);
  }
}
