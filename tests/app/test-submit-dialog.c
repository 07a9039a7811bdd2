/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk.h"
#include "display.h"
#include "fixture.h"

#include "app/dialogs/approver-row.h"
#include "app/dialogs/submit-dialog.h"
#include "book/book-query.h"
#include "book/rules.h"

/* Who signs a book, and in which order, against the real server. */

static FixtureServer *server;

typedef struct {
  Desk *lan;
  GPtrArray *types;
} Room;

static void
room_open (Room *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_auto (Reply) reply = {NULL};

  self->lan = desk_new (server, fixture_server_get_url (server), "gv.lan");
  soky_session_load_book_types_async (self->lan->session, NULL, reply_cb, &reply);
  self->types =
      soky_session_load_book_types_finish (self->lan->session, reply_wait (&reply), &error);
  g_assert_no_error (error);
}

static void
room_close (Room *self, gconstpointer data)
{
  desk_settle ();
  g_ptr_array_unref (self->types);
  desk_free (self->lan);
}

static SokyBookType *
find_type (Room *self, const char *id)
{
  for (guint i = 0; i < self->types->len; i++)
    if (g_str_equal (((SokyBookType *) self->types->pdata[i])->id, id))
      return self->types->pdata[i];
  g_error ("there is no type %s", id);
}

/* The book that a dialog's signal brought. */
static void
take_book_cb (SokyBook **book, SokyBook *arrived)
{
  g_assert_null (*book);
  *book = soky_book_ref (arrived);
}

static gboolean
has_pointer (gpointer data)
{
  return *(gpointer *) data != NULL;
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

static void
closed_cb (gpointer *window)
{
  *window = NULL;
}

/* Shows a dialog; @window is NULL again when it was closed. */
static void
show (GtkWidget *dialog, GtkWidget **window)
{
  *window = dialog;
  g_signal_connect_swapped (dialog, "destroy", G_CALLBACK (closed_cb), window);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
close_and_wait (GtkWidget **window)
{
  gtk_window_close (GTK_WINDOW (*window));
  display_wait (is_gone, window);
}

static gboolean
shows_error (gpointer dialog)
{
  GtkWidget *status = display_find (dialog, "SokyStatusLine");
  return status != NULL && gtk_widget_has_css_class (status, "error");
}

static gboolean
has_rows (gpointer dialog)
{
  return display_find (dialog, "SokyApproverRow") != NULL;
}

static void
test_submit (Room *room, gconstpointer data)
{
  g_autoptr (SokyBook) draft = desk_make_book (room->lan, "Trình bằng hộp thoại", 3);
  g_autoptr (SokyBook) book = NULL;
  GtkWidget *dialog;

  show (soky_submit_dialog_new (NULL, room->lan->session, draft, find_type (room, draft->type_id)),
        &dialog);
  g_signal_connect_swapped (dialog, "submitted", G_CALLBACK (take_book_cb), &book);
  display_wait (has_rows, dialog);
  g_assert_cmpuint (display_count (dialog, "Nguyễn Thị Lan"), ==, 1);
  g_assert_cmpuint (display_count (dialog, "Trần Văn Minh"), ==, 1);
  g_assert_cmpuint (display_count (dialog, "Lê Thị Hồng Hạnh"), ==, 1);
  /* a note that is too long is told before it is sent */
  GtkTextBuffer *note =
      gtk_text_view_get_buffer (GTK_TEXT_VIEW (display_find (dialog, "GtkTextView")));
  g_autofree char *more = g_strnfill (SOKY_BOOK_MAX_NOTE + 1, 'a');
  gtk_text_buffer_set_text (note, more, -1);
  g_assert_null (display_find_button (dialog, "Submit"));
  display_wait_text (dialog, "501 / 500");
  gtk_text_buffer_set_text (note, " Em đã sửa bảng\nở trang 2 ", -1);
  display_press (dialog, "Submit");
  display_wait (has_pointer, &book);
  g_assert_null (dialog);
  g_assert_cmpint (book->state, ==, SOKY_BOOK_IN_REVIEW);
  g_assert_cmpstr (soky_book_get_round (book)->note, ==, "Em đã sửa bảng\nở trang 2");
  g_assert_nonnull (soky_book_find_current_step (book, "gv-lan"));
}

/* The row of the route at @index, and whom it names. */
static GtkWidget *
get_row (GtkWidget *dialog, int index)
{
  GtkWidget *list =
      gtk_widget_get_ancestor (display_find (dialog, "SokyApproverRow"), GTK_TYPE_LIST_BOX);
  return GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), index));
}

static SokyStep *
get_step (GtkWidget *dialog, int index)
{
  return soky_approver_row_get_step (SOKY_APPROVER_ROW (get_row (dialog, index)));
}

static void
settle_rows (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* Presses keys that the class of @widget has bound. */
static void
press_keys (GtkWidget *widget, const char *keys)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean pressed = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !pressed; i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
    guint count = GTK_IS_SHORTCUT_CONTROLLER (controller)
                      ? g_list_model_get_n_items (G_LIST_MODEL (controller))
                      : 0;
    for (guint j = 0; j < count && !pressed; j++) {
      g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);
      g_autofree char *text = gtk_shortcut_trigger_to_string (gtk_shortcut_get_trigger (shortcut));
      if (g_str_equal (text, keys))
        pressed = gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget,
                                                gtk_shortcut_get_arguments (shortcut));
    }
  }
  g_assert_true (pressed);
}

