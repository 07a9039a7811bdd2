/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/pages/book-list-page-private.h"

#include <glib/gi18n.h>

#include "app/pages/book-list-cells.h"

/* how many screens before its end the list is gone on with */
#define SCREENS_AHEAD 4

enum { PROP_0, PROP_COMPACT, N_PROPS };
static GParamSpec *properties[N_PROPS];

enum { OPEN_BOOK, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyBookListPage, soky_book_list_page, SOKY_TYPE_FOLD_BIN)

/* What a view calls itself, and what it says when it is empty. */
static const struct {
  const char *title;
  const char *empty_title;
  const char *empty_text;
  const char *icon;
} texts[SOKY_N_BOOK_VIEWS] = {
    {N_ ("My Books"), N_ ("No Books Yet"),
     N_ ("Create a book from a PDF, choose who signs it, and submit it."), "soky-outbox-symbolic"},
    {N_ ("To Sign"), N_ ("Nothing Waits for You"),
     N_ ("Books that wait for your signature or approval appear here."), "soky-inbox-symbolic"},
    {N_ ("Published Books"), N_ ("Nothing Published Yet"),
     N_ ("Books appear here once everybody has signed and they are published."),
     "soky-published-symbolic"},
    {N_ ("Books of My Unit"), N_ ("Nothing Submitted Yet"),
     N_ ("Books that the people of your group or school submit appear here."),
     "soky-published-symbolic"},
    {N_ ("To Stamp"), N_ ("Nothing to Stamp"),
     N_ ("Books that everybody has signed and that want the school's seal appear here."),
     "soky-seal-symbolic"},
    {N_ ("Stamped"), N_ ("Nothing Stamped Yet"),
     N_ ("Every book that got the school's seal is listed here: by whom, and when."),
     "soky-seal-symbolic"},
};

gboolean
soky_book_list_page_decides (SokyBookListPage *self)
{
  return self->view == SOKY_BOOK_VIEW_INBOX || self->view == SOKY_BOOK_VIEW_TO_STAMP;
}

void
soky_book_list_page_activate (SokyBookListPage *self, guint position)
{
  g_autoptr (SokyBookItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  if (item != NULL)
    g_signal_emit (self, signals[OPEN_BOOK], 0, soky_book_item_get_book (item));
}

static gboolean
is_row_at (SokyBookListPage *self, double x, double y)
{
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (self->column_view), x, y, GTK_PICK_DEFAULT);

  while (widget != NULL && !g_str_equal (gtk_widget_get_css_name (widget), "row"))
    widget = gtk_widget_get_parent (widget);
  return widget != NULL;
}

/* A click opens the book; with Ctrl or Shift it chooses. The row has been selected before. */
static void
released_cb (SokyBookListPage *self, int presses, double x, double y, GtkGestureClick *gesture)
{
  GdkModifierType state =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  g_autoptr (GtkBitset) chosen =
      gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  if (presses == 1 && (state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) == 0 &&
      gtk_bitset_get_size (chosen) == 1 && is_row_at (self, x, y))
    soky_book_list_page_activate (self, gtk_bitset_get_nth (chosen, 0));
}

static void
reload_cb (SokyBookListPage *self)
{
  if (self->model != NULL)
    soky_book_model_reload (self->model);
}

static void
search_changed_cb (SokyBookListPage *self)
{
  if (self->model != NULL)
    soky_book_model_set_query (self->model, gtk_editable_get_text (self->search_entry));
}

