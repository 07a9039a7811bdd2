/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An administrator says how signatures look, against the real server. */
#include "config.h"

#include "desk.h"
#include "display.h"
#include "softtoken.h"

#include "app/dialogs/looks-window.h"
#include "book/row-look.h"

#define TYPE "lesson_plan"

static FixtureServer *server;

typedef struct {
  Desk *desk;
  SokyTokenMonitor *monitor;
  SokyWorkspace *workspace;
  GtkWidget *window;
} Room;

static gboolean
has_types (gpointer data)
{
  return soky_workspace_get_type_by_id (((Room *) data)->workspace, TYPE) != NULL;
}

static void
room_open (Room *room, gconstpointer data)
{
  g_autoptr (SokyTokenHost) host = soky_token_host_new_for_module (fixture_tokens_find_module ());

  room->desk = desk_new (server, fixture_server_get_url (server), "qt.huy");
  room->monitor = soky_token_monitor_new (host);
  room->workspace = soky_workspace_new (room->desk->session, NULL, room->monitor);
  display_wait (has_types, room);
  room->window = soky_looks_window_new (NULL, room->workspace);
  gtk_window_present (GTK_WINDOW (room->window));
  desk_settle ();
}

static void
room_close (Room *room, gconstpointer data)
{
  display_close (GTK_WINDOW (room->window));
  desk_settle ();
  g_object_unref (room->workspace);
  g_object_unref (room->monitor);
  desk_free (room->desk);
}

/* Presses the row of the type in the list. */
static GtkWidget *
open_type (Room *room)
{
  GPtrArray *types = soky_workspace_get_types (room->workspace);
  GtkListBox *list = GTK_LIST_BOX (display_find (room->window, "GtkListBox"));
  guint index = 0;

  g_assert_true (
      g_ptr_array_find (types, soky_workspace_get_type_by_id (room->workspace, TYPE), &index));
  g_signal_emit_by_name (list, "row-activated", gtk_list_box_get_row_at_index (list, (int) index));
  return display_wait_window ("SokyLooksDialog");
}

/* The first row's look as a person who signs in now gets it. */
static SokyRowLook *
look_of (const char *login)
{
  g_autoptr (Desk) desk = desk_new (server, fixture_server_get_url (server), login);
  g_autoptr (GError) error = NULL;
  g_auto (Reply) reply = {NULL};

  soky_session_load_book_types_async (desk->session, NULL, reply_cb, &reply);
  g_autoptr (GPtrArray) types =
      soky_session_load_book_types_finish (desk->session, reply_wait (&reply), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < types->len; i++) {
    SokyBookType *type = types->pdata[i];
    if (!g_str_equal (type->id, TYPE))
      continue;
    g_autoptr (GPtrArray) looks = soky_book_type_get_looks (type);
    return soky_row_look_copy (looks->pdata[0]);
  }
  g_assert_not_reached ();
}

/* What is saved holds for everybody in the school; the standard comes back when it is asked for. */
static void
test_change (Room *room, gconstpointer data)
{
  g_autoptr (SokyRowLook) before = look_of ("gv.lan");
  GtkWidget *dialog = open_type (room);
  GtkWidget *group = display_find (dialog, "SokyLookGroup");

  g_assert_null (display_find_button (dialog, "Save"));
  adw_combo_row_set_selected (ADW_COMBO_ROW (display_find (group, "AdwComboRow")), 1);
  gtk_editable_set_text (GTK_EDITABLE (display_find (group, "AdwEntryRow")), "  GIÁO VIÊN  ");
  gtk_switch_set_active (GTK_SWITCH (display_find (group, "GtkSwitch")), TRUE);
  display_press (dialog, "Save");
  display_wait_no_window ("SokyLooksDialog");
  g_autoptr (SokyRowLook) changed = look_of ("gv.lan");
  g_assert_cmpint (before->profile, ==, SOKY_PROFILE_TEXT);
  g_assert_cmpint (changed->profile, ==, SOKY_PROFILE_PERSON);
  g_assert_cmpstr (changed->anchor, ==, "GIÁO VIÊN");
  g_assert_true (changed->code);

  desk_settle ();
  dialog = open_type (room);
  display_press (dialog, "Back to the Standard…");
  display_press (display_wait_window ("AdwMessageDialog"), "Go Back");
  display_wait_no_window ("SokyLooksDialog");
  g_autoptr (SokyRowLook) standard = look_of ("gv.lan");
  g_assert_cmpint (standard->profile, ==, before->profile);
  g_assert_cmpstr (standard->anchor, ==, before->anchor);
  g_assert_false (standard->code);
}

/* What the rules refuse is told before it is sent, and can be mended. */
static void
test_refused (Room *room, gconstpointer data)
{
  g_autofree char *long_text = g_strnfill (101, 'A');
  GtkWidget *dialog = open_type (room);
  GtkWidget *group = display_find (dialog, "SokyLookGroup");
  GtkEditable *anchor = GTK_EDITABLE (display_find (group, "AdwEntryRow"));

  gtk_editable_set_text (anchor, long_text);
  g_assert_null (display_find_button (dialog, "Save"));
  g_assert_true (gtk_widget_has_css_class (display_find (dialog, "SokyStatusLine"), "error"));
  gtk_editable_set_text (anchor, "NGƯỜI DẠY");
  g_assert_nonnull (display_find_button (dialog, "Save"));
  gtk_window_close (GTK_WINDOW (dialog));
  display_wait_no_window ("SokyLooksDialog");
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
  g_test_add ("/looks-window/change", Room, NULL, room_open, test_change, room_close);
  g_test_add ("/looks-window/refused", Room, NULL, room_open, test_refused, room_close);
  int status = g_test_run ();
  fixture_server_free (server);
  return status;
}
