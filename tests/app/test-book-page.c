/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of a book against a real server: its history, and reading its pages. */
#include "config.h"

#include "app/compare-window.h"
#include "app/pages/book-reader.h"
#include "app/view/pdf-pane.h"
#include "app/widgets/history-row.h"
#include "app/workspace.h"

#include "desk.h"
#include "display.h"
#include "fixture.h"
#include "pdf-builder.h"

#include <glib/gstdio.h>
#include <string.h>

static FixtureServer *server;

typedef struct {
  Desk *lan;
  SokyWorkspace *workspace;
  SokyTokenMonitor *tokens;
  GtkWidget *reader;
  GtkWindow *window;
  SokyBook *book;
} Fixture;

/* Three pages of text; a link of the first one leads to an address. */
static char *
make_file (const char *word)
{
  PdfBuilder *pdf = pdf_builder_new ("");
  g_autofree char *path = g_strdup_printf ("%s/soky-%s.pdf", g_get_tmp_dir (), word);

  pdf_builder_object (pdf, 1, "<</Type/Catalog/Pages 2 0 R>>");
  pdf_builder_object (pdf, 2, "<</Type/Pages/Count 3/Kids[3 0 R 5 0 R 7 0 R]>>");
  for (guint page = 1; page <= 3; page++) {
    g_autofree char *text =
        g_strdup_printf ("BT /F 20 Tf 72 600 Td (%s page %u) Tj ET", word, page);
    pdf_builder_object (pdf, 2 * page + 1,
                        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 700]/Contents %u 0 R"
                        "/Resources<</Font<</F 9 0 R>>>>%s>>",
                        2 * page + 2, page == 1 ? "/Annots[10 0 R]" : "");
    pdf_builder_stream (pdf, 2 * page + 2, "", text);
  }
  pdf_builder_object (pdf, 9, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>");
  pdf_builder_object (pdf, 10,
                      "<</Type/Annot/Subtype/Link/Rect[72 590 300 620]"
                      "/A<</S/URI/URI(https://thcshoasen.edu.vn/)>>>>");
  pdf_builder_end_table (pdf, "");
  g_autoptr (GBytes) bytes = pdf_builder_finish (pdf);
  fixture_write (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return g_steal_pointer (&path);
}

static SokyBook *
attach (Desk *desk, SokyBook *book, const char *word)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = make_file (word);
  SokyBook *next = desk_attach (desk, book, path, &error);

  g_assert_no_error (error);
  g_unlink (path);
  return next;
}

/* Two files, one after the other, and a signature on the second. */
static SokyBook *
make_book (Desk *desk)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyBook) draft = desk_create (desk, "Giáo án tuần 3", &error);
  g_assert_no_error (error);
  g_autoptr (SokyBook) first = attach (desk, draft, "oldest");
  g_autoptr (SokyBook) second = attach (desk, first, "newer");
  g_autoptr (SokyBook) submitted = desk_submit (desk, second);
  g_autoptr (SokyBook) mine = desk_sign_book (desk, server, "gv.lan", submitted);
  return desk_get (desk, mine->id, &error);
}

static SokyPdfView *
get_view (Fixture *fixture)
{
  GtkWidget *view = display_find (fixture->reader, "SokyPdfView");
  return view != NULL ? SOKY_PDF_VIEW (view) : NULL;
}

static gboolean
is_read (gpointer data)
{
  SokyPdfView *view = get_view (data);
  return view != NULL && soky_pdf_view_get_page (view) == 1 && soky_pdf_view_is_settled (view);
}

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

