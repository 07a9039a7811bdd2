/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/type-dialog.h"

#include <glib/gi18n.h>

#include "app/widgets/route-group.h"
#include "book/administration.h"
#include "book/names.h"
#include "book/route-template.h"
#include "client/session-school.h"

#define MOST_DAYS 60
#define MOST_YEARS 100
#define MINUTES_OF_AN_HOUR 60
#define USUAL_MINUTE (17 * MINUTES_OF_AN_HOUR)

struct _SokyTypeDialog {
  SokyOfficeDialog parent_instance;

  GtkEditable *name_row;
  AdwComboRow *scope_row;
  AdwComboRow *frequency_row;
  GtkSwitch *deadline_switch;
  GtkSpinButton *days_spin;
  AdwComboRow *from_row;
  GtkEditable *time_row;
  GtkSwitch *late_switch;
  GtkSwitch *locked_switch;
  GtkSwitch *class_switch;
  GtkSwitch *subject_switch;
  GtkSwitch *number_switch;
  GtkSwitch *cert_switch;
  GtkSwitch *publish_switch;
  GtkSpinButton *years_spin;
  GtkCheckButton *checks[SOKY_N_ROLES]; /* who submits */
  GPtrArray *route_names;               /* GtkEditable of each route, the first one in front */

  SokyBookType *type; /* the rows change it, and its routes at once */
  char *unit_id;
  gboolean is_new;
};

G_DEFINE_FINAL_TYPE (SokyTypeDialog, soky_type_dialog, SOKY_TYPE_OFFICE_DIALOG)

static void fill (SokyTypeDialog *self);

/* It comes from above. */
static gboolean
is_inherited (SokyTypeDialog *self)
{
  return !self->is_new && g_strcmp0 (self->type->unit_id, self->unit_id) != 0;
}

/* --- what is in the rows --- */

/* "17:00" */
static gboolean
read_minute (GtkEditable *entry, int *minute)
{
  g_autofree char *text = soky_office_entry_dup (entry);
  g_auto (GStrv) parts = g_strsplit (text, ":", 2);
  guint64 hours = 0, minutes = 0;

  if (g_strv_length (parts) != 2 ||
      !g_ascii_string_to_unsigned (parts[0], 10, 0, 23, &hours, NULL) ||
      !g_ascii_string_to_unsigned (parts[1], 10, 0, MINUTES_OF_AN_HOUR - 1, &minutes, NULL))
    return FALSE;
  *minute = (int) (hours * MINUTES_OF_AN_HOUR + minutes);
  return TRUE;
}

static void
read_rules (SokyTypeDialog *self)
{
  SokyBookType *type = self->type;

  type->lock_after_deadline = gtk_switch_get_active (self->late_switch);
  type->locked = gtk_switch_get_active (self->locked_switch);
  type->asks_class = gtk_switch_get_active (self->class_switch);
  type->asks_subject = gtk_switch_get_active (self->subject_switch);
  type->asks_number = gtk_switch_get_active (self->number_switch);
  type->cert_mandatory = gtk_switch_get_active (self->cert_switch);
  type->offers_auto_publish = gtk_switch_get_active (self->publish_switch);
  int years = gtk_spin_button_get_value_as_int (self->years_spin);
  type->retention_years = years > 0 ? years : -1;
  type->submitters = 0;
  for (SokyRole role = SOKY_ROLE_NONE + 1; role < SOKY_N_ROLES; role++)
    if (gtk_check_button_get_active (self->checks[role]))
      type->submitters |= SOKY_ROLE_BIT (role);
}

static void
read_route_names (SokyTypeDialog *self)
{
  for (guint i = 0; i < self->route_names->len; i++) {
    g_autofree char *name = soky_office_entry_dup (g_ptr_array_index (self->route_names, i));
    SokyRouteTemplate *template = i > 0 ? g_ptr_array_index (self->type->more_routes, i - 1) : NULL;
    soky_names_assign (template ? &template->name : &self->type->route_name, name);
  }
}

/* Takes the rows over; FALSE with what is wrong in @fault. */
static gboolean
read_type (SokyTypeDialog *self, const char **fault)
{
  SokyBookType *type = self->type;
  g_autofree char *name = soky_office_entry_dup (self->name_row);
  SokyDeadline *due = &type->deadline;

  soky_names_assign (&type->name, name);
  type->scope = (SokyScope) adw_combo_row_get_selected (self->scope_row);
  type->frequency = (SokyFrequency) adw_combo_row_get_selected (self->frequency_row);
  due->set = gtk_switch_get_active (self->deadline_switch);
  due->days = gtk_spin_button_get_value_as_int (self->days_spin);
  due->from_end = adw_combo_row_get_selected (self->from_row) == 1;
  read_rules (self);
  read_route_names (self);
  *fault = NULL;
  if (due->set && !read_minute (self->time_row, &due->minute))
    *fault = _ ("A time is written like 17:00.");
  else if (type->submitters == 0)
    *fault = _ ("Tick at least one role that submits.");
  else if (type->route->len == 0)
    *fault = _ ("Add at least one row to the route.");
  return *fault == NULL;
}

