/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/view/place-view.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define LEAST_WIDTH 30.0 /* points: smaller than that nothing is read */
#define LEAST_HEIGHT 16.0
#define STEP 6.0  /* points a key */
#define REACH 9.0 /* pixels around an edge that take hold of it */
#define HANDLE 7.0
#define MARGIN 12.0
#define MM (25.4 / 72.0)

/* Which sides follow the pointer. */
enum { LEFT = 1, TOP = 2, RIGHT = 4, BOTTOM = 8, WHOLE = 16 };

/* On paper, in any style of the window. */
static const GdkRGBA calm = {0.11f, 0.44f, 0.85f, 1.0f};
static const GdkRGBA warning = {0.88f, 0.11f, 0.14f, 1.0f};
static const GdkRGBA paper = {1.0f, 1.0f, 1.0f, 1.0f};

struct _SokyPlaceView {
  GtkWidget parent_instance;

  GdkTexture *page; /* nullable */
  GdkTexture *look; /* nullable */
  gboolean covers;
  double width, height; /* of the page */
  double rect[4];
  int held;         /* of the drag */
  double before[4]; /* the rectangle at its start */
  double start[2];
};

enum { MOVED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyPlaceView, soky_place_view, GTK_TYPE_WIDGET)

/* Pixels a point, and where the page begins. */
static double
get_scale (SokyPlaceView *self, double origin[2])
{
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));
  double scale = MIN ((width - 2 * MARGIN) / self->width, (height - 2 * MARGIN) / self->height);

  scale = MAX (scale, 0.01);
  origin[0] = (width - scale * self->width) / 2;
  origin[1] = (height - scale * self->height) / 2;
  return scale;
}

static void
keep_on_page (SokyPlaceView *self)
{
  double *rect = self->rect;

  rect[2] = CLAMP (rect[2], MIN (LEAST_WIDTH, self->width), self->width);
  rect[3] = CLAMP (rect[3], MIN (LEAST_HEIGHT, self->height), self->height);
  rect[0] = CLAMP (rect[0], 0, self->width - rect[2]);
  rect[1] = CLAMP (rect[1], 0, self->height - rect[3]);
}

/* What a person who does not see the page is told. */
static void
describe (SokyPlaceView *self)
{
  g_autofree char *words = g_strdup_printf (
      _ ("%.0f mm from the left, %.0f mm from the top, %.0f mm wide, %.0f mm high"),
      self->rect[0] * MM, self->rect[1] * MM, self->rect[2] * MM, self->rect[3] * MM);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words,
                                  -1);
}

static void
change (SokyPlaceView *self)
{
  keep_on_page (self);
  describe (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[MOVED], 0);
}

/* What the pointer takes hold of at a place in points; 0 = the page, where a new one is drawn. */
static int
find_hold (SokyPlaceView *self, double x, double y, double reach)
{
  const double *rect = self->rect;
  double right = rect[0] + rect[2], bottom = rect[1] + rect[3];
  int held = 0;

  if (x < rect[0] - reach || x > right + reach || y < rect[1] - reach || y > bottom + reach)
    return 0;
  held |= fabs (x - rect[0]) <= reach ? LEFT : 0;
  held |= fabs (x - right) <= reach ? RIGHT : 0;
  held |= fabs (y - rect[1]) <= reach ? TOP : 0;
  held |= fabs (y - bottom) <= reach ? BOTTOM : 0;
  return held != 0 ? held : WHOLE;
}

static void
drag_begin_cb (SokyPlaceView *self, double x, double y)
{
  double origin[2];
  double scale = get_scale (self, origin);

  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->start[0] = (x - origin[0]) / scale;
  self->start[1] = (y - origin[1]) / scale;
  self->held = find_hold (self, self->start[0], self->start[1], REACH / scale);
  memcpy (self->before, self->rect, sizeof self->before);
}

/* From where the drag began to where it is now. */
static void
draw_new (SokyPlaceView *self, double dx, double dy)
{
  double x = CLAMP (self->start[0], 0, self->width), y = CLAMP (self->start[1], 0, self->height);
  double to_x = CLAMP (x + dx, 0, self->width), to_y = CLAMP (y + dy, 0, self->height);

  self->rect[0] = MIN (x, to_x);
  self->rect[1] = MIN (y, to_y);
  self->rect[2] = fabs (to_x - x);
  self->rect[3] = fabs (to_y - y);
}

