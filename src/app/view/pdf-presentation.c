/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/view/pdf-presentation.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/view/renderer.h"

struct _SokyPdfPresentation {
  GtkWindow parent_instance;

  SokyViewDocument *document;
  SokyRenderer *renderer;
  GtkWidget *picture;
  guint page; /* from 1 */
  guint turns;
};

enum { ENDED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyPdfPresentation, soky_pdf_presentation, GTK_TYPE_WINDOW)

/* The page as large as the screen allows, whole. */
static void
fit (SokyPdfPresentation *self, guint page, SokyTile *tile)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  double screen_width = MAX (1, gtk_widget_get_width (self->picture) * scale);
  double screen_height = MAX (1, gtk_widget_get_height (self->picture) * scale);
  double width, height;

  soky_view_document_get_page_size (self->document, page - 1, &width, &height);
  if (self->turns % 2 == 1) {
    double swap = width;
    width = height;
    height = swap;
  }
  double zoom = MIN (screen_width / width, screen_height / height);
  *tile = (SokyTile){.page = page - 1,
                     .width = MAX (1, (int) (width * zoom)),
                     .height = MAX (1, (int) (height * zoom)),
                     .turns = self->turns};
  tile->tile_width = tile->width;
  tile->tile_height = tile->height;
}

/* Shows the page when it is drawn, else asks for it, and for its neighbours. */
static void
update (SokyPdfPresentation *self)
{
  g_autoptr (GArray) tiles = g_array_new (FALSE, FALSE, sizeof (SokyTile));
  guint count = soky_view_document_count_pages (self->document);
  SokyTile tile, other;

  if (gtk_widget_get_width (self->picture) <= 0)
    return;
  fit (self, self->page, &tile);
  GdkTexture *texture = soky_texture_cache_get (soky_renderer_get_cache (self->renderer), &tile);
  if (texture != NULL)
    gtk_picture_set_paintable (GTK_PICTURE (self->picture), GDK_PAINTABLE (texture));
  g_array_append_val (tiles, tile);
  if (self->page < count) {
    fit (self, self->page + 1, &other);
    g_array_append_val (tiles, other);
  }
  if (self->page > 1) {
    fit (self, self->page - 1, &other);
    g_array_append_val (tiles, other);
  }
  soky_renderer_want (self->renderer, tiles);
}

static void
soky_pdf_presentation_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GTK_WIDGET_CLASS (soky_pdf_presentation_parent_class)
      ->size_allocate (widget, width, height, baseline);
  update (SOKY_PDF_PRESENTATION (widget));
}

static gboolean
move_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  SokyPdfPresentation *self = SOKY_PDF_PRESENTATION (widget);
  soky_pdf_presentation_go_to (self, (gint64) self->page + g_variant_get_int32 (arguments));
  return TRUE;
}

static gboolean
end_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  gtk_window_close (GTK_WINDOW (widget));
  return TRUE;
}

static void
clicked_cb (GtkGestureClick *gesture, int count, double x, double y, SokyPdfPresentation *self)
{
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));
  soky_pdf_presentation_go_to (self, button == GDK_BUTTON_SECONDARY ? (gint64) self->page - 1
                                                                    : (gint64) self->page + 1);
}

static gboolean
soky_pdf_presentation_close_request (GtkWindow *window)
{
  SokyPdfPresentation *self = SOKY_PDF_PRESENTATION (window);
  g_signal_emit (self, signals[ENDED], 0, self->page);
  return GTK_WINDOW_CLASS (soky_pdf_presentation_parent_class)->close_request (window);
}

static void
soky_pdf_presentation_dispose (GObject *object)
{
  SokyPdfPresentation *self = SOKY_PDF_PRESENTATION (object);
  g_clear_object (&self->renderer);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (soky_pdf_presentation_parent_class)->dispose (object);
}

static void
soky_pdf_presentation_class_init (SokyPdfPresentationClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  static const guint forward[] = {GDK_KEY_Right, GDK_KEY_Down,   GDK_KEY_Page_Down,
                                  GDK_KEY_space, GDK_KEY_Return, GDK_KEY_n};
  static const guint back[] = {GDK_KEY_Left, GDK_KEY_Up, GDK_KEY_Page_Up, GDK_KEY_BackSpace,
                               GDK_KEY_p};
  static const guint end[] = {GDK_KEY_Escape, GDK_KEY_F5, GDK_KEY_F11, GDK_KEY_q};

  G_OBJECT_CLASS (klass)->dispose = soky_pdf_presentation_dispose;
  widget_class->size_allocate = soky_pdf_presentation_size_allocate;
  GTK_WINDOW_CLASS (klass)->close_request = soky_pdf_presentation_close_request;
  signals[ENDED] = g_signal_new ("ended", SOKY_TYPE_PDF_PRESENTATION, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  for (guint i = 0; i < G_N_ELEMENTS (forward); i++)
    gtk_widget_class_add_binding (widget_class, forward[i], 0, move_cb, "i", 1);
  for (guint i = 0; i < G_N_ELEMENTS (back); i++)
    gtk_widget_class_add_binding (widget_class, back[i], 0, move_cb, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Home, 0, move_cb, "i", G_MININT32);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_End, 0, move_cb, "i", G_MAXINT32);
  for (guint i = 0; i < G_N_ELEMENTS (end); i++)
    gtk_widget_class_add_binding (widget_class, end[i], 0, end_cb, NULL);
}

static void
soky_pdf_presentation_init (SokyPdfPresentation *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect (click, "pressed", G_CALLBACK (clicked_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_css_class (GTK_WIDGET (self), "pdf-presentation");
  gtk_window_set_title (GTK_WINDOW (self), _ ("Presentation"));
  self->picture = gtk_picture_new ();
  gtk_window_set_child (GTK_WINDOW (self), self->picture);
}

GtkWidget *
soky_pdf_presentation_new (GtkWindow *parent, SokyViewDocument *document, guint page, guint turns)
{
  g_return_val_if_fail (SOKY_IS_VIEW_DOCUMENT (document), NULL);

  SokyPdfPresentation *self =
      g_object_new (SOKY_TYPE_PDF_PRESENTATION, "transient-for", parent, "modal", TRUE, NULL);
  self->document = g_object_ref (document);
  self->turns = turns;
  self->renderer = soky_renderer_new (document, SOKY_RENDERER_BUDGET);
  g_signal_connect_object (self->renderer, "rendered", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  soky_pdf_presentation_go_to (self, page);
  gtk_window_fullscreen (GTK_WINDOW (self));
  return GTK_WIDGET (self);
}

guint
soky_pdf_presentation_get_page (SokyPdfPresentation *self)
{
  g_return_val_if_fail (SOKY_IS_PDF_PRESENTATION (self), 0);

  return self->page;
}

void
soky_pdf_presentation_go_to (SokyPdfPresentation *self, gint64 page)
{
  g_return_if_fail (SOKY_IS_PDF_PRESENTATION (self));

  guint count = soky_view_document_count_pages (self->document);
  self->page = (guint) CLAMP (page, 1, (gint64) count);
  g_autofree char *spoken = g_strdup_printf (_ ("Page %u of %u"), self->page, count);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->picture), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
  update (self);
}
