/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/unit-dialog.h"

#include <glib/gi18n.h>

#include "app/gtk-compat.h"
#include "app/widgets/office-words.h"
#include "book/administration.h"
#include "book/names.h"
#include "client/session-administration.h"

struct _SokyUnitDialog {
  SokyOfficeDialog parent_instance;

  GtkEditable *name_row;
  GtkEditable *label_row;
  AdwComboRow *parent_row; /* nullable: it stays where it is */
  AdwComboRow *level_row;  /* nullable: a level stays */
  GtkSwitch *closed_switch;

  GPtrArray *units;   /* SokyUnit: all */
  GPtrArray *parents; /* SokyUnit: below which it can be */
  SokyUnit *unit;     /* nullable: a new one */
};

G_DEFINE_FINAL_TYPE (SokyUnitDialog, soky_unit_dialog, SOKY_TYPE_OFFICE_DIALOG)

static const char *const levels[SOKY_N_UNIT_LEVELS] = {
    [SOKY_UNIT_PROVINCE] = N_ ("Province"),
    [SOKY_UNIT_DISTRICT] = N_ ("Between province and school"),
    [SOKY_UNIT_SCHOOL] = N_ ("School"),
    [SOKY_UNIT_GROUP] = N_ ("Group of a school"),
};

static const SokyUnit *
get_parent (SokyUnitDialog *self)
{
  guint index = self->parent_row ? adw_combo_row_get_selected (self->parent_row) : G_MAXUINT;

  return index < self->parents->len ? g_ptr_array_index (self->parents, index) : NULL;
}

/* What the rows say; the rules are asked before the server is. */
static SokyUnit *
read_unit (SokyUnitDialog *self)
{
  const SokyUnit *parent = get_parent (self);
  g_autofree char *name = soky_office_entry_dup (self->name_row);
  g_autofree char *label = soky_office_entry_dup (self->label_row);
  SokyUnitLevel level = self->level_row
                            ? (SokyUnitLevel) adw_combo_row_get_selected (self->level_row)
                            : self->unit->level;
  const char *parent_id = parent ? parent->id : self->unit ? self->unit->parent_id : NULL;
  SokyUnit *unit = soky_unit_new (self->unit ? self->unit->id : "", parent_id, level, label, name);

  unit->closed = self->closed_switch != NULL && gtk_switch_get_active (self->closed_switch);
  unit->version = self->unit ? self->unit->version : 0;
  return unit;
}

static void
update (SokyUnitDialog *self)
{
  SokyOfficeDialog *dialog = SOKY_OFFICE_DIALOG (self);
  g_autoptr (SokyUnit) unit = read_unit (self);
  const SokyAdministration rules = {
      soky_session_get_person (soky_office_dialog_get_session (dialog)), self->units, NULL};
  g_autoptr (GError) error = NULL;

  if (*unit->name == '\0' || *unit->label == '\0') {
    /* nothing is wrong yet with what is empty */
    soky_office_dialog_set_fault (dialog, FALSE, NULL);
    return;
  }
  gboolean good = self->unit ? soky_unit_check_change (&rules, self->unit, unit, &error)
                             : soky_unit_check_add (&rules, unit, &error);
  soky_office_dialog_set_fault (dialog, good, good ? NULL : error->message);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyOfficeDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyUnit) unit = soky_session_unit_finish (SOKY_SESSION (source), result, &error);

  soky_office_dialog_finish (self, error);
}

static void
soky_unit_dialog_save (SokyOfficeDialog *dialog)
{
  SokyUnitDialog *self = SOKY_UNIT_DIALOG (dialog);
  g_autoptr (SokyUnit) unit = read_unit (self);
  SokySession *session = soky_office_dialog_get_session (dialog);
  GCancellable *life = soky_office_dialog_get_life (dialog);

  if (self->unit == NULL)
    soky_session_add_unit_async (session, unit, life, saved_cb, g_object_ref (dialog));
  else
    soky_session_change_unit_async (session, unit, life, saved_cb, g_object_ref (dialog));
}

/* --- removing --- */

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyOfficeDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  soky_session_remove_unit_finish (SOKY_SESSION (source), result, &error);
  soky_office_dialog_finish (self, error);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyUnitDialog) self = user_data;
  SokyOfficeDialog *dialog = SOKY_OFFICE_DIALOG (self);

  if (soky_ask_finish (result))
    soky_session_remove_unit_async (soky_office_dialog_get_session (dialog), self->unit,
                                    soky_office_dialog_get_life (dialog), removed_cb,
                                    g_object_ref (self));
}

static void
remove_cb (SokyUnitDialog *self)
{
  g_autofree char *body = g_strdup_printf (
      _ ("“%s” goes, with its years and classes. Only a unit of which nobody and nothing is can be "
         "removed; close it otherwise."),
      self->unit->name);
  const SokyQuestion question = {
      .heading = _ ("Remove the Unit?"), .body = body, .accept = _ ("Remove"), .destructive = TRUE};

  soky_ask_async (GTK_WINDOW (self), &question, asked_cb, g_object_ref (self));
}

