/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk.h"
#include "display.h"
#include "fixture.h"
#include "softtoken.h"

#include "app/dialogs/batch-dialog.h"

/* Many books with one PIN against the real server: stopped and gone on with, and with a token that
 * is pulled out in the middle. */

#define BOOKS 4
#define TYPE "lesson_plan"
#define ALL_DONE "4 of 4: 4 done, 0 skipped, 0 failed"

static FixtureServer *server;

typedef struct {
  char *folder, *habits;
  Desk *lan;
  SokyTokenHost *host;
  SokyTokenMonitor *monitor;
  SokyWorkspace *workspace;
  GPtrArray *books;
  GtkWidget *dialog;
} Room;

static void
set_habits (Room *room, const char *habits)
{
  fixture_write (room->habits, habits, strlen (habits));
}

static gboolean
has_types (gpointer data)
{
  return soky_workspace_get_type_by_id (((Room *) data)->workspace, TYPE) != NULL;
}

static gboolean
has_pin (gpointer dialog)
{
  GtkWidget *pin = display_find (dialog, "AdwPasswordEntryRow");
  return pin != NULL && gtk_widget_is_sensitive (pin);
}

static void
room_open (Room *room, gconstpointer data)
{
  g_autofree char *config = fixture_server_file (server, "softhsm2.conf");
  g_autofree char *module = g_test_build_filename (G_TEST_BUILT, "token", "bad-module.so", NULL);

  room->folder = fixture_make_folder ();
  room->habits = g_build_filename (room->folder, "habits", NULL);
  set_habits (room, "slow");
  g_setenv ("SOFTHSM2_CONF", config, TRUE);
  g_setenv ("BAD_MODULE_FILE", room->habits, TRUE);
  g_setenv ("BAD_MODULE_REAL", fixture_tokens_find_module (), TRUE);
  room->lan = desk_new (server, fixture_server_get_url (server), "gv.lan");
  room->host = soky_token_host_new_for_module (module);
  room->monitor = soky_token_monitor_new (room->host);
  room->workspace = soky_workspace_new (room->lan->session, NULL, room->monitor);
  room->books = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_book_unref);
  display_wait (has_types, room);
  for (guint i = 0; i < BOOKS; i++) {
    g_autofree char *title = g_strdup_printf ("Giáo án tuần %u", i + 1);
    g_autoptr (SokyBook) draft = desk_make_book (room->lan, title, 2);
    g_ptr_array_add (room->books, desk_submit (room->lan, draft));
  }
  room->dialog = soky_batch_dialog_new (NULL, room->workspace, room->books);
  gtk_window_present (GTK_WINDOW (room->dialog));
  display_wait (has_pin, room->dialog);
}

static void
room_close (Room *room, gconstpointer data)
{
  display_close (GTK_WINDOW (room->dialog));
  desk_settle ();
  g_ptr_array_unref (room->books);
  g_object_unref (room->workspace);
  g_object_unref (room->monitor);
  g_object_unref (room->host);
  desk_free (room->lan);
  g_unsetenv ("BAD_MODULE_FILE");
  fixture_remove_folder (room->folder);
  g_free (room->habits);
}

static void
type_pin (Room *room)
{
  gtk_editable_set_text (GTK_EDITABLE (display_find (room->dialog, "AdwPasswordEntryRow")),
                         FIXTURE_PIN);
}

static gboolean
is_under_way (gpointer dialog)
{
  GtkWidget *bar = display_find (dialog, "GtkProgressBar");
  return bar != NULL && gtk_progress_bar_get_fraction (GTK_PROGRESS_BAR (bar)) > 0;
}

static gboolean
has_stopped (gpointer dialog)
{
  return display_find_button (dialog, "Stop") == NULL && is_under_way (dialog);
}

static void
assert_signed (Room *room)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < BOOKS; i++) {
    SokyBook *book = room->books->pdata[i];
    g_autoptr (SokyBook) now = desk_get (room->lan, book->id, &error);
    g_assert_no_error (error);
    g_assert_cmpint (now->revision_count, ==, book->revision_count + 1);
  }
}

/* Stopped by the person, it goes on without another PIN. */
static void
test_stopped (Room *room, gconstpointer data)
{
  type_pin (room);
  display_press (room->dialog, "Sign");
  display_wait (is_under_way, room->dialog);
  display_press (room->dialog, "Stop");
  display_wait (has_stopped, room->dialog);
  g_assert_null (display_find (room->dialog, "AdwPasswordEntryRow"));
  g_assert_cmpuint (display_count (room->dialog, ALL_DONE), ==, 0);
  display_press (room->dialog, "Go On");
  display_wait_text (room->dialog, ALL_DONE);
  assert_signed (room);
}

/* A token that is pulled out stops it; when it is back, its PIN is asked, and nothing is signed
 * twice. */
static void
test_pulled_out (Room *room, gconstpointer data)
{
  type_pin (room);
  display_press (room->dialog, "Sign");
  display_wait (is_under_way, room->dialog);
  set_habits (room, "slow,absent");
  display_wait (has_stopped, room->dialog);
  g_assert_cmpuint (display_count (room->dialog, ALL_DONE), ==, 0);
  g_assert_null (display_find_button (room->dialog, "Go On"));
  set_habits (room, "slow");
  display_wait (has_pin, room->dialog);
  type_pin (room);
  display_press (room->dialog, "Go On");
  display_wait_text (room->dialog, ALL_DONE);
  assert_signed (room);
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
  g_test_add ("/batch-dialog/stopped", Room, NULL, room_open, test_stopped, room_close);
  g_test_add ("/batch-dialog/pulled-out", Room, NULL, room_open, test_pulled_out, room_close);
  int status = g_test_run ();
  fixture_server_free (server);
  return status;
}
