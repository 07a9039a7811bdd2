/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/share-bar.h"

#define MOST 8
#define HEIGHT 14
#define GAP 2.0f
#define RADIUS 4.0f

struct _SokyShareBar {
  GtkWidget parent_instance;

  guint shares[MOST];
  char *colours[MOST];
  guint n;
};

G_DEFINE_FINAL_TYPE (SokyShareBar, soky_share_bar, GTK_TYPE_WIDGET)

static void
draw_share (GtkWidget *widget, GtkSnapshot *snapshot, const char *colour, float x, float width)
{
  GskRoundedRect outline;
  graphene_rect_t area = GRAPHENE_RECT_INIT (x, 0, width, (float) gtk_widget_get_height (widget));
  GdkRGBA rgba = {0.5f, 0.5f, 0.5f, 1};

  gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), colour, &rgba);
  gsk_rounded_rect_init_from_rect (&outline, &area, RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &rgba, &area);
  gtk_snapshot_pop (snapshot);
}

static void
soky_share_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SokyShareBar *self = SOKY_SHARE_BAR (widget);
  guint total = 0, seen = 0;

  for (guint i = 0; i < self->n; i++) {
    total += self->shares[i];
    seen += self->shares[i] > 0;
  }
  if (total == 0)
    return;
  float room = (float) gtk_widget_get_width (widget) - GAP * (float) (seen - 1), x = 0;
  for (guint i = 0; i < self->n; i++) {
    if (self->shares[i] == 0)
      continue;
    float width = room * (float) self->shares[i] / (float) total;
    draw_share (widget, snapshot, self->colours[i], x, width);
    x += width + GAP;
  }
}

static void
soky_share_bar_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                        int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : 0;
}

static void
soky_share_bar_finalize (GObject *object)
{
  SokyShareBar *self = SOKY_SHARE_BAR (object);

  for (guint i = 0; i < self->n; i++)
    g_free (self->colours[i]);
  G_OBJECT_CLASS (soky_share_bar_parent_class)->finalize (object);
}

static void
soky_share_bar_class_init (SokyShareBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = soky_share_bar_finalize;
  widget_class->snapshot = soky_share_bar_snapshot;
  widget_class->measure = soky_share_bar_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
soky_share_bar_init (SokyShareBar *self)
{
}

GtkWidget *
soky_share_bar_new (void)
{
  return g_object_new (SOKY_TYPE_SHARE_BAR, NULL);
}

void
soky_share_bar_set (SokyShareBar *self, const guint *shares, const char *const *colours, guint n)
{
  g_return_if_fail (SOKY_IS_SHARE_BAR (self) && n <= MOST);

  for (guint i = 0; i < self->n; i++)
    g_free (self->colours[i]);
  self->n = n;
  for (guint i = 0; i < n; i++) {
    self->shares[i] = shares[i];
    self->colours[i] = g_strdup (colours[i]);
  }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