/* Lets @dragged fall on @row. */
static gboolean
drop_row (GtkWidget *row, GtkWidget *dragged)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (row);
  g_auto (GValue) value = G_VALUE_INIT;
  gboolean taken = FALSE;

  g_value_init (&value, SOKY_TYPE_APPROVER_ROW);
  g_value_set_object (&value, dragged);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
    if (GTK_IS_DROP_TARGET (controller))
      g_signal_emit_by_name (controller, "drop", &value, 0.0, 0.0, &taken);
  }
  return taken;
}

/* By keys and by dragging; the numbers stay, the moved row keeps the focus and says where it is. */
static void
test_submit_order (Room *room, gconstpointer data)
{
  g_autoptr (SokyBook) draft = desk_make_book (room->lan, "Thứ tự bằng phím", 3);
  GtkWidget *dialog;

  show (soky_submit_dialog_new (NULL, room->lan->session, draft, find_type (room, draft->type_id)),
        &dialog);
  display_wait (has_rows, dialog);
  g_autofree char *first = g_strdup (get_step (dialog, 0)->person_id);
  g_autofree char *second = g_strdup (get_step (dialog, 1)->person_id);
  g_autofree char *third = g_strdup (get_step (dialog, 2)->person_id);
  press_keys (get_row (dialog, 0), "<Alt>Up");
  settle_rows ();
  g_assert_cmpstr (get_step (dialog, 0)->person_id, ==, first);
  press_keys (get_row (dialog, 0), "<Alt>Down");
  settle_rows ();
  g_assert_cmpstr (get_step (dialog, 0)->person_id, ==, second);
  g_assert_cmpstr (get_step (dialog, 1)->person_id, ==, first);
  g_assert_cmpuint (get_step (dialog, 0)->order, ==, 1);
  g_assert_cmpuint (get_step (dialog, 1)->order, ==, 2);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (dialog)) == get_row (dialog, 1));
  gtk_test_accessible_assert_property (
      get_row (dialog, 1), GTK_ACCESSIBLE_PROPERTY_LABEL,
      "Nguyễn Thị Lan, Giáo viên bộ môn, row 2 of 3, sign order 2");

  g_assert_true (drop_row (get_row (dialog, 0), get_row (dialog, 2)));
  settle_rows ();
  g_assert_cmpstr (get_step (dialog, 0)->person_id, ==, third);
  g_assert_cmpstr (get_step (dialog, 1)->person_id, ==, second);
  g_assert_cmpstr (get_step (dialog, 2)->person_id, ==, first);
  for (int i = 0; i < 3; i++)
    g_assert_cmpuint (get_step (dialog, i)->order, ==, (guint) i + 1);
  close_and_wait (&dialog);
}

/* Those who sign in any order are under one heading, and each hears of the others. */
static void
test_submit_together (Room *room, gconstpointer data)
{
  g_autoptr (SokyBook) draft = desk_make_book (room->lan, "Ký cùng lúc", 3);
  GtkWidget *dialog;

  show (soky_submit_dialog_new (NULL, room->lan->session, draft, find_type (room, draft->type_id)),
        &dialog);
  display_wait (has_rows, dialog);
  GtkWidget *spin = display_find (get_row (dialog, 2), "GtkSpinButton");
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), 2);
  settle_rows ();
  g_assert_cmpuint (display_count (dialog, "Order 2: 2 people at the same time, in any order"), ==,
                    1);
  gtk_test_accessible_assert_property (
      get_row (dialog, 1), GTK_ACCESSIBLE_PROPERTY_LABEL,
      "Trần Văn Minh, Tổ trưởng, row 2 of 3, sign order 2, at the same time as 1 other");
  press_keys (get_row (dialog, 0), "<Alt>Down");
  settle_rows ();
  g_assert_cmpuint (get_step (dialog, 1)->order, ==, 2);
  g_assert_cmpuint (get_step (dialog, 2)->order, ==, 2);
  close_and_wait (&dialog);
}

/* A route that the rules refuse cannot be sent; one that the server refuses says why. */
static void
test_submit_refused (Room *room, gconstpointer data)
{
  g_autoptr (SokyBook) draft = desk_make_book (room->lan, "Trình hai lần", 3);
  GtkWidget *dialog;

  show (soky_submit_dialog_new (NULL, room->lan->session, draft, find_type (room, draft->type_id)),
        &dialog);
  display_wait (has_rows, dialog);
  for (guint i = 0; i < 10 && has_rows (dialog); i++) {
    GtkWidget *row = display_find (dialog, "SokyApproverRow");
    g_signal_emit_by_name (row, "removed");
    while (g_main_context_iteration (NULL, FALSE))
      ;
  }
  g_assert_false (has_rows (dialog));
  g_assert_null (display_find_button (dialog, "Submit"));
  close_and_wait (&dialog);

  show (soky_submit_dialog_new (NULL, room->lan->session, draft, find_type (room, draft->type_id)),
        &dialog);
  display_wait (has_rows, dialog);
  g_autoptr (SokyBook) elsewhere = desk_submit (room->lan, draft);
  display_press (dialog, "Submit");
  display_wait (shows_error, dialog);
  g_assert_nonnull (display_find_button (dialog, "Submit"));
  close_and_wait (&dialog);
}

int
main (int argc, char **argv)
{
  if (!display_init (&argc, &argv))
    return 0;
  server = fixture_server_new_demo ();
  if (server == NULL) {
    g_print ("1..0 # SKIP softhsm2 and opensc are not installed\n");
    return 0;
  }
#define ADD(path, func) g_test_add ("/submit-dialog/" path, Room, NULL, room_open, func, room_close)
  ADD ("submit", test_submit);
  ADD ("order", test_submit_order);
  ADD ("together", test_submit_together);
  ADD ("refused", test_submit_refused);
  int status = g_test_run ();
  fixture_server_free (server);
  return status;
}
