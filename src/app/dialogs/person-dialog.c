/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/person-dialog.h"

#include <glib/gi18n.h>

#include "app/dialogs/position-dialog.h"
#include "app/gtk-compat.h"
#include "app/widgets/office-words.h"
#include "book/names.h"
#include "client/session-administration.h"

struct _SokyPersonDialog {
  SokyOfficeDialog parent_instance;

  GtkEditable *name_row;
  GtkEditable *login_row; /* nullable: an account keeps its name */
  AdwComboRow *unit_row;
  AdwPreferencesGroup *roles_group;
  GPtrArray *role_rows; /* in it */
  GtkEditable *email_row;
  GtkEditable *number_row;
  GtkSwitch *proof_switch;
  GtkSwitch *active_switch;

  GPtrArray *units;     /* SokyUnit: all */
  GPtrArray *choices;   /* SokyUnit: where people can be put */
  SokyAccount *account; /* nullable until loaded: as it is on the server */
  SokyPerson *person;   /* with the roles as they are in the rows */
  gboolean is_new;
};

G_DEFINE_FINAL_TYPE (SokyPersonDialog, soky_person_dialog, SOKY_TYPE_OFFICE_DIALOG)

static void show_roles (SokyPersonDialog *self);

/* --- what is in the rows --- */

static void
update (SokyPersonDialog *self)
{
  g_autofree char *name = soky_office_entry_dup (self->name_row);
  g_autofree char *login = self->login_row ? soky_office_entry_dup (self->login_row) : NULL;
  const char *fault = NULL;

  /* nothing is wrong yet with what is empty */
  if (*name == '\0') {
    soky_office_dialog_set_fault (SOKY_OFFICE_DIALOG (self), FALSE, NULL);
    return;
  }
  if (login != NULL && *login == '\0')
    fault = _ ("Choose a name for the account, such as gv.lan.");
  else if (self->person->positions->len == 0)
    fault = _ ("Give the person at least one role.");
  soky_office_dialog_set_fault (SOKY_OFFICE_DIALOG (self), fault == NULL, fault);
}

static SokyAccount *
read_account (SokyPersonDialog *self)
{
  g_autofree char *name = soky_office_entry_dup (self->name_row);
  g_autofree char *login =
      self->login_row ? soky_office_entry_dup (self->login_row) : g_strdup (self->person->login);
  const SokyUnit *unit =
      g_ptr_array_index (self->choices, adw_combo_row_get_selected (self->unit_row));
  g_autoptr (SokyPerson) person = soky_person_copy (self->person);
  SokyAccount *account = soky_account_new (person);

  soky_names_assign (&person->name, name);
  soky_names_assign (&person->login, login);
  soky_person_set_unit (person, unit->id, unit->name);
  person->active = self->active_switch == NULL || gtk_switch_get_active (self->active_switch);
  g_free (account->email);
  g_free (account->id_number);
  account->email = soky_office_entry_dup (self->email_row);
  account->id_number = soky_office_entry_dup (self->number_row);
  account->second_proof = gtk_switch_get_active (self->proof_switch);
  return account;
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyOfficeDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyAccount) account =
      soky_session_account_finish (SOKY_SESSION (source), result, &error);

  soky_office_dialog_finish (self, error);
}

static void
soky_person_dialog_save (SokyOfficeDialog *dialog)
{
  SokyPersonDialog *self = SOKY_PERSON_DIALOG (dialog);
  g_autoptr (SokyAccount) account = read_account (self);

  if (self->is_new)
    soky_session_add_account_async (soky_office_dialog_get_session (dialog), account,
                                    soky_office_dialog_get_life (dialog), saved_cb,
                                    g_object_ref (dialog));
  else
    soky_session_change_account_async (soky_office_dialog_get_session (dialog), account,
                                       soky_office_dialog_get_life (dialog), saved_cb,
                                       g_object_ref (dialog));
}

