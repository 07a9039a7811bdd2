/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/pages/book-list-page.h"
#include "app/settings.h"
#include "app/widgets/filter-chip.h"
#include "app/workspace.h"

#include "desk.h"
#include "display.h"

/* The page of a list against a real server: filters, order, what is chosen, what is remembered. */
static FixtureServer *server;

typedef struct {
  Desk *desk;
  SokyWorkspace *workspace;
  SokyTokenMonitor *tokens;
  SokyBookListPage *page;
  GtkWindow *window;
  GtkColumnView *list;
} Fixture;

static gboolean
is_ready (gpointer data)
{
  Fixture *fixture = data;
  SokyBookModel *model = soky_workspace_get_model (fixture->workspace, SOKY_BOOK_VIEW_OUTBOX);

  return soky_book_model_is_loaded (model) && !soky_book_model_is_loading (model) &&
         soky_workspace_get_types (fixture->workspace)->len > 0 &&
         soky_workspace_get_school (fixture->workspace) != NULL;
}

static void
show_page (Fixture *fixture, int width)
{
  fixture->page = g_object_new (SOKY_TYPE_BOOK_LIST_PAGE, NULL);
  soky_book_list_page_set_view (fixture->page, fixture->workspace, SOKY_BOOK_VIEW_OUTBOX);
  fixture->window = display_show (GTK_WIDGET (fixture->page), width, 720);
  display_wait (is_ready, fixture);
  fixture->list = GTK_COLUMN_VIEW (display_find (GTK_WIDGET (fixture->page), "GtkColumnView"));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  if (server == NULL) {
    g_test_skip ("SoftHSM's tools are not installed");
    return;
  }
  g_autoptr (SokyTokenHost) host = soky_token_host_new ();
  fixture->desk = desk_new (server, fixture_server_get_url (server), "gv.lan");
  fixture->tokens = soky_token_monitor_new (host);
  fixture->workspace = soky_workspace_new (fixture->desk->session, NULL, fixture->tokens);
  show_page (fixture, 1000);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (server == NULL)
    return;
  display_close (fixture->window);
  g_clear_object (&fixture->workspace);
  g_clear_object (&fixture->tokens);
  g_clear_pointer (&fixture->desk, desk_free);
  desk_settle ();
}

static SokyBookModel *
get_model (Fixture *fixture)
{
  return soky_workspace_get_model (fixture->workspace, SOKY_BOOK_VIEW_OUTBOX);
}

static const SokyBook *
get_book (Fixture *fixture, guint position)
{
  g_autoptr (SokyBookItem) item =
      g_list_model_get_item (G_LIST_MODEL (get_model (fixture)), position);
  return item != NULL ? soky_book_item_get_book (item) : NULL;
}

static guint
count_books (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (get_model (fixture)));
}

/* The chip of that title. */
static SokyFilterChip *
find_chip (GtkWidget *widget, const char *title)
{
  if (SOKY_IS_FILTER_CHIP (widget)) {
    g_autofree char *name = NULL;
    g_object_get (widget, "title", &name, NULL);
    if (g_str_equal (name, title))
      return SOKY_FILTER_CHIP (widget);
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    SokyFilterChip *found = find_chip (child, title);
    if (found != NULL)
      return found;
  }
  return NULL;
}

static gboolean
is_popped (gpointer data)
{
  return display_find (data, "GtkListView") != NULL;
}

/* As a person: opens the chip and takes what is called @label. */
static void
choose (Fixture *fixture, const char *title, const char *label)
{
  SokyFilterChip *chip = find_chip (GTK_WIDGET (fixture->page), title);
  GtkMenuButton *button = GTK_MENU_BUTTON (adw_bin_get_child (ADW_BIN (chip)));
  gtk_menu_button_popup (button);
  GtkWidget *popover = GTK_WIDGET (gtk_menu_button_get_popover (button));
  display_wait (is_popped, popover);
  GtkListView *list = GTK_LIST_VIEW (display_find (popover, "GtkListView"));
  GListModel *choices = G_LIST_MODEL (gtk_list_view_get_model (list));

  for (guint i = 0; i < g_list_model_get_n_items (choices); i++) {
    g_autoptr (GObject) one = g_list_model_get_item (choices, i);
    g_autofree char *name = NULL;
    g_object_get (one, "label", &name, NULL);
    if (g_str_equal (name, label)) {
      g_signal_emit_by_name (list, "activate", i);
      display_wait (is_ready, fixture);
      return;
    }
  }
  g_error ("%s does not offer %s", title, label);
}

