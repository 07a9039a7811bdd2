/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/recent-files.h"

#include <glib/gi18n.h>

#define GROUP "SoKy"
#define MOST 8

void
soky_recent_files_note (GFile *file)
{
  g_return_if_fail (G_IS_FILE (file));

  char *groups[] = {(char *) GROUP, NULL};
  g_autofree char *uri = g_file_get_uri (file);
  GtkRecentData data = {.mime_type = (char *) "application/pdf",
                        .app_name = (char *) g_get_application_name (),
                        .app_exec = (char *) "soky %f",
                        .groups = groups};

  gtk_recent_manager_add_full (gtk_recent_manager_get_default (), uri, &data);
}

static int
compare_newest (gconstpointer a, gconstpointer b)
{
  return g_date_time_compare (gtk_recent_info_get_modified ((GtkRecentInfo *) b),
                              gtk_recent_info_get_modified ((GtkRecentInfo *) a));
}

static void
append (GMenu *menu, GtkRecentInfo *info)
{
  g_autofree char *name = gtk_recent_info_get_short_name (info);
  /* an underscore of the name is none of a key */
  g_auto (GStrv) parts = g_strsplit (name, "_", -1);
  g_autofree char *label = g_strjoinv ("__", parts);
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "app.open-uri", "s", gtk_recent_info_get_uri (info));
  g_menu_append_item (menu, item);
}

static void
fill (GMenu *menu)
{
  GList *infos = gtk_recent_manager_get_items (gtk_recent_manager_get_default ());
  int count = 0;

  infos = g_list_sort (infos, compare_newest);
  g_menu_remove_all (menu);
  for (GList *item = infos; item != NULL && count < MOST; item = item->next)
    if (gtk_recent_info_has_group (item->data, GROUP) && gtk_recent_info_exists (item->data)) {
      append (menu, item->data);
      count++;
    }
  g_list_free_full (infos, (GDestroyNotify) gtk_recent_info_unref);
}

GMenuModel *
soky_recent_files_get_menu (void)
{
  static GMenu *menu;

  if (menu == NULL) {
    menu = g_menu_new ();
    g_signal_connect_swapped (gtk_recent_manager_get_default (), "changed", G_CALLBACK (fill),
                              menu);
    fill (menu);
  }
  return G_MENU_MODEL (menu);
}

void
soky_recent_files_add_to_menu (GMenu *menu)
{
  g_return_if_fail (G_IS_MENU (menu));

  g_autoptr (GMenu) section = g_menu_new ();

  g_menu_append_submenu (section, _ ("_Recent Files"), soky_recent_files_get_menu ());
  g_menu_insert_section (menu, 1, NULL, G_MENU_MODEL (section));
}
