/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/token/folder-watch.h"

/* A package writes its files one after the other. */
#define SETTLE_MS 500

struct _SokyFolderWatch {
  GObject parent_instance;
  GHashTable *monitors; /* folder → GFileMonitor */
  guint settle;         /* source, 0 = none */
};

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyFolderWatch, soky_folder_watch, G_TYPE_OBJECT)

static gboolean
settled_cb (gpointer user_data)
{
  SokyFolderWatch *self = user_data;

  self->settle = 0;
  g_signal_emit (self, signals[CHANGED], 0);
  return G_SOURCE_REMOVE;
}

static void
event_cb (SokyFolderWatch *self)
{
  g_clear_handle_id (&self->settle, g_source_remove);
  self->settle = g_timeout_add (SETTLE_MS, settled_cb, self);
}

/* (nullable): the folder itself, or the nearest above it that is there; not the root of the system,
 * where nothing tells of a driver */
static char *
find_existing (const char *folder)
{
  g_autofree char *place = g_strdup (folder);

  while (!g_file_test (place, G_FILE_TEST_IS_DIR)) {
    char *above = g_path_get_dirname (place);
    gboolean top = g_str_equal (above, place);
    g_free (place);
    place = above;
    if (top)
      return NULL;
  }
  g_autofree char *above = g_path_get_dirname (place);
  return g_str_equal (above, place) ? NULL : g_steal_pointer (&place);
}

static void
add (SokyFolderWatch *self, GHashTable *monitors, const char *folder)
{
  g_autofree char *place = find_existing (folder);
  if (place == NULL || g_hash_table_contains (monitors, place))
    return;

  GFileMonitor *monitor = g_hash_table_lookup (self->monitors, place);
  if (monitor != NULL) {
    g_hash_table_insert (monitors, g_steal_pointer (&place), g_object_ref (monitor));
    return;
  }
  g_autoptr (GFile) file = g_file_new_for_path (place);
  g_autoptr (GError) error = NULL;
  monitor = g_file_monitor_directory (file, G_FILE_MONITOR_WATCH_MOVES, NULL, &error);
  if (monitor == NULL) {
    g_debug ("%s is not watched: %s", place, error->message);
    return;
  }
  g_signal_connect_object (monitor, "changed", G_CALLBACK (event_cb), self, G_CONNECT_SWAPPED);
  g_hash_table_insert (monitors, g_steal_pointer (&place), monitor);
}

static GHashTable *
new_table (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

void
soky_folder_watch_set (SokyFolderWatch *self, const char *const *folders)
{
  g_return_if_fail (SOKY_IS_FOLDER_WATCH (self));

  GHashTable *monitors = new_table ();
  for (gsize i = 0; folders[i] != NULL; i++)
    add (self, monitors, folders[i]);
  g_hash_table_unref (self->monitors);
  self->monitors = monitors;
}

static void
soky_folder_watch_finalize (GObject *object)
{
  SokyFolderWatch *self = SOKY_FOLDER_WATCH (object);

  g_clear_handle_id (&self->settle, g_source_remove);
  g_hash_table_unref (self->monitors);
  G_OBJECT_CLASS (soky_folder_watch_parent_class)->finalize (object);
}

static void
soky_folder_watch_class_init (SokyFolderWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = soky_folder_watch_finalize;
  signals[CHANGED] = g_signal_new ("changed", SOKY_TYPE_FOLDER_WATCH, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
soky_folder_watch_init (SokyFolderWatch *self)
{
  self->monitors = new_table ();
}

SokyFolderWatch *
soky_folder_watch_new (void)
{
  return g_object_new (SOKY_TYPE_FOLDER_WATCH, NULL);
}
