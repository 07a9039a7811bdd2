/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/compare-window.h"

#include <glib/gi18n.h>

#include "app/view/comparison.h"
#include "app/view/pair-view.h"
#include "app/widgets/compare-words.h"
#include "app/widgets/width-bin.h"

#define ZOOM_STEP 1.25
#define ZOOM_MAX 6.0
#define PROGRESS_MS 100

/* A place to stop at: a difference of a page, or (-1) the whole page. */
typedef struct {
  guint pair;
  int difference;
} Stop;

struct _SokyCompareWindow {
  AdwApplicationWindow parent_instance;

  AdwWindowTitle *title;
  GtkStack *stack;
  GtkProgressBar *progress_bar;
  AdwStatusPage *error_page;
  GtkWidget *flap;
  GtkLabel *summary_label;
  GtkListBox *page_list;
  SokyWidthBin *bin;
  GtkLabel *before_label;
  GtkLabel *after_label;
  GtkWidget *captions;
  GtkWidget *legend;
  GtkScrolledWindow *scrolled;
  SokyPairView *view;
  GtkToggleButton *overlay_button;
  GtkLabel *stop_label;

  char *caption;
  GArray *places;
  GPtrArray *names;
  SokyInput *inputs[2];
  SokyViewDocument *documents[2];
  SokyComparisonProgress *progress;
  guint progress_source;
  GPtrArray *pairs; /* nullable */
  GArray *stops;    /* Stop */
  int stop;         /* -1 = none */
  GCancellable *life;
};

G_DEFINE_FINAL_TYPE (SokyCompareWindow, soky_compare_window, ADW_TYPE_APPLICATION_WINDOW)

static SokyPagePair *
pair_at (SokyCompareWindow *self, guint index)
{
  return g_ptr_array_index (self->pairs, index);
}

static Stop *
stop_at (SokyCompareWindow *self, int index)
{
  return &g_array_index (self->stops, Stop, index);
}

static gboolean
progress_cb (gpointer data)
{
  SokyCompareWindow *self = data;
  int total = g_atomic_int_get (&self->progress->total);
  int done = g_atomic_int_get (&self->progress->done);

  gtk_progress_bar_set_fraction (self->progress_bar, total > 0 ? (double) done / total : 0);
  return G_SOURCE_CONTINUE;
}

static void
show_error (SokyCompareWindow *self, const GError *error)
{
  g_autofree char *words = g_markup_escape_text (error->message, -1);
  g_clear_handle_id (&self->progress_source, g_source_remove);
  adw_status_page_set_description (self->error_page, words);
  gtk_stack_set_visible_child_name (self->stack, "error");
}

/* the box of the current difference comes into sight once its page is laid out */
static gboolean
reveal_current (gpointer data)
{
  SokyCompareWindow *self = data;
  SokyViewArea area;
  GtkAdjustment *horizontal = gtk_scrolled_window_get_hadjustment (self->scrolled);
  GtkAdjustment *vertical = gtk_scrolled_window_get_vadjustment (self->scrolled);

  if (self->view == NULL || self->pairs == NULL)
    return G_SOURCE_REMOVE;
  if (!soky_pair_view_get_current_area (self->view, &area)) {
    gtk_adjustment_set_value (vertical, 0);
    return G_SOURCE_REMOVE;
  }
  double spare = MAX (0, gtk_adjustment_get_page_size (vertical) - area.height) / 3;
  gtk_adjustment_clamp_page (vertical, area.y - spare, area.y + area.height + spare);
  gtk_adjustment_clamp_page (horizontal, area.x, area.x + area.width);
  return G_SOURCE_REMOVE;
}

static void
reveal_soon (SokyCompareWindow *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, reveal_current, g_object_ref (self), g_object_unref);
}

