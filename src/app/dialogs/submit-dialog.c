/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/submit-dialog.h"

#include "app/dialogs/approver-row.h"
#include "app/dialogs/people-popover.h"
#include "app/widgets/status-line.h"
#include "base/clock.h"
#include "book/rules.h"

#include <glib/gi18n.h>

struct _SokySubmitDialog {
  AdwWindow parent_instance;

  AdwWindowTitle *window_title;
  GtkButton *submit_button;
  GtkStack *stack;
  AdwStatusPage *failed_page;
  SokyPeoplePopover *people_popover;
  GtkListBox *list;
  GtkTextView *note_text;
  GtkLabel *note_count_label;
  GtkLabel *due_label;
  GtkCheckButton *publish_button;
  SokyStatusLine *status;

  SokySession *session;
  SokyBook *book;
  SokyBookType *type;
  GCancellable *life;
  GPtrArray *people; /* nullable until loaded: SokyPerson */
  GPtrArray *route;  /* nullable until loaded: SokyStep, by order */
  SokyStep *moved;   /* nullable: whose row gets the focus when the rows are made anew */
};

enum { SUBMITTED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokySubmitDialog, soky_submit_dialog, ADW_TYPE_WINDOW)

static void show_route (SokySubmitDialog *self);

static SokyPerson *
find_person (SokySubmitDialog *self, const char *id)
{
  for (guint i = 0; i < self->people->len; i++) {
    SokyPerson *person = g_ptr_array_index (self->people, i);
    if (g_strcmp0 (person->id, id) == 0)
      return person;
  }
  return NULL;
}

static char *
dup_note (SokySubmitDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->note_text);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

/* How much room is left is told once it becomes little. */
static gboolean
check_note (SokySubmitDialog *self, GError **error)
{
  g_autofree char *note = dup_note (self);
  glong length = g_utf8_strlen (note, -1);
  gboolean fits = length <= SOKY_BOOK_MAX_NOTE;
  g_autofree char *count = g_strdup_printf ("%ld / %d", length, SOKY_BOOK_MAX_NOTE);

  gtk_label_set_text (self->note_count_label, count);
  gtk_widget_set_visible (GTK_WIDGET (self->note_count_label), length > SOKY_BOOK_MAX_NOTE * 4 / 5);
  gtk_widget_set_css_classes (
      GTK_WIDGET (self->note_count_label),
      (const char *[]){"caption", "numeric", fits ? "dim-label" : "error", NULL});
  return fits || soky_book_refuse (SOKY_BOOK_ERROR_TEXT_TOO_LONG, error);
}

/* The rules say what is wrong with the route as it stands, in words. */
static void
check_route (SokySubmitDialog *self)
{
  g_autoptr (GError) error = NULL;
  gboolean good =
      soky_route_check (self->type, self->book->school_id, self->route, self->people, &error) &&
      check_note (self, &error);

  if (good)
    soky_status_line_clear (self->status);
  else
    soky_status_line_set_gerror (self->status, error);
  gtk_widget_set_sensitive (GTK_WIDGET (self->submit_button), good);
}

static void
note_changed_cb (SokySubmitDialog *self)
{
  if (self->route != NULL)
    check_route (self);
}

static gint
compare_order (gconstpointer a, gconstpointer b)
{
  const SokyStep *first = *(SokyStep *const *) a;
  const SokyStep *second = *(SokyStep *const *) b;
  return (gint) first->order - (gint) second->order;
}

/* How many others have the number of @step. */
static guint
count_together (SokySubmitDialog *self, const SokyStep *step)
{
  guint count = 0;

  for (guint i = 0; i < self->route->len; i++) {
    const SokyStep *other = g_ptr_array_index (self->route, i);
    if (other != step && other->order == step->order)
      count++;
  }
  return count;
}

