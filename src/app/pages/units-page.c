/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/pages/units-page.h"

#include <glib/gi18n.h>

#include "app/dialogs/unit-dialog.h"
#include "book/administration.h"
#include "client/session-administration.h"

#define INDENT 24 /* pixels of a level */

struct _SokyUnitsPage {
  SokyOfficePage parent_instance;

  GtkWidget *add_button;
  GPtrArray *units; /* nullable until loaded: SokyUnit, parents before children */
};

G_DEFINE_FINAL_TYPE (SokyUnitsPage, soky_units_page, SOKY_TYPE_OFFICE_PAGE)

static void
open_dialog (SokyUnitsPage *self, SokyUnit *unit)
{
  SokyOfficePage *page = SOKY_OFFICE_PAGE (self);
  GtkWidget *dialog = soky_unit_dialog_new (soky_office_page_get_window (page),
                                            soky_office_page_get_session (page), self->units, unit);

  g_signal_connect_object (dialog, "done", G_CALLBACK (soky_office_page_reload), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
add_cb (SokyUnitsPage *self)
{
  open_dialog (self, NULL);
}

static void
open_cb (GtkWidget *row, SokyUnitsPage *self)
{
  open_dialog (self, g_object_get_data (G_OBJECT (row), "unit"));
}

static void
add_unit (SokyUnitsPage *self, AdwPreferencesGroup *group, SokyUnit *unit, int depth)
{
  const SokyPerson *person =
      soky_workspace_get_person (soky_office_page_get_workspace (SOKY_OFFICE_PAGE (self)));
  AdwActionRow *row = soky_office_row_new (group, unit->name, unit->label);
  GtkWidget *space = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_size_request (space, depth * INDENT, -1);
  adw_action_row_add_prefix (row, space);
  if (unit->closed)
    soky_office_row_add_chip (row, "draft", _ ("Closed"));
  if (!soky_person_may_administer (person, self->units, unit->id))
    return;
  soky_office_row_lead_on (row);
  g_object_set_data (G_OBJECT (row), "unit", unit);
  g_signal_connect (row, "activated", G_CALLBACK (open_cb), self);
}

/* The units below one, each followed by its own. @parent_id: (nullable): the roots, also those
 * whose parent is not known here */
static void
add_below (SokyUnitsPage *self, AdwPreferencesGroup *group, const char *parent_id, int depth)
{
  for (guint i = 0; i < self->units->len; i++) {
    SokyUnit *unit = g_ptr_array_index (self->units, i);
    const char *parent = unit->parent_id;
    if (parent != NULL && soky_units_find (self->units, parent) == NULL)
      parent = NULL;
    if (g_strcmp0 (parent, parent_id) != 0)
      continue;
    add_unit (self, group, unit, depth);
    add_below (self, group, unit->id, depth + 1);
  }
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyUnitsPage) self = user_data;
  SokyOfficePage *page = SOKY_OFFICE_PAGE (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) units =
      soky_session_list_units_finish (SOKY_SESSION (source), result, &error);

  if (units == NULL) {
    soky_office_page_fail (page, error);
    return;
  }
  soky_office_page_begin (page);
  g_clear_pointer (&self->units, g_ptr_array_unref);
  self->units = g_steal_pointer (&units);
  add_below (self, soky_office_page_add_group (page, NULL), NULL, 0);
  gtk_widget_set_sensitive (self->add_button, TRUE);
}

static void
soky_units_page_load (SokyOfficePage *page)
{
  soky_session_list_units_async (soky_office_page_get_session (page),
                                 soky_office_page_get_life (page), loaded_cb, g_object_ref (page));
}

static void
soky_units_page_finalize (GObject *object)
{
  g_clear_pointer (&SOKY_UNITS_PAGE (object)->units, g_ptr_array_unref);
  G_OBJECT_CLASS (soky_units_page_parent_class)->finalize (object);
}

static void
soky_units_page_class_init (SokyUnitsPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = soky_units_page_finalize;
  SOKY_OFFICE_PAGE_CLASS (klass)->load = soky_units_page_load;
}

static void
soky_units_page_init (SokyUnitsPage *self)
{
  self->add_button = gtk_button_new_with_label (_ ("Add…"));
  g_object_set (self->add_button, "hexpand", TRUE, "halign", GTK_ALIGN_END, "sensitive", FALSE,
                NULL);
  gtk_widget_add_css_class (self->add_button, "suggested-action");
  g_signal_connect_object (self->add_button, "clicked", G_CALLBACK (add_cb), self,
                           G_CONNECT_SWAPPED);
  soky_office_page_add_tool (SOKY_OFFICE_PAGE (self), self->add_button);
}
