/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/pages/book-list-page.h"
#include "app/pages/book-reader.h"
#include "app/pages/overview-page.h"
#include "app/place.h"
#include "app/widgets/banner.h"
#include "app/widgets/signatures-panel.h"
#include "app/window.h"

#include "display.h"
#include "server-fixture.h"

/* The window against a real server with the demo school. */
typedef struct {
  FixtureServer *server;
  SokyTrust *trust;
  GtkWidget *window;
} Fixture;

#define MINUTES "Biên bản họp tổ Toán – Tin tháng 9"

static gboolean
is_gone (gpointer data)
{
  return display_find (((Fixture *) data)->window, "SokySignInPage") == NULL;
}

static void
sign_in (Fixture *fixture, const char *login)
{
  g_autofree char *ca_file = fixture_server_file (fixture->server, "server-ca.pem");
  g_autoptr (SokySecret) password = soky_secret_new (FIXTURE_PASSWORD, -1);

  fixture->window = soky_window_new (NULL, fixture->trust);
  gtk_window_present (GTK_WINDOW (fixture->window));
  soky_window_sign_in (SOKY_WINDOW (fixture->window), fixture_server_get_url (fixture->server),
                       ca_file, login, password);
  display_wait (is_gone, fixture);
}

/* As a click on the sidebar does. */
static void
go_to (Fixture *fixture, SokyPlace place)
{
  g_signal_emit_by_name (display_find (fixture->window, "SokySidebar"), "place-chosen",
                         (int) place);
}

/* Agrees to what a dialog asks. */
static void
agree (const char *button)
{
  display_press (display_wait_window ("AdwMessageDialog"), button);
}

static void
sign_out (Fixture *fixture)
{
  display_press (fixture->window, "Sign Out");
  agree ("Sign Out");
  display_wait_text (fixture->window, "Sign In");
  g_assert_null (soky_window_get_workspace (SOKY_WINDOW (fixture->window)));
  display_close (GTK_WINDOW (fixture->window));
}

static GtkWidget *
find_reader (Fixture *fixture)
{
  return display_find (fixture->window, "SokyBookReader");
}

static gboolean
is_verified (gpointer data)
{
  GtkWidget *panel = display_find (((Fixture *) data)->window, "SokySignaturesPanel");
  return panel != NULL && soky_signatures_panel_get_report (SOKY_SIGNATURES_PANEL (panel)) != NULL;
}

/* Opens the book at @position of the list, and waits until it may be acted on. */
static void
open_book (Fixture *fixture, guint position, const char *button)
{
  GtkWidget *list = display_find (fixture->window, "GtkColumnView");
  g_signal_emit_by_name (list, "activate", position);
  display_wait_text (fixture->window, button);
  display_press (fixture->window, "Signatures");
  display_wait (is_verified, fixture);
}

static guint
find_position (Fixture *fixture, const char *title)
{
  SokyWorkspace *workspace = soky_window_get_workspace (SOKY_WINDOW (fixture->window));
  GListModel *model = G_LIST_MODEL (soky_workspace_get_model (workspace, SOKY_BOOK_VIEW_OUTBOX));

  for (guint i = 0; i < g_list_model_get_n_items (model); i++) {
    g_autoptr (SokyBookItem) item = g_list_model_get_item (model, i);
    if (g_str_equal (soky_book_item_get_book (item)->fields.title, title))
      return i;
  }
  g_error ("there is no book %s", title);
}

static gboolean
is_page_shown (gpointer data)
{
  return display_find (((Fixture *) data)->window, "SokyOverviewPage") != NULL;
}

/* The first row of that title. */
static GtkWidget *
find_row (GtkWidget *widget, const char *title)
{
  if (ADW_IS_ACTION_ROW (widget) &&
      g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_row (child, title);
    if (found != NULL)
      return found;
  }
  return NULL;
}

static gboolean
is_told_by_type (gpointer data)
{
  return find_row (data, "Sổ họp tổ chuyên môn") != NULL;
}