/* --- roles --- */

static void
role_taken_cb (SokyPersonDialog *self, SokyPositionDialog *dialog)
{
  const SokyPosition *chosen = soky_position_dialog_get_position (dialog);
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (dialog), "index"));
  SokyPosition *position = NULL;

  if (index < self->person->positions->len) {
    position = g_ptr_array_index (self->person->positions, index);
    position->role = chosen->role;
    soky_names_assign (&position->unit_id, chosen->unit_id);
    soky_names_assign (&position->title, chosen->title);
  } else {
    position =
        soky_person_add_position (self->person, chosen->role, chosen->unit_id, chosen->title);
  }
  soky_names_assign (&position->class_name, chosen->class_name);
  soky_names_assign (&position->subject, chosen->subject);
  show_roles (self);
  update (self);
}

/* @index: behind the last one for a new role */
static void
ask_role (SokyPersonDialog *self, guint index)
{
  const SokyPosition *position = index < self->person->positions->len
                                     ? g_ptr_array_index (self->person->positions, index)
                                     : NULL;
  GtkWidget *dialog = soky_position_dialog_new (
      GTK_WINDOW (self), soky_office_dialog_get_session (SOKY_OFFICE_DIALOG (self)), self->choices,
      position);

  g_object_set_data (G_OBJECT (dialog), "index", GUINT_TO_POINTER (index));
  g_signal_connect_object (dialog, "done", G_CALLBACK (role_taken_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static guint
get_index (GtkWidget *widget)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (widget), "index"));
}

static void
edit_role_cb (GtkWidget *row, SokyPersonDialog *self)
{
  ask_role (self, get_index (row));
}

static void
remove_role_cb (GtkWidget *button, SokyPersonDialog *self)
{
  g_ptr_array_remove_index (self->person->positions, get_index (button));
  show_roles (self);
  update (self);
}

static void
add_role_cb (SokyPersonDialog *self)
{
  ask_role (self, self->person->positions->len);
}

/* Roles of units that are not administered here are shown, and stay. */
static void
add_role (SokyPersonDialog *self, guint index)
{
  const SokyPosition *position = g_ptr_array_index (self->person->positions, index);
  g_autofree char *title = soky_position_describe (position, self->units);
  gboolean own = soky_units_find_index (self->choices, position->unit_id) != G_MAXUINT;
  AdwActionRow *row = soky_office_row_new (
      self->roles_group, title, own ? NULL : _ ("Of another administrator's unit: it stays"));

  g_object_set_data (G_OBJECT (row), "index", GUINT_TO_POINTER (index));
  g_ptr_array_add (self->role_rows, row);
  if (!own)
    return;
  g_autofree char *name = g_strdup_printf (_ ("Take the role away: %s"), title);
  GtkWidget *button = soky_office_row_add_button (row, _ ("Remove"), name);
  g_object_set_data (G_OBJECT (button), "index", GUINT_TO_POINTER (index));
  g_signal_connect (button, "clicked", G_CALLBACK (remove_role_cb), self);
  soky_office_row_lead_on (row);
  g_signal_connect (row, "activated", G_CALLBACK (edit_role_cb), self);
}

static void
show_roles (SokyPersonDialog *self)
{
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  for (guint i = 0; i < self->role_rows->len; i++)
    adw_preferences_group_remove (self->roles_group, g_ptr_array_index (self->role_rows, i));
  g_ptr_array_set_size (self->role_rows, 0);
  for (guint i = 0; i < self->person->positions->len; i++)
    add_role (self, i);
}

static void
add_roles_group (SokyPersonDialog *self)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Add…"));

  self->roles_group = soky_office_dialog_add_group (SOKY_OFFICE_DIALOG (self), _ ("Roles"));
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Add a role"), -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (add_role_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_set_header_suffix (self->roles_group, button);
  g_ptr_array_set_size (self->role_rows, 0);
  show_roles (self);
}

