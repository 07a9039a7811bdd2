/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/anchors.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/output.h"
#include "base/task.h"

/* a file with more authorities than that is a whole system's list, which nobody can look through */
#define MAX_CERTIFICATES 20

struct _SokyAnchor {
  GObject parent_instance;

  SokyCertificate *certificate;
  gboolean kept;
};

struct _SokyAnchors {
  GObject parent_instance;

  char *folder;
  char **files; /* nullable: of the command line */
  GListStore *list;
  SokyTrust *trust;
};

/* What a load gives: nothing of the object is touched by a thread. */
typedef struct {
  SokyTrust *trust;
  GPtrArray *list; /* SokyAnchor */
} Loaded;

typedef struct {
  SokyAnchors *owner; /* kept alive */
  char *folder;
  char **files;
  GPtrArray *added; /* nullable, SokyCertificate */
  char *removed;    /* nullable: fingerprint */
} Change;

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyAnchor, soky_anchor, G_TYPE_OBJECT)

static GType
get_item_type (GListModel *model)
{
  return SOKY_TYPE_ANCHOR;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (SOKY_ANCHORS (model)->list));
}

static gpointer
get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (SOKY_ANCHORS (model)->list), position);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (SokyAnchors, soky_anchors, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
soky_anchor_finalize (GObject *object)
{
  g_object_unref (SOKY_ANCHOR (object)->certificate);
  G_OBJECT_CLASS (soky_anchor_parent_class)->finalize (object);
}

static void
soky_anchor_class_init (SokyAnchorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = soky_anchor_finalize;
}

static void
soky_anchor_init (SokyAnchor *self)
{
}

SokyCertificate *
soky_anchor_get_certificate (SokyAnchor *self)
{
  g_return_val_if_fail (SOKY_IS_ANCHOR (self), NULL);

  return self->certificate;
}

gboolean
soky_anchor_is_kept (SokyAnchor *self)
{
  g_return_val_if_fail (SOKY_IS_ANCHOR (self), FALSE);

  return self->kept;
}

static void
loaded_free (gpointer data)
{
  Loaded *loaded = data;
  soky_trust_unref (loaded->trust);
  g_ptr_array_unref (loaded->list);
  g_free (loaded);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Loaded, loaded_free)

static gboolean
load_file (Loaded *loaded, const char *path, gboolean kept, GError **error)
{
  g_autoptr (GPtrArray) certificates = soky_certificate_list_from_pem_file (path, error);

  if (certificates == NULL || !soky_trust_add_file (loaded->trust, path, error))
    return FALSE;
  for (guint i = 0; i < certificates->len; i++) {
    SokyAnchor *anchor = g_object_new (SOKY_TYPE_ANCHOR, NULL);
    anchor->certificate = g_object_ref (g_ptr_array_index (certificates, i));
    anchor->kept = kept;
    g_ptr_array_add (loaded->list, anchor);
  }
  return TRUE;
}

static gboolean
is_certificate_file (const char *name)
{
  return g_str_has_suffix (name, ".pem") || g_str_has_suffix (name, ".crt");
}

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* (transfer full): full paths, in the order of their names; none when there is no folder */
static GPtrArray *
list_folder (const char *folder)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);

  for (const char *name; dir != NULL && (name = g_dir_read_name (dir)) != NULL;)
    if (is_certificate_file (name))
      g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (paths, compare_paths);
  return paths;
}

static Loaded *
load (const char *folder, char **files, GError **error)
{
  g_autoptr (Loaded) loaded = g_new0 (Loaded, 1);
  g_autoptr (GPtrArray) paths = list_folder (folder);

  loaded->trust = soky_trust_new ();
  loaded->list = g_ptr_array_new_with_free_func (g_object_unref);
  for (char **file = files; file != NULL && *file != NULL; file++)
    if (!load_file (loaded, *file, FALSE, error))
      return NULL;
  for (guint i = 0; i < paths->len; i++)
    if (!load_file (loaded, g_ptr_array_index (paths, i), TRUE, error))
      return NULL;
  return g_steal_pointer (&loaded);
}

