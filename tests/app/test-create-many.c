/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk.h"
#include "display.h"
#include "fixture.h"

#include <glib/gstdio.h>

#include "app/dialogs/converted-dialog.h"
#include "app/dialogs/create-dialog.h"
#include "app/dialogs/create-many-window.h"
#include "app/dialogs/create-row.h"

/* Several PDFs become books against the real server, and without one. */

#define LESSON "demo/giao-an-tin-hoc-6a-tuan-3.pdf"

static FixtureServer *server;

typedef struct {
  Desk *lan;
  char *folder;
  GListStore *files;
  GtkWidget *window; /* NULL again when it was closed */
  guint worked;
} Room;

static void
add_copy (Room *self, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autofree char *lesson = fixture_test_file ("../data/" LESSON);
  g_autofree char *bytes = NULL;
  gsize length = 0;
  g_autoptr (GFile) file = g_file_new_for_path (path);

  if (text == NULL)
    g_assert_true (g_file_get_contents (lesson, &bytes, &length, NULL));
  fixture_write (path, text != NULL ? text : bytes, text != NULL ? strlen (text) : length);
  g_list_store_append (self->files, file);
}

static void
room_open (Room *self, gconstpointer data)
{
  self->lan = desk_new (server, fixture_server_get_url (server), "gv.lan");
  self->folder = g_dir_make_tmp ("soky-many-XXXXXX", NULL);
  self->files = g_list_store_new (G_TYPE_FILE);
}

static void
room_close (Room *self, gconstpointer data)
{
  desk_settle ();
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->files)); i++) {
    g_autoptr (GFile) file = g_list_model_get_item (G_LIST_MODEL (self->files), i);
    g_file_delete (file, NULL, NULL);
  }
  g_remove (self->folder);
  g_free (self->folder);
  g_object_unref (self->files);
  desk_free (self->lan);
}

static void
closed_cb (Room *self)
{
  self->window = NULL;
}

static void
worked_cb (Room *self, guint count)
{
  self->worked += count;
}

static void
show (Room *self, Desk *desk)
{
  self->window = soky_create_many_window_new (NULL, desk->session);
  g_signal_connect_swapped (self->window, "destroy", G_CALLBACK (closed_cb), self);
  g_signal_connect_swapped (self->window, "worked", G_CALLBACK (worked_cb), self);
  soky_create_many_window_add (SOKY_CREATE_MANY_WINDOW (self->window), G_LIST_MODEL (self->files));
  gtk_window_present (GTK_WINDOW (self->window));
}

static SokyCreateRow *
get_row (Room *self, int index)
{
  GtkWidget *first = display_find (self->window, "SokyCreateRow");
  GtkListBox *list =
      first != NULL ? GTK_LIST_BOX (gtk_widget_get_ancestor (first, GTK_TYPE_LIST_BOX)) : NULL;
  GtkListBoxRow *row = list != NULL ? gtk_list_box_get_row_at_index (list, index) : NULL;

  return row != NULL ? SOKY_CREATE_ROW (row) : NULL;
}

static gboolean
all_looked (gpointer data)
{
  SokyCreateRow *row = get_row (data, 0);

  for (int i = 1; row != NULL; row = get_row (data, i++))
    if (soky_create_row_get_state (row) == SOKY_CREATE_CHECKING)
      return FALSE;
  return get_row (data, 0) != NULL;
}

static gboolean
has_worked (gpointer data)
{
  return ((Room *) data)->worked > 0;
}

static void
close_window (Room *self)
{
  gtk_window_close (GTK_WINDOW (self->window));
  desk_settle ();
  g_assert_null (self->window);
}