/* As in the window of the application, which says by a toast what is done. */
static GtkWindow *
show (GtkWidget *reader)
{
  GtkWidget *window = adw_application_window_new (NULL);
  GtkWidget *overlay = adw_toast_overlay_new ();

  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), reader);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), overlay);
  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 760);
  gtk_window_present (GTK_WINDOW (window));
  display_wait (is_mapped, reader);
  return GTK_WINDOW (window);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  if (server == NULL) {
    g_test_skip ("SoftHSM's tools are not installed");
    return;
  }
  g_autoptr (SokyTokenHost) host = soky_token_host_new ();
  fixture->lan = desk_new (server, fixture_server_get_url (server), "gv.lan");
  fixture->tokens = soky_token_monitor_new (host);
  fixture->workspace = soky_workspace_new (fixture->lan->session, NULL, fixture->tokens);
  fixture->book = make_book (fixture->lan);
  fixture->reader = g_object_new (SOKY_TYPE_BOOK_READER, NULL);
  fixture->window = show (fixture->reader);
  soky_book_reader_open (SOKY_BOOK_READER (fixture->reader), fixture->workspace, fixture->book);
  display_wait (is_read, fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (server == NULL)
    return;
  soky_book_reader_open (SOKY_BOOK_READER (fixture->reader), NULL, NULL);
  display_close (fixture->window);
  g_clear_pointer (&fixture->book, soky_book_unref);
  g_clear_object (&fixture->workspace);
  g_clear_object (&fixture->tokens);
  g_clear_pointer (&fixture->lan, desk_free);
  desk_settle ();
}

/* The rows of the history, the newest first. */
static GtkWidget *
get_row (Fixture *fixture, int index)
{
  GtkWidget *panel = display_find (fixture->reader, "SokyHistoryPanel");
  GtkListBox *list = GTK_LIST_BOX (display_find (panel, "GtkListBox"));
  return GTK_WIDGET (gtk_list_box_get_row_at_index (list, index));
}

static void
use_revision (Fixture *fixture, const char *action, int number)
{
  GtkWidget *row = get_row (fixture, 0);
  g_assert_true (gtk_widget_activate_action (row, action, "i", number));
}

static void
open_history (Fixture *fixture)
{
  display_press (fixture->reader, "History");
  display_wait_text (fixture->reader, "Revision 3");
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  if (server == NULL)
    return;
  open_history (fixture);
  g_assert_null (get_row (fixture, 3));
  GtkWidget *newest = get_row (fixture, 0), *middle = get_row (fixture, 1),
            *oldest = get_row (fixture, 2);
  g_assert_cmpuint (display_count (newest, "Revision 3"), ==, 1);
  g_assert_cmpuint (display_count (newest, "Signed by Nguyễn Thị Lan"), ==, 1);
  g_assert_cmpuint (display_count (newest, "Present"), ==, 1);
  g_assert_cmpuint (display_count (newest, "Giáo viên bộ môn · Round 1"), ==, 1);
  g_assert_cmpuint (display_count (middle, "File attached"), ==, 1);
  g_assert_cmpuint (display_count (middle, "Present"), ==, 0);
  g_assert_cmpuint (display_count (oldest, "Revision 1"), ==, 1);
  g_assert_cmpuint (display_count (oldest, "Nguyễn Thị Lan · Before the first submission"), ==, 1);
}

static gboolean
has_words (gpointer data)
{
  SokyTextSearchState state;
  soky_text_search_get_state (data, &state);
  return !state.running && state.total > 0;
}

static guint
count_word (GtkWidget *window, const char *word)
{
  SokyPdfView *view = SOKY_PDF_VIEW (display_find (window, "SokyPdfView"));
  SokyTextSearch *search = soky_pdf_view_get_search (view);
  SokyTextSearchState state;

  soky_text_search_start (search, word, 0);
  display_wait (has_words, search);
  soky_text_search_get_state (search, &state);
  return state.hits;
}

static gboolean
shows_pages (gpointer window)
{
  GtkWidget *view = display_find (window, "SokyPdfView");
  return view != NULL && soky_pdf_view_get_document (SOKY_PDF_VIEW (view)) != NULL;
}