static void
take (SokyAnchors *self, Loaded *loaded)
{
  soky_trust_unref (self->trust);
  self->trust = soky_trust_ref (loaded->trust);
  g_list_store_splice (self->list, 0, get_n_items (G_LIST_MODEL (self)), loaded->list->pdata,
                       loaded->list->len);
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
write_certificates (const char *path, GPtrArray *certificates, GError **error)
{
  g_autoptr (SokyOutput) output = soky_output_new (path, error);
  if (output == NULL)
    return FALSE;
  for (guint i = 0; i < certificates->len; i++) {
    g_autofree char *pem = soky_certificate_to_pem (g_ptr_array_index (certificates, i));
    if (!soky_output_write (output, pem, strlen (pem), error))
      return FALSE;
  }
  return soky_output_commit (output, error);
}

static gboolean
add_all (Change *change, GError **error)
{
  if (g_mkdir_with_parents (change->folder, 0700) != 0) {
    int code = errno;
    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code),
                 _ ("The folder %s cannot be made: %s"), change->folder, g_strerror (code));
    return FALSE;
  }
  for (guint i = 0; i < change->added->len; i++) {
    SokyCertificate *certificate = g_ptr_array_index (change->added, i);
    g_autoptr (GPtrArray) one = g_ptr_array_new ();
    g_autofree char *name =
        g_strdup_printf ("%s.pem", soky_certificate_get_fingerprint (certificate));
    g_autofree char *path = g_build_filename (change->folder, name, NULL);
    g_ptr_array_add (one, certificate);
    if (!write_certificates (path, one, error))
      return FALSE;
  }
  return TRUE;
}

/* A file may hold several: the others stay. */
static gboolean
remove_from (const char *path, const char *fingerprint, GError **error)
{
  g_autoptr (GPtrArray) certificates = soky_certificate_list_from_pem_file (path, error);
  if (certificates == NULL)
    return FALSE;

  guint before = certificates->len;
  for (guint i = certificates->len; i > 0; i--) {
    SokyCertificate *certificate = g_ptr_array_index (certificates, i - 1);
    if (g_str_equal (soky_certificate_get_fingerprint (certificate), fingerprint))
      g_ptr_array_remove_index (certificates, i - 1);
  }
  if (certificates->len == before)
    return TRUE;
  if (certificates->len > 0)
    return write_certificates (path, certificates, error);
  if (g_unlink (path) == 0)
    return TRUE;
  int code = errno;
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code),
               _ ("The file %s cannot be removed: %s"), path, g_strerror (code));
  return FALSE;
}

static gpointer
change_in_thread (gpointer data, GCancellable *cancellable, GError **error)
{
  Change *change = data;

  if (change->added != NULL && !add_all (change, error))
    return NULL;
  if (change->removed != NULL) {
    g_autoptr (GPtrArray) paths = list_folder (change->folder);
    for (guint i = 0; i < paths->len; i++)
      if (!remove_from (g_ptr_array_index (paths, i), change->removed, error))
        return NULL;
  }
  return load (change->folder, change->files, error);
}

static void
change_free (gpointer data)
{
  Change *change = data;
  g_object_unref (change->owner);
  g_free (change->folder);
  g_strfreev (change->files);
  g_clear_pointer (&change->added, g_ptr_array_unref);
  g_free (change->removed);
  g_free (change);
}

static Change *
make_change (SokyAnchors *self)
{
  Change *change = g_new0 (Change, 1);
  change->owner = g_object_ref (self);
  change->folder = g_strdup (self->folder);
  change->files = g_strdupv (self->files);
  return change;
}