/* what waits for the principal is told first, and opened from there */
static void
test_overview (Fixture *fixture, gconstpointer data)
{
  if (fixture->server == NULL)
    return;
  sign_in (fixture, "ht.hanh");
  display_wait_text (fixture->window, "Waiting for You");
  display_wait_text (fixture->window, MINUTES);
  g_assert_nonnull (display_find (fixture->window, "SokyShareBar"));
  GtkWidget *row =
      display_find (display_find (fixture->window, "SokyOverviewPage"), "AdwActionRow");
  g_signal_emit_by_name (row, "activated");
  display_wait_text (fixture->window, "Route");
  gtk_widget_activate_action (find_reader (fixture), "book.back", NULL);

  /* a state leads to its books */
  display_wait (is_page_shown, fixture);
  GtkWidget *page = display_find (fixture->window, "SokyOverviewPage");
  g_signal_emit_by_name (find_row (page, "Being signed"), "activated");
  display_wait_text (fixture->window, "State: Being signed");
  SokyBookModel *model = soky_workspace_get_model (
      soky_window_get_workspace (SOKY_WINDOW (fixture->window)), SOKY_BOOK_VIEW_UNIT);
  g_assert_cmpint (soky_book_model_get_filter (model)->state, ==, SOKY_BOOK_IN_REVIEW);
  display_close (GTK_WINDOW (fixture->window));
}

/* What is missing and how far the rest is, told by what is chosen. */
static void
test_report (Fixture *fixture, gconstpointer data)
{
  if (fixture->server == NULL)
    return;
  sign_in (fixture, "ht.hanh");
  go_to (fixture, SOKY_PLACE_REPORT);
  display_wait_text (fixture->window, "Not Submitted");
  GtkWidget *page = display_find (fixture->window, "SokyReportPage");
  g_assert_nonnull (find_row (page, "Tổ Toán – Tin"));
  GtkWidget *drop_down = display_find (page, "GtkDropDown");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), 1);
  display_wait (is_told_by_type, page);
  display_close (GTK_WINDOW (fixture->window));
}

/* Events and deadlines lead somewhere; what cannot be loaded again says how old it is. */
static void
test_overview_ways (Fixture *fixture, gconstpointer data)
{
  if (fixture->server == NULL)
    return;
  sign_in (fixture, "gv.lan");
  display_wait_text (fixture->window, "What Happened");
  GtkWidget *page = display_find (fixture->window, "SokyOverviewPage");
  g_signal_emit_by_name (find_row (page, MINUTES), "activated");
  display_wait_text (fixture->window, "Route");
  gtk_widget_activate_action (find_reader (fixture), "book.back", NULL);

  fixture_server_kill (fixture->server);
  display_wait (is_page_shown, fixture);
  soky_overview_page_reload (SOKY_OVERVIEW_PAGE (page));
  GtkWidget *banner = display_find (page, "SokyBanner");
  display_wait ((DisplayReady) soky_banner_is_shown, banner);
  display_wait_text (fixture->window, MINUTES);
  g_assert_nonnull (display_find_button (banner, "Try Again"));
  fixture_server_start (fixture->server);
  sign_out (fixture);
}

static void
test_teacher (Fixture *fixture, gconstpointer data)
{
  if (fixture->server == NULL)
    return;
  sign_in (fixture, "gv.lan");
  go_to (fixture, SOKY_PLACE_OUTBOX);
  display_wait_text (fixture->window, MINUTES);
  g_assert_cmpuint (display_count (fixture->window, "My Books"), >=, 2);
  g_assert_nonnull (display_find_button (fixture->window, "Create Book"));

  SokyWorkspace *workspace = soky_window_get_workspace (SOKY_WINDOW (fixture->window));
  GListModel *model = G_LIST_MODEL (soky_workspace_get_model (workspace, SOKY_BOOK_VIEW_OUTBOX));
  guint count = g_list_model_get_n_items (model);
  g_assert_cmpuint (count, ==, soky_workspace_get_count (workspace, SOKY_BOOK_VIEW_OUTBOX));

  open_book (fixture, find_position (fixture, MINUTES), "Recall");
  display_wait_text (fixture->window, "2 signatures, all valid");
  g_assert_null (display_find_button (fixture->window, "Sign"));
  g_assert_null (display_find_button (fixture->window, "Return"));
  gtk_widget_activate_action (find_reader (fixture), "book.back", NULL);
  display_wait_text (fixture->window, MINUTES);
  sign_out (fixture);
}

