/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done with the rows that are chosen: their menu, the bar below the list, its actions. */
#include "config.h"

#include "app/pages/book-list-page-private.h"

#include <glib/gi18n.h>

#include "app/dialogs/archive-dialog.h"
#include "app/save-file.h"
#include "client/session-reports.h"
#include "book/names.h"

/* the bar is for several at once */
#define SEVERAL 2

static GtkBitset *
get_chosen (SokyBookListPage *self)
{
  return gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
}

/* (nullable): the first that is chosen */
static SokyBook *
get_first (SokyBookListPage *self)
{
  g_autoptr (GtkBitset) chosen = get_chosen (self);

  if (gtk_bitset_is_empty (chosen))
    return NULL;
  g_autoptr (SokyBookItem) item =
      g_list_model_get_item (G_LIST_MODEL (self->selection), gtk_bitset_get_nth (chosen, 0));
  return item != NULL ? soky_book_item_get_book (item) : NULL;
}

/* --- the menu --- */

static GtkWidget *
find_row (GtkWidget *widget)
{
  while (widget != NULL && !g_str_equal (gtk_widget_get_css_name (widget), "row"))
    widget = gtk_widget_get_parent (widget);
  return widget;
}

/* What the menu is about is chosen, as a click would choose it. */
static void
choose_row (GtkWidget *row)
{
  if ((gtk_widget_get_state_flags (row) & GTK_STATE_FLAG_SELECTED) == 0)
    gtk_widget_activate_action (row, "listitem.select", "(bb)", FALSE, FALSE);
}

static void
show_menu (SokyBookListPage *self, GtkWidget *row, double x, double y)
{
  choose_row (row);
  if (self->popover == NULL) {
    self->popover = gtk_popover_menu_new_from_model (self->row_menu);
    gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
    gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
    gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
  }
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover),
                               &(GdkRectangle){(int) x, (int) y, 1, 1});
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void
show_menu_at (SokyBookListPage *self, double x, double y)
{
  GtkWidget *list = GTK_WIDGET (self->column_view);
  GtkWidget *row = find_row (gtk_widget_pick (list, x, y, GTK_PICK_DEFAULT));

  if (row != NULL && gtk_widget_translate_coordinates (list, GTK_WIDGET (self), x, y, &x, &y))
    show_menu (self, row, x, y);
}

/* In GTK 4.8 the cell and its row both answer a click with Ctrl, which leaves things as they were.
 */
static void
control_click_cb (SokyBookListPage *self, int presses, double x, double y, GtkGestureClick *gesture)
{
  GtkEventController *controller = GTK_EVENT_CONTROLLER (gesture);
  GdkModifierType state = gtk_event_controller_get_current_event_state (controller);
  GtkWidget *row =
      find_row (gtk_widget_pick (GTK_WIDGET (self->column_view), x, y, GTK_PICK_DEFAULT));

  if (row == NULL || (state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) != GDK_CONTROL_MASK)
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (row);
  gtk_widget_activate_action (row, "listitem.select", "(bb)", TRUE, FALSE);
}

static void
right_click_cb (SokyBookListPage *self, int presses, double x, double y)
{
  show_menu_at (self, x, y);
}

static void
long_press_cb (SokyBookListPage *self, double x, double y)
{
  show_menu_at (self, x, y);
}

/* By the keyboard: below the row that has the focus. */
static void
menu_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SokyBookListPage *self = SOKY_BOOK_LIST_PAGE (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *row = root != NULL ? find_row (gtk_root_get_focus (root)) : NULL;
  double x, y;

  if (row == NULL || !gtk_widget_is_ancestor (row, GTK_WIDGET (self->column_view)))
    return;
  if (gtk_widget_translate_coordinates (row, widget, gtk_widget_get_height (row),
                                        gtk_widget_get_height (row) / 2.0, &x, &y))
    show_menu (self, row, x, y);
}

/* --- actions --- */

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SokyBookListPage *self = SOKY_BOOK_LIST_PAGE (widget);
  g_autoptr (GtkBitset) chosen = get_chosen (self);

  if (!gtk_bitset_is_empty (chosen))
    soky_book_list_page_activate (self, gtk_bitset_get_nth (chosen, 0));
}

static void
sign_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_activate_action (widget, "win.sign-many", NULL);
}

static void
return_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_activate_action (widget, "win.return-many", NULL);
}

/* A ZIP of their files, with the reports of their signatures. */
static void
archive_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SokyBookListPage *self = SOKY_BOOK_LIST_PAGE (widget);
  g_autoptr (GPtrArray) books = soky_book_list_page_list_selected (self);
  GtkRoot *root = gtk_widget_get_root (widget);

  if (root != NULL && self->workspace != NULL && books->len > 0)
    soky_archive_dialog_ask (GTK_WINDOW (root), self->workspace, books);
}