/* A side that would cross the other one stops before it. */
static void
resize (SokyPlaceView *self, double dx, double dy)
{
  const double *before = self->before;
  double left = MIN (MAX (before[0] + dx, 0), before[0] + before[2] - LEAST_WIDTH);
  double top = MIN (MAX (before[1] + dy, 0), before[1] + before[3] - LEAST_HEIGHT);

  if ((self->held & LEFT) != 0) {
    self->rect[0] = left;
    self->rect[2] = before[0] + before[2] - left;
  } else if ((self->held & RIGHT) != 0) {
    self->rect[2] = MIN (before[2] + dx, self->width - before[0]);
  }
  if ((self->held & TOP) != 0) {
    self->rect[1] = top;
    self->rect[3] = before[1] + before[3] - top;
  } else if ((self->held & BOTTOM) != 0) {
    self->rect[3] = MIN (before[3] + dy, self->height - before[1]);
  }
}

static void
drag_update_cb (SokyPlaceView *self, double dx, double dy)
{
  double origin[2];
  double scale = get_scale (self, origin);

  /* a click beside the rectangle draws nothing */
  if (self->held == 0 && hypot (dx, dy) < REACH)
    return;
  dx /= scale;
  dy /= scale;
  if (self->held == WHOLE) {
    self->rect[0] = self->before[0] + dx;
    self->rect[1] = self->before[1] + dy;
  } else if (self->held == 0) {
    draw_new (self, dx, dy);
  } else {
    resize (self, dx, dy);
  }
  change (self);
}

static const char *
get_cursor (int held)
{
  switch (held) {
  case 0:
    return "crosshair";
  case WHOLE:
    return "move";
  case LEFT:
  case RIGHT:
    return "ew-resize";
  case TOP:
  case BOTTOM:
    return "ns-resize";
  case LEFT | TOP:
  case RIGHT | BOTTOM:
    return "nwse-resize";
  default:
    return "nesw-resize";
  }
}

static void
motion_cb (SokyPlaceView *self, double x, double y)
{
  double origin[2];
  double scale = get_scale (self, origin);
  int held = find_hold (self, (x - origin[0]) / scale, (y - origin[1]) / scale, REACH / scale);

  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), get_cursor (held));
}

/* @args: steps across and down, and whether it is resized; @data: points a step. */
static gboolean
key_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  SokyPlaceView *self = SOKY_PLACE_VIEW (widget);
  int across, down, first;
  gboolean resizes, fine;

  g_variant_get (args, "(iibb)", &across, &down, &resizes, &fine);
  double step = fine ? 1 : STEP;
  first = resizes ? 2 : 0;
  self->rect[first] += across * step;
  self->rect[first + 1] += down * step;
  if (resizes) {
    self->rect[2] = MIN (self->rect[2], self->width - self->rect[0]);
    self->rect[3] = MIN (self->rect[3], self->height - self->rect[1]);
  }
  change (self);
  return TRUE;
}

static void
place_box (graphene_rect_t *box, const double rect[4], const double origin[2], double scale)
{
  graphene_rect_init (box, (float) (origin[0] + rect[0] * scale),
                      (float) (origin[1] + rect[1] * scale), (float) (rect[2] * scale),
                      (float) (rect[3] * scale));
}

static void
draw_handles (GtkSnapshot *snapshot, const graphene_rect_t *box, const GdkRGBA *colour)
{
  for (int i = 0; i < 9; i++) {
    graphene_rect_t handle;
    if (i == 4)
      continue;
    float x = box->origin.x + box->size.width * (float) (i % 3) / 2;
    float y = box->origin.y + box->size.height * (float) ((double) (i / 3) / 2);
    graphene_rect_init (&handle, x - (float) HANDLE / 2, y - (float) HANDLE / 2, HANDLE, HANDLE);
    gtk_snapshot_append_color (snapshot, colour, &handle);
  }
}

