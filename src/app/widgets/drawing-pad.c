/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/drawing-pad.h"

#include <cairo.h>
#include <math.h>

#define PAPER_WIDTH 460
#define PAPER_HEIGHT 200
#define PEN 100.0    /* so many pens lie side by side on the paper's width */
#define MIN_STEP 1.5 /* points nearer than this to the last one add nothing but corners */
#define MAX_NUMBERS 40000

/* The blue of pens, and white paper, whatever the style of the window. */
static const GdkRGBA ink = {0.07f, 0.16f, 0.62f, 1.0f};
static const GdkRGBA paper = {1.0f, 1.0f, 1.0f, 1.0f};

struct _SokyDrawingPad {
  GtkWidget parent_instance;

  GPtrArray *strokes; /* GArray* of x0 y0 x1 y1 …; the last one may still grow */
  guint numbers;      /* in all of them */
  double start_x, start_y;
};

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyDrawingPad, soky_drawing_pad, GTK_TYPE_WIDGET)

static void
add_point (SokyDrawingPad *self, double x, double y)
{
  GArray *stroke = g_ptr_array_index (self->strokes, self->strokes->len - 1);
  const double *points = (const double *) (const void *) stroke->data;
  const double point[2] = {CLAMP (x, 0, gtk_widget_get_width (GTK_WIDGET (self))),
                           CLAMP (y, 0, gtk_widget_get_height (GTK_WIDGET (self)))};

  if (stroke->len > 0 &&
      hypot (point[0] - points[stroke->len - 2], point[1] - points[stroke->len - 1]) < MIN_STEP)
    return;
  if (self->numbers >= MAX_NUMBERS)
    return;
  g_array_append_vals (stroke, point, 2);
  self->numbers += 2;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
drag_begin_cb (SokyDrawingPad *self, double x, double y)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->start_x = x;
  self->start_y = y;
  g_ptr_array_add (self->strokes, g_array_new (FALSE, FALSE, sizeof (double)));
  add_point (self, x, y);
}

static void
drag_update_cb (SokyDrawingPad *self, double dx, double dy)
{
  add_point (self, self->start_x + dx, self->start_y + dy);
}

static void
drag_end_cb (SokyDrawingPad *self, double dx, double dy)
{
  add_point (self, self->start_x + dx, self->start_y + dy);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Straight lines between the points: what is kept is smoothed. */
static void
draw_stroke (cairo_t *cr, const GArray *stroke)
{
  const double *points = (const double *) (const void *) stroke->data;

  if (stroke->len < 2)
    return;
  cairo_move_to (cr, points[0], points[1]);
  cairo_line_to (cr, points[0], points[1]);
  for (guint i = 2; i + 1 < stroke->len; i += 2)
    cairo_line_to (cr, points[i], points[i + 1]);
  cairo_stroke (cr);
}

static void
soky_drawing_pad_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SokyDrawingPad *self = SOKY_DRAWING_PAD (widget);
  graphene_rect_t bounds;

  graphene_rect_init (&bounds, 0, 0, (float) gtk_widget_get_width (widget),
                      (float) gtk_widget_get_height (widget));
  gtk_snapshot_append_color (snapshot, &paper, &bounds);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_width (cr, soky_drawing_pad_get_span (self) / PEN);
  gdk_cairo_set_source_rgba (cr, &ink);
  for (guint i = 0; i < self->strokes->len; i++)
    draw_stroke (cr, g_ptr_array_index (self->strokes, i));
  cairo_destroy (cr);
}

static void
soky_drawing_pad_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                          int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? PAPER_WIDTH / 2 : PAPER_HEIGHT;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? PAPER_WIDTH : PAPER_HEIGHT;
}

gboolean
soky_drawing_pad_is_empty (SokyDrawingPad *self)
{
  g_return_val_if_fail (SOKY_IS_DRAWING_PAD (self), TRUE);

  return self->strokes->len == 0;
}

void
soky_drawing_pad_clear (SokyDrawingPad *self)
{
  g_return_if_fail (SOKY_IS_DRAWING_PAD (self));

  g_ptr_array_set_size (self->strokes, 0);
  self->numbers = 0;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[CHANGED], 0);
}

void
soky_drawing_pad_undo (SokyDrawingPad *self)
{
  g_return_if_fail (SOKY_IS_DRAWING_PAD (self));

  if (self->strokes->len == 0)
    return;
  const GArray *last = g_ptr_array_index (self->strokes, self->strokes->len - 1);
  self->numbers -= last->len;
  g_ptr_array_remove_index (self->strokes, self->strokes->len - 1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  soky_drawing_pad_undo (SOKY_DRAWING_PAD (widget));
}

GArray *
soky_drawing_pad_list_strokes (SokyDrawingPad *self)
{
  g_return_val_if_fail (SOKY_IS_DRAWING_PAD (self), NULL);

  GArray *strokes = g_array_new (FALSE, FALSE, sizeof (SokyInkStroke));
  for (guint i = 0; i < self->strokes->len; i++) {
    const GArray *numbers = g_ptr_array_index (self->strokes, i);
    const SokyInkStroke stroke = {(const double *) (const void *) numbers->data, numbers->len / 2};
    if (stroke.count > 0)
      g_array_append_val (strokes, stroke);
  }
  return strokes;
}

double
soky_drawing_pad_get_span (SokyDrawingPad *self)
{
  g_return_val_if_fail (SOKY_IS_DRAWING_PAD (self), PAPER_WIDTH);

  return MAX (gtk_widget_get_width (GTK_WIDGET (self)), 1);
}

static void
soky_drawing_pad_finalize (GObject *object)
{
  g_ptr_array_unref (SOKY_DRAWING_PAD (object)->strokes);
  G_OBJECT_CLASS (soky_drawing_pad_parent_class)->finalize (object);
}

static void
soky_drawing_pad_class_init (SokyDrawingPadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = soky_drawing_pad_finalize;
  widget_class->snapshot = soky_drawing_pad_snapshot;
  widget_class->measure = soky_drawing_pad_measure;
  signals[CHANGED] = g_signal_new ("changed", SOKY_TYPE_DRAWING_PAD, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_action (widget_class, "pad.undo", NULL, undo_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "pad.undo", NULL);
  gtk_widget_class_set_css_name (widget_class, "drawingpad");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
soky_drawing_pad_init (SokyDrawingPad *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->strokes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "crosshair");
}

GtkWidget *
soky_drawing_pad_new (void)
{
  return g_object_new (SOKY_TYPE_DRAWING_PAD, NULL);
}