/* A chip leaves the books that it says; “Clear Filters” brings back the others. */
static void
test_filter (Fixture *fixture, gconstpointer data)
{
  if (server == NULL)
    return;
  guint all = count_books (fixture);
  g_assert_cmpuint (all, >=, 2);
  choose (fixture, "State", "Being signed");
  guint left = count_books (fixture);
  g_assert_cmpuint (left, >, 0);
  g_assert_cmpuint (left, <, all);
  for (guint i = 0; i < left; i++)
    g_assert_cmpint (get_book (fixture, i)->state, ==, SOKY_BOOK_IN_REVIEW);
  display_wait_text (GTK_WIDGET (fixture->page), "State: Being signed");

  choose (fixture, "Period", "Week 35");
  display_wait_text (GTK_WIDGET (fixture->page), "Nothing Found");
  display_press (GTK_WIDGET (fixture->page), "Clear Filters");
  display_wait (is_ready, fixture);
  g_assert_cmpuint (count_books (fixture), ==, all);
  g_assert_null (display_find_button (GTK_WIDGET (fixture->page), "Clear Filters"));
}

/* Words are looked for within what the filters leave. */
static void
test_filtered_search (Fixture *fixture, gconstpointer data)
{
  if (server == NULL)
    return;
  soky_book_model_set_query (get_model (fixture), "biên bản");
  display_wait (is_ready, fixture);
  guint found = count_books (fixture);
  g_assert_cmpuint (found, >, 0);
  choose (fixture, "State", "Draft");
  for (guint i = 0; i < count_books (fixture); i++)
    g_assert_cmpint (get_book (fixture, i)->state, ==, SOKY_BOOK_DRAFT);
  g_assert_cmpuint (count_books (fixture), <, found);
  display_press (GTK_WIDGET (fixture->page), "Clear Filters");
  display_wait (is_ready, fixture);
  g_assert_cmpuint (count_books (fixture), ==, found);
  soky_book_model_set_query (get_model (fixture), NULL);
  display_wait (is_ready, fixture);
}

static GtkWidget *
find_header (Fixture *fixture, const char *title)
{
  GtkWidget *list = display_find (GTK_WIDGET (fixture->page), "GtkColumnView");
  GtkWidget *header = gtk_widget_get_first_child (list);

  for (GtkWidget *child = gtk_widget_get_first_child (header); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (display_count (child, title) > 0)
      return child;
  g_error ("there is no header %s", title);
}

static GtkColumnViewColumn *
get_column (Fixture *fixture, guint i)
{
  g_autoptr (GtkColumnViewColumn) column =
      g_list_model_get_item (gtk_column_view_get_columns (fixture->list), i);
  return column;
}

static void
assert_titles_sorted (Fixture *fixture, gboolean descending)
{
  for (guint i = 1; i < count_books (fixture); i++) {
    int order = g_utf8_collate (get_book (fixture, i - 1)->fields.title,
                                get_book (fixture, i)->fields.title);
    g_assert_true (descending ? order >= 0 : order <= 0);
  }
}

/* What a header sorts by is asked of the server, both ways, and stays for the next time. */
static void
test_sort (Fixture *fixture, gconstpointer data)
{
  if (server == NULL)
    return;
  g_assert_nonnull (find_header (fixture, "Changed"));
  gtk_column_view_sort_by_column (fixture->list, get_column (fixture, 0), GTK_SORT_ASCENDING);
  display_wait (is_ready, fixture);
  g_assert_cmpint (soky_book_model_get_filter (get_model (fixture))->sort, ==,
                   SOKY_BOOK_SORT_TITLE);
  assert_titles_sorted (fixture, FALSE);
  gtk_column_view_sort_by_column (fixture->list, get_column (fixture, 0), GTK_SORT_DESCENDING);
  display_wait (is_ready, fixture);
  g_assert_true (soky_book_model_get_filter (get_model (fixture))->descending);
  assert_titles_sorted (fixture, TRUE);

  display_close (fixture->window);
  show_page (fixture, 1000);
  g_assert_cmpint (soky_book_model_get_filter (get_model (fixture))->sort, ==,
                   SOKY_BOOK_SORT_TITLE);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "columns.reset", NULL);
  display_wait (is_ready, fixture);
  g_assert_cmpint (soky_book_model_get_filter (get_model (fixture))->sort, ==,
                   SOKY_BOOK_SORT_UPDATED);
}