/* Above those who sign in any order, and above whoever comes after them. */
static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  SokySubmitDialog *self = user_data;
  const SokyStep *step = soky_approver_row_get_step (SOKY_APPROVER_ROW (row));
  const SokyStep *last = before ? soky_approver_row_get_step (SOKY_APPROVER_ROW (before)) : NULL;
  guint together = count_together (self, step);

  gtk_list_box_row_set_header (row, NULL);
  if (last != NULL && last->order == step->order)
    return;
  if (together == 0 && (last == NULL || count_together (self, last) == 0))
    return;
  g_autofree char *words =
      together > 0 ? g_strdup_printf (_ ("Order %u: %u people at the same time, in any order"),
                                      step->order, together + 1)
                   : g_strdup_printf (_ ("Order %u: when all above have signed"), step->order);
  GtkWidget *label = gtk_label_new (words);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_widget_set_margin_start (label, 12);
  gtk_widget_set_margin_end (label, 12);
  gtk_widget_set_margin_top (label, 12);
  gtk_list_box_row_set_header (row, label);
}

/* Says of every row where it is, after numbers or places have changed. */
static void
describe_rows (SokySubmitDialog *self)
{
  GtkListBoxRow *row = NULL;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    soky_approver_row_set_position (
        SOKY_APPROVER_ROW (row), (guint) i, self->route->len,
        count_together (self, soky_approver_row_get_step (SOKY_APPROVER_ROW (row))));
  gtk_list_box_invalidate_headers (self->list);
}

static void
changed_cb (SokySubmitDialog *self, SokyApproverRow *row)
{
  SokyStep *step = soky_approver_row_get_step (row);
  guint before = 0;
  guint after = 0;

  g_ptr_array_find (self->route, step, &before);
  g_ptr_array_sort (self->route, compare_order);
  g_ptr_array_find (self->route, step, &after);
  if (before != after)
    show_route (self);
  else
    check_route (self);
  describe_rows (self);
}

/* The step goes to another row; the numbers stay where they are. */
static void
moved_cb (SokySubmitDialog *self, int delta, SokyApproverRow *row)
{
  SokyStep *step = soky_approver_row_get_step (row);
  int index = -1;
  g_autoptr (GArray) orders = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < self->route->len; i++) {
    if (g_ptr_array_index (self->route, i) == step)
      index = (int) i;
    g_array_append_val (orders, ((SokyStep *) g_ptr_array_index (self->route, i))->order);
  }
  int other = index + delta;
  g_return_if_fail (index >= 0 && other >= 0 && other < (int) self->route->len);

  g_ptr_array_insert (self->route, other, g_ptr_array_steal_index (self->route, (guint) index));
  for (guint i = 0; i < self->route->len; i++)
    ((SokyStep *) g_ptr_array_index (self->route, i))->order = g_array_index (orders, guint, i);
  self->moved = step;
  show_route (self);
}

static void
removed_cb (SokySubmitDialog *self, SokyApproverRow *row)
{
  g_ptr_array_remove (self->route, soky_approver_row_get_step (row));
  show_route (self);
}

static void
append_row (SokySubmitDialog *self, guint index)
{
  SokyStep *step = g_ptr_array_index (self->route, index);
  GtkWidget *row =
      soky_approver_row_new (step, find_person (self, step->person_id), self->type->cert_mandatory);

  soky_approver_row_set_neighbours (SOKY_APPROVER_ROW (row), index > 0,
                                    index + 1 < self->route->len);
  g_signal_connect_object (row, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "moved", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "removed", G_CALLBACK (removed_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (self->list, row);
  if (step == self->moved)
    gtk_widget_grab_focus (row);
}

static gboolean
show_route_idle (gpointer user_data)
{
  SokySubmitDialog *self = user_data;

  for (GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, 0); row != NULL;
       row = gtk_list_box_get_row_at_index (self->list, 0))
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < self->route->len; i++)
    append_row (self, i);
  describe_rows (self);
  self->moved = NULL;
  check_route (self);
  return G_SOURCE_REMOVE;
}

