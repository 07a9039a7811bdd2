/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/token/module.h"

#include "base/input.h"
#include "base/paths.h"
#include "base/platform.h"
#include "crypto/token/error.h"
#include "crypto/token/image.h"
#include "crypto/token/p11-config.h"
#include "crypto/token/p11-paths.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define ENTRY_POINT "C_GetFunctionList"
#define COMMON_GROUP "folders"

/* A section of drivers.ini. */
typedef struct {
  char *vendor;
  char *hint;
  char *help;
} Vendor;

/* What one search has found. */
typedef struct {
  GPtrArray *modules;
  GHashTable *seen;   /* identities of files, so that a link and its target count once */
  const char *system; /* "Linux", "Windows": the key of drivers.ini */
} Search;

SokyModule *
soky_module_copy (const SokyModule *self)
{
  SokyModule *copy = g_new0 (SokyModule, 1);

  copy->path = g_strdup (self->path);
  copy->vendor = g_strdup (self->vendor);
  copy->hint = g_strdup (self->hint);
  copy->help = g_strdup (self->help);
  copy->own = self->own;
  copy->stamp = self->stamp;
  copy->failure = self->failure;
  return copy;
}

void
soky_module_free (SokyModule *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_free (self->vendor);
  g_free (self->hint);
  g_free (self->help);
  g_free (self);
}

static void
module_free (gpointer data)
{
  soky_module_free (data);
}

void
soky_module_places_init (SokyModulePlaces *self)
{
  g_auto (GStrv) system = g_strsplit (SOKY_P11_CONFIG_FOLDERS, G_SEARCHPATH_SEPARATOR_S, -1);
  g_autoptr (GStrvBuilder) folders = g_strv_builder_new ();
  g_autofree char *user = g_build_filename (g_get_user_config_dir (), "pkcs11", "modules", NULL);

  g_strv_builder_addv (folders, (const char **) system);
  g_strv_builder_add (folders, user);
  self->config_folders = g_strv_builder_end (folders);
  self->module_folder = g_strdup (SOKY_P11_MODULE_FOLDER);
  self->drivers_file = soky_paths_data_file ("drivers.ini");
  self->own_file = soky_module_own_file ();
}

void
soky_module_places_clear (SokyModulePlaces *self)
{
  g_clear_pointer (&self->drivers_file, g_free);
  g_clear_pointer (&self->config_folders, g_strfreev);
  g_clear_pointer (&self->module_folder, g_free);
  g_clear_pointer (&self->own_file, g_free);
}

static const char *
words_of (SokyImageVerdict verdict)
{
  switch (verdict) {
  case SOKY_IMAGE_OTHER_MACHINE:
    return _ ("it is made for another kind of processor");
  case SOKY_IMAGE_NO_LIBRARY:
  case SOKY_IMAGE_NO_SYMBOL:
    return _ ("it is no PKCS#11 module");
  default:
    return _ ("it is no library");
  }
}

gboolean
soky_module_check (const char *path, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (GError) cause = NULL;
  g_autoptr (SokyInput) input = soky_input_open (path, &cause);

  if (input == NULL) {
    soky_token_error_set (error, SOKY_TOKEN_ERROR_NOT_A_DRIVER, name, cause->message);
    return FALSE;
  }
  SokyImageVerdict verdict = soky_image_examine (soky_input_peek (input),
                                                 (gsize) soky_input_get_size (input), ENTRY_POINT);
  if (verdict != SOKY_IMAGE_GOOD) {
    soky_token_error_set (error, SOKY_TOKEN_ERROR_NOT_A_DRIVER, name, words_of (verdict));
    return FALSE;
  }
  return TRUE;
}

/* An identity of the file that all its names share; NULL when it is not there. */
static char *
identify (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info =
      g_file_query_info (file, G_FILE_ATTRIBUTE_ID_FILE, G_FILE_QUERY_INFO_NONE, NULL, NULL);
  const char *id = info ? g_file_info_get_attribute_string (info, G_FILE_ATTRIBUTE_ID_FILE) : NULL;

  return id || info == NULL ? g_strdup (id) : g_strdup (path);
}

/* Size and time of change in one number; two files that differ in both are told apart. */
static guint64
stamp_of (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info =
      g_file_query_info (file,
                         G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_TIME_MODIFIED
                                                        "," G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC,
                         G_FILE_QUERY_INFO_NONE, NULL, NULL);
  g_autoptr (GDateTime) changed = info ? g_file_info_get_modification_date_time (info) : NULL;

  if (changed == NULL)
    return 0;
  guint64 changed_us = (guint64) g_date_time_to_unix (changed) * G_USEC_PER_SEC +
                       (guint64) g_date_time_get_microsecond (changed);
  return changed_us ^ (guint64) g_file_info_get_size (info) << 40;
}