static void
update_stop_label (SokyCompareWindow *self)
{
  if (self->stops->len == 0) {
    gtk_label_set_text (self->stop_label, _ ("No differences"));
    return;
  }
  if (self->stop < 0) {
    g_autofree char *count = g_strdup_printf (
        ngettext ("%u difference", "%u differences", self->stops->len), self->stops->len);
    gtk_label_set_text (self->stop_label, count);
    return;
  }
  Stop *stop = stop_at (self, self->stop);
  g_autofree char *what =
      soky_compare_describe_difference (pair_at (self, stop->pair), stop->difference, self->names);
  /* TRANSLATORS: where one is among the differences, and what this one is */
  g_autofree char *text =
      g_strdup_printf (_ ("%d of %u: %s"), self->stop + 1, self->stops->len, what);
  gtk_label_set_text (self->stop_label, text);
}

static void
show_pair (SokyCompareWindow *self, guint index)
{
  const SokyPagePair *pair = pair_at (self, index);
  g_autofree char *spoken = soky_compare_describe_page (pair);
  g_autofree char *title = soky_compare_get_page_title (pair);
  g_autofree char *all = g_strdup_printf ("%s: %s", title, spoken);

  soky_pair_view_show (self->view, pair);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, all,
                                  -1);
}

static void
go_to_stop (SokyCompareWindow *self, int index)
{
  if (self->stops->len == 0)
    return;
  self->stop = CLAMP (index, 0, (int) self->stops->len - 1);
  Stop *stop = stop_at (self, self->stop);
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->page_list, (int) stop->pair);

  if (row != gtk_list_box_get_selected_row (self->page_list)) {
    show_pair (self, stop->pair);
    gtk_list_box_select_row (self->page_list, row);
  }
  soky_pair_view_set_current (self->view, stop->difference);
  update_stop_label (self);
  reveal_soon (self);
}

static int
find_stop (SokyCompareWindow *self, guint pair)
{
  for (guint i = 0; i < self->stops->len; i++)
    if (stop_at (self, (int) i)->pair == pair)
      return (int) i;
  return -1;
}

static void
page_selected_cb (SokyCompareWindow *self, GtkListBoxRow *row)
{
  if (row == NULL || self->pairs == NULL)
    return;
  guint index = (guint) gtk_list_box_row_get_index (row);
  if (self->stop >= 0 && stop_at (self, self->stop)->pair == index)
    return;
  show_pair (self, index);
  self->stop = find_stop (self, index);
  soky_pair_view_set_current (self->view,
                              self->stop >= 0 ? stop_at (self, self->stop)->difference : -1);
  update_stop_label (self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
}

static void
collect_stops (SokyCompareWindow *self)
{
  for (guint i = 0; i < self->pairs->len; i++) {
    const SokyPagePair *pair = pair_at (self, i);
    Stop whole = {i, -1};
    if (pair->fate != SOKY_PAGE_SAME && pair->differences->len == 0)
      g_array_append_val (self->stops, whole);
    for (guint j = 0; j < pair->differences->len; j++) {
      Stop one = {i, (int) j};
      g_array_append_val (self->stops, one);
    }
  }
}

static void
fill_page_list (SokyCompareWindow *self)
{
  for (guint i = 0; i < self->pairs->len; i++) {
    const SokyPagePair *pair = pair_at (self, i);
    g_autofree char *title = soky_compare_get_page_title (pair);
    g_autofree char *what = soky_compare_describe_page (pair);
    GtkWidget *row = adw_action_row_new ();

    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), what);
    if (pair->fate == SOKY_PAGE_SAME)
      gtk_widget_add_css_class (row, "same-page");
    gtk_list_box_append (self->page_list, row);
  }
}

static void
compared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyCompareWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *pairs = soky_comparison_run_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_handle_id (&self->progress_source, g_source_remove);
  self->pairs = pairs;
  g_autofree char *summary = soky_compare_describe_all (pairs);
  gtk_label_set_text (self->summary_label, summary);
  soky_pair_view_set_documents (self->view, self->documents[0], self->documents[1]);
  collect_stops (self);
  fill_page_list (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "compare.next", self->stops->len > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "compare.previous", self->stops->len > 0);
  gtk_stack_set_visible_child_name (self->stack, "view");
  update_stop_label (self);
  if (self->stops->len > 0)
    go_to_stop (self, 0);
  else
    gtk_list_box_select_row (self->page_list, gtk_list_box_get_row_at_index (self->page_list, 0));
}