/* What opens is the file of then, and it says so. */
static void
test_view (Fixture *fixture, gconstpointer data)
{
  if (server == NULL)
    return;
  open_history (fixture);
  g_signal_emit_by_name (gtk_widget_get_parent (get_row (fixture, 2)), "row-activated",
                         get_row (fixture, 2));
  GtkWidget *window = display_wait_window ("SokyFileWindow");
  display_wait (shows_pages, window);
  g_assert_cmpuint (count_word (window, "oldest"), ==, 3);
  g_assert_true (g_str_has_prefix (gtk_window_get_title (GTK_WINDOW (window)), "Revision 1 of "));
  display_press (window, "Compare with Present File");
  gtk_window_destroy (GTK_WINDOW (display_wait_window ("SokyCompareWindow")));
  gtk_window_destroy (GTK_WINDOW (window));

  /* the present one is not compared with itself */
  use_revision (fixture, "history.open", 2);
  window = display_wait_window ("SokyFileWindow");
  display_wait (shows_pages, window);
  g_assert_cmpuint (count_word (window, "newer"), ==, 3);
  g_assert_null (display_find_button (window, "Compare with Present File"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_compare (Fixture *fixture, gconstpointer data)
{
  if (server == NULL)
    return;
  open_history (fixture);
  use_revision (fixture, "history.compare", 0);
  GtkWidget *window = display_wait_window ("SokyCompareWindow");
  display_wait ((DisplayReady) soky_compare_window_is_settled, window);
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
is_saved (gpointer path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
test_save (Fixture *fixture, gconstpointer data)
{
  if (server == NULL)
    return;
  g_autofree char *folder = fixture_make_folder ();
  g_autofree char *path = g_build_filename (folder, "saved.pdf", NULL);
  g_autofree char *before = g_get_current_dir ();
  const SokyRevision *oldest = g_ptr_array_index (fixture->book->revisions, 0);

  open_history (fixture);
  g_assert_cmpint (g_chdir (folder), ==, 0); /* which the dialog offers */
  use_revision (fixture, "history.save", 0);
  GtkWidget *dialog = display_wait_window ("GtkFileChooserDialog");
  g_autofree char *name = gtk_file_chooser_get_current_name (GTK_FILE_CHOOSER (dialog));
  g_assert_true (g_str_has_suffix (name, " (revision 1).pdf"));
  desk_settle (); /* it reads the folder first */
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), "saved.pdf");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_ACCEPT);
  display_wait (is_saved, path);
  desk_settle ();
  g_autoptr (GBytes) bytes = fixture_read (path);
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  g_assert_cmpstr (sha256, ==, oldest->sha256);
  g_assert_cmpint (g_chdir (before), ==, 0);
  fixture_remove_folder (g_steal_pointer (&folder));
}

/* Without a network what was seen opens, and what was not says what is missing. */
static void
test_offline (Fixture *fixture, gconstpointer data)
{
  if (server == NULL)
    return;
  open_history (fixture);
  use_revision (fixture, "history.open", 0);
  gtk_window_destroy (GTK_WINDOW (display_wait_window ("SokyFileWindow")));
  fixture_server_kill (server);
  use_revision (fixture, "history.open", 0);
  gtk_window_destroy (GTK_WINDOW (display_wait_window ("SokyFileWindow")));

  const SokyRevision *oldest = g_ptr_array_index (fixture->book->revisions, 0);
  g_autofree char *kept = soky_cache_get_path (fixture->lan->cache, oldest->sha256);
  g_assert_cmpint (g_unlink (kept), ==, 0);
  use_revision (fixture, "history.open", 0);
  GtkWidget *dialog = display_wait_window ("AdwMessageDialog");
  g_assert_cmpuint (display_count (dialog, "This Revision Cannot Be Opened"), ==, 1);
  g_assert_nonnull (strstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (dialog)), "network"));
  g_assert_null (display_find_window ("SokyFileWindow"));
  gtk_window_destroy (GTK_WINDOW (dialog));
  fixture_server_start (server);
}

/* Runs what the page has bound to a key. */
static void
press_key (Fixture *fixture, guint key, GdkModifierType modifiers)
{
  GtkWidget *pane = display_find (fixture->reader, "SokyPdfPane");
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (pane);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GListModel) shortcuts = g_list_model_get_item (controllers, i);
    for (guint j = 0; G_IS_LIST_MODEL (shortcuts) && j < g_list_model_get_n_items (shortcuts);
         j++) {
      g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (shortcuts, j);
      GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);
      if (GTK_IS_KEYVAL_TRIGGER (trigger) &&
          gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) == key &&
          gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger)) == modifiers) {
        g_assert_true (gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, pane,
                                                     gtk_shortcut_get_arguments (shortcut)));
        return;
      }
    }
  }
  g_error ("no shortcut with the key %u", key);
}