static void
update (SokyTypeDialog *self)
{
  SokyOfficeDialog *dialog = SOKY_OFFICE_DIALOG (self);
  const char *fault = NULL;
  gboolean good = read_type (self, &fault);
  gboolean due = self->type->deadline.set;
  g_autoptr (GError) error = NULL;

  gtk_widget_set_sensitive (GTK_WIDGET (self->days_spin), due);
  gtk_widget_set_sensitive (GTK_WIDGET (self->from_row), due);
  gtk_widget_set_sensitive (GTK_WIDGET (self->time_row), due);
  /* nothing is wrong yet with what is empty */
  if (*self->type->name == '\0') {
    soky_office_dialog_set_fault (dialog, FALSE, NULL);
    return;
  }
  if (good && !soky_book_type_check (self->type, &error))
    fault = error->message;
  soky_office_dialog_set_fault (dialog, fault == NULL, fault);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyOfficeDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyBookType) type =
      soky_session_book_type_finish (SOKY_SESSION (source), result, &error);

  soky_office_dialog_finish (self, error);
}

static void
soky_type_dialog_save (SokyOfficeDialog *dialog)
{
  SokyTypeDialog *self = SOKY_TYPE_DIALOG (dialog);
  SokySession *session = soky_office_dialog_get_session (dialog);
  GCancellable *life = soky_office_dialog_get_life (dialog);

  if (self->is_new)
    soky_session_add_book_type_async (session, self->type, life, saved_cb, g_object_ref (dialog));
  else
    soky_session_change_book_type_async (session, self->type, self->unit_id, life, saved_cb,
                                         g_object_ref (dialog));
}

/* --- rows --- */