static void
soky_place_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SokyPlaceView *self = SOKY_PLACE_VIEW (widget);
  const double whole[4] = {0, 0, self->width, self->height};
  const GdkRGBA *colour = self->covers ? &warning : &calm;
  const float lines[4] = {2, 2, 2, 2};
  graphene_rect_t box;
  GskRoundedRect frame;
  double origin[2];
  double scale = get_scale (self, origin);

  place_box (&box, whole, origin, scale);
  gtk_snapshot_append_color (snapshot, &paper, &box);
  if (self->page == NULL)
    return;
  gtk_snapshot_append_texture (snapshot, self->page, &box);
  place_box (&box, self->rect, origin, scale);
  if (self->look != NULL)
    gtk_snapshot_append_texture (snapshot, self->look, &box);
  gsk_rounded_rect_init_from_rect (&frame, &box, 0);
  gtk_snapshot_append_border (snapshot, &frame, lines,
                              (const GdkRGBA[]){*colour, *colour, *colour, *colour});
  draw_handles (snapshot, &box, colour);
}

static void
soky_place_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                         int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = 200;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 420 : 560;
}

static void
soky_place_view_dispose (GObject *object)
{
  SokyPlaceView *self = SOKY_PLACE_VIEW (object);

  g_clear_object (&self->page);
  g_clear_object (&self->look);
  G_OBJECT_CLASS (soky_place_view_parent_class)->dispose (object);
}

static void
add_keys (GtkWidgetClass *widget_class)
{
  static const struct {
    guint key, pad;
    int across, down;
  } keys[] = {{GDK_KEY_Left, GDK_KEY_KP_Left, -1, 0},
              {GDK_KEY_Right, GDK_KEY_KP_Right, 1, 0},
              {GDK_KEY_Up, GDK_KEY_KP_Up, 0, -1},
              {GDK_KEY_Down, GDK_KEY_KP_Down, 0, 1}};

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    for (guint how = 0; how < 4; how++) {
      gboolean resizes = (how & 1) != 0, fine = (how & 2) != 0;
      GdkModifierType mods = (resizes ? GDK_SHIFT_MASK : 0) | (fine ? GDK_CONTROL_MASK : 0);
      gtk_widget_class_add_binding (widget_class, keys[i].key, mods, key_cb, "(iibb)",
                                    keys[i].across, keys[i].down, resizes, fine);
      gtk_widget_class_add_binding (widget_class, keys[i].pad, mods, key_cb, "(iibb)",
                                    keys[i].across, keys[i].down, resizes, fine);
    }
}

static void
soky_place_view_class_init (SokyPlaceViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = soky_place_view_dispose;
  widget_class->snapshot = soky_place_view_snapshot;
  widget_class->measure = soky_place_view_measure;
  signals[MOVED] = g_signal_new ("moved", SOKY_TYPE_PLACE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "placeview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  add_keys (widget_class);
}

static void
soky_place_view_init (SokyPlaceView *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();

  self->width = 595;
  self->height = 842;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Place of your signature on the page"), -1);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
}

void
soky_place_view_set_page (SokyPlaceView *self, GdkTexture *page, double width, double height)
{
  g_return_if_fail (SOKY_IS_PLACE_VIEW (self) && width > 0 && height > 0);

  g_set_object (&self->page, page);
  self->width = width;
  self->height = height;
  keep_on_page (self);
  describe (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
soky_place_view_set_look (SokyPlaceView *self, GdkTexture *look, gboolean covers)
{
  g_return_if_fail (SOKY_IS_PLACE_VIEW (self));

  g_set_object (&self->look, look);
  self->covers = covers;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
soky_place_view_set_rect (SokyPlaceView *self, const double rect[4])
{
  g_return_if_fail (SOKY_IS_PLACE_VIEW (self));

  memcpy (self->rect, rect, sizeof self->rect);
  describe (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
soky_place_view_get_rect (SokyPlaceView *self, double rect[4])
{
  g_return_if_fail (SOKY_IS_PLACE_VIEW (self));

  memcpy (rect, self->rect, sizeof self->rect);
}
