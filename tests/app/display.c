/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "display.h"

#define WAIT_SECONDS 60

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>

/* GLib's table of quarks, made when the library is loaded, is left behind on purpose once it has
 * grown too small: what libraries take while they are loaded is no leak of ours. */
static void
begin_loading (void)
{
  __lsan_disable ();
}

__attribute__ ((section (".preinit_array"),
                used)) static void (*const before_libraries) (void) = begin_loading;

__attribute__ ((constructor)) static void
end_loading (void)
{
  __lsan_enable ();
}
#endif

static gboolean
timeout_cb (gpointer data)
{
  g_error ("waited for %d s in vain", WAIT_SECONDS);
  return G_SOURCE_REMOVE;
}

static gboolean
wake_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

gboolean
display_init (int *argc, char ***argv)
{
  if (!gtk_init_check ()) {
    g_print ("1..0 # SKIP there is no display, and xvfb-run is not installed\n");
    return FALSE;
  }
  g_test_init (argc, argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  GtkIconTheme *icons = gtk_icon_theme_get_for_display (gdk_display_get_default ());
  gtk_icon_theme_add_resource_path (icons, "/vn/soky/SoKy/icons");
  return TRUE;
}

static gboolean
is_mapped (gpointer data)
{
  return gtk_widget_get_mapped (data) && gtk_widget_get_width (data) > 0;
}

GtkWindow *
display_show (GtkWidget *child, int width, int height)
{
  GtkWidget *window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  display_wait (is_mapped, child);
  return GTK_WINDOW (window);
}

void
display_close (GtkWindow *window)
{
  gtk_window_destroy (window);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

void
display_wait (DisplayReady ready, gpointer data)
{
  guint limit = g_timeout_add_seconds (WAIT_SECONDS, timeout_cb, NULL);
  guint wake = g_timeout_add (10, wake_cb, NULL);
  while (!ready (data))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (wake);
  g_source_remove (limit);
}

GtkWidget *
display_find_window (const char *type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);
    if (g_str_equal (G_OBJECT_TYPE_NAME (window), type) && gtk_widget_get_mapped (window))
      return window;
  }
  return NULL;
}

static gboolean
is_open (gpointer type)
{
  return display_find_window (type) != NULL;
}

static gboolean
is_closed (gpointer type)
{
  return display_find_window (type) == NULL;
}

GtkWidget *
display_wait_window (const char *type)
{
  display_wait (is_open, (gpointer) type);
  return display_find_window (type);
}

void
display_wait_no_window (const char *type)
{
  display_wait (is_closed, (gpointer) type);
}

typedef struct {
  SokyViewDocument *document;
  GError *error;
  gboolean done;
} Opening;

static gboolean
is_opened (gpointer data)
{
  return ((Opening *) data)->done;
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Opening *opening = user_data;
  opening->document = soky_view_document_open_finish (result, &opening->error);
  opening->done = TRUE;
}

SokyViewDocument *
display_open_document (GBytes *bytes, GError **error)
{
  Opening opening = {0};
  g_autoptr (SokyInput) input = soky_input_new_for_bytes (bytes);

  soky_view_document_open_async (input, NULL, opened_cb, &opening);
  display_wait (is_opened, &opening);
  if (opening.error != NULL)
    g_propagate_error (error, opening.error);
  return opening.document;
}

GdkTexture *
display_render (GtkWidget *widget)
{
  gtk_widget_queue_draw (widget);
  gtk_test_widget_wait_for_draw (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  g_autoptr (GskRenderNode) node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  GskRenderer *renderer = gtk_native_get_renderer (gtk_widget_get_native (widget));
  return gsk_renderer_render_texture (renderer, node,
                                      &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
}

GtkWidget *
display_find (GtkWidget *widget, const char *type)
{
  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (g_str_equal (G_OBJECT_TYPE_NAME (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = display_find (child, type);
    if (found != NULL)
      return found;
  }
  return NULL;
}

guint
display_count (GtkWidget *widget, const char *text)
{
  if (!gtk_widget_get_mapped (widget))
    return 0;
  guint count =
      GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    count += display_count (child, text);
  return count;
}

GtkWidget *
display_find_button (GtkWidget *widget, const char *text)
{
  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (GTK_IS_BUTTON (widget) && gtk_widget_is_sensitive (widget) &&
      display_count (widget, text) > 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = display_find_button (child, text);
    if (found != NULL)
      return found;
  }
  return NULL;
}

typedef struct {
  GtkWidget *widget;
  const char *text;
} Search;

static gboolean
has_button (gpointer data)
{
  Search *search = data;
  return display_find_button (search->widget, search->text) != NULL;
}

static gboolean
has_text (gpointer data)
{
  Search *search = data;
  return display_count (search->widget, search->text) > 0;
}

void
display_press (GtkWidget *widget, const char *text)
{
  Search search = {widget, text};
  display_wait (has_button, &search);
  g_signal_emit_by_name (display_find_button (widget, text), "clicked");
}

void
display_wait_text (GtkWidget *widget, const char *text)
{
  Search search = {widget, text};
  display_wait (has_text, &search);
}
