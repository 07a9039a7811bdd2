/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/position-dialog.h"

#include <glib/gi18n.h>

#include "app/widgets/office-words.h"

struct _SokyPositionDialog {
  SokyOfficeDialog parent_instance;

  AdwComboRow *role_row;
  AdwComboRow *unit_row;
  GtkEditable *title_row;
  GtkEditable *class_row;
  GtkEditable *subject_row;

  GPtrArray *units;
  SokyPerson *holder; /* of the one position that was chosen */
};

G_DEFINE_FINAL_TYPE (SokyPositionDialog, soky_position_dialog, SOKY_TYPE_OFFICE_DIALOG)

/* NULL where nothing was typed. */
static char *
read_text (GtkEditable *entry)
{
  char *text = soky_office_entry_dup (entry);

  if (*text == '\0')
    g_clear_pointer (&text, g_free);
  return text;
}

static SokyRole
get_role (SokyPositionDialog *self)
{
  /* the list begins with the first real role */
  return (SokyRole) (adw_combo_row_get_selected (self->role_row) + SOKY_ROLE_NONE + 1);
}

static void
update (SokyPositionDialog *self)
{
  SokyRole role = get_role (self);
  gboolean teaches = soky_role_includes (role, SOKY_ROLE_TEACHER);

  gtk_widget_set_visible (GTK_WIDGET (self->class_row), teaches);
  gtk_widget_set_visible (GTK_WIDGET (self->subject_row), teaches);
}

static void
soky_position_dialog_save (SokyOfficeDialog *dialog)
{
  SokyPositionDialog *self = SOKY_POSITION_DIALOG (dialog);
  guint index = adw_combo_row_get_selected (self->unit_row);
  const SokyUnit *unit = g_ptr_array_index (self->units, index);
  g_autofree char *title = soky_office_entry_dup (self->title_row);
  gboolean teaches = gtk_widget_get_visible (GTK_WIDGET (self->class_row));

  g_ptr_array_set_size (self->holder->positions, 0);
  SokyPosition *position =
      soky_person_add_position (self->holder, get_role (self), unit->id, title);
  position->class_name = teaches ? read_text (self->class_row) : NULL;
  position->subject = teaches ? read_text (self->subject_row) : NULL;
  soky_office_dialog_finish (dialog, NULL);
}

static void
fill (SokyPositionDialog *self, const SokyPosition *position)
{
  SokyOfficeDialog *dialog = SOKY_OFFICE_DIALOG (self);
  AdwPreferencesGroup *group = soky_office_dialog_add_group (dialog, NULL);
  g_autoptr (GPtrArray) roles = g_ptr_array_new ();
  g_autoptr (GPtrArray) labels = soky_units_make_labels (self->units);
  SokyRole role = position != NULL ? position->role : SOKY_ROLE_TEACHER;
  guint unit = position != NULL ? soky_units_find_index (self->units, position->unit_id) : 0;

  for (SokyRole one = SOKY_ROLE_NONE + 1; one < SOKY_N_ROLES; one++)
    g_ptr_array_add (roles, (gpointer) soky_role_get_label (one));
  self->role_row =
      soky_office_choice_new (group, _ ("Role"), roles, (guint) role - SOKY_ROLE_NONE - 1);
  self->unit_row = soky_office_choice_new (group, _ ("Unit"), labels, unit != G_MAXUINT ? unit : 0);
  self->title_row = soky_office_entry_new (group, _ ("Title, as printed (can stay empty)"),
                                           position ? position->title : NULL);
  self->class_row =
      soky_office_entry_new (group, _ ("Class"), position ? position->class_name : NULL);
  self->subject_row =
      soky_office_entry_new (group, _ ("Subject"), position ? position->subject : NULL);
  g_signal_connect_object (self->role_row, "notify::selected", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
}

static void
soky_position_dialog_finalize (GObject *object)
{
  SokyPositionDialog *self = SOKY_POSITION_DIALOG (object);

  g_clear_pointer (&self->units, g_ptr_array_unref);
  g_clear_pointer (&self->holder, soky_person_unref);
  G_OBJECT_CLASS (soky_position_dialog_parent_class)->finalize (object);
}

static void
soky_position_dialog_class_init (SokyPositionDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = soky_position_dialog_finalize;
  SOKY_OFFICE_DIALOG_CLASS (klass)->save = soky_position_dialog_save;
}

static void
soky_position_dialog_init (SokyPositionDialog *self)
{
  self->holder = soky_person_new ("", "", "");
}

GtkWidget *
soky_position_dialog_new (GtkWindow *parent, SokySession *session, GPtrArray *units,
                          const SokyPosition *position)
{
  g_return_val_if_fail (units->len > 0, NULL);

  SokyPositionDialog *self =
      g_object_new (SOKY_TYPE_POSITION_DIALOG, "transient-for", parent, "session", session, "title",
                    _ ("Role"), "default-height", 440, NULL);
  self->units = g_ptr_array_ref (units);
  soky_office_dialog_set_accept (SOKY_OFFICE_DIALOG (self), _ ("Take Over"));
  soky_office_dialog_set_fault (SOKY_OFFICE_DIALOG (self), TRUE, NULL);
  fill (self, position);
  return GTK_WIDGET (self);
}

const SokyPosition *
soky_position_dialog_get_position (SokyPositionDialog *self)
{
  g_return_val_if_fail (self->holder->positions->len == 1, NULL);

  return g_ptr_array_index (self->holder->positions, 0);
}
