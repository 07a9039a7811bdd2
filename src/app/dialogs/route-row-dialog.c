/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/route-row-dialog.h"

#include <glib/gi18n.h>

#include "book/route-template.h"

#define MOST_ORDER 20

struct _SokyRouteRowDialog {
  SokyOfficeDialog parent_instance;

  GtkSpinButton *order_spin;
  AdwComboRow *role_row;
  AdwComboRow *kind_row;
  GtkSwitch *cert_switch;
  GtkSwitch *optional_switch;
  GtkSwitch *owner_switch;
};

G_DEFINE_FINAL_TYPE (SokyRouteRowDialog, soky_route_row_dialog, SOKY_TYPE_OFFICE_DIALOG)

static void
fill (SokyRouteRowDialog *self, const SokyRouteRow *row, guint order)
{
  AdwPreferencesGroup *group = soky_office_dialog_add_group (SOKY_OFFICE_DIALOG (self), NULL);
  g_autoptr (GPtrArray) roles = g_ptr_array_new (), kinds = g_ptr_array_new ();
  SokyRole role = row ? row->role : SOKY_ROLE_PRINCIPAL;

  for (SokyRole one = SOKY_ROLE_NONE + 1; one < SOKY_N_ROLES; one++)
    g_ptr_array_add (roles, (gpointer) soky_role_get_label (one));
  for (SokyStepKind kind = 0; kind < SOKY_N_STEP_KINDS; kind++)
    g_ptr_array_add (kinds, (gpointer) soky_step_kind_get_label (kind));
  self->order_spin =
      soky_office_number_new (group, _ ("Order"), 1, MOST_ORDER, (int) (row ? row->order : order));
  self->role_row =
      soky_office_choice_new (group, _ ("Role"), roles, (guint) role - SOKY_ROLE_NONE - 1);
  self->kind_row =
      soky_office_choice_new (group, _ ("Signs"), kinds, row ? row->kind : SOKY_STEP_PERSON);
  self->cert_switch = soky_office_switch_new (group, _ ("Sign with Certificate"),
                                              _ ("Else an approval without a signature is enough"),
                                              row == NULL || row->require_cert);
  self->optional_switch = soky_office_switch_new (group, _ ("Can Be Left Out"),
                                                  _ ("Whoever submits may take the row away"),
                                                  row != NULL && row->optional);
  self->owner_switch = soky_office_switch_new (group, _ ("The Submitter"),
                                               _ ("Whoever submits the book signs in this row"),
                                               row != NULL && row->owner);
}

static void
soky_route_row_dialog_save (SokyOfficeDialog *dialog)
{
  soky_office_dialog_finish (dialog, NULL);
}

static void
soky_route_row_dialog_class_init (SokyRouteRowDialogClass *klass)
{
  SOKY_OFFICE_DIALOG_CLASS (klass)->save = soky_route_row_dialog_save;
}

static void
soky_route_row_dialog_init (SokyRouteRowDialog *self)
{
}

GtkWidget *
soky_route_row_dialog_new (GtkWindow *parent, SokySession *session, const SokyRouteRow *row,
                           guint order)
{
  SokyRouteRowDialog *self =
      g_object_new (SOKY_TYPE_ROUTE_ROW_DIALOG, "transient-for", parent, "session", session,
                    "title", _ ("Row of the Route"), "default-height", 520, NULL);

  soky_office_dialog_set_accept (SOKY_OFFICE_DIALOG (self), _ ("Take Over"));
  soky_office_dialog_set_fault (SOKY_OFFICE_DIALOG (self), TRUE, NULL);
  fill (self, row, order);
  return GTK_WIDGET (self);
}

void
soky_route_row_dialog_apply (SokyRouteRowDialog *self, SokyRouteRow *row)
{
  g_return_if_fail (SOKY_IS_ROUTE_ROW_DIALOG (self) && row != NULL);

  row->order = (guint) gtk_spin_button_get_value_as_int (self->order_spin);
  row->role = (SokyRole) (adw_combo_row_get_selected (self->role_row) + SOKY_ROLE_NONE + 1);
  SokyStepKind kind = (SokyStepKind) adw_combo_row_get_selected (self->kind_row);
  /* another kind looks as such rows do */
  if (row->kind != kind) {
    g_autoptr (GPtrArray) fresh = g_ptr_array_new_with_free_func (g_free);
    row->profile = soky_route_add_row (fresh, row->order, row->role, kind)->profile;
    row->kind = kind;
  }
  row->require_cert = gtk_switch_get_active (self->cert_switch);
  row->optional = gtk_switch_get_active (self->optional_switch);
  row->owner = gtk_switch_get_active (self->owner_switch);
}