/* Names are guessed from; what is no PDF says so and stays; the others become books. */
static void
test_create (Room *self, gconstpointer data)
{
  g_autofree char *period = NULL;
  SokyBookFields fields;

  add_copy (self, "Giáo án Tin học 6A tuần 3.pdf", NULL);
  add_copy (self, "Giáo án Tin học 6B tuần 4.pdf", NULL);
  add_copy (self, "thư.pdf", "a letter");
  show (self, self->lan);
  display_wait (all_looked, self);
  /* the same file again is not taken twice */
  soky_create_many_window_add (SOKY_CREATE_MANY_WINDOW (self->window), G_LIST_MODEL (self->files));
  g_assert_null (get_row (self, 3));
  soky_create_row_get_fields (get_row (self, 1), &fields);
  period = fields.period;
  g_assert_cmpstr (fields.class_name, ==, "6B");
  g_assert_cmpstr (fields.subject, ==, "Tin học");
  g_assert_cmpstr (period, ==, "week-04");
  g_assert_cmpint (soky_create_row_get_state (get_row (self, 2)), ==, SOKY_CREATE_REFUSED);
  display_press (self->window, "Create 2 Books");
  display_wait (has_worked, self);
  g_assert_cmpuint (self->worked, ==, 2);
  g_assert_cmpuint (desk_count_books (self->lan, "Giáo án Tin học 6A tuần 3"), ==, 1);
  g_assert_cmpuint (desk_count_books (self->lan, "Giáo án Tin học 6B tuần 4"), ==, 1);
  g_assert_cmpint (soky_create_row_get_state (get_row (self, 0)), ==, SOKY_CREATE_DONE);
  g_assert_null (display_find_button (self->window, "Create"));
  close_window (self);
}

static gboolean
has_stopped (gpointer data)
{
  return display_find_button (((Room *) data)->window, "Create 2 Books") != NULL;
}

/* Stopped during the first: nothing of it stays on the server, and both can be created later. */
static void
test_stop (Room *self, gconstpointer data)
{
  add_copy (self, "Dừng một.pdf", NULL);
  add_copy (self, "Dừng hai.pdf", NULL);
  show (self, self->lan);
  display_wait (all_looked, self);
  display_press (self->window, "Create 2 Books");
  display_press (self->window, "Stop");
  display_wait (has_stopped, self);
  desk_settle ();
  g_assert_cmpuint (desk_count_books (self->lan, "Dừng một"), ==, 0);
  g_assert_cmpuint (desk_count_books (self->lan, "Dừng hai"), ==, 0);
  display_press (self->window, "Create 2 Books");
  display_wait (has_worked, self);
  g_assert_cmpuint (self->worked, ==, 2);
  close_window (self);
}

/* A file that is gone by then fails with its reason, beside one that goes well; when the person
 * gives up, no book without a PDF stays. */
static void
test_lost_file (Room *self, gconstpointer data)
{
  add_copy (self, "Mất tệp.pdf", NULL);
  add_copy (self, "Còn tệp.pdf", NULL);
  show (self, self->lan);
  display_wait (all_looked, self);
  g_assert_cmpint (g_remove (soky_create_row_get_path (get_row (self, 0))), ==, 0);
  display_press (self->window, "Create 2 Books");
  display_wait (has_worked, self);
  g_assert_cmpuint (self->worked, ==, 1);
  g_assert_cmpint (soky_create_row_get_state (get_row (self, 0)), ==, SOKY_CREATE_FAILED);
  g_assert_cmpint (soky_create_row_get_state (get_row (self, 1)), ==, SOKY_CREATE_DONE);
  close_window (self);
  g_assert_cmpuint (desk_count_books (self->lan, "Mất tệp"), ==, 0);
  g_assert_cmpuint (desk_count_books (self->lan, "Còn tệp"), ==, 1);
}

static guint
count_waiting (Desk *desk)
{
  g_autoptr (GPtrArray) items = desk_outbox (desk);
  return items->len;
}

/* Without a network the books wait in the outbox, and are sent once there is one. */
static void
test_offline (Room *self, gconstpointer data)
{
  char *folder = fixture_make_folder ();
  g_auto (Reply) reply = {NULL};
  g_autoptr (GError) error = NULL;

  desk_keep (self->lan, folder);
  desk_look_up (self->lan);
  soky_session_load_school_async (self->lan->session, NULL, reply_cb, &reply);
  SokySchool *school =
      soky_session_load_school_finish (self->lan->session, reply_wait (&reply), &error);
  g_assert_no_error (error);
  soky_school_free (school);

  Desk *away = desk_new_offline (folder);
  add_copy (self, "Giáo án Tin học 6A tuần 9.pdf", NULL);
  add_copy (self, "Giáo án Tin học 6B tuần 9.pdf", NULL);
  show (self, away);
  display_wait (all_looked, self);
  display_press (self->window, "Create 2 Books");
  display_wait (has_worked, self);
  g_assert_cmpuint (self->worked, ==, 2);
  /* each is made, and gets its PDF */
  g_assert_cmpuint (count_waiting (away), ==, 4);
  close_window (self);
  desk_free (away);

  desk_flush (self->lan);
  g_assert_cmpuint (desk_count_books (self->lan, "Giáo án Tin học 6A tuần 9"), ==, 1);
  g_assert_cmpuint (desk_count_books (self->lan, "Giáo án Tin học 6B tuần 9"), ==, 1);
  desk_settle ();
  fixture_remove_folder (folder);
}