SokyModule *
soky_module_new (const char *path)
{
  SokyModule *self = g_new0 (SokyModule, 1);

  self->path = g_strdup (path);
  self->stamp = stamp_of (path);
  return self;
}

static void
add_candidate (Search *search, const char *path, const Vendor *vendor)
{
  g_autofree char *identity = identify (path);
  g_autoptr (GError) error = NULL;

  if (identity == NULL || g_hash_table_contains (search->seen, identity))
    return;
  g_hash_table_add (search->seen, g_steal_pointer (&identity));
  if (!soky_module_check (path, &error)) {
    g_debug ("%s", error->message);
    return;
  }
  SokyModule *module = soky_module_new (path);
  module->vendor = g_strdup (vendor->vendor);
  module->hint = g_strdup (vendor->hint);
  module->help = g_strdup (vendor->help);
  g_ptr_array_add (search->modules, module);
}

static const char *
system_key (void)
{
  return g_str_equal (soky_platform_module_suffix (), ".dll") ? "Windows" : "Linux";
}

/* "%ProgramFiles%\Bkav" with the environment's folder; NULL when that is not set. */
static char *
expand_folder (const char *folder)
{
  g_auto (GStrv) parts = g_strsplit (folder, "%", 3);
  if (g_strv_length (parts) < 3)
    return g_strdup (folder);
  const char *value = g_getenv (parts[1]);
  return value ? g_strconcat (parts[0], value, parts[2], NULL) : NULL;
}

static char *
complete_name (const char *name)
{
  const char *suffix = soky_platform_module_suffix ();
  return strstr (name, suffix) != NULL ? g_strdup (name) : g_strconcat (name, suffix, NULL);
}

/* Adds the files of @folder that are called @name, which may be a pattern of * and ?. */
static void
add_named (Search *search, const char *folder, const char *name, const Vendor *vendor)
{
  g_autofree char *whole = complete_name (name);
  if (strpbrk (whole, "*?") == NULL) {
    g_autofree char *path = g_build_filename (folder, whole, NULL);
    add_candidate (search, path, vendor);
    return;
  }

  g_autoptr (GPatternSpec) pattern = g_pattern_spec_new (whole);
  g_autoptr (GDir) listing = g_dir_open (folder, 0, NULL);
  const char *entry = NULL;
  while (listing != NULL && (entry = g_dir_read_name (listing)) != NULL) {
    g_autofree char *path = g_build_filename (folder, entry, NULL);
    if (g_pattern_spec_match_string (pattern, entry))
      add_candidate (search, path, vendor);
  }
}

static void
add_in_folders (Search *search, GStrv folders, GStrv names, const Vendor *vendor)
{
  for (guint i = 0; folders != NULL && folders[i] != NULL; i++) {
    g_autofree char *folder = expand_folder (folders[i]);
    for (guint j = 0; folder != NULL && names[j] != NULL; j++)
      add_named (search, folder, names[j], vendor);
  }
}

static void
add_vendor (Search *search, GKeyFile *drivers, const char *group, GStrv common_folders)
{
  g_auto (GStrv) names = g_key_file_get_string_list (drivers, group, search->system, NULL, NULL);
  if (names == NULL)
    return;
  g_autofree char *key = g_strconcat (search->system, "Folders", NULL);
  g_auto (GStrv) folders = g_key_file_get_string_list (drivers, group, key, NULL, NULL);
  g_autofree char *name = g_key_file_get_locale_string (drivers, group, "Name", NULL, NULL);
  g_autofree char *hint = g_key_file_get_locale_string (drivers, group, "Hint", NULL, NULL);
  g_autofree char *help = g_key_file_get_string (drivers, group, "Help", NULL);
  const Vendor vendor = {name, hint, help};

  add_in_folders (search, common_folders, names, &vendor);
  add_in_folders (search, folders, names, &vendor);
}