static gpointer
read_in_thread (gpointer data, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_file_get_path (data);
  if (path == NULL) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                         _ ("Copy the file to this computer first, then choose the copy."));
    return NULL;
  }
  g_autoptr (GPtrArray) certificates = soky_certificate_list_from_pem_file (path, error);
  if (certificates == NULL)
    return NULL;
  for (guint i = certificates->len; i > 0; i--)
    if (!soky_certificate_is_authority (g_ptr_array_index (certificates, i - 1)))
      g_ptr_array_remove_index (certificates, i - 1);
  if (certificates->len > 0 && certificates->len <= MAX_CERTIFICATES)
    return g_steal_pointer (&certificates);
  g_set_error_literal (
      error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
      certificates->len == 0
          ? _ ("This is the certificate of a person, not of an authority. Ask the authority that "
               "issued it for its own certificate.")
          : _ ("The file holds more authorities than anybody can check. Take them out one by "
               "one."));
  return NULL;
}

static void
soky_anchors_finalize (GObject *object)
{
  SokyAnchors *self = SOKY_ANCHORS (object);
  g_free (self->folder);
  g_strfreev (self->files);
  g_object_unref (self->list);
  soky_trust_unref (self->trust);
  G_OBJECT_CLASS (soky_anchors_parent_class)->finalize (object);
}

static void
soky_anchors_class_init (SokyAnchorsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = soky_anchors_finalize;
  signals[CHANGED] = g_signal_new ("changed", SOKY_TYPE_ANCHORS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
soky_anchors_init (SokyAnchors *self)
{
  self->trust = soky_trust_new ();
  self->list = g_list_store_new (SOKY_TYPE_ANCHOR);
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (g_list_model_items_changed),
                           self, G_CONNECT_SWAPPED);
}

SokyAnchors *
soky_anchors_new (const char *folder)
{
  g_return_val_if_fail (folder != NULL, NULL);

  SokyAnchors *self = g_object_new (SOKY_TYPE_ANCHORS, NULL);
  self->folder = g_strdup (folder);
  return self;
}

gboolean
soky_anchors_load (SokyAnchors *self, char **files, GError **error)
{
  g_return_val_if_fail (SOKY_IS_ANCHORS (self), FALSE);

  g_strfreev (self->files);
  self->files = g_strdupv (files);
  g_autoptr (Loaded) loaded = load (self->folder, files, error);
  if (loaded == NULL)
    return FALSE;
  take (self, loaded);
  return TRUE;
}

SokyTrust *
soky_anchors_get_trust (SokyAnchors *self)
{
  g_return_val_if_fail (SOKY_IS_ANCHORS (self), NULL);

  return self->trust;
}

void
soky_anchors_read_async (GFile *file, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (G_IS_FILE (file));

  soky_task_run (NULL, read_in_thread, g_object_ref (file), g_object_unref,
                 (GDestroyNotify) g_ptr_array_unref, NULL, callback, user_data);
}

GPtrArray *
soky_anchors_read_finish (GAsyncResult *result, GError **error)
{
  return soky_task_finish (result, error);
}

void
soky_anchors_add_async (SokyAnchors *self, GPtrArray *certificates, GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_return_if_fail (SOKY_IS_ANCHORS (self) && certificates != NULL);

  Change *change = make_change (self);
  change->added = g_ptr_array_ref (certificates);
  soky_task_run (self, change_in_thread, change, change_free, loaded_free, NULL, callback,
                 user_data);
}

void
soky_anchors_remove_async (SokyAnchors *self, SokyAnchor *anchor, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (SOKY_IS_ANCHORS (self) && SOKY_IS_ANCHOR (anchor) && anchor->kept);

  Change *change = make_change (self);
  change->removed = g_strdup (soky_certificate_get_fingerprint (anchor->certificate));
  soky_task_run (self, change_in_thread, change, change_free, loaded_free, NULL, callback,
                 user_data);
}

gboolean
soky_anchors_change_finish (GAsyncResult *result, GError **error)
{
  g_autoptr (SokyAnchors) self = SOKY_ANCHORS (g_async_result_get_source_object (result));
  g_autoptr (Loaded) loaded = soky_task_finish (result, error);

  if (loaded == NULL)
    return FALSE;
  take (self, loaded);
  return TRUE;
}