/* Rows are made anew once the signal of a row has ended. */
static void
show_route (SokySubmitDialog *self)
{
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, show_route_idle, g_object_ref (self), g_object_unref);
}

static guint
last_order (SokySubmitDialog *self, gboolean with_stamps)
{
  guint last = 0;
  for (guint i = 0; i < self->route->len; i++) {
    const SokyStep *step = g_ptr_array_index (self->route, i);
    if (with_stamps || step->kind != SOKY_STEP_STAMP)
      last = MAX (last, step->order);
  }
  return last;
}

/* A clerk stamps, after everybody; all others sign, before the stamp. */
static void
person_chosen_cb (SokySubmitDialog *self, SokyPerson *person)
{
  const SokyPosition *position =
      person->positions->len > 0 ? g_ptr_array_index (person->positions, 0) : NULL;
  SokyRole role = position ? position->role : SOKY_ROLE_NONE;
  gboolean stamp = role == SOKY_ROLE_CLERK;
  guint order = last_order (self, stamp) + 1;

  for (guint i = 0; !stamp && i < self->route->len; i++) {
    SokyStep *step = g_ptr_array_index (self->route, i);
    if (step->kind == SOKY_STEP_STAMP && step->order <= order)
      step->order = order + 1;
  }
  g_ptr_array_add (self->route, soky_step_new (order, person->id, role,
                                               stamp ? SOKY_STEP_STAMP : SOKY_STEP_PERSON, TRUE));
  g_ptr_array_sort (self->route, compare_order);
  show_route (self);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokySubmitDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyPeoplePage) page =
      soky_session_find_people_finish (SOKY_SESSION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (page == NULL) {
    g_autofree char *words = g_markup_escape_text (error->message, -1);
    adw_status_page_set_description (self->failed_page, words);
    gtk_stack_set_visible_child_name (self->stack, "failed");
    return;
  }
  g_clear_pointer (&self->people, g_ptr_array_unref);
  g_clear_pointer (&self->route, g_ptr_array_unref);
  self->people = g_ptr_array_ref (page->people);
  self->route =
      soky_route_resolve (self->type, soky_session_get_person (self->session), self->people);
  soky_people_popover_set_people (self->people_popover, self->people);
  gtk_stack_set_visible_child_name (self->stack, "route");
  show_route (self);
}

static void
load (SokySubmitDialog *self)
{
  gtk_stack_set_visible_child_name (self->stack, "loading");
  soky_session_find_people_async (self->session, NULL, self->life, loaded_cb, g_object_ref (self));
}

static void
submitted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokySubmitDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyBook) book = soky_session_book_finish (SOKY_SESSION (source), result, &error);

  if (g_cancellable_is_cancelled (self->life))
    return;
  if (book == NULL) {
    soky_status_line_set_gerror (self->status, error);
    gtk_widget_set_sensitive (GTK_WIDGET (self->list), TRUE);
    gtk_widget_set_sensitive (GTK_WIDGET (self->note_text), TRUE);
    gtk_widget_set_sensitive (GTK_WIDGET (self->submit_button), TRUE);
    return;
  }
  gtk_window_close (GTK_WINDOW (self));
  g_signal_emit (self, signals[SUBMITTED], 0, book);
}

static void
submit_cb (SokySubmitDialog *self)
{
  g_autoptr (SokyAction) action = soky_action_new (SOKY_ACTION_SUBMIT, self->book->version);

  for (guint i = 0; i < self->route->len; i++)
    soky_action_add_step (action, soky_step_ref (g_ptr_array_index (self->route, i)));
  g_autofree char *note = dup_note (self);
  soky_action_set_note (action, *note != '\0' ? note : NULL);
  action->auto_publish =
      self->type->offers_auto_publish && gtk_check_button_get_active (self->publish_button);
  soky_status_line_set_working (self->status, _ ("Submitting…"));
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->list), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->note_text), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->submit_button), FALSE);
  soky_session_act_async (self->session, self->book, action, self->life, submitted_cb,
                          g_object_ref (self));
}

