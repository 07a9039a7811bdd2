/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/pages/members-page.h"

#include <glib/gi18n.h>

#include "app/dialogs/person-dialog.h"
#include "app/widgets/office-words.h"
#include "client/session-administration.h"

struct _SokyMembersPage {
  SokyOfficePage parent_instance;

  GtkEditable *search;
  GtkWidget *add_button;
  AdwPreferencesGroup *group; /* nullable until loaded */
  GtkWidget *more_row;        /* nullable: all are shown */

  GPtrArray *units;     /* nullable until loaded: SokyUnit */
  GCancellable *asking; /* of the present search */
  gboolean further;     /* what is asked for is added to what is shown */
};

G_DEFINE_FINAL_TYPE (SokyMembersPage, soky_members_page, SOKY_TYPE_OFFICE_PAGE)

static void ask (SokyMembersPage *self, const char *cursor);

static void
open_dialog (SokyMembersPage *self, const char *person_id)
{
  SokyOfficePage *page = SOKY_OFFICE_PAGE (self);
  GtkWidget *dialog =
      soky_person_dialog_new (soky_office_page_get_window (page),
                              soky_office_page_get_session (page), self->units, person_id);

  /* closed in whatever way: a new password changes the person as well */
  g_signal_connect_object (dialog, "unmap", G_CALLBACK (soky_office_page_reload), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
add_cb (SokyMembersPage *self)
{
  open_dialog (self, NULL);
}

static void
open_cb (GtkWidget *row, SokyMembersPage *self)
{
  open_dialog (self, g_object_get_data (G_OBJECT (row), "person"));
}

static void
more_cb (GtkWidget *row, SokyMembersPage *self)
{
  gtk_widget_set_sensitive (row, FALSE);
  ask (self, g_object_get_data (G_OBJECT (row), "cursor"));
}

static void
add_row (SokyMembersPage *self, const SokyPerson *person)
{
  g_autofree char *roles = soky_person_describe_roles (person);
  g_autofree char *facts =
      *roles != '\0' ? g_strdup_printf ("%s · %s", person->login, roles) : g_strdup (person->login);
  AdwActionRow *row = soky_office_row_new (self->group, person->name, facts);

  if (!person->active)
    soky_office_row_add_chip (row, "draft", _ ("Has left"));
  soky_office_row_lead_on (row);
  g_object_set_data_full (G_OBJECT (row), "person", g_strdup (person->id), g_free);
  g_signal_connect (row, "activated", G_CALLBACK (open_cb), self);
}

static void
add_more_row (SokyMembersPage *self, const char *cursor)
{
  AdwActionRow *row = soky_office_row_new (self->group, _ ("Show More"), NULL);

  soky_office_row_lead_on (row);
  g_object_set_data_full (G_OBJECT (row), "cursor", g_strdup (cursor), g_free);
  g_signal_connect (row, "activated", G_CALLBACK (more_cb), self);
  self->more_row = GTK_WIDGET (row);
}

static void
show (SokyMembersPage *self, const SokyPeoplePage *found)
{
  SokyOfficePage *page = SOKY_OFFICE_PAGE (self);

  if (self->further) {
    adw_preferences_group_remove (self->group, self->more_row);
  } else {
    soky_office_page_begin (page);
    self->group = soky_office_page_add_group (page, NULL);
  }
  self->more_row = NULL;
  for (guint i = 0; i < found->people->len; i++)
    add_row (self, g_ptr_array_index (found->people, i));
  if (found->next_cursor != NULL)
    add_more_row (self, found->next_cursor);
  if (found->people->len == 0 && !self->further)
    soky_office_page_show_empty (page, "system-search-symbolic", _ ("Nothing Found"),
                                 _ ("There is nobody of this name in your unit."));
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyMembersPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyPeoplePage) found =
      soky_session_find_people_finish (SOKY_SESSION (source), result, &error);

  if (found != NULL)
    show (self, found);
  else if (!soky_office_page_fail (SOKY_OFFICE_PAGE (self), error) && self->more_row != NULL)
    gtk_widget_set_sensitive (self->more_row, TRUE);
}

/* @cursor: (nullable): from the beginning */
static void
ask (SokyMembersPage *self, const char *cursor)
{
  SokyOfficePage *page = SOKY_OFFICE_PAGE (self);
  const char *words = gtk_editable_get_text (self->search);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  self->further = cursor != NULL;
  soky_session_list_members_async (
      soky_office_page_get_session (page), soky_office_page_get_unit_id (page),
      *words != '\0' ? words : NULL, cursor, self->asking, found_cb, g_object_ref (self));
}

static void
search_cb (SokyMembersPage *self)
{
  if (self->units != NULL)
    ask (self, NULL);
}

static void
units_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyMembersPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) units =
      soky_session_list_units_finish (SOKY_SESSION (source), result, &error);

  if (units == NULL) {
    soky_office_page_fail (SOKY_OFFICE_PAGE (self), error);
    return;
  }
  g_clear_pointer (&self->units, g_ptr_array_unref);
  self->units = g_steal_pointer (&units);
  gtk_widget_set_sensitive (self->add_button, TRUE);
  ask (self, NULL);
}

static void
soky_members_page_load (SokyOfficePage *page)
{
  soky_session_list_units_async (soky_office_page_get_session (page),
                                 soky_office_page_get_life (page), units_cb, g_object_ref (page));
}

static void
soky_members_page_dispose (GObject *object)
{
  SokyMembersPage *self = SOKY_MEMBERS_PAGE (object);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  G_OBJECT_CLASS (soky_members_page_parent_class)->dispose (object);
}

static void
soky_members_page_finalize (GObject *object)
{
  g_clear_pointer (&SOKY_MEMBERS_PAGE (object)->units, g_ptr_array_unref);
  G_OBJECT_CLASS (soky_members_page_parent_class)->finalize (object);
}

static void
soky_members_page_class_init (SokyMembersPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = soky_members_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = soky_members_page_finalize;
  SOKY_OFFICE_PAGE_CLASS (klass)->load = soky_members_page_load;
}

static void
soky_members_page_init (SokyMembersPage *self)
{
  SokyOfficePage *page = SOKY_OFFICE_PAGE (self);
  GtkWidget *search = gtk_search_entry_new ();

  g_object_set (search, "placeholder-text", _ ("Name of a person"), "hexpand", TRUE, NULL);
  g_signal_connect_object (search, "search-changed", G_CALLBACK (search_cb), self,
                           G_CONNECT_SWAPPED);
  self->search = GTK_EDITABLE (search);
  soky_office_page_add_tool (page, search);
  self->add_button = gtk_button_new_with_label (_ ("Add…"));
  gtk_widget_add_css_class (self->add_button, "suggested-action");
  gtk_widget_set_sensitive (self->add_button, FALSE);
  g_signal_connect_object (self->add_button, "clicked", G_CALLBACK (add_cb), self,
                           G_CONNECT_SWAPPED);
  soky_office_page_add_tool (page, self->add_button);
}
