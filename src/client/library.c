/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "client/library-private.h"

#include "client-resources.h"

#include "base/hex.h"
#include "base/paths.h"
#include "client/error.h"
#include "crypto/digest.h"
#include "sql/schema.h"
#include "wire/book-type.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#define FOLDER_DIGITS 32

struct _SokyLibrary {
  GObject parent_instance;

  char *folder;
  SokyCache *cache;
  GMutex lock;          /* held from begin to end */
  SokySqlite *database; /* nullable: opened when it is first needed */
  gboolean wiped;       /* nothing is kept any more */
};

G_DEFINE_FINAL_TYPE (SokyLibrary, soky_library, G_TYPE_OBJECT)

static void
soky_library_finalize (GObject *object)
{
  SokyLibrary *self = SOKY_LIBRARY (object);

  g_clear_pointer (&self->database, soky_sqlite_close);
  g_clear_object (&self->cache);
  g_free (self->folder);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (soky_library_parent_class)->finalize (object);
}

static void
soky_library_class_init (SokyLibraryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = soky_library_finalize;
}

static void
soky_library_init (SokyLibrary *self)
{
  g_mutex_init (&self->lock);
}

char *
soky_library_find_folder (const char *url, const char *login)
{
  g_return_val_if_fail (url != NULL && login != NULL, NULL);

  g_autofree char *name = g_utf8_strdown (login, -1);
  g_autofree char *account = g_strdup_printf ("%s\n%s", url, name);
  g_autoptr (GBytes) hash = soky_digest_bytes (SOKY_HASH_SHA256, account, strlen (account));
  g_autofree char *hex = soky_hex_encode (g_bytes_get_data (hash, NULL), FOLDER_DIGITS / 2);

  return g_build_filename (g_get_user_data_dir (), "soky", "accounts", hex, NULL);
}

SokyLibrary *
soky_library_new (const char *folder)
{
  g_return_val_if_fail (folder != NULL, NULL);

  g_autofree char *files = g_build_filename (folder, "pdf", NULL);
  SokyLibrary *self = g_object_new (SOKY_TYPE_LIBRARY, NULL);
  self->folder = g_strdup (folder);
  self->cache = soky_cache_new (files);
  return self;
}

SokyCache *
soky_library_get_cache (SokyLibrary *self)
{
  g_return_val_if_fail (SOKY_IS_LIBRARY (self), NULL);

  return self->cache;
}

static GError *
explain (int code, const char *words)
{
  switch (code & 0xff) {
  case SQLITE_FULL:
    return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                                _ ("The disk of this computer is full. Make room on it, then try "
                                   "again."));
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
    return g_error_new (SOKY_CLIENT_ERROR, SOKY_CLIENT_ERROR_LIBRARY,
                        _ ("What this computer keeps for work without network is damaged (%s). "
                           "Remove it in “Data on This Computer”."),
                        words);
  default:
    return g_error_new (SOKY_CLIENT_ERROR, SOKY_CLIENT_ERROR_LIBRARY,
                        _ ("What this computer keeps for work without network cannot be read or "
                           "written (%s)."),
                        words);
  }
}

static GBytes *
get_script (guint number)
{
  g_autofree char *path = g_strdup_printf ("/vn/soky/client/library/%04u.sql", number);
  return g_resource_lookup_data (soky_client_get_resource (), path, 0, NULL);
}

static gboolean
upgrade (SokySqlite *database, GError **error)
{
  guint version = soky_schema_get_version (database, error);

  if (version == G_MAXUINT)
    return FALSE;
  if (version > soky_schema_get_latest (get_script)) {
    g_set_error_literal (error, SOKY_CLIENT_ERROR, SOKY_CLIENT_ERROR_LIBRARY,
                         _ ("What this computer keeps was written by a newer SoKy. Install that "
                            "version or a later one."));
    return FALSE;
  }
  return soky_schema_upgrade (database, version, get_script, error);
}

