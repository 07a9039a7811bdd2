/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/appearance/recent.h"

#define MOST_KEPT 16
#define MOST_PICTURES 3 /* signature, initial, stamp */

typedef struct {
  char *key;
  GBytes *drawn;
} Recent;

typedef struct {
  char *key;
  SokyPicture *picture;
} RecentPicture;

static GQueue recents = G_QUEUE_INIT;  /* the latest first */
static GQueue pictures = G_QUEUE_INIT; /* likewise */

static void
append_text (GString *key, const char *text)
{
  /* the length keeps two neighbours from being taken for one */
  if (text == NULL)
    g_string_append (key, "-\n");
  else
    g_string_append_printf (key, "%zu:%s\n", strlen (text), text);
}

static void
append_file (GString *key, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info =
      g_file_query_info (file, "standard::size,time::modified,time::modified-usec,unix::inode",
                         G_FILE_QUERY_INFO_NONE, NULL, NULL);
  if (info == NULL)
    return;
  g_string_append_printf (
      key, "%" G_GINT64_FORMAT " %" G_GUINT64_FORMAT ".%u %" G_GUINT64_FORMAT "\n",
      g_file_info_get_size (info), g_file_info_get_attribute_uint64 (info, "time::modified"),
      g_file_info_get_attribute_uint32 (info, "time::modified-usec"),
      g_file_info_get_attribute_uint64 (info, "unix::inode"));
}

char *
soky_recent_key (const SokyAppearanceSpec *spec)
{
  const char *texts[] = {spec->template_name, spec->title,      spec->name,
                         spec->organisation,  spec->reason,     spec->number,
                         spec->form,          spec->image_path, spec->code};
  g_autoptr (GString) key = g_string_new (NULL);

  /* what is shown of the time is its second */
  g_string_append_printf (key, "%" G_GINT64_FORMAT " %d %.4f %.4f\n",
                          spec->time_us / G_USEC_PER_SEC, spec->ink, spec->width, spec->height);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    append_text (key, texts[i]);
  if (spec->image_path != NULL)
    append_file (key, spec->image_path);
  return g_strdup (key->str);
}

static void
free_recent (Recent *recent)
{
  g_free (recent->key);
  g_bytes_unref (recent->drawn);
  g_free (recent);
}

GBytes *
soky_recent_find (const char *key)
{
  for (GList *link = recents.head; link != NULL; link = link->next) {
    Recent *recent = link->data;
    if (!g_str_equal (recent->key, key))
      continue;
    g_queue_unlink (&recents, link);
    g_queue_push_head_link (&recents, link);
    return g_bytes_ref (recent->drawn);
  }
  return NULL;
}

void
soky_recent_keep (const char *key, GBytes *drawn)
{
  Recent *recent = g_new0 (Recent, 1);

  recent->key = g_strdup (key);
  recent->drawn = g_bytes_ref (drawn);
  g_queue_push_head (&recents, recent);
  if (g_queue_get_length (&recents) > MOST_KEPT)
    free_recent (g_queue_pop_tail (&recents));
}

static void
free_picture (RecentPicture *recent)
{
  g_free (recent->key);
  soky_picture_free (recent->picture);
  g_free (recent);
}

const SokyPicture *
soky_recent_picture (const char *path, SokyInk ink, GError **error)
{
  g_autoptr (GString) key = g_string_new (NULL);
  g_string_append_printf (key, "%d %s\n", ink, path);
  append_file (key, path);
  for (GList *link = pictures.head; link != NULL; link = link->next) {
    RecentPicture *recent = link->data;
    if (!g_str_equal (recent->key, key->str))
      continue;
    g_queue_unlink (&pictures, link);
    g_queue_push_head_link (&pictures, link);
    return recent->picture;
  }

  SokyPicture *picture = soky_picture_load (path, ink, error);
  if (picture == NULL)
    return NULL;
  RecentPicture *recent = g_new0 (RecentPicture, 1);
  recent->key = g_strdup (key->str);
  recent->picture = picture;
  g_queue_push_head (&pictures, recent);
  if (g_queue_get_length (&pictures) > MOST_PICTURES)
    free_picture (g_queue_pop_tail (&pictures));
  return picture;
}