/* Lets files fall on the window, as the desktop does. */
static gboolean
drop_files (Room *self, GListModel *files)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (self->window);
  g_auto (GValue) value = G_VALUE_INIT;
  GSList *list = NULL;
  gboolean taken = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    list = g_slist_append (list, g_list_model_get_item (files, i));
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_set_boxed (&value, list);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
    if (GTK_IS_DROP_TARGET (controller))
      g_signal_emit_by_name (controller, "drop", &value, 0.0, 0.0, &taken);
  }
  g_slist_free_full (list, g_object_unref);
  return taken;
}

static void
test_dropped (Room *self, gconstpointer data)
{
  add_copy (self, "Thả một.pdf", NULL);
  show (self, self->lan);
  display_wait (all_looked, self);
  add_copy (self, "Thả hai.pdf", NULL);
  g_assert_true (drop_files (self, G_LIST_MODEL (self->files)));
  display_wait (all_looked, self);
  /* the first is there already */
  g_assert_nonnull (get_row (self, 1));
  g_assert_null (get_row (self, 2));
  g_assert_nonnull (display_find_button (self->window, "Create 2 Books"));
  close_window (self);
}

static gboolean
is_repaired (gpointer data)
{
  return soky_create_row_get_state (get_row (data, 0)) == SOKY_CREATE_READY;
}

/* A file that has to be repaired offers its clean copy, which is sent in its place. */
static void
test_clean_copy (Room *self, gconstpointer data)
{
  g_autofree char *lesson = fixture_test_file ("../data/" LESSON);
  g_autofree char *path = g_build_filename (self->folder, "Hỏng.pdf", NULL);
  g_autofree char *text = NULL;
  gsize length = 0;
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_get_contents (lesson, &text, &length, NULL));
  gsize end = length - strlen ("startxref");
  while (end > 0 && memcmp (text + end, "startxref", strlen ("startxref")) != 0)
    end--;
  g_assert_cmpuint (end, >, 0);
  text[end] = 'S';
  fixture_write (path, text, length);
  g_list_store_append (self->files, file);
  show (self, self->lan);
  display_wait (all_looked, self);
  g_assert_cmpint (soky_create_row_get_state (get_row (self, 0)), ==, SOKY_CREATE_REFUSED);
  display_press (self->window, "Make a Copy");
  display_wait (is_repaired, self);
  g_assert_cmpstr (soky_create_row_get_path (get_row (self, 0)), !=, path);
  display_press (self->window, "Create 1 Book");
  display_wait (has_worked, self);
  g_assert_cmpuint (self->worked, ==, 1);
  close_window (self);
  g_assert_cmpuint (desk_count_books (self->lan, "Hỏng"), ==, 1);
}

static GtkWidget *
find_preview (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);
    if (SOKY_IS_CONVERTED_DIALOG (window) && gtk_widget_get_mapped (window))
      return window;
  }
  return NULL;
}

static gboolean
is_previewed (gpointer data)
{
  return find_preview () != NULL;
}

/* A program that says it is LibreOffice, first in PATH: the real one has a test of its own. */
static char *
put_office_in_place (Room *self)
{
  g_autofree char *lesson = fixture_test_file ("../data/" LESSON);
  g_autofree char *program = g_build_filename (self->folder, "soffice", NULL);
  g_autofree char *script = g_strdup_printf (
      "#!/bin/sh\nwhile [ \"$1\" != --outdir ]; do shift; done\ncp '%s' \"$2/book.pdf\"\n", lesson);
  g_autofree char *before = g_strdup (g_getenv ("PATH"));
  g_autofree char *path = g_strconcat (self->folder, ":", before, NULL);

  fixture_write (program, script, strlen (script));
  g_assert_cmpint (g_chmod (program, 0700), ==, 0);
  g_setenv ("PATH", path, TRUE);
  return g_steal_pointer (&before);
}

