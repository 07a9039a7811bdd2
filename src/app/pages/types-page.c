/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/pages/types-page.h"

#include <glib/gi18n.h>

#include "app/dialogs/type-dialog.h"
#include "client/session-school.h"

#define MINUTES_OF_AN_HOUR 60

struct _SokyTypesPage {
  SokyOfficePage parent_instance;

  GPtrArray *types; /* nullable until loaded: SokyBookType, as the unit has them */
  GPtrArray *below; /* likewise: those that it and the units below have defined */
};

G_DEFINE_FINAL_TYPE (SokyTypesPage, soky_types_page, SOKY_TYPE_OFFICE_PAGE)

static void
open_dialog (SokyTypesPage *self, const SokyBookType *type)
{
  SokyOfficePage *page = SOKY_OFFICE_PAGE (self);
  GtkWidget *dialog =
      soky_type_dialog_new (soky_office_page_get_window (page), soky_office_page_get_session (page),
                            soky_office_page_get_unit_id (page), type);

  g_signal_connect_object (dialog, "done", G_CALLBACK (soky_office_page_reload), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
add_cb (SokyTypesPage *self)
{
  open_dialog (self, NULL);
}

static void
open_cb (GtkWidget *row, SokyTypesPage *self)
{
  open_dialog (self, g_object_get_data (G_OBJECT (row), "type"));
}

static void
approved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyOfficePage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyBookType) type =
      soky_session_book_type_finish (SOKY_SESSION (source), result, &error);

  if (type != NULL || !soky_office_page_fail (self, error))
    soky_office_page_reload (self);
}

static void
approve_cb (GtkWidget *button, SokyOfficePage *self)
{
  const SokyBookType *type = g_object_get_data (G_OBJECT (button), "type");

  gtk_widget_set_sensitive (button, FALSE);
  soky_session_approve_book_type_async (soky_office_page_get_session (self), type->id,
                                        soky_office_page_get_life (self), approved_cb,
                                        g_object_ref (self));
}

/* "due 2 days before its end" */
static char *
describe_days (const SokyDeadline *due)
{
  int count = ABS (due->days);

  if (count == 0)
    return g_strdup (due->from_end ? _ ("due on its last day") : _ ("due on its first day"));
  if (due->days < 0 && due->from_end)
    return g_strdup_printf (
        ngettext ("due %d day before its end", "due %d days before its end", count), count);
  if (due->days < 0)
    return g_strdup_printf (
        ngettext ("due %d day before its beginning", "due %d days before its beginning", count),
        count);
  if (due->from_end)
    return g_strdup_printf (
        ngettext ("due %d day after its end", "due %d days after its end", count), count);
  return g_strdup_printf (
      ngettext ("due %d day after its beginning", "due %d days after its beginning", count), count);
}