/* A column that is taken away and one that is widened are so the next time too, in this list. */
static void
test_columns (Fixture *fixture, gconstpointer data)
{
  if (server == NULL)
    return;
  g_autoptr (GSettings) settings = soky_settings_new ();
  g_assert_nonnull (settings);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "columns.state", NULL);
  g_assert_false (gtk_column_view_column_get_visible (get_column (fixture, 4)));
  gtk_column_view_column_set_fixed_width (get_column (fixture, 2), 321);
  display_close (fixture->window);

  show_page (fixture, 1000);
  g_assert_false (gtk_column_view_column_get_visible (get_column (fixture, 4)));
  g_assert_cmpint (gtk_column_view_column_get_fixed_width (get_column (fixture, 2)), ==, 321);
  soky_book_list_page_set_view (fixture->page, fixture->workspace, SOKY_BOOK_VIEW_UNIT);
  g_assert_true (gtk_column_view_column_get_visible (get_column (fixture, 4)));
  soky_book_list_page_set_view (fixture->page, fixture->workspace, SOKY_BOOK_VIEW_OUTBOX);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "columns.reset", NULL);
  g_assert_true (gtk_column_view_column_get_visible (get_column (fixture, 4)));
}

static GtkWidget *
find_row (GtkWidget *widget)
{
  if (g_str_equal (gtk_widget_get_css_name (widget), "row") && gtk_widget_get_mapped (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_row (child);
    if (found != NULL)
      return found;
  }
  return NULL;
}

static gboolean
has_menu (gpointer data)
{
  return display_find (data, "GtkPopoverMenu") != NULL;
}

/* The menu of a row, by the keyboard, leaves only the books that are like it. */
static void
test_menu (Fixture *fixture, gconstpointer data)
{
  if (server == NULL)
    return;
  GtkWidget *page = GTK_WIDGET (fixture->page);
  GtkWidget *row = find_row (display_find (page, "GtkColumnView"));
  gtk_widget_grab_focus (row);
  gtk_widget_activate_action (page, "list.menu", NULL);
  display_wait (has_menu, page);
  g_autofree char *type = g_strdup (get_book (fixture, 0)->type_id);
  gtk_widget_activate_action (page, "list.only", "s", "type");
  display_wait (is_ready, fixture);
  g_assert_cmpuint (count_books (fixture), >, 0);
  for (guint i = 0; i < count_books (fixture); i++)
    g_assert_cmpstr (get_book (fixture, i)->type_id, ==, type);
  display_press (page, "Clear Filters");
  display_wait (is_ready, fixture);
}

/* Several rows bring the bar below the list. */
static void
test_many (Fixture *fixture, gconstpointer data)
{
  if (server == NULL)
    return;
  GtkWidget *page = GTK_WIDGET (fixture->page);
  g_autofree char *words = g_strdup_printf ("%u books chosen", count_books (fixture));
  gtk_widget_activate_action (page, "list.select-all", NULL);
  display_wait_text (page, words);
  g_autoptr (GPtrArray) chosen = soky_book_list_page_list_chosen (fixture->page);
  g_assert_cmpuint (chosen->len, ==, count_books (fixture));
  display_press (page, "Unselect");
  GtkWidget *bar = display_find (page, "GtkActionBar");
  g_assert_false (gtk_action_bar_get_revealed (GTK_ACTION_BAR (bar)));
}

/* With room for one column the order is in the menu, and the chips stay. */
static void
test_narrow (Fixture *fixture, gconstpointer data)
{
  if (server == NULL)
    return;
  display_close (fixture->window);
  show_page (fixture, 360);
  g_assert_true (gtk_column_view_column_get_visible (get_column (fixture, 1)));
  g_assert_false (gtk_column_view_column_get_visible (get_column (fixture, 0)));
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "columns.sort", "s", "title");
  display_wait (is_ready, fixture);
  assert_titles_sorted (fixture, FALSE);
  g_assert_nonnull (find_chip (GTK_WIDGET (fixture->page), "Class"));
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "columns.reset", NULL);
  display_wait (is_ready, fixture);
}