static GtkSwitch *
add_switch (SokyTypeDialog *self, AdwPreferencesGroup *group, const char *title, const char *words,
            gboolean active)
{
  GtkSwitch *toggle = soky_office_switch_new (group, title, words, active);

  g_signal_connect_object (toggle, "notify::active", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  return toggle;
}

/* What a type is: laid down where it comes from. */
static void
add_kind_group (SokyTypeDialog *self)
{
  AdwPreferencesGroup *group = soky_office_dialog_add_group (SOKY_OFFICE_DIALOG (self), NULL);
  g_autoptr (GPtrArray) scopes = g_ptr_array_new (), frequencies = g_ptr_array_new ();
  gboolean own = !is_inherited (self);

  for (SokyScope scope = 0; scope < SOKY_N_SCOPES; scope++)
    g_ptr_array_add (scopes, (gpointer) soky_scope_get_label (scope));
  for (SokyFrequency one = 0; one < SOKY_N_FREQUENCIES; one++)
    g_ptr_array_add (frequencies, (gpointer) soky_frequency_get_label (one));
  self->name_row = soky_office_entry_new (group, _ ("Name"), self->type->name);
  self->scope_row = soky_office_choice_new (group, _ ("Is About"), scopes, self->type->scope);
  self->frequency_row =
      soky_office_choice_new (group, _ ("Is Due Each"), frequencies, self->type->frequency);
  gtk_widget_set_sensitive (GTK_WIDGET (self->name_row), own);
  gtk_widget_set_sensitive (GTK_WIDGET (self->scope_row), own);
  gtk_widget_set_sensitive (GTK_WIDGET (self->frequency_row), own);
  g_signal_connect_object (self->name_row, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->scope_row, "notify::selected", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->frequency_row, "notify::selected", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
}

static void
add_deadline_group (SokyTypeDialog *self)
{
  AdwPreferencesGroup *group =
      soky_office_dialog_add_group (SOKY_OFFICE_DIALOG (self), _ ("Deadline"));
  const SokyDeadline *due = &self->type->deadline;
  int minute = due->set ? due->minute : USUAL_MINUTE;
  g_autoptr (GPtrArray) ends = g_ptr_array_new ();
  g_autofree char *time =
      g_strdup_printf ("%02d:%02d", minute / MINUTES_OF_AN_HOUR, minute % MINUTES_OF_AN_HOUR);

  g_ptr_array_add (ends, (gpointer) _ ("the first day of its period"));
  g_ptr_array_add (ends, (gpointer) _ ("the last day of its period"));
  self->deadline_switch = add_switch (self, group, _ ("Has a Deadline"), NULL, due->set);
  self->days_spin = soky_office_number_new (group, _ ("Days (before: less than zero)"), -MOST_DAYS,
                                            MOST_DAYS, due->days);
  self->from_row = soky_office_choice_new (group, _ ("Counted from"), ends, due->from_end);
  self->time_row = soky_office_entry_new (group, _ ("Time of the day"), time);
  self->late_switch = add_switch (self, group, _ ("Locked after the Deadline"),
                                  _ ("Nothing is submitted for a period that is over"),
                                  self->type->lock_after_deadline);
  g_signal_connect_object (self->days_spin, "value-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->from_row, "notify::selected", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->time_row, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

static void
add_rules_group (SokyTypeDialog *self)
{
  AdwPreferencesGroup *group =
      soky_office_dialog_add_group (SOKY_OFFICE_DIALOG (self), _ ("Rules"));
  const SokyBookType *type = self->type;

  self->locked_switch = add_switch (self, group, _ ("Locked"),
                                    _ ("Nothing new is created or submitted"), type->locked);
  self->class_switch = add_switch (self, group, _ ("Asks for the Class"), NULL, type->asks_class);
  self->subject_switch =
      add_switch (self, group, _ ("Asks for the Subject"), NULL, type->asks_subject);
  self->number_switch =
      add_switch (self, group, _ ("The Stamp Has a Number and a Date"),
                  _ ("The clerk enters both; the next number is proposed"), type->asks_number);
  self->cert_switch = add_switch (self, group, _ ("Always Signed with a Certificate"),
                                  _ ("No row of a route can do without it"), type->cert_mandatory);
  self->publish_switch = add_switch (self, group, _ ("Offers Publishing at the Last Signature"),
                                     NULL, type->offers_auto_publish);
  self->years_spin = soky_office_number_new (group, _ ("Years Kept (0: for ever)"), 0, MOST_YEARS,
                                             MAX (type->retention_years, 0));
  g_signal_connect_object (self->years_spin, "value-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_sensitive (GTK_WIDGET (self->class_switch), !is_inherited (self));
  gtk_widget_set_sensitive (GTK_WIDGET (self->subject_switch), !is_inherited (self));
}

static void
add_submitters_group (SokyTypeDialog *self)
{
  AdwPreferencesGroup *group =
      soky_office_dialog_add_group (SOKY_OFFICE_DIALOG (self), _ ("Who Submits"));

  for (SokyRole role = SOKY_ROLE_NONE + 1; role < SOKY_N_ROLES; role++) {
    AdwActionRow *row = soky_office_row_new (group, soky_role_get_label (role), NULL);
    GtkWidget *check = gtk_check_button_new ();
    gtk_check_button_set_active (GTK_CHECK_BUTTON (check),
                                 (self->type->submitters & SOKY_ROLE_BIT (role)) != 0);
    gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    soky_role_get_label (role), -1);
    adw_action_row_add_prefix (row, check);
    adw_action_row_set_activatable_widget (row, check);
    g_signal_connect_object (check, "toggled", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
    self->checks[role] = GTK_CHECK_BUTTON (check);
  }
}

/* --- routes --- */

static void
route_changed_cb (gpointer owner)
{
  update (owner);
}

static void
remove_route_cb (SokyTypeDialog *self, GtkWidget *button)
{
  const char *fault = NULL;

  read_type (self, &fault);
  g_ptr_array_remove_index (self->type->more_routes,
                            GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "index")));
  if (self->type->more_routes->len == 0)
    g_clear_pointer (&self->type->route_name, g_free);
  fill (self);
}

static void
add_route_cb (SokyTypeDialog *self)
{
  const char *fault = NULL;
  g_autofree char *name = g_strdup_printf (_ ("Route %u"), self->type->more_routes->len + 2);

  read_type (self, &fault);
  if (self->type->route_name == NULL)
    soky_names_assign (&self->type->route_name, _ ("Usual"));
  soky_book_type_add_template (self->type, name);
  fill (self);
}

/* @index: 0 for the one that is offered first */
static void
add_route (SokyTypeDialog *self, guint index)
{
  SokyOfficeDialog *dialog = SOKY_OFFICE_DIALOG (self);
  const SokyRouteTemplate *template =
      index > 0 ? g_ptr_array_index (self->type->more_routes, index - 1) : NULL;
  g_autofree char *title =
      index > 0 ? g_strdup_printf (_ ("Route %u"), index + 1) : g_strdup (_ ("Route"));
  AdwPreferencesGroup *group = soky_office_dialog_add_group (dialog, title);

  if (self->type->more_routes->len > 0) {
    GtkEditable *entry = soky_office_entry_new (group, _ ("Name, as it is offered"),
                                                template ? template->name : self->type->route_name);
    g_signal_connect_object (entry, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
    g_ptr_array_add (self->route_names, entry);
  }
  soky_route_group_fill (group, template ? template->rows : self->type->route,
                         soky_office_dialog_get_session (dialog), route_changed_cb, self);
  if (index == 0)
    return;
  group = soky_office_dialog_add_group (dialog, NULL);
  GtkWidget *button = gtk_button_new_with_label (_ ("Remove This Route"));
  g_object_set_data (G_OBJECT (button), "index", GUINT_TO_POINTER (index - 1));
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_route_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (group, button);
}

static void
add_routes (SokyTypeDialog *self)
{
  g_ptr_array_set_size (self->route_names, 0);
  for (guint i = 0; i <= self->type->more_routes->len; i++)
    add_route (self, i);
  AdwPreferencesGroup *group = soky_office_dialog_add_group (SOKY_OFFICE_DIALOG (self), NULL);
  GtkWidget *button = gtk_button_new_with_label (_ ("Add Another Route"));
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_signal_connect_object (button, "clicked", G_CALLBACK (add_route_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (group, button);
}

static void
fill (SokyTypeDialog *self)
{
  soky_office_dialog_clear (SOKY_OFFICE_DIALOG (self));
  add_kind_group (self);
  add_deadline_group (self);
  add_routes (self);
  add_submitters_group (self);
  add_rules_group (self);
  update (self);
}

/* --- the dialog --- */

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyTypeDialog) self = user_data;
  SokyOfficeDialog *dialog = SOKY_OFFICE_DIALOG (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) types =
      soky_session_load_book_types_finish (SOKY_SESSION (source), result, &error);

  if (types == NULL) {
    soky_office_dialog_finish (dialog, error);
    return;
  }
  for (guint i = 0; i < types->len; i++) {
    SokyBookType *type = g_ptr_array_index (types, i);
    if (!g_str_equal (type->id, self->type->id))
      continue;
    soky_book_type_unref (self->type);
    self->type = soky_book_type_copy (type);
    break;
  }
  soky_office_dialog_show_fresh (dialog);
  fill (self);
}

static void
soky_type_dialog_refresh (SokyOfficeDialog *dialog)
{
  soky_session_list_book_types_async (
      soky_office_dialog_get_session (dialog), SOKY_TYPE_DIALOG (dialog)->unit_id, FALSE,
      soky_office_dialog_get_life (dialog), loaded_cb, g_object_ref (dialog));
}

static void
soky_type_dialog_finalize (GObject *object)
{
  SokyTypeDialog *self = SOKY_TYPE_DIALOG (object);

  g_clear_pointer (&self->type, soky_book_type_unref);
  g_ptr_array_unref (self->route_names);
  g_free (self->unit_id);
  G_OBJECT_CLASS (soky_type_dialog_parent_class)->finalize (object);
}

static void
soky_type_dialog_class_init (SokyTypeDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = soky_type_dialog_finalize;
  SOKY_OFFICE_DIALOG_CLASS (klass)->save = soky_type_dialog_save;
  SOKY_OFFICE_DIALOG_CLASS (klass)->refresh = soky_type_dialog_refresh;
}

static void
soky_type_dialog_init (SokyTypeDialog *self)
{
  self->route_names = g_ptr_array_new ();
}

static SokyBookType *
make_type (void)
{
  SokyBookType *type = soky_book_type_new ("new", "new", "");

  type->submitters = SOKY_ROLE_BIT (SOKY_ROLE_TEACHER);
  soky_book_type_add_row (type, 1, SOKY_ROLE_PRINCIPAL, SOKY_STEP_PERSON);
  return type;
}

GtkWidget *
soky_type_dialog_new (GtkWindow *parent, SokySession *session, const char *unit_id,
                      const SokyBookType *type)
{
  SokyTypeDialog *self = g_object_new (SOKY_TYPE_TYPE_DIALOG, "transient-for", parent, "session",
                                       session, "title", type ? type->name : _ ("New Type"), NULL);

  self->unit_id = g_strdup (unit_id);
  self->is_new = type == NULL;
  self->type = type != NULL ? soky_book_type_copy (type) : make_type ();
  fill (self);
  return GTK_WIDGET (self);
}