/* "Every week · Teacher · due 2 days before its end, 17:00" */
static char *
describe (const SokyBookType *type)
{
  g_autoptr (GString) text = g_string_new (soky_frequency_get_label (type->frequency));
  const SokyDeadline *due = &type->deadline;

  g_string_append_printf (text, " · %s", soky_scope_get_label (type->scope));
  if (due->set) {
    g_autofree char *days = describe_days (due);
    g_string_append_printf (text, " · %s, %02d:%02d", days, due->minute / MINUTES_OF_AN_HOUR,
                            due->minute % MINUTES_OF_AN_HOUR);
  }
  if (type->cert_mandatory)
    g_string_append_printf (text, " · %s", _ ("always signed with a certificate"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static AdwActionRow *
add_row (AdwPreferencesGroup *group, SokyBookType *type)
{
  g_autofree char *facts = describe (type);
  AdwActionRow *row = soky_office_row_new (group, type->name, facts);

  if (type->locked)
    soky_office_row_add_chip (row, "returned", _ ("Locked"));
  return row;
}

static void
add_type (SokyTypesPage *self, AdwPreferencesGroup *group, SokyBookType *type)
{
  AdwActionRow *row = add_row (group, type);

  if (!type->approved)
    soky_office_row_add_chip (row, "in-review", _ ("Waits for approval"));
  soky_office_row_lead_on (row);
  g_object_set_data (G_OBJECT (row), "type", type);
  g_signal_connect (row, "activated", G_CALLBACK (open_cb), self);
}

static gboolean
is_own (SokyTypesPage *self, const SokyBookType *type)
{
  return g_strcmp0 (type->unit_id, soky_office_page_get_unit_id (SOKY_OFFICE_PAGE (self))) == 0;
}

static void
add_waiting (SokyTypesPage *self)
{
  AdwPreferencesGroup *group = NULL;

  for (guint i = 0; i < self->below->len; i++) {
    SokyBookType *type = g_ptr_array_index (self->below, i);
    if (type->approved || is_own (self, type))
      continue;
    if (group == NULL)
      group = soky_office_page_add_group (SOKY_OFFICE_PAGE (self), _ ("To Approve"));
    AdwActionRow *row = add_row (group, type);
    g_autofree char *name = g_strdup_printf (_ ("Approve: %s"), type->name);
    GtkWidget *button = soky_office_row_add_button (row, _ ("Approve"), name);
    g_object_set_data (G_OBJECT (button), "type", type);
    g_signal_connect (button, "clicked", G_CALLBACK (approve_cb), self);
  }
}

static void
show (SokyTypesPage *self)
{
  SokyOfficePage *page = SOKY_OFFICE_PAGE (self);
  AdwPreferencesGroup *own = NULL, *inherited = NULL;

  soky_office_page_begin (page);
  add_waiting (self);
  for (guint i = 0; i < self->below->len; i++) {
    SokyBookType *type = g_ptr_array_index (self->below, i);
    if (!is_own (self, type))
      continue;
    if (own == NULL)
      own = soky_office_page_add_group (page, _ ("Own Types"));
    add_type (self, own, type);
  }
  for (guint i = 0; i < self->types->len; i++) {
    SokyBookType *type = g_ptr_array_index (self->types, i);
    if (is_own (self, type))
      continue;
    if (inherited == NULL) {
      inherited = soky_office_page_add_group (page, _ ("From Above"));
      adw_preferences_group_set_description (
          inherited,
          _ ("Deadlines, routes and locks can be your own; the rest is laid down above."));
    }
    add_type (self, inherited, type);
  }
}

static void
below_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyTypesPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) below =
      soky_session_load_book_types_finish (SOKY_SESSION (source), result, &error);

  if (below == NULL) {
    soky_office_page_fail (SOKY_OFFICE_PAGE (self), error);
    return;
  }
  g_autoptr (GPtrArray) before = g_steal_pointer (&self->below);
  self->below = g_steal_pointer (&below);
  show (self);
}

static void
types_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyTypesPage) self = user_data;
  SokyOfficePage *page = SOKY_OFFICE_PAGE (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) types =
      soky_session_load_book_types_finish (SOKY_SESSION (source), result, &error);

  if (types == NULL) {
    soky_office_page_fail (page, error);
    return;
  }
  /* the rows on the screen still know the ones before */
  g_object_set_data_full (G_OBJECT (self), "before", g_steal_pointer (&self->types),
                          (GDestroyNotify) g_ptr_array_unref);
  self->types = g_steal_pointer (&types);
  soky_session_list_book_types_async (SOKY_SESSION (source), soky_office_page_get_unit_id (page),
                                      TRUE, soky_office_page_get_life (page), below_cb,
                                      g_object_ref (self));
}

static void
soky_types_page_load (SokyOfficePage *page)
{
  soky_session_list_book_types_async (
      soky_office_page_get_session (page), soky_office_page_get_unit_id (page), FALSE,
      soky_office_page_get_life (page), types_cb, g_object_ref (page));
}

static void
soky_types_page_finalize (GObject *object)
{
  SokyTypesPage *self = SOKY_TYPES_PAGE (object);

  g_clear_pointer (&self->types, g_ptr_array_unref);
  g_clear_pointer (&self->below, g_ptr_array_unref);
  G_OBJECT_CLASS (soky_types_page_parent_class)->finalize (object);
}

static void
soky_types_page_class_init (SokyTypesPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = soky_types_page_finalize;
  SOKY_OFFICE_PAGE_CLASS (klass)->load = soky_types_page_load;
}

static void
soky_types_page_init (SokyTypesPage *self)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Add…"));

  g_object_set (button, "hexpand", TRUE, "halign", GTK_ALIGN_END, NULL);
  gtk_widget_add_css_class (button, "suggested-action");
  g_signal_connect_object (button, "clicked", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  soky_office_page_add_tool (SOKY_OFFICE_PAGE (self), button);
}
