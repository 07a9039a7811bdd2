/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/backup.h"

#include "base/output.h"
#include "base/platform.h"
#include "crypto/digest.h"
#include "server/backup-copy.h"
#include "server/blobs/blobs-folder.h"
#include "server/manifest.h"
#include "server/store/books.h"
#include "server/store/store-sqlite.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* Where these are in a backup, wherever they are in the state folder. */
#define DATABASE "soky.sqlite"
#define BLOBS "blobs"
#define UPLOADS "uploads"

typedef struct {
  SokyService *service;
  const char *target;
  SokyBackup *result;
  GHashTable *manifest;
} Backup;

static gboolean
copy_database (Backup *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->target, DATABASE, NULL);

  return soky_store_copy (self->service->store, path, error) &&
         soky_backup_list (self->manifest, path, DATABASE, error);
}

/* The blob, under a name of its own in the folder of the blobs of the backup. */
static gboolean
lay_beside (Backup *self, SokyInput *blob, const char *path, GError **error)
{
  const char *source = soky_input_get_path (blob);

  if (source != NULL && soky_platform_link (source, path)) {
    self->result->linked++;
    return TRUE;
  }
  g_autoptr (SokyOutput) output = soky_output_new (path, error);
  return output != NULL &&
         soky_output_copy (output, blob, 0, soky_input_get_size (blob), NULL, error) &&
         soky_output_commit (output, error);
}

static void
report (Backup *self, const char *sha256)
{
  g_autofree char *finding = g_strdup_printf (
      _ ("blob %s: its bytes have changed; they are in the backup as they are"), sha256);
  self->result->findings++;
  self->result->report (finding, self->result->user_data);
}

static gboolean
copy_blob (Backup *self, SokyBlobs *to, const char *sha256, GError **error)
{
  g_autofree char *beside = g_build_filename (self->target, UPLOADS, sha256, NULL);
  g_autofree char *path = g_strdup_printf (BLOBS "/%.2s/%s", sha256, sha256);
  g_autoptr (SokyInput) blob = soky_blobs_open (self->service->blobs, sha256, error);
  g_autofree char *found = blob ? soky_digest_sha256_hex (blob, NULL, error) : NULL;

  if (found == NULL || !lay_beside (self, blob, beside, error) ||
      !soky_blobs_put (to, beside, sha256, error))
    return FALSE;
  if (!g_str_equal (found, sha256))
    report (self, sha256);
  soky_manifest_add (self->manifest, path, found);
  self->result->blobs++;
  return TRUE;
}

/* What the copied records speak of was on the disk before they were. */
static GHashTable *
list_blobs (Backup *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->target, DATABASE, NULL);
  g_autoptr (SokyStore) store = soky_sqlite_store_open (path, FALSE, error);
  g_autoptr (SokyTransaction) tx = store ? soky_store_begin (store, SOKY_STORE_READ, error) : NULL;

  return tx ? soky_store_list_blobs (tx, error) : NULL;
}

static gboolean
copy_blobs (Backup *self, GError **error)
{
  g_autofree char *folder = g_build_filename (self->target, BLOBS, NULL);
  g_autofree char *uploads = g_build_filename (self->target, UPLOADS, NULL);
  g_autoptr (GHashTable) blobs = list_blobs (self, error);
  g_autoptr (SokyBlobs) to = blobs ? soky_folder_blobs_new (folder, error) : NULL;
  GHashTableIter iter;
  gpointer sha256;

  if (to == NULL || !soky_backup_make_folder (uploads, error))
    return FALSE;
  g_hash_table_iter_init (&iter, blobs);
  while (g_hash_table_iter_next (&iter, &sha256, NULL)) {
    if (!copy_blob (self, to, sha256, error))
      return FALSE;
  }
  return TRUE;
}

/* The settings, with the places that the backup has. */
static gboolean
write_settings (Backup *self, GError **error)
{
  g_autofree char *from =
      g_build_filename (self->service->settings->state, SOKY_SETTINGS_FILE, NULL);
  g_autofree char *to = g_build_filename (self->target, SOKY_SETTINGS_FILE, NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  gsize length = 0;

  if (!g_key_file_load_from_file (file, from, G_KEY_FILE_KEEP_COMMENTS, error))
    return FALSE;
  g_key_file_set_string (file, "storage", "database", DATABASE);
  g_key_file_set_string (file, "storage", "blobs", BLOBS);
  g_key_file_set_string (file, "storage", "uploads", UPLOADS);
  g_autofree char *text = g_key_file_to_data (file, &length, NULL);
  g_autoptr (SokyOutput) output = soky_output_new (to, error);
  return output != NULL && soky_output_write (output, text, length, error) &&
         soky_output_commit (output, error) &&
         soky_backup_list (self->manifest, to, SOKY_SETTINGS_FILE, error);
}

/* What has been copied already, and what is only of this moment. */
static gboolean
is_left_out (const char *path, gpointer user_data)
{
  const SokySettings *settings = ((Backup *) user_data)->service->settings;
  g_autofree char *own = g_build_filename (settings->state, SOKY_SETTINGS_FILE, NULL);

  return g_str_has_prefix (path, settings->database) || g_str_equal (path, settings->blobs) ||
         g_str_equal (path, settings->uploads) || g_str_equal (path, own) ||
         g_str_has_suffix (path, ".log");
}

static gboolean
copy_rest (Backup *self, GError **error)
{
  const SokyBackupTree tree = {self->service->settings->state, self->target, is_left_out, self,
                               self->manifest};
  return soky_backup_copy_tree (&tree, "", error);
}

static gboolean
is_below (const char *path, const char *folder)
{
  g_autofree char *with_end = g_strconcat (folder, "/", NULL);
  return g_str_has_prefix (path, with_end);
}

gboolean
soky_backup_make (SokyService *service, const char *target, SokyBackup *result, GError **error)
{
  g_autofree char *folder = g_canonicalize_filename (target, NULL);
  g_autoptr (GHashTable) manifest = soky_manifest_new ();
  Backup self = {service, folder, result, manifest};

  if (is_below (folder, service->settings->state)) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                         _ ("A backup inside of the state folder would go with it. Name a folder "
                            "elsewhere, best on another disk."));
    return FALSE;
  }
  if (!soky_backup_need_empty (folder, error) || !copy_database (&self, error) ||
      !copy_blobs (&self, error) || !copy_rest (&self, error) || !write_settings (&self, error))
    return FALSE;
  result->files = g_hash_table_size (manifest);
  return soky_manifest_write (manifest, folder, error);
}

gboolean
soky_backup_restore (const char *source, const char *state, SokyBackup *result, GError **error)
{
  g_autoptr (GHashTable) manifest = soky_manifest_read (source, error);
  g_autoptr (GList) paths = manifest ? soky_manifest_list (manifest) : NULL;

  if (manifest == NULL || !soky_backup_need_empty (state, error))
    return FALSE;
  /* the settings last: without them no server takes the folder for a whole one */
  for (GList *one = paths; one != NULL; one = one->next) {
    const char *sha256 = g_hash_table_lookup (manifest, one->data);
    if (!g_str_equal (one->data, SOKY_SETTINGS_FILE) &&
        !soky_backup_copy_checked (source, state, one->data, sha256, error))
      return FALSE;
    result->files++;
  }
  const char *settings = g_hash_table_lookup (manifest, SOKY_SETTINGS_FILE);
  return settings != NULL &&
         soky_backup_copy_checked (source, state, SOKY_SETTINGS_FILE, settings, error);
}