/* A Word file becomes a PDF; nobody sends it unseen. */
static void
test_word_file (Room *self, gconstpointer data)
{
  g_autofree char *before = put_office_in_place (self);
  g_autofree char *program = g_build_filename (self->folder, "soffice", NULL);

  add_copy (self, "Giáo án Tin học 6A tuần 8.docx", "words");
  show (self, self->lan);
  display_wait (all_looked, self);
  g_assert_cmpint (soky_create_row_get_state (get_row (self, 0)), ==, SOKY_CREATE_READY);
  g_assert_false (soky_create_row_is_ready (get_row (self, 0)));
  display_press (self->window, "View");
  display_wait (is_previewed, NULL);
  display_press (find_preview (), "Cancel");
  desk_settle ();
  g_assert_null (find_preview ());
  g_assert_false (soky_create_row_is_ready (get_row (self, 0)));
  display_press (self->window, "View");
  display_wait (is_previewed, NULL);
  display_press (find_preview (), "Use This PDF");
  g_assert_null (find_preview ());
  g_assert_true (soky_create_row_is_ready (get_row (self, 0)));
  display_press (self->window, "Create 1 Book");
  display_wait (has_worked, self);
  g_assert_cmpuint (self->worked, ==, 1);
  close_window (self);
  g_assert_cmpuint (desk_count_books (self->lan, "Giáo án Tin học 6A tuần 8"), ==, 1);
  g_setenv ("PATH", before, TRUE);
  g_assert_cmpint (g_remove (program), ==, 0);
}

static void
many_cb (guint *count, GListModel *files)
{
  *count = g_list_model_get_n_items (files);
}

static gboolean
has_form (gpointer data)
{
  return display_find (((Room *) data)->window, "AdwPreferencesPage") != NULL;
}

static gboolean
can_create (gpointer data)
{
  return display_find_button (((Room *) data)->window, "Create") != NULL;
}

/* The dialog for one book takes a Word file likewise, and hands several files over. */
static void
test_dialog (Room *self, gconstpointer data)
{
  g_autofree char *before = put_office_in_place (self);
  g_autofree char *program = g_build_filename (self->folder, "soffice", NULL);
  guint many = 0;

  self->window = soky_create_dialog_new (NULL, self->lan->session);
  g_signal_connect_swapped (self->window, "destroy", G_CALLBACK (closed_cb), self);
  g_signal_connect_swapped (self->window, "many", G_CALLBACK (many_cb), &many);
  gtk_window_present (GTK_WINDOW (self->window));
  display_wait (has_form, self);
  add_copy (self, "Giáo án Tin học 6A tuần 7.docx", "words");
  g_assert_true (drop_files (self, G_LIST_MODEL (self->files)));
  display_wait (is_previewed, NULL);
  g_assert_false (can_create (self));
  display_press (find_preview (), "Use This PDF");
  display_wait (can_create, self);

  add_copy (self, "Giáo án Tin học 6B tuần 7.pdf", NULL);
  g_assert_true (drop_files (self, G_LIST_MODEL (self->files)));
  desk_settle ();
  g_assert_null (self->window);
  g_assert_cmpuint (many, ==, 2);
  g_setenv ("PATH", before, TRUE);
  g_assert_cmpint (g_remove (program), ==, 0);
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
#define ADD(path, func) g_test_add ("/create-many/" path, Room, NULL, room_open, func, room_close)
  ADD ("create", test_create);
  ADD ("stop", test_stop);
  ADD ("lost-file", test_lost_file);
  ADD ("offline", test_offline);
  ADD ("dropped", test_dropped);
  ADD ("clean-copy", test_clean_copy);
  ADD ("word-file", test_word_file);
  ADD ("dialog", test_dialog);
  int status = g_test_run ();
  fixture_server_free (server);
  return status;
}
