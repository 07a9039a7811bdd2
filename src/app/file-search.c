/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/file-search.h"

#include "base/collate.h"

#include <string.h>

#define MAX_DEPTH 12
#define ATTRIBUTES                                                                                 \
  G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_TYPE                                \
                                 "," G_FILE_ATTRIBUTE_STANDARD_IS_HIDDEN

typedef struct {
  GPtrArray *found;
  guint limit;
  GCancellable *cancellable;
} Search;

SokyInput *
soky_file_search_open (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_file_get_path (file);
  if (path != NULL)
    return soky_input_open (path, error);

  /* a place without a path (a phone, a network folder): its bytes are taken as a whole */
  g_autoptr (GBytes) bytes = g_file_load_bytes (file, cancellable, NULL, error);
  return bytes != NULL ? soky_input_new_for_bytes (bytes) : NULL;
}

static gboolean
is_pdf (const char *name)
{
  gsize length = strlen (name);
  return length > 4 && g_ascii_strcasecmp (name + length - 4, ".pdf") == 0;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  g_autofree char *first = g_file_get_basename (*(GFile **) a);
  g_autofree char *second = g_file_get_basename (*(GFile **) b);
  return soky_collate_texts (first, second);
}

static void
sort_child (GFileEnumerator *children, GFileInfo *info, GPtrArray *files, GPtrArray *folders)
{
  if (g_file_info_get_is_hidden (info))
    return;
  if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY)
    g_ptr_array_add (folders, g_file_enumerator_get_child (children, info));
  else if (g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR &&
           is_pdf (g_file_info_get_name (info)))
    g_ptr_array_add (files, g_file_enumerator_get_child (children, info));
}

static void
search_folder (Search *self, GFile *folder, guint depth)
{
  g_autoptr (GFileEnumerator) children = g_file_enumerate_children (
      folder, ATTRIBUTES, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, self->cancellable, NULL);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) folders = g_ptr_array_new_with_free_func (g_object_unref);
  GFileInfo *info = NULL;

  while (children != NULL &&
         g_file_enumerator_iterate (children, &info, NULL, self->cancellable, NULL) && info != NULL)
    sort_child (children, info, files, folders);
  g_ptr_array_sort (files, compare_names);
  g_ptr_array_sort (folders, compare_names);
  for (guint i = 0; i < files->len && self->found->len < self->limit; i++)
    g_ptr_array_add (self->found, g_object_ref (files->pdata[i]));
  for (guint i = 0; i < folders->len && depth < MAX_DEPTH && self->found->len < self->limit; i++)
    search_folder (self, folders->pdata[i], depth + 1);
}

GPtrArray *
soky_file_search_expand (GPtrArray *files, guint limit, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);
  Search search = {found, limit, cancellable};

  for (guint i = 0; i < files->len && found->len < limit; i++) {
    GFile *file = g_ptr_array_index (files, i);
    if (g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, cancellable) == G_FILE_TYPE_DIRECTORY)
      search_folder (&search, file, 0);
    else
      g_ptr_array_add (found, g_object_ref (file));
  }
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  return g_steal_pointer (&found);
}