/* --- the account --- */

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) label = user_data;

  if (soky_ask_finish (result))
    gdk_clipboard_set_text (gtk_widget_get_clipboard (label),
                            gtk_label_get_text (GTK_LABEL (label)));
}

static void
show_password (SokyPersonDialog *self, const SokySecret *password)
{
  GtkWidget *label = gtk_label_new (soky_secret_peek (password));
  g_autofree char *body = g_strdup_printf (
      _ ("Hand it to %s, who has to choose another one at the first sign-in. It is shown only now."),
      self->account->person->name);
  const SokyQuestion question = {.heading = _ ("Password for One Time"),
                                 .body = body,
                                 .accept = _ ("Copy"),
                                 .refuse = _ ("Close"),
                                 .extra = label};

  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "title-2");
  gtk_widget_add_css_class (label, "monospace");
  soky_ask_async (GTK_WINDOW (self), &question, copied_cb, g_object_ref (label));
}

static void
reset_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyPersonDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SokySecret) password =
      soky_session_reset_password_finish (SOKY_SESSION (source), result, &error);

  if (password == NULL)
    soky_office_dialog_finish (SOKY_OFFICE_DIALOG (self), error);
  else if (!g_cancellable_is_cancelled (soky_office_dialog_get_life (SOKY_OFFICE_DIALOG (self))))
    show_password (self, password);
}

static void
reset_asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyPersonDialog) self = user_data;
  SokyOfficeDialog *dialog = SOKY_OFFICE_DIALOG (self);

  if (soky_ask_finish (result))
    soky_session_reset_password_async (soky_office_dialog_get_session (dialog), self->person->id,
                                       soky_office_dialog_get_life (dialog), reset_cb,
                                       g_object_ref (self));
}

static void
reset_password_cb (SokyPersonDialog *self)
{
  const SokyQuestion question = {
      .heading = _ ("Reset the Password?"),
      .body = _ ("The present password is worth nothing any more, and all sessions of the person "
                 "end. You see a password for one time, to be handed over."),
      .accept = _ ("Reset"),
      .destructive = TRUE};

  soky_ask_async (GTK_WINDOW (self), &question, reset_asked_cb, g_object_ref (self));
}

static const char *
describe_password (const SokyAccount *account)
{
  if (!account->has_password)
    return _ ("There is none yet: reset it, and hand the new one over");
  return account->must_change ? _ ("Was given for one time, and has not been changed yet")
                              : _ ("Known to the person alone");
}

static void
add_account_group (SokyPersonDialog *self)
{
  AdwPreferencesGroup *group =
      soky_office_dialog_add_group (SOKY_OFFICE_DIALOG (self), _ ("Account"));
  const SokyAccount *account = self->account;

  self->email_row = soky_office_entry_new (group, _ ("E-mail address in the certificate"),
                                           account ? account->email : NULL);
  self->number_row = soky_office_entry_new (group, _ ("Identity number in the certificate"),
                                            account ? account->id_number : NULL);
  self->proof_switch = soky_office_switch_new (
      group, _ ("Token at Sign-In"), _ ("The registered token is asked for after the password"),
      account != NULL && account->second_proof);
  self->active_switch = NULL;
  if (account == NULL)
    return;
  AdwActionRow *row = soky_office_row_new (group, _ ("Password"), describe_password (account));
  GtkWidget *button = soky_office_row_add_button (row, _ ("Reset…"), _ ("Reset the password"));
  g_signal_connect_object (button, "clicked", G_CALLBACK (reset_password_cb), self,
                           G_CONNECT_SWAPPED);
  self->active_switch = soky_office_switch_new (
      group, _ ("Works Here"),
      _ ("Whoever has left signs in no more and is asked for nothing; what was signed stays"),
      account->person->active);
}

/* --- all of it --- */

