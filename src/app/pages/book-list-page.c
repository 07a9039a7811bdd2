/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/pages/book-list-page.h"

#include <glib/gi18n.h>

#include "app/widgets/banner.h"
#include "app/widgets/book-words.h"
#include "app/widgets/width-bin.h"
#include "base/clock.h"

struct _SokyBookListPage {
  AdwBin parent_instance;

  SokyWidthBin *bin;
  AdwWindowTitle *title;
  GtkWidget *create_button;
  GtkWidget *empty_create_button;
  GtkWidget *many_button;
  GtkSearchBar *search_bar;
  GtkEditable *search_entry;
  SokyBanner *banner;
  GtkStack *stack;
  AdwStatusPage *empty_page;
  AdwStatusPage *error_page;
  GtkColumnView *column_view;
  GtkColumnViewColumn *owner_column;
  GtkColumnViewColumn *current_column;

  SokyBookView view;
  SokyBookModel *model;
  GtkMultiSelection *selection;
  gboolean folded;
};

enum { PROP_0, PROP_FOLDED, PROP_COMPACT, N_PROPS };
static GParamSpec *properties[N_PROPS];

enum { OPEN_BOOK, GO_BACK, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyBookListPage, soky_book_list_page, ADW_TYPE_BIN)

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
};

static char *
format_title (GtkListItem *row, SokyBookItem *item)
{
  return item != NULL ? g_strdup (soky_book_item_get_book (item)->fields.title) : NULL;
}

static char *
format_type (GtkListItem *row, SokyBookItem *item)
{
  return item != NULL ? g_strdup (soky_book_item_get_book (item)->type_name) : NULL;
}

/* What was found in the PDF, while words are looked for. */
static char *
format_snippet (GtkListItem *row, SokyBookItem *item)
{
  return item != NULL ? g_strdup (soky_book_item_get_book (item)->snippet) : NULL;
}

static gboolean
has_snippet (GtkListItem *row, SokyBookItem *item)
{
  return item != NULL && soky_book_item_get_book (item)->snippet != NULL;
}

static char *
format_subtitle (GtkListItem *row, SokyBookItem *item)
{
  return item != NULL ? soky_book_get_subtitle (soky_book_item_get_book (item)) : NULL;
}

static char *
format_kind (GtkListItem *row, SokyBookItem *item)
{
  return item != NULL ? soky_book_describe_kind (soky_book_item_get_book (item)) : NULL;
}

static char *
format_owner (GtkListItem *row, SokyBookItem *item)
{
  return item != NULL ? g_strdup (soky_book_item_get_book (item)->owner_name) : NULL;
}

static char *
format_current (GtkListItem *row, SokyBookItem *item)
{
  return item != NULL ? soky_book_describe_current (soky_book_item_get_book (item)) : NULL;
}

static char *
format_updated (GtkListItem *row, SokyBookItem *item, const char *mark)
{
  if (mark != NULL)
    return g_strdup (mark);
  return item != NULL ? soky_clock_to_local (soky_book_item_get_book (item)->updated_us) : NULL;
}

static char *
format_state (GtkListItem *row, SokyBookItem *item)
{
  if (item == NULL)
    return NULL;
  return g_strdup (soky_book_state_get_label (soky_book_item_get_book (item)->state));
}

static char **
get_state_classes (GtkListItem *row, SokyBookItem *item)
{
  const char *style =
      item != NULL ? soky_book_state_get_style (soky_book_item_get_book (item)->state) : "draft";
  const char *classes[] = {"chip", style, NULL};
  return g_strdupv ((char **) classes);
}

static void
activate_cb (SokyBookListPage *self, guint position)
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
    activate_cb (self, gtk_bitset_get_nth (chosen, 0));
}

static void
back_cb (SokyBookListPage *self)
{
  g_signal_emit (self, signals[GO_BACK], 0);
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

static void
edge_reached_cb (SokyBookListPage *self, GtkPositionType edge)
{
  if (edge == GTK_POS_BOTTOM && self->model != NULL)
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
  if (g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0)
    return "list";
  if (!soky_book_model_is_loaded (self->model))
    return "loading";
  return soky_book_model_get_query (self->model) != NULL ? "no-results" : "empty";
}

static void
update (SokyBookListPage *self)
{
  const GError *error = soky_book_model_get_error (self->model);

  if (error != NULL) {
    show_error (self, error);
    return;
  }
  soky_banner_hide (self->banner);
  gtk_stack_set_visible_child_name (self->stack, choose_child (self));
  gtk_widget_set_visible (self->many_button,
                          self->view == SOKY_BOOK_VIEW_INBOX &&
                              g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 1);
}

static gboolean
is_wide (SokyBookListPage *self, gboolean compact)
{
  return !compact;
}

static void
update_columns (SokyBookListPage *self)
{
  gboolean wide = !soky_width_bin_is_narrow (self->bin);
  gtk_column_view_column_set_visible (self->owner_column,
                                      wide && self->view != SOKY_BOOK_VIEW_OUTBOX);
  gtk_column_view_column_set_visible (self->current_column,
                                      wide && self->view == SOKY_BOOK_VIEW_OUTBOX);
}

static void
narrow_cb (SokyBookListPage *self)
{
  update_columns (self);
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
soky_book_list_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SokyBookListPage *self = SOKY_BOOK_LIST_PAGE (object);

  if (id != PROP_FOLDED) {
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    return;
  }
  gboolean folded = g_value_get_boolean (value);
  if (folded == self->folded)
    return;
  self->folded = folded;
  g_object_notify_by_pspec (object, pspec);
}

static void
soky_book_list_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SokyBookListPage *self = SOKY_BOOK_LIST_PAGE (object);

  if (id == PROP_FOLDED)
    g_value_set_boolean (value, self->folded);
  else if (id == PROP_COMPACT)
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
  g_clear_object (&self->model);
  G_OBJECT_CLASS (soky_book_list_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SokyBookListPage, bin);
  gtk_widget_class_bind_template_child (widget_class, SokyBookListPage, title);
  gtk_widget_class_bind_template_child (widget_class, SokyBookListPage, create_button);
  gtk_widget_class_bind_template_child (widget_class, SokyBookListPage, empty_create_button);
  gtk_widget_class_bind_template_child (widget_class, SokyBookListPage, many_button);
  gtk_widget_class_bind_template_child (widget_class, SokyBookListPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, SokyBookListPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, SokyBookListPage, banner);
  gtk_widget_class_bind_template_child (widget_class, SokyBookListPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SokyBookListPage, empty_page);
  gtk_widget_class_bind_template_child (widget_class, SokyBookListPage, error_page);
  gtk_widget_class_bind_template_child (widget_class, SokyBookListPage, column_view);
  gtk_widget_class_bind_template_child (widget_class, SokyBookListPage, owner_column);
  gtk_widget_class_bind_template_child (widget_class, SokyBookListPage, current_column);
  gtk_widget_class_bind_template_child (widget_class, SokyBookListPage, selection);
}

