/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nhắc nộp in the window, against the real server: who looks after a group reminds from the page of
 * reports, and the late one finds it on the overview and begins the book from there. */
#include "config.h"

#include "app/dialogs/create-dialog.h"
#include "app/pages/overview-page.h"
#include "app/pages/report-page.h"
#include "app/window.h"

#include "display.h"
#include "server-fixture.h"

static FixtureServer *server;

#define NOTE "Nộp trước thứ Sáu giúp tổ"

static gboolean
is_signed_in (gpointer window)
{
  return soky_window_get_workspace (window) != NULL &&
         display_find (window, "SokySignInPage") == NULL;
}

static GtkWidget *
open_window (const char *login)
{
  g_autofree char *ca_file = fixture_server_file (server, "server-ca.pem");
  g_autoptr (SokySecret) password = soky_secret_new (FIXTURE_PASSWORD, -1);
  g_autoptr (SokyTrust) trust = soky_trust_new ();
  GtkWidget *window = soky_window_new (NULL, trust);

  gtk_window_present (GTK_WINDOW (window));
  soky_window_sign_in (SOKY_WINDOW (window), fixture_server_get_url (server), ca_file, login,
                       password);
  display_wait (is_signed_in, window);
  return window;
}

static void
go_to (GtkWidget *window, SokyPlace place)
{
  g_signal_emit_by_name (display_find (window, "SokySidebar"), "place-chosen", (int) place);
}

/* The first label on the screen that begins with @start. */
static const char *
find_text (GtkWidget *widget, const char *start)
{
  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (GTK_IS_LABEL (widget) && g_str_has_prefix (gtk_label_get_text (GTK_LABEL (widget)), start))
    return gtk_label_get_text (GTK_LABEL (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    const char *found = find_text (child, start);
    if (found != NULL)
      return found;
  }
  return NULL;
}

static gboolean
is_answered (gpointer window)
{
  return find_text (window, "Reminders sent: ") != NULL;
}

/* A tick on the screen. */
static GtkWidget *
find_tick (GtkWidget *widget, const char *label)
{
  if (GTK_IS_CHECK_BUTTON (widget) && gtk_widget_get_mapped (widget) &&
      g_strcmp0 (gtk_check_button_get_label (GTK_CHECK_BUTTON (widget)), label) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_tick (child, label);
    if (found != NULL)
      return found;
  }
  return NULL;
}

static gboolean
has_ticks (gpointer window)
{
  return find_tick (window, "All") != NULL;
}

/* @expected: what the window answers, a beginning of it */
static void
remind (GtkWidget *window, const char *expected)
{
  GtkWidget *page = display_find (window, "SokyReportPage");

  g_assert_null (display_find_button (page, "Remind"));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find_tick (page, "All")), TRUE);
  display_press (page, "Remind");
  display_wait (is_answered, window);
  if (!g_str_has_prefix (find_text (window, "Reminders sent: "), expected))
    g_error ("“%s” does not begin with “%s”", find_text (window, "Reminders sent: "), expected);
}

static GtkWidget *
find_create_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);
    if (SOKY_IS_CREATE_DIALOG (window) && gtk_widget_get_mapped (window))
      return window;
  }
  return NULL;
}

static gboolean
is_creating (gpointer data)
{
  return find_create_dialog () != NULL;
}

static void
test_reminders (void)
{
  GtkWidget *head = open_window ("tt.minh");

  go_to (head, SOKY_PLACE_REPORT);
  display_wait (has_ticks, head);
  GtkWidget *page = display_find (head, "SokyReportPage");
  gtk_editable_set_text (GTK_EDITABLE (display_find (page, "GtkEntry")), NOTE);
  /* two classes of one kind and week are one reminder */
  remind (head, "Reminders sent: 2. Skipped: reminded today already: 1.");
  display_close (GTK_WINDOW (head));

  GtkWidget *late = open_window ("gv.lan");
  go_to (late, SOKY_PLACE_OVERVIEW);
  display_wait_text (late, "You Were Reminded");
  const char *words = find_text (late, "Trần Văn Minh · ");
  g_assert_nonnull (words);
  g_assert_true (g_str_has_suffix (words, NOTE));
  display_press (late, "Create");
  display_wait (is_creating, NULL);
  display_close (GTK_WINDOW (find_create_dialog ()));
  display_close (GTK_WINDOW (late));
}

/* On the same day again, nobody is told twice, and the window says so. */
static void
test_repeated (void)
{
  GtkWidget *head = open_window ("tt.minh");

  go_to (head, SOKY_PLACE_REPORT);
  display_wait (has_ticks, head);
  remind (head, "Reminders sent: 0. Skipped: reminded today already:");
  display_close (GTK_WINDOW (head));
}

int
main (int argc, char **argv)
{
  if (!display_init (&argc, &argv))
    return 0;
  server = fixture_server_new_demo ();
  if (server == NULL) {
    g_print ("1..0 # SKIP SoftHSM's tools are not installed\n");
    return 0;
  }
  g_test_add_func ("/reminders/sent", test_reminders);
  g_test_add_func ("/reminders/repeated", test_repeated);
  int status = g_test_run ();
  fixture_server_free (server);
  return status;
}