static void
search (Fixture *fixture, const char *text)
{
  SokyWorkspace *workspace = soky_window_get_workspace (SOKY_WINDOW (fixture->window));
  soky_book_model_set_query (soky_workspace_get_model (workspace, SOKY_BOOK_VIEW_OUTBOX), text);
}

static void
test_search (Fixture *fixture, gconstpointer data)
{
  if (fixture->server == NULL)
    return;
  sign_in (fixture, "gv.lan");
  go_to (fixture, SOKY_PLACE_OUTBOX);
  display_wait_text (fixture->window, MINUTES);
  search (fixture, "no book is called like this");
  display_wait_text (fixture->window, "Nothing Found");
  search (fixture, "bien ban");
  display_wait_text (fixture->window, MINUTES);
  search (fixture, "");
  sign_out (fixture);
}

static void
test_return (Fixture *fixture, gconstpointer data)
{
  if (fixture->server == NULL)
    return;
  sign_in (fixture, "ht.hanh");
  go_to (fixture, SOKY_PLACE_INBOX);
  display_wait_text (fixture->window, MINUTES);
  g_assert_null (display_find_button (fixture->window, "Create Book"));
  open_book (fixture, 0, "Sign");

  display_press (fixture->window, "Return");
  GtkWidget *dialog = display_wait_window ("SokyReasonDialog");
  GtkTextView *text = GTK_TEXT_VIEW (display_find (dialog, "GtkTextView"));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (text), "Thiếu chữ ký của thư ký.", -1);
  display_press (dialog, "Return");
  display_press (fixture->window, "Route");
  display_wait_text (fixture->window, "Why it came back");
  g_assert_cmpuint (display_count (fixture->window, "Thiếu chữ ký của thư ký."), ==, 1);
  g_assert_null (display_find_button (fixture->window, "Sign"));
  gtk_widget_activate_action (find_reader (fixture), "book.back", NULL);
  display_wait_text (fixture->window, "Nothing Waits for You");
  sign_out (fixture);
}

static void
test_wrong_password (Fixture *fixture, gconstpointer data)
{
  if (fixture->server == NULL)
    return;
  g_autofree char *ca_file = fixture_server_file (fixture->server, "server-ca.pem");
  g_autoptr (SokySecret) password = soky_secret_new ("not this one", -1);
  fixture->window = soky_window_new (NULL, fixture->trust);
  gtk_window_present (GTK_WINDOW (fixture->window));
  soky_window_sign_in (SOKY_WINDOW (fixture->window), fixture_server_get_url (fixture->server),
                       ca_file, "gv.lan", password);
  GtkWidget *page = display_find (fixture->window, "SokySignInPage");
  GtkWidget *form = display_find (page, "AdwPreferencesGroup");
  display_wait ((DisplayReady) gtk_widget_get_sensitive, form);
  GtkWidget *revealer = display_find (page, "GtkRevealer");
  g_assert_true (gtk_revealer_get_reveal_child (GTK_REVEALER (revealer)));
  g_assert_null (soky_window_get_workspace (SOKY_WINDOW (fixture->window)));
  display_close (GTK_WINDOW (fixture->window));
}

/* What is there stays readable, and it is said that there is no network. */
static void
test_server_gone (Fixture *fixture, gconstpointer data)
{
  if (fixture->server == NULL)
    return;
  sign_in (fixture, "gv.lan");
  go_to (fixture, SOKY_PLACE_OUTBOX);
  display_wait_text (fixture->window, MINUTES);
  fixture_server_kill (fixture->server);
  soky_workspace_refresh (soky_window_get_workspace (SOKY_WINDOW (fixture->window)));
  display_wait_text (fixture->window, "Offline · you see what was last loaded");
  g_assert_cmpuint (display_count (fixture->window, MINUTES), ==, 1);
  fixture_server_start (fixture->server);
  sign_out (fixture);
}

/* A day with a network, after which the account is known here. */
static void
look_once (Fixture *fixture)
{
  sign_in (fixture, "gv.lan");
  go_to (fixture, SOKY_PLACE_OUTBOX);
  display_wait_text (fixture->window, MINUTES);
  open_book (fixture, find_position (fixture, MINUTES), "Recall");
  gtk_widget_activate_action (find_reader (fixture), "book.back", NULL);
  display_wait_text (fixture->window, MINUTES);
  sign_out (fixture);
}