/* --- rows --- */

static void
add_parent_row (SokyUnitDialog *self, AdwPreferencesGroup *group)
{
  guint index = self->unit ? soky_units_find_index (self->parents, self->unit->parent_id) : 0;

  self->parent_row = NULL;
  /* one whose parent somebody else administers stays below it */
  if (index == G_MAXUINT || self->parents->len == 0)
    return;
  g_autoptr (GPtrArray) labels = soky_units_make_labels (self->parents);
  self->parent_row = soky_office_choice_new (group, _ ("Below"), labels, index);
  g_signal_connect_object (self->parent_row, "notify::selected", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
}

static void
add_level_row (SokyUnitDialog *self, AdwPreferencesGroup *group)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    g_ptr_array_add (labels, (gpointer) _ (levels[i]));
  self->level_row =
      soky_office_choice_new (group, _ ("Level of the Unit"), labels, SOKY_UNIT_GROUP);
  g_signal_connect_object (self->level_row, "notify::selected", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
}

static void
add_end_group (SokyUnitDialog *self)
{
  AdwPreferencesGroup *group = soky_office_dialog_add_group (SOKY_OFFICE_DIALOG (self), NULL);

  self->closed_switch = soky_office_switch_new (
      group, _ ("Closed"), _ ("It keeps what it has; nobody and nothing new is put into it"),
      self->unit->closed);
  g_signal_connect_object (self->closed_switch, "notify::active", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  AdwActionRow *row = soky_office_row_new (group, _ ("Remove"), _ ("For a unit made by mistake"));
  GtkWidget *button = soky_office_row_add_button (row, _ ("Remove…"), _ ("Remove the unit"));
  gtk_widget_add_css_class (button, "destructive-action");
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
}

static void
fill (SokyUnitDialog *self)
{
  SokyOfficeDialog *dialog = SOKY_OFFICE_DIALOG (self);

  soky_office_dialog_clear (dialog);
  AdwPreferencesGroup *group = soky_office_dialog_add_group (dialog, NULL);
  self->name_row = soky_office_entry_new (group, _ ("Name"), self->unit ? self->unit->name : NULL);
  self->label_row = soky_office_entry_new (group, _ ("Kind, as it is called here"),
                                           self->unit ? self->unit->label : _ ("Group"));
  add_parent_row (self, group);
  if (self->unit == NULL)
    add_level_row (self, group);
  else
    add_end_group (self);
  g_signal_connect_object (self->name_row, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->label_row, "changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyUnitDialog) self = user_data;
  SokyOfficeDialog *dialog = SOKY_OFFICE_DIALOG (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) units =
      soky_session_list_units_finish (SOKY_SESSION (source), result, &error);
  guint index = units ? soky_units_find_index (units, self->unit->id) : G_MAXUINT;

  if (units == NULL) {
    soky_office_dialog_finish (dialog, error);
    return;
  }
  /* somebody has removed it */
  if (index == G_MAXUINT) {
    soky_office_dialog_finish (dialog, NULL);
    return;
  }
  soky_unit_unref (self->unit);
  self->unit = soky_unit_ref (g_ptr_array_index (units, index));
  soky_office_dialog_show_fresh (dialog);
  fill (self);
}

static void
soky_unit_dialog_refresh (SokyOfficeDialog *dialog)
{
  soky_session_list_units_async (soky_office_dialog_get_session (dialog),
                                 soky_office_dialog_get_life (dialog), loaded_cb,
                                 g_object_ref (dialog));
}

static void
soky_unit_dialog_finalize (GObject *object)
{
  SokyUnitDialog *self = SOKY_UNIT_DIALOG (object);

  g_clear_pointer (&self->units, g_ptr_array_unref);
  g_clear_pointer (&self->parents, g_ptr_array_unref);
  g_clear_pointer (&self->unit, soky_unit_unref);
  G_OBJECT_CLASS (soky_unit_dialog_parent_class)->finalize (object);
}

static void
soky_unit_dialog_class_init (SokyUnitDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = soky_unit_dialog_finalize;
  SOKY_OFFICE_DIALOG_CLASS (klass)->save = soky_unit_dialog_save;
  SOKY_OFFICE_DIALOG_CLASS (klass)->refresh = soky_unit_dialog_refresh;
}

static void
soky_unit_dialog_init (SokyUnitDialog *self)
{
}

GtkWidget *
soky_unit_dialog_new (GtkWindow *parent, SokySession *session, GPtrArray *units, SokyUnit *unit)
{
  SokyUnitDialog *self =
      g_object_new (SOKY_TYPE_UNIT_DIALOG, "transient-for", parent, "session", session, "title",
                    unit ? _ ("Unit") : _ ("New Unit"), "default-height", 520, NULL);

  self->units = g_ptr_array_ref (units);
  self->parents = soky_units_choose_administered (units, soky_session_get_person (session));
  self->unit = unit != NULL ? soky_unit_ref (unit) : NULL;
  fill (self);
  return GTK_WIDGET (self);
}
