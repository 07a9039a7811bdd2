/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/signature-images-window.h"
#include "app/help-topic.h"
#include "app/help-window.h"
#include "app/place.h"
#include "app/shortcuts-window.h"
#include "app/widgets/help-text.h"
#include "app/widgets/status-line.h"
#include "base/paths.h"

#include "display.h"

static const char *const languages[] = {"en", "vi"};

static char *
language_folder (const char *language)
{
  g_autofree char *relative = g_build_filename ("help", language, NULL);
  return soky_paths_data_file (relative);
}

/* a link or picture leads to something that is there */
static void
check_node (cmark_node *node, const char *folder)
{
  cmark_node_type type = cmark_node_get_type (node);

  if (type != CMARK_NODE_LINK && type != CMARK_NODE_IMAGE)
    return;
  g_autofree char *path = g_build_filename (folder, cmark_node_get_url (node), NULL);
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    g_error ("%s is not there", path);
}

static void
check_block (cmark_node *node)
{
  cmark_node_type type = cmark_node_get_type (node);

  if (type != CMARK_NODE_PARAGRAPH && type != CMARK_NODE_HEADING)
    return;
  g_autofree char *markup = soky_help_text_to_markup (node);
  GtkWidget *label = g_object_ref_sink (gtk_label_new (NULL));
  gtk_label_set_markup (GTK_LABEL (label), markup); /* what is wrong ends the test */
  g_object_unref (label);
}

static void
check_page (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  cmark_node *document = cmark_parse_document (text, strlen (text), CMARK_OPT_DEFAULT);
  cmark_iter *iter = cmark_iter_new (document);
  while (cmark_iter_next (iter) != CMARK_EVENT_DONE) {
    check_node (cmark_iter_get_node (iter), folder);
    check_block (cmark_iter_get_node (iter));
  }
  cmark_iter_free (iter);
  cmark_node_free (document);
}

/* both languages have the same pages, and nothing in them leads nowhere */
static void
test_pages (void)
{
  g_autofree char *first = language_folder (languages[0]);
  g_autofree char *second = language_folder (languages[1]);
  g_autoptr (GDir) dir = g_dir_open (first, 0, NULL);
  guint pages = 0;

  g_assert_nonnull (dir);
  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir)) {
    check_page (first, name);
    check_page (second, name);
    pages++;
  }
  g_assert_cmpuint (pages, >=, 10);
}

static void
test_markup (void)
{
  static const char text[] = "Press **Sign**, then *wait* for `a < b` & [more](submit.md).";
  cmark_node *document = cmark_parse_document (text, sizeof text - 1, CMARK_OPT_DEFAULT);
  g_autofree char *markup = soky_help_text_to_markup (cmark_node_first_child (document));

  g_assert_cmpstr (markup, ==,
                   "Press <b>Sign</b>, then <i>wait</i> for <tt>a &lt; b</tt> &amp; "
                   "<a href=\"submit.md\">more</a>.");
  cmark_node_free (document);
}

/* a topic shows its own page; a link goes on to another */
static void
test_window (void)
{
  GtkWidget *window = soky_help_window_new (NULL);

  soky_help_window_show_topic (SOKY_HELP_WINDOW (window), "troubles");
  gtk_window_present (GTK_WINDOW (window));
  display_wait_text (window, "When something fails");
  GtkWidget *page = display_find (window, "SokyHelpPage");
  g_signal_emit_by_name (page, "topic-chosen", "offline");
  display_wait_text (window, "Working without network");
  display_close (GTK_WINDOW (window));
}

static void
assert_has_page (const char *topic)
{
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++) {
    g_autofree char *folder = language_folder (languages[i]);
    g_autofree char *name = g_strconcat (topic, ".md", NULL);
    g_autofree char *path = g_build_filename (folder, name, NULL);
    if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
      g_error ("%s is not there", path);
  }
}

/* F1 leads to a page about each place, and about a window that has one */
static void
test_topics (void)
{
  g_assert_cmpstr (soky_help_topic_of (NULL), ==, "start");
  for (SokyPlace place = 0; place < SOKY_N_PLACES; place++)
    assert_has_page (soky_place_get_info (place)->help);

  GtkWidget *window = soky_signature_images_window_new (NULL);
  g_assert_cmpstr (soky_help_topic_of (GTK_WINDOW (window)), ==, "looks");
  gtk_window_destroy (GTK_WINDOW (window));
}

/* an error says where there is help; a word that is missing does not */
static void
test_status_line (void)
{
  GtkWidget *line = g_object_ref_sink (g_object_new (SOKY_TYPE_STATUS_LINE, NULL));
  GtkWidget *button = gtk_widget_get_last_child (line);
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "It failed.");

  soky_status_line_set_error (SOKY_STATUS_LINE (line), "Type your name.");
  g_assert_false (gtk_widget_get_visible (button));
  soky_status_line_set_gerror (SOKY_STATUS_LINE (line), error);
  g_assert_true (gtk_widget_get_visible (button));
  soky_status_line_set_working (SOKY_STATUS_LINE (line), "Once more");
  g_assert_false (gtk_widget_get_visible (button));
  g_object_unref (line);
}

static gboolean
is_alone (gpointer data)
{
  return g_list_model_get_n_items (gtk_window_get_toplevels ()) == 1;
}

/* a window of shortcuts is there while it is looked at, not before and not after */
static void
test_shortcuts (void)
{
  g_autoptr (GtkApplication) application = gtk_application_new (NULL, G_APPLICATION_NON_UNIQUE);
  g_autoptr (GError) error = NULL;

  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  GtkApplicationWindow *window = GTK_APPLICATION_WINDOW (gtk_application_window_new (application));
  gtk_window_present (GTK_WINDOW (window));
  for (guint i = 0; i < 2; i++) {
    soky_show_shortcuts (window);
    GtkWidget *overlay = GTK_WIDGET (gtk_application_window_get_help_overlay (window));
    display_wait_text (overlay, "Create book");
    gtk_window_close (GTK_WINDOW (overlay));
    display_wait (is_alone, NULL);
    g_assert_null (gtk_application_window_get_help_overlay (window));
  }
  display_close (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  if (!display_init (&argc, &argv))
    return 0;
  g_test_add_func ("/help/pages", test_pages);
  g_test_add_func ("/help/markup", test_markup);
  g_test_add_func ("/help/window", test_window);
  g_test_add_func ("/help/topics", test_topics);
  g_test_add_func ("/help/status-line", test_status_line);
  g_test_add_func ("/help/shortcuts", test_shortcuts);
  return g_test_run ();
}
