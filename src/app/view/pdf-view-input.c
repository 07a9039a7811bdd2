/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/view/pdf-view-private.h"

#include <math.h>

#define ARROW_PIXELS 80.0
#define WHEEL_FACTOR 1.12

typedef enum {
  MOVE_LINE_UP,
  MOVE_LINE_DOWN,
  MOVE_LEFT,
  MOVE_RIGHT,
  MOVE_WINDOW_UP,
  MOVE_WINDOW_DOWN,
  MOVE_START,
  MOVE_END,
} Move;

typedef struct {
  guint key;
  GdkModifierType modifiers;
  Move move;
} Binding;

static const Binding bindings[] = {
    {GDK_KEY_Up, 0, MOVE_LINE_UP},
    {GDK_KEY_KP_Up, 0, MOVE_LINE_UP},
    {GDK_KEY_k, 0, MOVE_LINE_UP},
    {GDK_KEY_Down, 0, MOVE_LINE_DOWN},
    {GDK_KEY_KP_Down, 0, MOVE_LINE_DOWN},
    {GDK_KEY_j, 0, MOVE_LINE_DOWN},
    {GDK_KEY_Left, 0, MOVE_LEFT},
    {GDK_KEY_KP_Left, 0, MOVE_LEFT},
    {GDK_KEY_Right, 0, MOVE_RIGHT},
    {GDK_KEY_KP_Right, 0, MOVE_RIGHT},
    {GDK_KEY_Page_Up, 0, MOVE_WINDOW_UP},
    {GDK_KEY_KP_Page_Up, 0, MOVE_WINDOW_UP},
    {GDK_KEY_space, GDK_SHIFT_MASK, MOVE_WINDOW_UP},
    {GDK_KEY_Page_Down, 0, MOVE_WINDOW_DOWN},
    {GDK_KEY_KP_Page_Down, 0, MOVE_WINDOW_DOWN},
    {GDK_KEY_space, 0, MOVE_WINDOW_DOWN},
    {GDK_KEY_Home, 0, MOVE_START},
    {GDK_KEY_KP_Home, 0, MOVE_START},
    {GDK_KEY_Home, GDK_CONTROL_MASK, MOVE_START},
    {GDK_KEY_End, 0, MOVE_END},
    {GDK_KEY_KP_End, 0, MOVE_END},
    {GDK_KEY_End, GDK_CONTROL_MASK, MOVE_END},
};

static const double zoom_steps[] = {0.1,  0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.1,
                                    1.25, 1.5,  1.75, 2.0, 2.5,  3.0,  4.0, 6.0, 8.0};

/* Where the view is, or is already on its way to. */
static double
get_target (SokyPdfView *self)
{
  if (self->scrolling != NULL && adw_animation_get_state (self->scrolling) == ADW_ANIMATION_PLAYING)
    return adw_timed_animation_get_value_to (ADW_TIMED_ANIMATION (self->scrolling));
  return gtk_adjustment_get_value (self->adjustments[GTK_ORIENTATION_VERTICAL]);
}

static void
move_sideways (SokyPdfView *self, double by)
{
  GtkAdjustment *horizontal = self->adjustments[GTK_ORIENTATION_HORIZONTAL];
  gtk_adjustment_set_value (horizontal, gtk_adjustment_get_value (horizontal) + by);
}