static void open_next (SokyCompareWindow *self);

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyCompareWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  SokyViewDocument *document = soky_view_document_open_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (document == NULL) {
    show_error (self, error);
    return;
  }
  self->documents[self->documents[0] == NULL ? 0 : 1] = document;
  open_next (self);
}

/* opens the one state, then the other, then compares them */
static void
open_next (SokyCompareWindow *self)
{
  for (guint i = 0; i < 2; i++)
    if (self->documents[i] == NULL) {
      soky_view_document_open_async (self->inputs[i], self->life, opened_cb, g_object_ref (self));
      return;
    }
  soky_comparison_run_async (self->documents[0], self->documents[1], self->places, self->progress,
                             self->life, compared_cb, g_object_ref (self));
}

static void
update_captions (SokyCompareWindow *self)
{
  gboolean overlay = gtk_toggle_button_get_active (self->overlay_button);
  gboolean narrow = soky_width_bin_is_narrow (self->bin);

  gtk_widget_set_visible (self->legend, overlay);
  gtk_widget_set_visible (self->captions, !overlay);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->captions),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  /* TRANSLATORS: narrow windows show the present state of a file below the earlier one */
  g_autofree char *above = g_strdup_printf (_ ("Above: %s"), self->caption);
  gtk_label_set_text (self->before_label, narrow ? above : self->caption);
  gtk_label_set_text (self->after_label, narrow ? _ ("Below: present file") : _ ("Present file"));
}

static void
mode_cb (SokyCompareWindow *self)
{
  gboolean overlay = gtk_toggle_button_get_active (self->overlay_button);
  soky_pair_view_set_mode (self->view, overlay ? SOKY_PAIR_OVERLAY : SOKY_PAIR_BESIDE);
  update_captions (self);
  reveal_soon (self);
}

static void
next_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SokyCompareWindow *self = SOKY_COMPARE_WINDOW (widget);
  int count = (int) self->stops->len;
  if (count > 0)
    go_to_stop (self, (self->stop + 1) % count);
}

static void
previous_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SokyCompareWindow *self = SOKY_COMPARE_WINDOW (widget);
  int count = (int) self->stops->len;
  if (count > 0)
    go_to_stop (self, (MAX (self->stop, 0) + count - 1) % count);
}

static void
zoom_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SokyCompareWindow *self = SOKY_COMPARE_WINDOW (widget);
  double zoom = soky_pair_view_get_zoom (self->view);

  if (g_str_equal (name, "compare.zoom-in"))
    zoom = MIN (ZOOM_MAX, zoom * ZOOM_STEP);
  else if (g_str_equal (name, "compare.zoom-out"))
    zoom = zoom / ZOOM_STEP;
  else
    zoom = 1;
  soky_pair_view_set_zoom (self->view, zoom);
}

static void
soky_compare_window_dispose (GObject *object)
{
  SokyCompareWindow *self = SOKY_COMPARE_WINDOW (object);

  g_cancellable_cancel (self->life);
  g_clear_handle_id (&self->progress_source, g_source_remove);
  if (self->view != NULL)
    soky_pair_view_show (self->view, NULL);
  self->view = NULL;
  g_clear_pointer (&self->pairs, g_ptr_array_unref);
  G_OBJECT_CLASS (soky_compare_window_parent_class)->dispose (object);
}

