/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/delegation-dialog.h"

#include "app/dialogs/people-popover.h"
#include "app/widgets/status-line.h"
#include "base/clock.h"
#include "book/book-type.h"
#include "book/delegation-rules.h"
#include "book/names.h"
#include "client/session-review.h"

#include <glib/gi18n.h>

struct _SokyDelegationDialog {
  AdwWindow parent_instance;

  GtkWidget *make_button;
  GtkWidget *fields;
  AdwComboRow *kind_row;
  AdwComboRow *giver_row;
  AdwEntryRow *body_row;
  AdwEntryRow *own_row;
  AdwEntryRow *head_row;
  AdwActionRow *receiver_row;
  AdwActionRow *print_row;
  SokyPeoplePopover *people_popover;
  AdwEntryRow *first_row;
  AdwEntryRow *last_row;
  AdwEntryRow *note_row;
  AdwExpanderRow *types_row;
  SokyStatusLine *status;

  SokyWorkspace *workspace;
  GPtrArray *records;   /* SokyDelegationRecord, those of the school */
  GPtrArray *givers;    /* SokyPerson who hold an office, in the order of giver_row */
  GArray *offices;      /* SokyRole of each of them */
  GPtrArray *checks;    /* GtkCheckButton of each type */
  SokyPerson *receiver; /* nullable */
  GCancellable *life;
};

enum { MADE, N_SIGNALS };
static guint signals[N_SIGNALS];

/* What may be made, most usual first. */
static const SokyDelegation kinds[] = {SOKY_DELEGATION_DEPUTY, SOKY_DELEGATION_WARRANT,
                                       SOKY_DELEGATION_ORDER, SOKY_DELEGATION_ACTING,
                                       SOKY_DELEGATION_COLLECTIVE};

G_DEFINE_FINAL_TYPE (SokyDelegationDialog, soky_delegation_dialog, ADW_TYPE_WINDOW)

static SokyDelegation
get_kind (SokyDelegationDialog *self)
{
  guint index = adw_combo_row_get_selected (self->kind_row);
  return index < G_N_ELEMENTS (kinds) ? kinds[index] : kinds[0];
}

static gboolean
read_day (AdwEntryRow *row, GDate *date)
{
  return soky_date_parse_label (gtk_editable_get_text (GTK_EDITABLE (row)), date);
}

static gboolean
is_blank (AdwEntryRow *row)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
  return *text == '\0';
}

static void
read_types (SokyDelegationDialog *self, SokyDelegationRecord *wish)
{
  GPtrArray *types = soky_workspace_get_types (self->workspace);

  for (guint i = 0; i < self->checks->len && i < types->len; i++) {
    const SokyBookType *type = g_ptr_array_index (types, i);
    if (gtk_check_button_get_active (g_ptr_array_index (self->checks, i)))
      g_ptr_array_add (wish->type_ids, g_strdup (type->id));
  }
}

static void
read_body (SokyDelegationDialog *self, SokyDelegationRecord *wish)
{
  soky_names_assign (&wish->office_title, gtk_editable_get_text (GTK_EDITABLE (self->body_row)));
  soky_names_assign (&wish->receiver_title, gtk_editable_get_text (GTK_EDITABLE (self->own_row)));
  soky_names_assign (&wish->head_title, gtk_editable_get_text (GTK_EDITABLE (self->head_row)));
}

/* What is asked for; @giver: (out): nullable. NULL while a day cannot be read. */
static SokyDelegationRecord *
read_wish (SokyDelegationDialog *self, SokyPerson **giver)
{
  g_autoptr (SokyDelegationRecord) wish = soky_delegation_record_new ("", get_kind (self));
  guint index = adw_combo_row_get_selected (self->giver_row);
  gboolean body = wish->kind == SOKY_DELEGATION_COLLECTIVE;

  *giver = !body && index < self->givers->len ? g_ptr_array_index (self->givers, index) : NULL;
  if (*giver != NULL) {
    soky_names_assign (&wish->giver_id, (*giver)->id);
    wish->office = g_array_index (self->offices, SokyRole, index);
  }
  if (body)
    read_body (self, wish);
  if (self->receiver != NULL)
    soky_names_assign (&wish->receiver_id, self->receiver->id);
  soky_names_assign (&wish->note, gtk_editable_get_text (GTK_EDITABLE (self->note_row)));
  read_types (self, wish);
  if (!read_day (self->first_row, &wish->first) ||
      (!is_blank (self->last_row) && !read_day (self->last_row, &wish->last)))
    return NULL;
  return g_steal_pointer (&wish);
}

/* What the rules make of it, so that nobody is refused after the way to the server. */
static SokyDelegationRecord *
check (SokyDelegationDialog *self, const SokyDelegationRecord *wish, const SokyPerson *giver,
       GError **error)
{
  const SokyDelegationOrder order = {wish, soky_workspace_get_person (self->workspace), giver,
                                     self->receiver, self->records};
  return soky_delegation_make ("new", &order, soky_clock_now_us (), error);
}

