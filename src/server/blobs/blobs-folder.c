/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/blobs/blobs-folder.h"

#include "base/platform.h"

#include <errno.h>
#include <glib/gstdio.h>

#define PREFIX_DIGITS 2

struct _SokyFolderBlobs {
  GObject parent_instance;
  char *folder;
};

static void blobs_iface_init (SokyBlobsInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SokyFolderBlobs, soky_folder_blobs, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SOKY_TYPE_BLOBS, blobs_iface_init))

static char *
blob_path (SokyFolderBlobs *self, const char *sha256)
{
  g_autofree char *prefix = g_strndup (sha256, PREFIX_DIGITS);
  return g_build_filename (self->folder, prefix, sha256, NULL);
}

static gboolean
make_folder (const char *folder, GError **error)
{
  if (g_mkdir_with_parents (folder, 0700) == 0)
    return TRUE;
  int code = errno;
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "make the folder %s: %s", folder,
               g_strerror (code));
  return FALSE;
}

/* The folder of @path, made to last when it is new. */
static gboolean
ensure_folder_of (SokyFolderBlobs *self, const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_file_test (folder, G_FILE_TEST_IS_DIR))
    return TRUE;
  return make_folder (folder, error) && soky_platform_sync_folder (self->folder, error);
}

static gboolean
sync_file (const char *path, GError **error)
{
  int fd = soky_platform_open_regular (path, error);
  return fd >= 0 && soky_platform_sync_and_close (fd, error);
}

static gboolean
folder_put (SokyBlobs *blobs, const char *path, const char *sha256, GError **error)
{
  SokyFolderBlobs *self = SOKY_FOLDER_BLOBS (blobs);
  g_autofree char *place = blob_path (self, sha256);

  /* also when the blob is there: its bytes may be damaged, these are known to be right */
  return ensure_folder_of (self, place, error) && sync_file (path, error) &&
         soky_platform_replace (path, place, error);
}

static SokyInput *
folder_open (SokyBlobs *blobs, const char *sha256, GError **error)
{
  g_autofree char *place = blob_path (SOKY_FOLDER_BLOBS (blobs), sha256);
  return soky_input_open (place, error);
}

static gboolean
visit_prefix (GFile *folder, SokyBlobVisitor visitor, gpointer user_data, GError **error)
{
  g_autoptr (GFileEnumerator) files = g_file_enumerate_children (
      folder, G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
      G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, error);

  while (files != NULL) {
    GFileInfo *info = NULL;
    if (!g_file_enumerator_iterate (files, &info, NULL, NULL, error))
      return FALSE;
    if (info == NULL)
      return TRUE;
    if (!visitor (g_file_info_get_name (info), g_file_info_get_size (info), user_data, error))
      return FALSE;
  }
  return FALSE;
}

static gboolean
folder_visit (SokyBlobs *blobs, SokyBlobVisitor visitor, gpointer user_data, GError **error)
{
  g_autoptr (GFile) folder = g_file_new_for_path (SOKY_FOLDER_BLOBS (blobs)->folder);
  g_autoptr (GFileEnumerator) prefixes = g_file_enumerate_children (
      folder, G_FILE_ATTRIBUTE_STANDARD_NAME, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, error);

  while (prefixes != NULL) {
    GFile *prefix = NULL;
    if (!g_file_enumerator_iterate (prefixes, NULL, &prefix, NULL, error))
      return FALSE;
    if (prefix == NULL)
      return TRUE;
    if (!visit_prefix (prefix, visitor, user_data, error))
      return FALSE;
  }
  return FALSE;
}

static void
blobs_iface_init (SokyBlobsInterface *iface)
{
  iface->put = folder_put;
  iface->open = folder_open;
  iface->visit = folder_visit;
}

static void
soky_folder_blobs_finalize (GObject *object)
{
  g_free (SOKY_FOLDER_BLOBS (object)->folder);
  G_OBJECT_CLASS (soky_folder_blobs_parent_class)->finalize (object);
}

static void
soky_folder_blobs_class_init (SokyFolderBlobsClass *class)
{
  G_OBJECT_CLASS (class)->finalize = soky_folder_blobs_finalize;
}

static void
soky_folder_blobs_init (SokyFolderBlobs *self)
{
}

SokyBlobs *
soky_folder_blobs_new (const char *folder, GError **error)
{
  g_return_val_if_fail (folder != NULL, NULL);

  if (!make_folder (folder, error))
    return NULL;
  SokyFolderBlobs *self = g_object_new (SOKY_TYPE_FOLDER_BLOBS, NULL);
  self->folder = g_strdup (folder);
  return SOKY_BLOBS (self);
}
