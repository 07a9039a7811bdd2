/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/settings.h"

#include "base/platform.h"

#include <adwaita.h>

/* GSettings ends the program when a schema is missing, so it is looked up first: among those of the
 * session, then beside the program, as in a prefix of its own. */
static GSettingsSchema *
find_schema (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  GSettingsSchema *schema =
      source != NULL ? g_settings_schema_source_lookup (source, SOKY_APP_ID, TRUE) : NULL;
  if (schema != NULL)
    return schema;

  g_autofree char *program = soky_platform_program_folder ();
  if (program == NULL)
    return NULL;
  g_autofree char *folder = g_build_filename (program, "..", "share", "glib-2.0", "schemas", NULL);
  g_autoptr (GSettingsSchemaSource) own =
      g_settings_schema_source_new_from_directory (folder, source, FALSE, NULL);
  return own != NULL ? g_settings_schema_source_lookup (own, SOKY_APP_ID, FALSE) : NULL;
}

GSettings *
soky_settings_new (void)
{
  g_autoptr (GSettingsSchema) schema = find_schema ();
  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

void
soky_settings_follow_window (GSettings *settings, GtkWindow *window)
{
  if (settings == NULL)
    return;
  g_settings_bind (settings, "window-width", window, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "window-height", window, "default-height", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "window-maximized", window, "maximized", G_SETTINGS_BIND_DEFAULT);
}

static void
look_changed_cb (GSettings *settings)
{
  g_autofree char *look = g_settings_get_string (settings, "look");

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      g_str_equal (look, "light")  ? ADW_COLOR_SCHEME_FORCE_LIGHT
                                      : g_str_equal (look, "dark") ? ADW_COLOR_SCHEME_FORCE_DARK
                                                                   : ADW_COLOR_SCHEME_DEFAULT);
}

void
soky_settings_follow_look (GSettings *settings)
{
  if (settings == NULL)
    return;
  g_signal_connect (settings, "changed::look", G_CALLBACK (look_changed_cb), NULL);
  look_changed_cb (settings);
}