/* The lines above the signature, as they will be printed; @made: (nullable) */
static void
show_print (SokyDelegationDialog *self, const SokyDelegationRecord *made)
{
  g_autofree char *print = made != NULL ? soky_delegation_record_print (made) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->print_row), made != NULL);
  if (made != NULL)
    adw_action_row_set_subtitle (self->print_row, print);
}

static void
count_types (SokyDelegationDialog *self)
{
  guint count = 0;

  for (guint i = 0; i < self->checks->len; i++)
    count += gtk_check_button_get_active (g_ptr_array_index (self->checks, i));
  g_autofree char *some = g_strdup_printf (ngettext ("%u type", "%u types", count), count);
  adw_expander_row_set_subtitle (self->types_row, count > 0 ? some : _ ("All of them"));
}

static void
update (SokyDelegationDialog *self)
{
  SokyPerson *giver = NULL;
  gboolean body = get_kind (self) == SOKY_DELEGATION_COLLECTIVE;

  if (self->workspace == NULL)
    return;
  g_autoptr (SokyDelegationRecord) wish = read_wish (self, &giver);
  g_autoptr (GError) error = NULL;
  gboolean complete = self->receiver != NULL && (body || giver != NULL);
  g_autoptr (SokyDelegationRecord) made =
      wish != NULL && complete ? check (self, wish, giver, &error) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->giver_row), !body);
  gtk_widget_set_visible (GTK_WIDGET (self->body_row), body);
  gtk_widget_set_visible (GTK_WIDGET (self->own_row), body);
  gtk_widget_set_visible (GTK_WIDGET (self->head_row), body);
  adw_action_row_set_subtitle (self->receiver_row, self->receiver ? self->receiver->name : "");
  count_types (self);
  show_print (self, made);
  gtk_widget_set_sensitive (self->make_button, made != NULL);
  if (error != NULL)
    soky_status_line_set_gerror (self->status, error);
  else if (wish == NULL)
    soky_status_line_set_error (self->status, _ ("A day is written like 05/09/2026."));
  else
    soky_status_line_clear (self->status);
}

static void
receiver_chosen_cb (SokyDelegationDialog *self, SokyPerson *person)
{
  soky_person_ref (person);
  g_clear_pointer (&self->receiver, soky_person_unref);
  self->receiver = person;
  update (self);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyDelegationDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyDelegationRecord) record =
      soky_session_delegation_finish (SOKY_SESSION (source), result, &error);

  if (g_cancellable_is_cancelled (self->life))
    return;
  if (record == NULL) {
    soky_status_line_set_gerror (self->status, error);
    gtk_widget_set_sensitive (self->fields, TRUE);
    gtk_widget_set_sensitive (self->make_button, TRUE);
    return;
  }
  gtk_window_close (GTK_WINDOW (self));
  g_signal_emit (self, signals[MADE], 0);
}

static void
make_cb (SokyDelegationDialog *self)
{
  SokyPerson *giver = NULL;
  g_autoptr (SokyDelegationRecord) wish = read_wish (self, &giver);

  if (wish == NULL)
    return;
  soky_status_line_set_working (self->status, _ ("Sending…"));
  /* an entry that is switched off must not keep the focus: GtkText warns about that */
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  gtk_widget_set_sensitive (self->fields, FALSE);
  gtk_widget_set_sensitive (self->make_button, FALSE);
  soky_session_delegate_async (soky_workspace_get_session (self->workspace), wish, self->life,
                               made_cb, g_object_ref (self));
}

static void
add_giver (SokyDelegationDialog *self, GtkStringList *labels, SokyPerson *person, SokyRole office)
{
  const SokyPerson *maker = soky_workspace_get_person (self->workspace);
  gboolean manages =
      soky_person_find_position (maker, SOKY_ROLE_SCHOOL_ADMIN, maker->school_id) != NULL;

  /* a principal gives his own office alone */
  if (!soky_person_has_role (person, office) ||
      (!manages && (office != SOKY_ROLE_PRINCIPAL || !g_str_equal (person->id, maker->id))))
    return;
  g_autofree char *label =
      g_strdup_printf ("%s: %s", soky_person_get_title (person, office), person->name);
  gtk_string_list_append (labels, label);
  g_ptr_array_add (self->givers, soky_person_ref (person));
  g_array_append_val (self->offices, office);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyDelegationDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyPeoplePage) page =
      soky_session_find_people_finish (SOKY_SESSION (source), result, &error);
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  static const SokyRole offices[] = {SOKY_ROLE_PRINCIPAL, SOKY_ROLE_GROUP_HEAD};

  if (g_cancellable_is_cancelled (self->life))
    return;
  if (page == NULL) {
    soky_status_line_set_gerror (self->status, error);
    return;
  }
  for (guint i = 0; i < G_N_ELEMENTS (offices); i++)
    for (guint j = 0; j < page->people->len; j++)
      add_giver (self, labels, g_ptr_array_index (page->people, j), offices[i]);
  adw_combo_row_set_model (self->giver_row, G_LIST_MODEL (labels));
  soky_people_popover_set_people (self->people_popover, page->people);
  gtk_widget_set_sensitive (self->fields, TRUE);
  update (self);
}