static gboolean
is_settled (gpointer view)
{
  return soky_pdf_view_is_settled (view);
}

/* To the next page and back; and all pages by a quarter, the same one staying in sight. */
static void
test_page_turned (Fixture *fixture, gconstpointer data)
{
  if (server == NULL)
    return;
  SokyPdfView *view = get_view (fixture);

  press_key (fixture, GDK_KEY_Page_Down, GDK_CONTROL_MASK);
  g_assert_cmpuint (soky_pdf_view_get_page (view), ==, 2);
  display_wait (is_settled, view);
  press_key (fixture, GDK_KEY_r, GDK_CONTROL_MASK);
  display_wait (is_settled, view);
  g_assert_cmpuint (soky_pdf_view_get_turns (view), ==, 1);
  g_assert_cmpuint (soky_pdf_view_get_page (view), ==, 2);
  press_key (fixture, GDK_KEY_r, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  display_wait (is_settled, view);
  g_assert_cmpuint (soky_pdf_view_get_turns (view), ==, 0);
  press_key (fixture, GDK_KEY_Page_Up, GDK_CONTROL_MASK);
  g_assert_cmpuint (soky_pdf_view_get_page (view), ==, 1);
}

static void
test_search (Fixture *fixture, gconstpointer data)
{
  if (server == NULL)
    return;
  SokyPdfView *view = get_view (fixture);

  g_assert_null (display_find (fixture->reader, "GtkSearchEntry"));
  press_key (fixture, GDK_KEY_f, GDK_CONTROL_MASK);
  GtkWidget *entry = display_find (fixture->reader, "GtkSearchEntry");
  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), "newer");
  display_wait_text (fixture->reader, "1/3");
  press_key (fixture, GDK_KEY_F3, 0);
  display_wait_text (fixture->reader, "2/3");
  g_assert_cmpuint (soky_pdf_view_get_page (view), ==, 2);
  press_key (fixture, GDK_KEY_F3, GDK_SHIFT_MASK);
  display_wait_text (fixture->reader, "1/3");
  g_signal_emit_by_name (entry, "stop-search");
  g_assert_false (soky_pdf_view_has_selection (view));
  g_assert_null (soky_text_search_get_current (soky_pdf_view_get_search (view)));
}

/* A link that leads out of the file is followed by nobody who was not asked. */
static void
test_link (Fixture *fixture, gconstpointer data)
{
  if (server == NULL)
    return;
  SokyPdfView *view = get_view (fixture);

  g_signal_emit_by_name (view, "link-followed", "file:///etc/passwd");
  g_assert_null (display_find_window ("AdwMessageDialog"));
  g_signal_emit_by_name (view, "link-followed", "https://thcshoasen.edu.vn/");
  GtkWidget *dialog = display_wait_window ("AdwMessageDialog");
  g_assert_cmpuint (display_count (dialog, "Leave the File?"), ==, 1);
  g_assert_nonnull (strstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (dialog)),
                            "https://thcshoasen.edu.vn/"));
  g_assert_nonnull (display_find_button (dialog, "Open"));
  display_press (dialog, "Cancel");
  desk_settle ();
  g_assert_null (display_find_window ("AdwMessageDialog"));
  g_assert_nonnull (get_view (fixture));
}

int
main (int argc, char **argv)
{
  /* GTK's file chooser asks for folders of cloud services by a library that leaks the answers */
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "disabled:", TRUE);
  if (!display_init (&argc, &argv))
    return 0;

  server = fixture_server_new_demo ();
#define ADD(path, func) g_test_add ("/book-page/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("history", test_list);
  ADD ("history/view", test_view);
  ADD ("history/compare", test_compare);
  ADD ("history/save", test_save);
  ADD ("history/offline", test_offline);
  ADD ("page-turned", test_page_turned);
  ADD ("search", test_search);
  ADD ("link", test_link);
#undef ADD
  int result = g_test_run ();
  g_clear_pointer (&server, fixture_server_free);
  return result;
}