static void
soky_compare_window_finalize (GObject *object)
{
  SokyCompareWindow *self = SOKY_COMPARE_WINDOW (object);

  for (guint i = 0; i < 2; i++) {
    g_clear_pointer (&self->inputs[i], soky_input_unref);
    g_clear_object (&self->documents[i]);
  }
  g_free (self->caption);
  g_clear_pointer (&self->places, g_array_unref);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_array_unref (self->stops);
  g_atomic_rc_box_release (self->progress);
  g_object_unref (self->life);
  G_OBJECT_CLASS (soky_compare_window_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SokyCompareWindow, title);
  gtk_widget_class_bind_template_child (widget_class, SokyCompareWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, SokyCompareWindow, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, SokyCompareWindow, error_page);
  gtk_widget_class_bind_template_child (widget_class, SokyCompareWindow, flap);
  gtk_widget_class_bind_template_child (widget_class, SokyCompareWindow, summary_label);
  gtk_widget_class_bind_template_child (widget_class, SokyCompareWindow, page_list);
  gtk_widget_class_bind_template_child (widget_class, SokyCompareWindow, bin);
  gtk_widget_class_bind_template_child (widget_class, SokyCompareWindow, before_label);
  gtk_widget_class_bind_template_child (widget_class, SokyCompareWindow, after_label);
  gtk_widget_class_bind_template_child (widget_class, SokyCompareWindow, captions);
  gtk_widget_class_bind_template_child (widget_class, SokyCompareWindow, legend);
  gtk_widget_class_bind_template_child (widget_class, SokyCompareWindow, scrolled);
  gtk_widget_class_bind_template_child (widget_class, SokyCompareWindow, view);
  gtk_widget_class_bind_template_child (widget_class, SokyCompareWindow, overlay_button);
  gtk_widget_class_bind_template_child (widget_class, SokyCompareWindow, stop_label);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  static const struct {
    guint key;
    GdkModifierType modifiers;
    const char *action;
  } keys[] = {
      {GDK_KEY_F3, 0, "compare.next"},
      {GDK_KEY_F3, GDK_SHIFT_MASK, "compare.previous"},
      {GDK_KEY_plus, GDK_CONTROL_MASK, "compare.zoom-in"},
      {GDK_KEY_equal, GDK_CONTROL_MASK, "compare.zoom-in"},
      {GDK_KEY_KP_Add, GDK_CONTROL_MASK, "compare.zoom-in"},
      {GDK_KEY_minus, GDK_CONTROL_MASK, "compare.zoom-out"},
      {GDK_KEY_KP_Subtract, GDK_CONTROL_MASK, "compare.zoom-out"},
      {GDK_KEY_0, GDK_CONTROL_MASK, "compare.zoom-fit"},
  };

  gtk_widget_class_install_action (widget_class, "compare.next", NULL, next_action);
  gtk_widget_class_install_action (widget_class, "compare.previous", NULL, previous_action);
  gtk_widget_class_install_action (widget_class, "compare.zoom-in", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "compare.zoom-out", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "compare.zoom-fit", NULL, zoom_action);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (widget_class, keys[i].key, keys[i].modifiers,
                                         keys[i].action, NULL);
}

static void
soky_compare_window_class_init (SokyCompareWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = soky_compare_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = soky_compare_window_finalize;
  g_type_ensure (SOKY_TYPE_PAIR_VIEW);
  g_type_ensure (SOKY_TYPE_WIDTH_BIN);
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/compare-window.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, page_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, mode_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_captions);
  install_actions (widget_class);
}

static void
soky_compare_window_init (SokyCompareWindow *self)
{
  self->life = g_cancellable_new ();
  self->stops = g_array_new (FALSE, FALSE, sizeof (Stop));
  self->stop = -1;
  self->caption = g_strdup ("");
  self->progress = g_atomic_rc_box_new0 (SokyComparisonProgress);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "compare.next", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "compare.previous", FALSE);
}

GtkWidget *
soky_compare_window_new (GtkApplication *application, const SokyCompareRequest *request)
{
  g_return_val_if_fail (request != NULL && request->before != NULL && request->after != NULL, NULL);

  SokyCompareWindow *self =
      g_object_new (SOKY_TYPE_COMPARE_WINDOW, "application", application, NULL);
  self->inputs[0] = soky_input_ref (request->before);
  self->inputs[1] = soky_input_ref (request->after);
  self->places = request->places != NULL ? g_array_ref (request->places) : NULL;
  self->names = request->names != NULL ? g_ptr_array_ref (request->names) : NULL;
  g_free (self->caption);
  self->caption = g_strdup (request->caption);
  adw_window_title_set_subtitle (self->title, request->title);
  update_captions (self);
  self->progress_source = g_timeout_add (PROGRESS_MS, progress_cb, self);
  open_next (self);
  return GTK_WIDGET (self);
}

gboolean
soky_compare_window_is_settled (SokyCompareWindow *self)
{
  g_return_val_if_fail (SOKY_IS_COMPARE_WINDOW (self), FALSE);

  return self->pairs != NULL && soky_pair_view_is_settled (self->view);
}