static void
clear_search_cb (SokyBookListPage *self)
{
  gtk_editable_set_text (self->search_entry, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

/* What the chips and the headers ask for. */
static void
filter_changed_cb (SokyBookListPage *self)
{
  g_auto (SokyBookFilter) filter = SOKY_BOOK_FILTER_INIT;

  if (self->model == NULL)
    return;
  soky_book_filter_copy (soky_book_model_get_filter (self->model), &filter);
  soky_filter_bar_get_filter (self->filter_bar, &filter);
  soky_book_list_columns_get_order (self->columns, &filter);
  soky_book_model_set_filter (self->model, &filter);
}

static void
clear_filters_cb (SokyBookListPage *self)
{
  soky_filter_bar_clear (self->filter_bar);
}

/* The next page is there before the end of this one is seen. */
static void
scrolled_cb (SokyBookListPage *self)
{
  GtkAdjustment *place = gtk_scrolled_window_get_vadjustment (self->scrolled);
  double screen = gtk_adjustment_get_page_size (place);
  double left = gtk_adjustment_get_upper (place) - gtk_adjustment_get_value (place) - screen;

  if (self->model != NULL && screen > 0 && left < SCREENS_AHEAD * screen &&
      g_str_equal (gtk_stack_get_visible_child_name (self->stack), "list"))
    soky_book_model_load_more (self->model);
}

static void
show_error (SokyBookListPage *self, const GError *error)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0) {
    /* what is there stays readable */
    soky_banner_show (self->banner, "warning", error->message, _ ("Try Again"));
    gtk_stack_set_visible_child_name (self->stack, "list");
    return;
  }
  g_autofree char *words = g_markup_escape_text (error->message, -1);
  adw_status_page_set_description (self->error_page, words);
  gtk_stack_set_visible_child_name (self->stack, "error");
}

static const char *
choose_child (SokyBookListPage *self)
{
  gboolean asked = soky_book_model_get_query (self->model) != NULL ||
                   soky_book_filter_is_active (soky_book_model_get_filter (self->model));

  if (g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0)
    return "list";
  if (!soky_book_model_is_loaded (self->model))
    return "loading";
  return asked ? "no-results" : "empty";
}

/* What can be done when nothing is found. */
static void
update_nothing (SokyBookListPage *self)
{
  gboolean searched = soky_book_model_get_query (self->model) != NULL;
  gboolean filtered = soky_book_filter_is_active (soky_book_model_get_filter (self->model));

  gtk_widget_set_visible (self->clear_search_button, searched);
  gtk_widget_set_visible (self->clear_filters_button, filtered);
  adw_status_page_set_description (
      self->nothing_page,
      !filtered  ? _ ("Try fewer or other words.")
      : searched ? _ ("No book has these words and fits the filters. Try fewer of them.")
                 : _ ("No book fits these filters. Choose other ones, or clear them."));
}

/* Without a network the library finds what lists say of books, not the words of their files. */
static void
update_banner (SokyBookListPage *self)
{
  if (soky_session_is_offline (soky_workspace_get_session (self->workspace)) &&
      soky_book_model_get_query (self->model) != NULL)
    soky_banner_show (self->banner, "info",
                      _ ("Without a network only titles, types, classes, subjects and names are "
                         "searched, not the words of PDF files."),
                      NULL);
  else
    soky_banner_hide (self->banner);
}

static void
update (SokyBookListPage *self)
{
  const GError *error = soky_book_model_get_error (self->model);
  guint count = g_list_model_get_n_items (G_LIST_MODEL (self->model));

  if (error != NULL) {
    show_error (self, error);
    return;
  }
  const char *child = choose_child (self);
  update_banner (self);
  update_nothing (self);
  soky_book_list_chosen_go_on (self);
  soky_book_list_chosen_update (self);
  gtk_stack_set_visible_child_name (self->stack, child);
  gtk_widget_set_visible (GTK_WIDGET (self->filter_bar), !g_str_equal (child, "empty"));
  gtk_widget_set_visible (self->many_box, soky_book_list_page_decides (self) && count > 1);
  /* a short page leaves room below it */
  scrolled_cb (self);
}

static gboolean
is_wide (SokyBookListPage *self, gboolean compact)
{
  return !compact;
}

static void
narrow_cb (SokyBookListPage *self)
{
  if (self->columns != NULL)
    soky_book_list_columns_set_compact (self->columns, soky_width_bin_is_narrow (self->bin));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPACT]);
}