static gboolean
move_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  SokyPdfView *self = SOKY_PDF_VIEW (widget);
  GtkAdjustment *vertical = self->adjustments[GTK_ORIENTATION_VERTICAL];
  if (self->layout == NULL || vertical == NULL)
    return FALSE;

  double target = get_target (self);
  double window = gtk_adjustment_get_page_increment (vertical);
  switch ((Move) g_variant_get_int32 (arguments)) {
  case MOVE_LINE_UP:
    target -= ARROW_PIXELS;
    break;
  case MOVE_LINE_DOWN:
    target += ARROW_PIXELS;
    break;
  case MOVE_LEFT:
    move_sideways (self, -ARROW_PIXELS);
    return TRUE;
  case MOVE_RIGHT:
    move_sideways (self, ARROW_PIXELS);
    return TRUE;
  case MOVE_WINDOW_UP:
    target -= window;
    break;
  case MOVE_WINDOW_DOWN:
    target += window;
    break;
  case MOVE_START:
    target = 0;
    break;
  case MOVE_END:
    target = gtk_adjustment_get_upper (vertical);
    break;
  default:
    return FALSE;
  }
  _soky_pdf_view_scroll_to (self, target, TRUE);
  return TRUE;
}

static gboolean
scroll_cb (GtkEventControllerScroll *controller, double dx, double dy, SokyPdfView *self)
{
  GdkModifierType state =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));
  if (!(state & GDK_CONTROL_MASK)) {
    if (self->scrolling != NULL)
      adw_animation_pause (self->scrolling);
    return GDK_EVENT_PROPAGATE;
  }
  soky_pdf_view_set_zoom_mode (self, SOKY_ZOOM_FREE);
  _soky_pdf_view_zoom_at (self, self->zoom * pow (WHEEL_FACTOR, -dy), self->pointer_x,
                          self->pointer_y);
  return GDK_EVENT_STOP;
}

static void
motion_cb (SokyPdfView *self, double x, double y)
{
  self->pointer_x = x;
  self->pointer_y = y;
  _soky_pdf_view_update_cursor (self);
}

static void
pinch_begin_cb (GtkGesture *gesture, GdkEventSequence *sequence, SokyPdfView *self)
{
  self->pinch_start = self->zoom;
}

static void
pinch_cb (GtkGestureZoom *gesture, double scale, SokyPdfView *self)
{
  double x = self->pointer_x, y = self->pointer_y;
  gtk_gesture_get_bounding_box_center (GTK_GESTURE (gesture), &x, &y);
  soky_pdf_view_set_zoom_mode (self, SOKY_ZOOM_FREE);
  _soky_pdf_view_zoom_at (self, self->pinch_start * scale, x, y);
}

static void
pressed_cb (SokyPdfView *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

void
_soky_pdf_view_install_bindings (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (bindings); i++)
    gtk_widget_class_add_binding (widget_class, bindings[i].key, bindings[i].modifiers, move_cb,
                                  "i", (int) bindings[i].move);
  _soky_pdf_view_install_selecting (widget_class);
  _soky_pdf_view_install_links (widget_class);
}

void
_soky_pdf_view_add_controllers (SokyPdfView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  GtkEventController *scroll =
      gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (widget, scroll);

  GtkEventController *motion = gtk_event_controller_motion_new ();
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  gtk_widget_add_controller (widget, motion);

  GtkGesture *pinch = gtk_gesture_zoom_new ();
  g_signal_connect (pinch, "begin", G_CALLBACK (pinch_begin_cb), self);
  g_signal_connect (pinch, "scale-changed", G_CALLBACK (pinch_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (pinch));

  GtkGesture *click = gtk_gesture_click_new ();
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
}

void
soky_pdf_view_zoom_in (SokyPdfView *self)
{
  g_return_if_fail (SOKY_IS_PDF_VIEW (self));

  for (guint i = 0; i < G_N_ELEMENTS (zoom_steps); i++)
    if (zoom_steps[i] > self->zoom * 1.01) {
      soky_pdf_view_set_zoom (self, zoom_steps[i]);
      return;
    }
}

void
soky_pdf_view_zoom_out (SokyPdfView *self)
{
  g_return_if_fail (SOKY_IS_PDF_VIEW (self));

  for (guint i = G_N_ELEMENTS (zoom_steps); i > 0; i--)
    if (zoom_steps[i - 1] < self->zoom * 0.99) {
      soky_pdf_view_set_zoom (self, zoom_steps[i - 1]);
      return;
    }
}