/* Leaves only the books that are like the chosen one. */
static void
only_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SokyBookListPage *self = SOKY_BOOK_LIST_PAGE (widget);
  const SokyBook *book = get_first (self);
  const char *what = g_variant_get_string (parameter, NULL);
  g_auto (SokyBookFilter) filter = SOKY_BOOK_FILTER_INIT;

  if (book == NULL || self->model == NULL)
    return;
  soky_book_filter_copy (soky_book_model_get_filter (self->model), &filter);
  if (g_str_equal (what, "type")) {
    soky_names_assign (&filter.type_id, book->type_id);
  } else if (g_str_equal (what, "class")) {
    soky_names_assign (&filter.class_name, book->fields.class_name);
  } else if (g_str_equal (what, "period")) {
    soky_names_assign (&filter.period_from, book->fields.period);
    soky_names_assign (&filter.period_to, book->fields.period);
  } else {
    soky_names_assign (&filter.owner_id, book->owner_id);
  }
  soky_book_list_page_set_filter (self, &filter);
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GPtrArray) books = soky_book_list_page_list_selected (SOKY_BOOK_LIST_PAGE (widget));
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < books->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "",
                            ((const SokyBook *) books->pdata[i])->fields.title);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text->str);
}

static gboolean
has_chosen_all (SokyBookListPage *self)
{
  g_autoptr (GtkBitset) chosen = get_chosen (self);
  guint listed = g_list_model_get_n_items (G_LIST_MODEL (self->selection));

  return listed >= SEVERAL && gtk_bitset_get_size (chosen) == listed;
}

void
soky_book_list_chosen_go_on (SokyBookListPage *self)
{
  if (!self->choosing_all || self->model == NULL)
    return;
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (self->selection));
  if (soky_book_model_has_more (self->model) &&
      g_list_model_get_n_items (G_LIST_MODEL (self->model)) < SOKY_BOOK_MODEL_MOST)
    soky_book_model_load_more (self->model);
  else
    self->choosing_all = FALSE;
}

/* Whoever chose all that is listed, by whatever key, means those that are not listed yet as well.
 */
static void
selection_changed_cb (SokyBookListPage *self)
{
  gboolean began = !self->choosing_all;

  self->choosing_all = has_chosen_all (self);
  if (began)
    soky_book_list_chosen_go_on (self);
  soky_book_list_chosen_update (self);
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyBookListPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *table = soky_session_export_finish (SOKY_SESSION (source), result, &error);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (root == NULL)
    return;
  if (table == NULL)
    soky_show_failure (GTK_WINDOW (root), _ ("The Table Cannot Be Made"), error->message);
  else
    soky_save_table (GTK_WINDOW (root), g_steal_pointer (&table), _ ("stamps.csv"));
}

/* The log of stamps, as the list is filtered now. */
static void
export_stamps_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SokyBookListPage *self = SOKY_BOOK_LIST_PAGE (widget);

  if (self->workspace != NULL && self->model != NULL)
    soky_session_export_stamps_async (soky_workspace_get_session (self->workspace),
                                      soky_book_model_get_filter (self->model), NULL, exported_cb,
                                      g_object_ref (self));
}

static void
select_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (SOKY_BOOK_LIST_PAGE (widget)->selection));
}

static void
unselect_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (SOKY_BOOK_LIST_PAGE (widget)->selection));
}

void
soky_book_list_chosen_bind (GtkWidgetClass *widget_class)
{
  static const struct {
    const char *name;
    const char *parameter;
    GtkWidgetActionActivateFunc activate;
  } actions[] = {
      {"list.menu", NULL, menu_action},         {"list.open", NULL, open_action},
      {"list.sign", NULL, sign_action},         {"list.return", NULL, return_action},
      {"list.archive", NULL, archive_action},   {"list.only", "s", only_action},
      {"list.copy-title", NULL, copy_action},   {"list.select-all", NULL, select_all_action},
      {"list.unselect", NULL, unselect_action}, {"list.export-stamps", NULL, export_stamps_action},
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].parameter,
                                     actions[i].activate);
  gtk_widget_class_bind_template_callback (widget_class, control_click_cb);
  gtk_widget_class_bind_template_callback (widget_class, right_click_cb);
  gtk_widget_class_bind_template_callback (widget_class, long_press_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "list.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "list.menu",
                                       NULL);
}

void
soky_book_list_chosen_init (SokyBookListPage *self)
{
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selection_changed_cb),
                           self, G_CONNECT_SWAPPED);
  soky_book_list_chosen_update (self);
}

void
soky_book_list_chosen_update (SokyBookListPage *self)
{
  g_autoptr (GtkBitset) chosen = get_chosen (self);
  guint count = (guint) gtk_bitset_get_size (chosen);
  gboolean signs = soky_book_list_page_decides (self);
  gboolean published = self->view == SOKY_BOOK_VIEW_PUBLISHED;
  gboolean goes_on =
      self->model != NULL && has_chosen_all (self) && soky_book_model_has_more (self->model);
  g_autofree char *words =
      goes_on ? g_strdup_printf (ngettext ("%u book chosen, the list goes on",
                                           "%u books chosen, the list goes on", count),
                                 count)
              : g_strdup_printf (ngettext ("%u book chosen", "%u books chosen", count), count);

  gtk_label_set_text (self->chosen_label, words);
  gtk_action_bar_set_revealed (self->chosen_bar, count >= SEVERAL);
  gtk_widget_set_visible (self->chosen_sign_button, signs);
  gtk_widget_set_visible (self->chosen_archive_button, published);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "list.archive", published && count > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "list.export-stamps",
                                 self->view == SOKY_BOOK_VIEW_STAMPED);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "list.open", count == 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "list.sign", signs && count > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "list.return", signs && count >= SEVERAL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "list.only", count == 1);
}

void
soky_book_list_chosen_dispose (SokyBookListPage *self)
{
  g_clear_pointer (&self->popover, gtk_widget_unparent);
}