static void
set_model (SokyBookListPage *self, SokyBookModel *model)
{
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_set_object (&self->model, model);
  gtk_multi_selection_set_model (self->selection, G_LIST_MODEL (model));
  if (model != NULL)
    g_signal_connect_object (model, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

static void
soky_book_list_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SokyBookListPage *self = SOKY_BOOK_LIST_PAGE (object);

  if (id == PROP_COMPACT)
    g_value_set_boolean (value, self->bin == NULL || soky_width_bin_is_narrow (self->bin));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
soky_book_list_page_dispose (GObject *object)
{
  SokyBookListPage *self = SOKY_BOOK_LIST_PAGE (object);

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  soky_book_list_chosen_dispose (self);
  g_clear_object (&self->model);
  g_clear_object (&self->columns);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (soky_book_list_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SokyBookListPage, bin);
  gtk_widget_class_bind_template_child (widget_class, SokyBookListPage, title);
  gtk_widget_class_bind_template_child (widget_class, SokyBookListPage, create_button);
  gtk_widget_class_bind_template_child (widget_class, SokyBookListPage, empty_create_button);
  gtk_widget_class_bind_template_child (widget_class, SokyBookListPage, many_box);
  gtk_widget_class_bind_template_child (widget_class, SokyBookListPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, SokyBookListPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, SokyBookListPage, filter_bar);
  gtk_widget_class_bind_template_child (widget_class, SokyBookListPage, banner);
  gtk_widget_class_bind_template_child (widget_class, SokyBookListPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SokyBookListPage, empty_page);
  gtk_widget_class_bind_template_child (widget_class, SokyBookListPage, nothing_page);
  gtk_widget_class_bind_template_child (widget_class, SokyBookListPage, clear_search_button);
  gtk_widget_class_bind_template_child (widget_class, SokyBookListPage, clear_filters_button);
  gtk_widget_class_bind_template_child (widget_class, SokyBookListPage, error_page);
  gtk_widget_class_bind_template_child (widget_class, SokyBookListPage, scrolled);
  gtk_widget_class_bind_template_child (widget_class, SokyBookListPage, column_view);
  gtk_widget_class_bind_template_child (widget_class, SokyBookListPage, selection);
  gtk_widget_class_bind_template_child (widget_class, SokyBookListPage, chosen_bar);
  gtk_widget_class_bind_template_child (widget_class, SokyBookListPage, chosen_label);
  gtk_widget_class_bind_template_child (widget_class, SokyBookListPage, chosen_sign_button);
  gtk_widget_class_bind_template_child (widget_class, SokyBookListPage, chosen_archive_button);
  gtk_widget_class_bind_template_child (widget_class, SokyBookListPage, row_menu);
}

static void
bind_callbacks (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, is_wide);
  gtk_widget_class_bind_template_callback (widget_class, narrow_cb);
  gtk_widget_class_bind_template_callback (widget_class, soky_book_list_page_activate);
  gtk_widget_class_bind_template_callback (widget_class, released_cb);
  gtk_widget_class_bind_template_callback (widget_class, soky_fold_bin_go_back);
  gtk_widget_class_bind_template_callback (widget_class, reload_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_filters_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  soky_book_list_cells_bind (widget_class);
  soky_book_list_chosen_bind (widget_class);
}

static void
search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SokyBookListPage *self = SOKY_BOOK_LIST_PAGE (widget);
  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
reload_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  reload_cb (SOKY_BOOK_LIST_PAGE (widget));
}

static void
soky_book_list_page_class_init (SokyBookListPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = soky_book_list_page_get_property;
  object_class->dispose = soky_book_list_page_dispose;
  properties[PROP_COMPACT] =
      g_param_spec_boolean ("compact", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[OPEN_BOOK] = g_signal_new ("open-book", SOKY_TYPE_BOOK_LIST_PAGE, G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 1, SOKY_TYPE_BOOK);
  g_type_ensure (SOKY_TYPE_BANNER);
  g_type_ensure (SOKY_TYPE_FILTER_BAR);
  g_type_ensure (SOKY_TYPE_WIDTH_BIN);
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/book-list-page.ui");
  bind_children (widget_class);
  bind_callbacks (widget_class);
  gtk_widget_class_install_action (widget_class, "list.search", NULL, search_action);
  gtk_widget_class_install_action (widget_class, "list.reload", NULL, reload_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "list.search",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F5, 0, "list.reload", NULL);
}

static void
soky_book_list_page_init (SokyBookListPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (self->search_bar, self->search_entry);
  gtk_search_bar_set_key_capture_widget (self->search_bar, GTK_WIDGET (self));
  self->columns = soky_book_list_columns_new (self->column_view);
  soky_book_list_columns_set_compact (self->columns, soky_width_bin_is_narrow (self->bin));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "columns",
                                  soky_book_list_columns_get_actions (self->columns));
  g_signal_connect_object (self->columns, "sorted", G_CALLBACK (filter_changed_cb), self,
                           G_CONNECT_SWAPPED);
  GtkAdjustment *place = gtk_scrolled_window_get_vadjustment (self->scrolled);
  g_signal_connect_object (place, "value-changed", G_CALLBACK (scrolled_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (place, "changed", G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
  soky_book_list_chosen_init (self);
}

void
soky_book_list_page_set_view (SokyBookListPage *self, SokyWorkspace *workspace, SokyBookView view)
{
  g_return_if_fail (SOKY_IS_BOOK_LIST_PAGE (self) && view < SOKY_N_BOOK_VIEWS);

  gboolean mine = view == SOKY_BOOK_VIEW_OUTBOX;
  self->view = view;
  g_set_object (&self->workspace, workspace);
  soky_filter_bar_set_workspace (self->filter_bar, workspace, view);
  soky_book_list_columns_set_view (self->columns, view);
  set_model (self, workspace != NULL ? soky_workspace_get_model (workspace, view) : NULL);
  adw_window_title_set_title (self->title, _ (texts[view].title));
  adw_status_page_set_icon_name (self->empty_page, texts[view].icon);
  adw_status_page_set_title (self->empty_page, _ (texts[view].empty_title));
  adw_status_page_set_description (self->empty_page, _ (texts[view].empty_text));
  gtk_widget_set_visible (self->create_button, mine);
  gtk_widget_set_visible (self->many_box, FALSE);
  gtk_widget_set_visible (self->empty_create_button, mine);

  if (self->model == NULL)
    return;
  const char *query = soky_book_model_get_query (self->model);
  gtk_editable_set_text (self->search_entry, query != NULL ? query : "");
  gtk_search_bar_set_search_mode (self->search_bar, query != NULL);
  soky_filter_bar_set_filter (self->filter_bar, soky_book_model_get_filter (self->model));
  filter_changed_cb (self);
  update (self);
  soky_book_model_reload (self->model);
}

SokyBookModel *
soky_book_list_page_get_model (SokyBookListPage *self)
{
  g_return_val_if_fail (SOKY_IS_BOOK_LIST_PAGE (self), NULL);

  return self->model;
}

guint
soky_book_list_page_count (SokyBookListPage *self)
{
  g_return_val_if_fail (SOKY_IS_BOOK_LIST_PAGE (self), 0);

  return g_list_model_get_n_items (G_LIST_MODEL (self->selection));
}

void
soky_book_list_page_set_filter (SokyBookListPage *self, const SokyBookFilter *filter)
{
  g_return_if_fail (SOKY_IS_BOOK_LIST_PAGE (self) && filter != NULL);

  soky_filter_bar_set_filter (self->filter_bar, filter);
  filter_changed_cb (self);
}

static GPtrArray *
list_books (SokyBookListPage *self, gboolean all)
{
  GPtrArray *books = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_book_unref);
  GListModel *list = G_LIST_MODEL (self->selection);
  g_autoptr (GtkBitset) chosen =
      gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  for (guint i = 0; i < g_list_model_get_n_items (list); i++) {
    g_autoptr (SokyBookItem) item = g_list_model_get_item (list, i);
    if (all || gtk_bitset_contains (chosen, i))
      g_ptr_array_add (books, soky_book_ref (soky_book_item_get_book (item)));
  }
  return books;
}

GPtrArray *
soky_book_list_page_list_chosen (SokyBookListPage *self)
{
  g_return_val_if_fail (SOKY_IS_BOOK_LIST_PAGE (self), NULL);

  g_autoptr (GtkBitset) chosen =
      gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  return list_books (self, gtk_bitset_get_size (chosen) < 2);
}

GPtrArray *
soky_book_list_page_list_selected (SokyBookListPage *self)
{
  g_return_val_if_fail (SOKY_IS_BOOK_LIST_PAGE (self), NULL);

  return list_books (self, FALSE);
}