static void
soky_submit_dialog_dispose (GObject *object)
{
  SokySubmitDialog *self = SOKY_SUBMIT_DIALOG (object);

  g_cancellable_cancel (self->life);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (soky_submit_dialog_parent_class)->dispose (object);
}

static void
soky_submit_dialog_finalize (GObject *object)
{
  SokySubmitDialog *self = SOKY_SUBMIT_DIALOG (object);

  g_object_unref (self->life);
  g_clear_pointer (&self->book, soky_book_unref);
  g_clear_pointer (&self->type, soky_book_type_unref);
  g_clear_pointer (&self->people, g_ptr_array_unref);
  g_clear_pointer (&self->route, g_ptr_array_unref);
  G_OBJECT_CLASS (soky_submit_dialog_parent_class)->finalize (object);
}

static void
soky_submit_dialog_class_init (SokySubmitDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = soky_submit_dialog_dispose;
  object_class->finalize = soky_submit_dialog_finalize;
  signals[SUBMITTED] = g_signal_new ("submitted", SOKY_TYPE_SUBMIT_DIALOG, G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 1, SOKY_TYPE_BOOK);

  g_type_ensure (SOKY_TYPE_STATUS_LINE);
  g_type_ensure (SOKY_TYPE_PEOPLE_POPOVER);
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/submit-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SokySubmitDialog, window_title);
  gtk_widget_class_bind_template_child (widget_class, SokySubmitDialog, submit_button);
  gtk_widget_class_bind_template_child (widget_class, SokySubmitDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, SokySubmitDialog, failed_page);
  gtk_widget_class_bind_template_child (widget_class, SokySubmitDialog, people_popover);
  gtk_widget_class_bind_template_child (widget_class, SokySubmitDialog, list);
  gtk_widget_class_bind_template_child (widget_class, SokySubmitDialog, note_text);
  gtk_widget_class_bind_template_child (widget_class, SokySubmitDialog, note_count_label);
  gtk_widget_class_bind_template_child (widget_class, SokySubmitDialog, due_label);
  gtk_widget_class_bind_template_child (widget_class, SokySubmitDialog, publish_button);
  gtk_widget_class_bind_template_child (widget_class, SokySubmitDialog, status);
  gtk_widget_class_bind_template_callback (widget_class, load);
  gtk_widget_class_bind_template_callback (widget_class, submit_cb);
  gtk_widget_class_bind_template_callback (widget_class, person_chosen_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
soky_submit_dialog_init (SokySubmitDialog *self)
{
  self->life = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->list, header_cb, self, NULL);
  g_signal_connect_object (gtk_text_view_get_buffer (self->note_text), "changed",
                           G_CALLBACK (note_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
show_due (SokySubmitDialog *self)
{
  if (self->book->due_us <= 0)
    return;
  g_autofree char *moment = soky_clock_to_local (self->book->due_us);
  gboolean late = self->book->due_us < soky_clock_now_us ();
  g_autofree char *words = g_strdup_printf (
      late ? _ ("The deadline was %s; the book is late.") : _ ("Deadline: %s"), moment);

  gtk_label_set_text (self->due_label, words);
  gtk_widget_set_visible (GTK_WIDGET (self->due_label), TRUE);
  if (late)
    gtk_widget_add_css_class (GTK_WIDGET (self->due_label), "warning");
}

GtkWidget *
soky_submit_dialog_new (GtkWindow *parent, SokySession *session, SokyBook *book, SokyBookType *type)
{
  SokySubmitDialog *self = g_object_new (SOKY_TYPE_SUBMIT_DIALOG, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  self->book = soky_book_ref (book);
  self->type = soky_book_type_ref (type);
  adw_window_title_set_subtitle (self->window_title, book->fields.title);
  gtk_widget_set_visible (GTK_WIDGET (self->publish_button), type->offers_auto_publish);
  show_due (self);
  load (self);
  return GTK_WIDGET (self);
}