static void
fill_kinds (SokyDelegationDialog *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    gtk_string_list_append (labels, soky_delegation_get_label (kinds[i]));
  adw_combo_row_set_model (self->kind_row, G_LIST_MODEL (labels));
}

static void
fill_types (SokyDelegationDialog *self)
{
  GPtrArray *types = soky_workspace_get_types (self->workspace);

  for (guint i = 0; i < types->len; i++) {
    const SokyBookType *type = g_ptr_array_index (types, i);
    GtkWidget *row = adw_action_row_new ();
    GtkWidget *check = gtk_check_button_new ();
    adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), type->name);
    adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
    adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
    gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    type->name, -1);
    g_signal_connect_swapped (check, "toggled", G_CALLBACK (update), self);
    adw_expander_row_add_row (self->types_row, row);
    g_ptr_array_add (self->checks, check);
  }
}

static void
soky_delegation_dialog_dispose (GObject *object)
{
  SokyDelegationDialog *self = SOKY_DELEGATION_DIALOG (object);

  g_cancellable_cancel (self->life);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->receiver, soky_person_unref);
  G_OBJECT_CLASS (soky_delegation_dialog_parent_class)->dispose (object);
}

static void
soky_delegation_dialog_finalize (GObject *object)
{
  SokyDelegationDialog *self = SOKY_DELEGATION_DIALOG (object);

  g_ptr_array_unref (self->records);
  g_ptr_array_unref (self->givers);
  g_array_unref (self->offices);
  g_ptr_array_unref (self->checks);
  g_object_unref (self->life);
  G_OBJECT_CLASS (soky_delegation_dialog_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SokyDelegationDialog, make_button);
  gtk_widget_class_bind_template_child (widget_class, SokyDelegationDialog, fields);
  gtk_widget_class_bind_template_child (widget_class, SokyDelegationDialog, kind_row);
  gtk_widget_class_bind_template_child (widget_class, SokyDelegationDialog, giver_row);
  gtk_widget_class_bind_template_child (widget_class, SokyDelegationDialog, body_row);
  gtk_widget_class_bind_template_child (widget_class, SokyDelegationDialog, own_row);
  gtk_widget_class_bind_template_child (widget_class, SokyDelegationDialog, head_row);
  gtk_widget_class_bind_template_child (widget_class, SokyDelegationDialog, print_row);
  gtk_widget_class_bind_template_child (widget_class, SokyDelegationDialog, receiver_row);
  gtk_widget_class_bind_template_child (widget_class, SokyDelegationDialog, people_popover);
  gtk_widget_class_bind_template_child (widget_class, SokyDelegationDialog, first_row);
  gtk_widget_class_bind_template_child (widget_class, SokyDelegationDialog, last_row);
  gtk_widget_class_bind_template_child (widget_class, SokyDelegationDialog, note_row);
  gtk_widget_class_bind_template_child (widget_class, SokyDelegationDialog, types_row);
  gtk_widget_class_bind_template_child (widget_class, SokyDelegationDialog, status);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, make_cb);
  gtk_widget_class_bind_template_callback (widget_class, receiver_chosen_cb);
}

static void
soky_delegation_dialog_class_init (SokyDelegationDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = soky_delegation_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = soky_delegation_dialog_finalize;
  signals[MADE] = g_signal_new ("made", SOKY_TYPE_DELEGATION_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (SOKY_TYPE_PEOPLE_POPOVER);
  g_type_ensure (SOKY_TYPE_STATUS_LINE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/vn/soky/SoKy/ui/delegation-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
soky_delegation_dialog_init (SokyDelegationDialog *self)
{
  self->life = g_cancellable_new ();
  self->givers = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_person_unref);
  self->offices = g_array_new (FALSE, FALSE, sizeof (SokyRole));
  self->checks = g_ptr_array_new ();
  self->records = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_kinds (self);
}

GtkWidget *
soky_delegation_dialog_new (GtkWindow *parent, SokyWorkspace *workspace, GPtrArray *records)
{
  g_return_val_if_fail (SOKY_IS_WORKSPACE (workspace), NULL);

  SokyDelegationDialog *self =
      g_object_new (SOKY_TYPE_DELEGATION_DIALOG, "transient-for", parent, NULL);
  GDate today;

  soky_date_from_moment (soky_clock_now_us (), &today);
  g_autofree char *first = soky_date_get_label (&today);
  gtk_editable_set_text (GTK_EDITABLE (self->first_row), first);
  self->workspace = g_object_ref (workspace);
  if (records != NULL) {
    g_ptr_array_unref (self->records);
    self->records = g_ptr_array_ref (records);
  }
  fill_types (self);
  gtk_widget_set_sensitive (self->fields, FALSE);
  soky_session_find_people_async (soky_workspace_get_session (workspace), NULL, self->life,
                                  loaded_cb, g_object_ref (self));
  return GTK_WIDGET (self);
}