/* The top is loaded again without losing what was loaded below it. */
static void
test_refresh (Fixture *fixture, gconstpointer data)
{
  if (server == NULL)
    return;
  for (guint i = 0; i < 60; i++) {
    g_autofree char *title = g_strdup_printf ("Sổ số %02u", i);
    g_autoptr (GError) error = NULL;
    g_autoptr (SokyBook) book = desk_create (fixture->desk, title, &error);
    g_assert_no_error (error);
  }
  soky_book_model_reload (get_model (fixture));
  display_wait (is_ready, fixture);
  while (soky_book_model_has_more (get_model (fixture))) {
    soky_book_model_load_more (get_model (fixture));
    display_wait (is_ready, fixture);
  }
  guint all = count_books (fixture);
  g_assert_cmpuint (all, >, 60);
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyBook) newest = desk_create (fixture->desk, "Sổ mới nhất", &error);
  g_assert_no_error (error);
  soky_book_model_reload (get_model (fixture));
  display_wait (is_ready, fixture);
  g_assert_cmpstr (get_book (fixture, 0)->id, ==, newest->id);
  g_assert_cmpuint (count_books (fixture), ==, all + 1);
}

/* Searched anew, the list has its first page and no other yet. */
static gboolean
has_first_page (gpointer data)
{
  return soky_book_model_is_loaded (get_model (data)) && count_books (data) == 50 &&
         soky_book_model_has_more (get_model (data));
}

static gboolean
has_whole_list (gpointer data)
{
  return !soky_book_model_has_more (get_model (data)) &&
         !soky_book_model_is_loading (get_model (data));
}

/* All books are chosen, those of the pages that come later too; one click is enough to choose less.
 */
static void
test_choose_all (Fixture *fixture, gconstpointer data)
{
  if (server == NULL)
    return;
  GtkSelectionModel *selection = gtk_column_view_get_model (fixture->list);
  for (guint i = 0; i < 60; i++) {
    g_autofree char *title = g_strdup_printf ("Tuyển tập %02u", i);
    g_autoptr (GError) error = NULL;
    g_autoptr (SokyBook) book = desk_create (fixture->desk, title, &error);
    g_assert_no_error (error);
  }
  soky_book_model_set_query (get_model (fixture), "tuyen tap");
  display_wait (has_first_page, fixture);
  gtk_selection_model_select_all (selection);
  display_wait (has_whole_list, fixture);
  g_assert_cmpuint (count_books (fixture), >=, 60);
  g_autoptr (GPtrArray) all = soky_book_list_page_list_selected (fixture->page);
  g_assert_cmpuint (all->len, ==, count_books (fixture));
  g_autofree char *words = g_strdup_printf ("%u books chosen", all->len);
  display_wait_text (GTK_WIDGET (fixture->page), words);

  gtk_selection_model_select_item (selection, 3, TRUE);
  soky_book_model_reload (get_model (fixture));
  display_wait (is_ready, fixture);
  g_autoptr (GPtrArray) one = soky_book_list_page_list_selected (fixture->page);
  g_assert_cmpuint (one->len, ==, 1);
}

int
main (int argc, char **argv)
{
  if (!display_init (&argc, &argv))
    return 0;

  server = fixture_server_new_demo ();
#define ADD(path, func) g_test_add ("/book-lists/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("filter", test_filter);
  ADD ("filtered-search", test_filtered_search);
  ADD ("sort", test_sort);
  ADD ("columns", test_columns);
  ADD ("menu", test_menu);
  ADD ("many", test_many);
  ADD ("narrow", test_narrow);
  ADD ("refresh", test_refresh);
  ADD ("choose-all", test_choose_all);
#undef ADD
  int result = g_test_run ();
  g_clear_pointer (&server, fixture_server_free);
  return result;
}