static void
fill (SokyPersonDialog *self)
{
  SokyOfficeDialog *dialog = SOKY_OFFICE_DIALOG (self);

  soky_office_dialog_clear (dialog);
  AdwPreferencesGroup *group = soky_office_dialog_add_group (dialog, NULL);
  g_autoptr (GPtrArray) labels = soky_units_make_labels (self->choices);
  guint unit = soky_units_find_index (self->choices, self->person->unit_id);

  self->name_row = soky_office_entry_new (group, _ ("Full name"), self->person->name);
  if (self->is_new)
    self->login_row = soky_office_entry_new (group, _ ("Name of the account"), NULL);
  else
    soky_office_row_new (group, _ ("Name of the Account"), self->person->login);
  self->unit_row =
      soky_office_choice_new (group, _ ("Belongs to"), labels, unit != G_MAXUINT ? unit : 0);
  add_roles_group (self);
  add_account_group (self);
  g_signal_connect_object (self->name_row, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  if (self->login_row != NULL)
    g_signal_connect_object (self->login_row, "changed", G_CALLBACK (update), self,
                             G_CONNECT_SWAPPED);
  update (self);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyPersonDialog) self = user_data;
  SokyOfficeDialog *dialog = SOKY_OFFICE_DIALOG (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyAccount) account =
      soky_session_account_finish (SOKY_SESSION (source), result, &error);

  if (account == NULL || g_cancellable_is_cancelled (soky_office_dialog_get_life (dialog))) {
    if (error != NULL)
      soky_office_dialog_finish (dialog, error);
    return;
  }
  g_clear_pointer (&self->account, soky_account_free);
  g_clear_pointer (&self->person, soky_person_unref);
  self->account = g_steal_pointer (&account);
  self->person = soky_person_copy (self->account->person);
  soky_office_dialog_show_fresh (dialog);
  fill (self);
}

static void
soky_person_dialog_refresh (SokyOfficeDialog *dialog)
{
  SokyPersonDialog *self = SOKY_PERSON_DIALOG (dialog);

  soky_session_get_account_async (soky_office_dialog_get_session (dialog), self->person->id,
                                  soky_office_dialog_get_life (dialog), loaded_cb,
                                  g_object_ref (self));
}

static void
soky_person_dialog_finalize (GObject *object)
{
  SokyPersonDialog *self = SOKY_PERSON_DIALOG (object);

  g_clear_pointer (&self->units, g_ptr_array_unref);
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  g_clear_pointer (&self->role_rows, g_ptr_array_unref);
  g_clear_pointer (&self->account, soky_account_free);
  g_clear_pointer (&self->person, soky_person_unref);
  G_OBJECT_CLASS (soky_person_dialog_parent_class)->finalize (object);
}

static void
soky_person_dialog_class_init (SokyPersonDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = soky_person_dialog_finalize;
  SOKY_OFFICE_DIALOG_CLASS (klass)->save = soky_person_dialog_save;
  SOKY_OFFICE_DIALOG_CLASS (klass)->refresh = soky_person_dialog_refresh;
}

static void
soky_person_dialog_init (SokyPersonDialog *self)
{
  self->role_rows = g_ptr_array_new ();
}

GtkWidget *
soky_person_dialog_new (GtkWindow *parent, SokySession *session, GPtrArray *units,
                        const char *person_id)
{
  SokyPersonDialog *self =
      g_object_new (SOKY_TYPE_PERSON_DIALOG, "transient-for", parent, "session", session, "title",
                    person_id ? _ ("Person and Roles") : _ ("New Person"), NULL);

  self->is_new = person_id == NULL;
  self->units = g_ptr_array_ref (units);
  self->choices = soky_units_choose_administered (units, soky_session_get_person (session));
  self->person = soky_person_new (person_id ? person_id : "", "", "");
  if (self->is_new)
    fill (self);
  else
    soky_person_dialog_refresh (SOKY_OFFICE_DIALOG (self));
  return GTK_WIDGET (self);
}