static void
open_offline (Fixture *fixture)
{
  g_autofree char *ca_file = fixture_server_file (fixture->server, "server-ca.pem");

  fixture->window = soky_window_new (NULL, fixture->trust);
  gtk_window_present (GTK_WINDOW (fixture->window));
  soky_window_sign_in (SOKY_WINDOW (fixture->window), fixture_server_get_url (fixture->server),
                       ca_file, "gv.lan", NULL);
  display_press (fixture->window, "Use Offline");
  display_wait (is_gone, fixture);
  go_to (fixture, SOKY_PLACE_OUTBOX);
  display_wait_text (fixture->window, MINUTES);
}

/* A book is read and recalled without a network; the recall waits, is seen, and taken back. */
static void
test_offline (Fixture *fixture, gconstpointer data)
{
  if (fixture->server == NULL)
    return;
  look_once (fixture);
  fixture_server_kill (fixture->server);
  open_offline (fixture);
  open_book (fixture, find_position (fixture, MINUTES), "Recall");
  display_press (fixture->window, "Recall");
  agree ("Recall");
  display_wait_text (fixture->window, "Offline · 1 change waits to be sent");
  gtk_widget_activate_action (find_reader (fixture), "book.back", NULL);
  display_wait_text (fixture->window, "Waiting to be sent");

  display_press (fixture->window, "Show");
  GtkWidget *outbox = display_wait_window ("SokyOutboxWindow");
  display_wait_text (outbox, MINUTES);
  display_press (outbox, "Discard");
  agree ("Discard");
  display_wait_text (outbox, "Nothing Waits");
  gtk_window_close (GTK_WINDOW (outbox));
  display_wait_text (fixture->window, "Offline · you see what was last loaded");
  fixture_server_start (fixture->server);
  sign_out (fixture);
}

/* Who removes the data at sign-out leaves nothing behind. */
static void
test_removed (Fixture *fixture, gconstpointer data)
{
  if (fixture->server == NULL)
    return;
  look_once (fixture);
  g_autofree char *folder =
      soky_library_find_folder (fixture_server_get_url (fixture->server), "gv.lan");
  g_assert_true (g_file_test (folder, G_FILE_TEST_IS_DIR));
  sign_in (fixture, "gv.lan");
  go_to (fixture, SOKY_PLACE_OUTBOX);
  display_wait_text (fixture->window, MINUTES);
  gtk_widget_activate_action (fixture->window, "win.local-data", NULL);
  display_press (display_wait_window ("SokyLocalDataDialog"), "Remove…");
  agree ("Remove");
  display_wait_text (fixture->window, "Sign In");
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
  g_assert_null (display_find_button (fixture->window, "Use Offline"));
  display_close (GTK_WINDOW (fixture->window));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->server = fixture_server_new_demo ();
  if (fixture->server == NULL) {
    g_test_skip ("SoftHSM's tools are not installed");
    return;
  }
  g_autoptr (GError) error = NULL;
  g_autofree char *anchor = fixture_server_file (fixture->server, "demo-ca.pem");
  fixture->trust = soky_trust_new ();
  soky_trust_add_file (fixture->trust, anchor, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_pointer (&fixture->trust, soky_trust_unref);
  g_clear_pointer (&fixture->server, fixture_server_free);
}

int
main (int argc, char **argv)
{
  if (!display_init (&argc, &argv))
    return 0;

  g_test_add ("/window/teacher", Fixture, NULL, set_up, test_teacher, tear_down);
  g_test_add ("/window/overview", Fixture, NULL, set_up, test_overview, tear_down);
  g_test_add ("/window/overview-ways", Fixture, NULL, set_up, test_overview_ways, tear_down);
  g_test_add ("/window/report", Fixture, NULL, set_up, test_report, tear_down);
  g_test_add ("/window/search", Fixture, NULL, set_up, test_search, tear_down);
  g_test_add ("/window/return", Fixture, NULL, set_up, test_return, tear_down);
  g_test_add ("/window/wrong-password", Fixture, NULL, set_up, test_wrong_password, tear_down);
  g_test_add ("/window/server-gone", Fixture, NULL, set_up, test_server_gone, tear_down);
  g_test_add ("/window/offline", Fixture, NULL, set_up, test_offline, tear_down);
  g_test_add ("/window/removed", Fixture, NULL, set_up, test_removed, tear_down);
  return g_test_run ();
}