static void
add_known_drivers (Search *search, const char *drivers_file)
{
  g_autoptr (GKeyFile) drivers = g_key_file_new ();
  g_autoptr (GError) error = NULL;

  if (!g_key_file_load_from_file (drivers, drivers_file, G_KEY_FILE_NONE, &error)) {
    g_warning ("the list of token drivers %s cannot be read: %s", drivers_file, error->message);
    return;
  }
  g_auto (GStrv) common =
      g_key_file_get_string_list (drivers, COMMON_GROUP, search->system, NULL, NULL);
  g_auto (GStrv) groups = g_key_file_get_groups (drivers, NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    if (!g_str_equal (groups[i], COMMON_GROUP))
      add_vendor (search, drivers, groups[i], common);
}

/* A file that the person named is not left out for being none: they are told. */
static void
add_own (Search *search, const char *own_file)
{
  g_auto (GStrv) paths = soky_module_list_own (own_file);

  for (guint i = 0; paths[i] != NULL; i++) {
    char *identity = identify (paths[i]);
    SokyModule *module = soky_module_new (paths[i]);
    module->own = TRUE;
    g_ptr_array_add (search->modules, module);
    if (identity != NULL)
      g_hash_table_add (search->seen, identity);
  }
}

char *
soky_module_own_file (void)
{
  g_autofree char *folder = soky_paths_user_config (NULL);
  return g_build_filename (folder, "drivers.ini", NULL);
}

static void
list_vendor_folders (GStrvBuilder *folders, GKeyFile *drivers, const char *group, const char *key)
{
  g_auto (GStrv) named = g_key_file_get_string_list (drivers, group, key, NULL, NULL);

  for (guint i = 0; named != NULL && named[i] != NULL; i++) {
    g_autofree char *folder = expand_folder (named[i]);
    if (folder != NULL)
      g_strv_builder_add (folders, folder);
  }
}

GStrv
soky_module_list_folders (const SokyModulePlaces *places)
{
  g_autoptr (GStrvBuilder) folders = g_strv_builder_new ();
  g_autoptr (GKeyFile) drivers = g_key_file_new ();
  const char *system = system_key ();
  g_autofree char *key = g_strconcat (system, "Folders", NULL);

  g_strv_builder_addv (folders, (const char **) places->config_folders);
  g_strv_builder_add (folders, places->module_folder);
  if (g_key_file_load_from_file (drivers, places->drivers_file, G_KEY_FILE_NONE, NULL)) {
    g_auto (GStrv) groups = g_key_file_get_groups (drivers, NULL);
    list_vendor_folders (folders, drivers, COMMON_GROUP, system);
    for (guint i = 0; groups[i] != NULL; i++)
      list_vendor_folders (folders, drivers, groups[i], key);
  }
  g_auto (GStrv) own = places->own_file ? soky_module_list_own (places->own_file) : NULL;
  for (guint i = 0; own != NULL && own[i] != NULL; i++) {
    g_autofree char *folder = g_path_get_dirname (own[i]);
    g_strv_builder_add (folders, folder);
  }
  return g_strv_builder_end (folders);
}

/* Whether one of the devices @usb is of the maker, or the very product, that one of @ids names. */
static gboolean
is_plugged_in (GStrv ids, const char *const *usb)
{
  for (gsize i = 0; ids != NULL && ids[i] != NULL; i++)
    for (gsize j = 0; usb[j] != NULL; j++)
      if (*ids[i] != '\0' && g_str_has_prefix (usb[j], ids[i]))
        return TRUE;
  return FALSE;
}

static gboolean
is_installed (GPtrArray *modules, const char *vendor)
{
  for (guint i = 0; i < modules->len; i++)
    if (g_strcmp0 (((SokyModule *) modules->pdata[i])->vendor, vendor) == 0)
      return TRUE;
  return FALSE;
}

SokyModule *
soky_module_find_missing (const SokyModulePlaces *places, GPtrArray *modules,
                          const char *const *usb)
{
  g_autoptr (GKeyFile) drivers = g_key_file_new ();
  if (!g_key_file_load_from_file (drivers, places->drivers_file, G_KEY_FILE_NONE, NULL))
    return NULL;

  g_auto (GStrv) groups = g_key_file_get_groups (drivers, NULL);
  for (guint i = 0; groups[i] != NULL; i++) {
    g_auto (GStrv) ids = g_key_file_get_string_list (drivers, groups[i], "Usb", NULL, NULL);
    g_autofree char *name = g_key_file_get_locale_string (drivers, groups[i], "Name", NULL, NULL);
    if (!is_plugged_in (ids, usb) || is_installed (modules, name))
      continue;
    SokyModule *missing = g_new0 (SokyModule, 1);
    missing->vendor = g_steal_pointer (&name);
    missing->hint = g_key_file_get_locale_string (drivers, groups[i], "Hint", NULL, NULL);
    missing->help = g_key_file_get_string (drivers, groups[i], "Help", NULL);
    return missing;
  }
  return NULL;
}

GPtrArray *
soky_module_find (const SokyModulePlaces *places)
{
  Search search = {.modules = g_ptr_array_new_with_free_func (module_free),
                   .seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL)};
  search.system = system_key ();

  if (places->own_file != NULL)
    add_own (&search, places->own_file);
  add_known_drivers (&search, places->drivers_file);
  g_auto (GStrv) configured = soky_p11_config_list_modules (
      (const char *const *) places->config_folders, places->module_folder);
  const Vendor unknown = {0};
  for (guint i = 0; configured[i] != NULL; i++)
    add_candidate (&search, configured[i], &unknown);
  g_hash_table_unref (search.seen);
  return search.modules;
}
