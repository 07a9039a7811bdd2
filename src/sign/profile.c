/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign/profile.h"

#include "base/paths.h"
#include "pdf/appearance/template.h"
#include "sign/sign.h"

#include <glib/gi18n-lib.h>

#define FILE_NAME "profiles.ini"

static const char *const spots[SOKY_N_SPOTS] = {
    [SOKY_SPOT_ANCHOR] = "anchor",
    [SOKY_SPOT_OVER_SIGNATURE] = "over-signature",
    [SOKY_SPOT_END] = "end",
    [SOKY_SPOT_TOP_RIGHT] = "top-right",
};

static const char *const inks[] = {
    [SOKY_INK_KEEP] = "keep",
    [SOKY_INK_BLUE] = "blue",
    [SOKY_INK_RED] = "red",
};

/* The number of the word that @key has; FALSE when it is none of @words. */
static gboolean
read_word (GKeyFile *file, const char *group, const char *key, const char *const *words,
           guint count, guint *found)
{
  g_autofree char *word = g_key_file_get_string (file, group, key, NULL);

  for (guint i = 0; word != NULL && i < count; i++) {
    if (g_str_equal (words[i], word)) {
      *found = i;
      return TRUE;
    }
  }
  return FALSE;
}

static void
profile_free (gpointer data)
{
  SokySignProfile *self = data;

  g_free (self->name);
  g_free (self->below);
  g_free (self->free);
  g_free (self->words);
  g_free (self);
}

/* NULL when the group is not in order. */
static SokySignProfile *
read_profile (GKeyFile *file, const char *name)
{
  SokySignProfile *self = g_new0 (SokySignProfile, 1);
  guint spot = 0, ink = 0;

  self->name = g_strdup (name);
  self->below = g_key_file_get_string (file, name, "below", NULL);
  self->free = g_key_file_get_string (file, name, "free", NULL);
  self->words = g_key_file_get_string (file, name, "words", NULL);
  if (self->below != NULL && self->free != NULL && self->words != NULL &&
      read_word (file, name, "place", spots, SOKY_N_SPOTS, &spot) &&
      read_word (file, name, "ink", inks, G_N_ELEMENTS (inks), &ink)) {
    self->spot = spot;
    self->ink = ink;
    return self;
  }
  profile_free (self);
  return NULL;
}

static GHashTable *
load_all (GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = soky_paths_data_file (FILE_NAME);
  g_autoptr (GHashTable) all = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, profile_free);
  gboolean sound = g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL);
  g_auto (GStrv) groups = sound ? g_key_file_get_groups (file, NULL) : NULL;

  for (guint i = 0; groups != NULL && groups[i] != NULL; i++) {
    SokySignProfile *profile = read_profile (file, groups[i]);
    sound = sound && profile != NULL;
    if (profile != NULL)
      g_hash_table_insert (all, profile->name, profile);
  }
  if (sound)
    return g_steal_pointer (&all);
  g_set_error (
      error, SOKY_SIGN_ERROR, SOKY_SIGN_ERROR_FAILED,
      _ ("The profiles of signatures in “%s” are not in order. Install SoKy again, or mend "
         "the file."),
      path);
  return NULL;
}

static char *
list_names (GHashTable *all)
{
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (all), (GCompareFunc) g_strcmp0);
  g_autoptr (GString) list = g_string_new (NULL);

  for (GList *link = names; link != NULL; link = link->next)
    g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", (const char *) link->data);
  return g_strdup (list->str);
}

const SokySignProfile *
soky_sign_profile_get (const char *name, GError **error)
{
  static GMutex mutex;
  static GHashTable *all;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);

  if (all == NULL)
    all = load_all (error);
  if (all == NULL)
    return NULL;
  const SokySignProfile *found = g_hash_table_lookup (all, name);
  if (found != NULL)
    return found;
  g_autofree char *names = list_names (all);
  g_set_error (error, SOKY_SIGN_ERROR, SOKY_SIGN_ERROR_FAILED,
               _ ("There is no profile “%s”. Choose one of these: %s."), name, names);
  return NULL;
}

static gboolean
template_has_image (const char *name)
{
  const SokyTemplate *template = soky_template_get (name, NULL);

  for (guint i = 0; template != NULL && i < template->n_parts; i++) {
    if (template->parts[i] == SOKY_PART_IMAGE)
      return TRUE;
  }
  return FALSE;
}

gboolean
soky_sign_profile_has_image (const SokySignProfile *self)
{
  return template_has_image (self->below) || template_has_image (self->free);
}
