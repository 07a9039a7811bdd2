/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/pages/sessions-page.h"

#include <glib/gi18n.h>

#include "base/clock.h"
#include "base/text.h"
#include "client/session-accounts.h"

#include <string.h>

struct _SokySessionsPage {
  SokyOfficePage parent_instance;

  GtkEditable *search;
  GPtrArray *items; /* nullable until loaded: SokySessionItem */
};

G_DEFINE_FINAL_TYPE (SokySessionsPage, soky_sessions_page, SOKY_TYPE_OFFICE_PAGE)

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyOfficePage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (soky_session_revoke_session_finish (SOKY_SESSION (source), result, &error) ||
      !soky_office_page_fail (self, error))
    soky_office_page_reload (self);
}

static void
end_cb (GtkWidget *button, SokyOfficePage *self)
{
  const SokySessionItem *item = g_object_get_data (G_OBJECT (button), "item");

  gtk_widget_set_sensitive (button, FALSE);
  soky_session_revoke_session_async (soky_office_page_get_session (self), item->id,
                                     soky_office_page_get_life (self), ended_cb,
                                     g_object_ref (self));
}

static void
add_row (SokySessionsPage *self, AdwPreferencesGroup *group, SokySessionItem *item)
{
  g_autofree char *began = soky_clock_to_local (item->created_us);
  g_autofree char *used = soky_clock_to_local (item->used_us);
  g_autofree char *facts =
      g_strdup_printf (_ ("%s\nSigned in %s · last used %s"), item->address, began, used);
  AdwActionRow *row = soky_office_row_new (group, item->person_name, facts);

  if (item->current) {
    soky_office_row_add_chip (row, "published", _ ("This program"));
    return;
  }
  g_autofree char *name =
      g_strdup_printf (_ ("End the session of %s at %s"), item->person_name, item->address);
  GtkWidget *button = soky_office_row_add_button (row, _ ("End"), name);
  g_object_set_data (G_OBJECT (button), "item", item);
  g_signal_connect (button, "clicked", G_CALLBACK (end_cb), self);
}

static gboolean
is_wanted (const SokySessionItem *item, const char *words)
{
  g_autofree char *name = soky_text_fold (item->person_name);

  return strstr (name, words) != NULL || strstr (item->address, words) != NULL;
}

static void
show (SokySessionsPage *self)
{
  SokyOfficePage *page = SOKY_OFFICE_PAGE (self);
  g_autofree char *words = soky_text_fold (gtk_editable_get_text (self->search));
  guint count = 0;

  if (self->items == NULL)
    return;
  soky_office_page_begin (page);
  AdwPreferencesGroup *group = soky_office_page_add_group (page, NULL);
  adw_preferences_group_set_description (
      group, _ ("End a session that its person does not know, then reset the password."));
  for (guint i = 0; i < self->items->len; i++) {
    SokySessionItem *item = g_ptr_array_index (self->items, i);
    if (!is_wanted (item, words))
      continue;
    add_row (self, group, item);
    count++;
  }
  if (count == 0)
    soky_office_page_show_empty (page, "system-search-symbolic", _ ("Nothing Found"),
                                 _ ("Nobody of this name or address is signed in."));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokySessionsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items =
      soky_session_list_sessions_finish (SOKY_SESSION (source), result, &error);

  if (items == NULL) {
    soky_office_page_fail (SOKY_OFFICE_PAGE (self), error);
    return;
  }
  g_autoptr (GPtrArray) before = g_steal_pointer (&self->items);
  self->items = g_steal_pointer (&items);
  show (self);
}

static void
soky_sessions_page_load (SokyOfficePage *page)
{
  soky_session_list_sessions_async (
      soky_office_page_get_session (page), NULL, soky_office_page_get_unit_id (page),
      soky_office_page_get_life (page), loaded_cb, g_object_ref (page));
}

static void
soky_sessions_page_finalize (GObject *object)
{
  g_clear_pointer (&SOKY_SESSIONS_PAGE (object)->items, g_ptr_array_unref);
  G_OBJECT_CLASS (soky_sessions_page_parent_class)->finalize (object);
}

static void
soky_sessions_page_class_init (SokySessionsPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = soky_sessions_page_finalize;
  SOKY_OFFICE_PAGE_CLASS (klass)->load = soky_sessions_page_load;
}

static void
soky_sessions_page_init (SokySessionsPage *self)
{
  GtkWidget *search = gtk_search_entry_new ();

  g_object_set (search, "placeholder-text", _ ("Name or address"), "hexpand", TRUE, NULL);
  g_signal_connect_object (search, "search-changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  self->search = GTK_EDITABLE (search);
  soky_office_page_add_tool (SOKY_OFFICE_PAGE (self), search);
}