/* Always FALSE. */
static gboolean
set_unknown (GError **error)
{
  g_set_error_literal (error, SOKY_CLIENT_ERROR, SOKY_CLIENT_ERROR_NOT_SEEN,
                       _ ("Nothing of this account is kept on this computer. Sign in once with a "
                          "network."));
  return FALSE;
}

static gboolean
make_folders (SokyLibrary *self, GError **error)
{
  g_autofree char *files = g_build_filename (self->folder, "pdf", NULL);

  if (g_mkdir_with_parents (files, 0700) == 0)
    return TRUE;
  g_set_error (error, SOKY_CLIENT_ERROR, SOKY_CLIENT_ERROR_LIBRARY,
               _ ("The folder %s cannot be made. Check that its disk takes writes."), files);
  return FALSE;
}

static gboolean
open_database (SokyLibrary *self, GError **error)
{
  if (self->database != NULL)
    return TRUE;
  if (self->wiped)
    return set_unknown (error);

  g_autofree char *path = g_build_filename (self->folder, "library.sqlite", NULL);
  if (!make_folders (self, error))
    return FALSE;
  g_autoptr (SokySqlite) database = soky_sqlite_open (path, TRUE, explain, error);
  if (database == NULL || !upgrade (database, error))
    return FALSE;
  self->database = g_steal_pointer (&database);
  return TRUE;
}

gboolean
soky_library_begin (SokyLibrary *self, GError **error)
{
  g_return_val_if_fail (SOKY_IS_LIBRARY (self), FALSE);

  g_mutex_lock (&self->lock);
  if (open_database (self, error) &&
      soky_sqlite_run_script (self->database, "BEGIN IMMEDIATE", error))
    return TRUE;
  g_mutex_unlock (&self->lock);
  return FALSE;
}

gboolean
soky_library_end (SokyLibrary *self, gboolean good, GError **error)
{
  gboolean committed = good && soky_sqlite_run_script (self->database, "COMMIT", error);

  if (!committed)
    soky_sqlite_run_script (self->database, "ROLLBACK", NULL);
  g_mutex_unlock (&self->lock);
  return committed;
}

SokySqlite *
soky_library_get_database (SokyLibrary *self)
{
  return self->database;
}

gboolean
soky_library_keep_session (SokyLibrary *self, const SokySessionInfo *info, GError **error)
{
  g_autoptr (SokySessionInfo) kept = soky_session_info_new (info->person, info->expires_us);
  for (guint i = 0; i < info->certificates->len; i++) {
    const SokyEnrolment *one = info->certificates->pdata[i];
    g_ptr_array_add (kept->certificates, soky_enrolment_new (one->fingerprint, one->holder,
                                                             one->organisation, one->state));
  }
  g_autoptr (GBytes) json = soky_session_info_to_json (kept);
  g_autofree char *text = g_strndup (g_bytes_get_data (json, NULL), g_bytes_get_size (json));

  return soky_library_begin (self, error) &&
         soky_library_end (
             self,
             soky_sqlite_execute (self->database, NULL, error,
                                  "INSERT OR REPLACE INTO fact VALUES ('session', ?1)", "s", text),
             error);
}

static SokySessionInfo *
read_session (SokyLibrary *self, GError **error)
{
  g_autoptr (SokyQuery) query = soky_sqlite_query (
      self->database, error, "SELECT value FROM fact WHERE name = 'session'", "");

  if (query == NULL)
    return NULL;
  if (!soky_query_next (query, error)) {
    if (!soky_query_failed (query))
      set_unknown (error);
    return NULL;
  }
  g_autofree char *text = soky_query_text_or_empty (query);
  return soky_session_info_from_json (text, -1, error);
}

SokySessionInfo *
soky_library_load_session (SokyLibrary *self, GError **error)
{
  if (!soky_library_begin (self, error))
    return NULL;
  SokySessionInfo *info = read_session (self, error);
  soky_library_end (self, FALSE, NULL);
  return info;
}

SokyPerson *
soky_library_load_person (SokyLibrary *self, GError **error)
{
  g_autoptr (SokySessionInfo) info = read_session (self, error);
  return info ? soky_person_ref (info->person) : NULL;
}