static void
bind_callbacks (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, format_title);
  gtk_widget_class_bind_template_callback (widget_class, format_type);
  gtk_widget_class_bind_template_callback (widget_class, format_snippet);
  gtk_widget_class_bind_template_callback (widget_class, has_snippet);
  gtk_widget_class_bind_template_callback (widget_class, format_subtitle);
  gtk_widget_class_bind_template_callback (widget_class, format_kind);
  gtk_widget_class_bind_template_callback (widget_class, format_owner);
  gtk_widget_class_bind_template_callback (widget_class, format_current);
  gtk_widget_class_bind_template_callback (widget_class, format_updated);
  gtk_widget_class_bind_template_callback (widget_class, format_state);
  gtk_widget_class_bind_template_callback (widget_class, get_state_classes);
  gtk_widget_class_bind_template_callback (widget_class, is_wide);
  gtk_widget_class_bind_template_callback (widget_class, narrow_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, released_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, reload_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, edge_reached_cb);
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

  object_class->set_property = soky_book_list_page_set_property;
  object_class->get_property = soky_book_list_page_get_property;
  object_class->dispose = soky_book_list_page_dispose;
  properties[PROP_FOLDED] =
      g_param_spec_boolean ("folded", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_COMPACT] =
      g_param_spec_boolean ("compact", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[OPEN_BOOK] = g_signal_new ("open-book", SOKY_TYPE_BOOK_LIST_PAGE, G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 1, SOKY_TYPE_BOOK);
  signals[GO_BACK] = g_signal_new ("go-back", SOKY_TYPE_BOOK_LIST_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (SOKY_TYPE_BANNER);
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
  gtk_search_bar_set_key_capture_widget (self->search_bar, GTK_WIDGET (self));
}

void
soky_book_list_page_set_view (SokyBookListPage *self, SokyWorkspace *workspace, SokyBookView view)
{
  g_return_if_fail (SOKY_IS_BOOK_LIST_PAGE (self) && view < SOKY_N_BOOK_VIEWS);

  gboolean mine = view == SOKY_BOOK_VIEW_OUTBOX;
  self->view = view;
  set_model (self, workspace != NULL ? soky_workspace_get_model (workspace, view) : NULL);
  adw_window_title_set_title (self->title, _ (texts[view].title));
  adw_status_page_set_icon_name (self->empty_page, texts[view].icon);
  adw_status_page_set_title (self->empty_page, _ (texts[view].empty_title));
  adw_status_page_set_description (self->empty_page, _ (texts[view].empty_text));
  gtk_widget_set_visible (self->create_button, mine);
  gtk_widget_set_visible (self->many_button, FALSE);
  gtk_widget_set_visible (self->empty_create_button, mine);
  update_columns (self);

  if (self->model == NULL)
    return;
  const char *query = soky_book_model_get_query (self->model);
  gtk_editable_set_text (self->search_entry, query != NULL ? query : "");
  gtk_search_bar_set_search_mode (self->search_bar, query != NULL);
  update (self);
  soky_book_model_reload (self->model);
}

GPtrArray *
soky_book_list_page_list_chosen (SokyBookListPage *self)
{
  g_return_val_if_fail (SOKY_IS_BOOK_LIST_PAGE (self), NULL);

  GPtrArray *books = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_book_unref);
  GListModel *list = G_LIST_MODEL (self->selection);
  g_autoptr (GtkBitset) chosen =
      gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  for (guint i = 0; i < g_list_model_get_n_items (list); i++) {
    g_autoptr (SokyBookItem) item = g_list_model_get_item (list, i);
    if (gtk_bitset_get_size (chosen) < 2 || gtk_bitset_contains (chosen, i))
      g_ptr_array_add (books, soky_book_ref (soky_book_item_get_book (item)));
  }
  return books;
}