SokyBookType *
soky_library_find_type (SokyLibrary *self, const char *id, GError **error)
{
  g_autoptr (SokyQuery) query = soky_sqlite_query (
      self->database, error, "SELECT body FROM document WHERE path = '/book-types'", "");
  g_autofree char *text =
      query && soky_query_next (query, error) ? soky_query_text_or_empty (query) : NULL;
  g_autoptr (GPtrArray) types = text ? soky_wire_book_types_from_json (text, -1, error) : NULL;

  for (guint i = 0; types != NULL && i < types->len; i++) {
    SokyBookType *type = types->pdata[i];
    if (g_strcmp0 (type->id, id) == 0)
      return soky_book_type_ref (type);
  }
  if (error != NULL && *error == NULL)
    g_set_error_literal (error, SOKY_CLIENT_ERROR, SOKY_CLIENT_ERROR_NOT_SEEN,
                         _ ("The type of this book is not known on this computer yet. Try again "
                            "with a network."));
  return NULL;
}

static goffset
measure (const char *folder)
{
  g_autoptr (GDir) names = g_dir_open (folder, 0, NULL);
  goffset sum = 0;
  GStatBuf info;

  for (const char *name = names ? g_dir_read_name (names) : NULL; name != NULL;
       name = g_dir_read_name (names)) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    if (g_stat (path, &info) == 0 && S_ISREG (info.st_mode))
      sum += info.st_size;
  }
  return sum;
}

goffset
soky_library_get_size (SokyLibrary *self)
{
  g_return_val_if_fail (SOKY_IS_LIBRARY (self), 0);

  g_autofree char *files = g_build_filename (self->folder, "pdf", NULL);
  return measure (self->folder) + measure (files);
}

/* Hashes of the files that must stay. */
static GHashTable *
list_needed (SokyLibrary *self, GError **error)
{
  if (!soky_library_begin (self, error))
    return NULL;
  g_autoptr (GHashTable) needed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (SokyQuery) query = soky_sqlite_query (
      self->database, error,
      "SELECT sha256 FROM item WHERE sha256 IS NOT NULL UNION SELECT seen_sha256 FROM item "
      "WHERE seen_sha256 IS NOT NULL",
      "");

  while (query != NULL && soky_query_next (query, error))
    g_hash_table_add (needed, soky_query_text (query));
  gboolean good = query != NULL && !soky_query_failed (query);
  g_clear_pointer (&query, soky_query_free);
  soky_library_end (self, FALSE, NULL);
  return good ? g_steal_pointer (&needed) : NULL;
}

gboolean
soky_library_trim (SokyLibrary *self, goffset limit, GError **error)
{
  g_return_val_if_fail (SOKY_IS_LIBRARY (self), FALSE);

  g_autoptr (GHashTable) needed = list_needed (self, error);
  if (needed == NULL)
    return FALSE;
  soky_cache_trim (self->cache, limit, needed);
  return TRUE;
}

gboolean
soky_library_wipe (SokyLibrary *self, GError **error)
{
  static const char *const files[] = {"library.sqlite-wal", "library.sqlite-shm", "library.sqlite",
                                      "pdf"};
  g_return_val_if_fail (SOKY_IS_LIBRARY (self), FALSE);

  g_mutex_lock (&self->lock);
  self->wiped = TRUE;
  g_clear_pointer (&self->database, soky_sqlite_close);
  soky_cache_clear (self->cache);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *path = g_build_filename (self->folder, files[i], NULL);
    g_remove (path);
  }
  g_rmdir (self->folder);
  gboolean gone = !g_file_test (self->folder, G_FILE_TEST_EXISTS);
  g_mutex_unlock (&self->lock);
  if (!gone)
    g_set_error (error, SOKY_CLIENT_ERROR, SOKY_CLIENT_ERROR_LIBRARY,
                 _ ("Not everything in the folder %s could be removed. Remove it yourself."),
                 self->folder);
  return gone;
}
