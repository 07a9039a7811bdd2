/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/width-bin.h"

struct _SokyWidthBin {
  GtkWidget parent_instance;

  GtkWidget *child;
  int threshold;
  gboolean narrow;
};

enum { PROP_0, PROP_CHILD, PROP_THRESHOLD, PROP_NARROW, N_PROPS };
static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SokyWidthBin, soky_width_bin, GTK_TYPE_WIDGET)

static void
soky_width_bin_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                        int *natural, int *minimum_baseline, int *natural_baseline)
{
  SokyWidthBin *self = SOKY_WIDTH_BIN (widget);
  if (self->child != NULL)
    gtk_widget_measure (self->child, orientation, for_size, minimum, natural, minimum_baseline,
                        natural_baseline);
}

static void
soky_width_bin_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SokyWidthBin *self = SOKY_WIDTH_BIN (widget);

  gboolean narrow = width < self->threshold;
  if (narrow != self->narrow) {
    self->narrow = narrow;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
  }
  if (self->child == NULL)
    return;

  /* what the child needs may have changed with the line above */
  int minimum_width = 0, minimum_height = 0;
  gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum_width, NULL, NULL,
                      NULL);
  width = MAX (width, minimum_width);
  gtk_widget_measure (self->child, GTK_ORIENTATION_VERTICAL, width, &minimum_height, NULL, NULL,
                      NULL);
  gtk_widget_allocate (self->child, width, MAX (height, minimum_height), baseline, NULL);
}

static void
set_child (SokyWidthBin *self, GtkWidget *child)
{
  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
}

static void
soky_width_bin_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SokyWidthBin *self = SOKY_WIDTH_BIN (object);

  switch (id) {
  case PROP_CHILD:
    set_child (self, g_value_get_object (value));
    break;
  case PROP_THRESHOLD:
    self->threshold = g_value_get_int (value);
    gtk_widget_queue_allocate (GTK_WIDGET (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
soky_width_bin_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SokyWidthBin *self = SOKY_WIDTH_BIN (object);

  switch (id) {
  case PROP_CHILD:
    g_value_set_object (value, self->child);
    break;
  case PROP_THRESHOLD:
    g_value_set_int (value, self->threshold);
    break;
  case PROP_NARROW:
    g_value_set_boolean (value, self->narrow);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
soky_width_bin_dispose (GObject *object)
{
  set_child (SOKY_WIDTH_BIN (object), NULL);
  G_OBJECT_CLASS (soky_width_bin_parent_class)->dispose (object);
}

static void
soky_width_bin_class_init (SokyWidthBinClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = soky_width_bin_set_property;
  object_class->get_property = soky_width_bin_get_property;
  object_class->dispose = soky_width_bin_dispose;
  widget_class->measure = soky_width_bin_measure;
  widget_class->size_allocate = soky_width_bin_size_allocate;

  const GParamFlags both = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;
  properties[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET, both);
  properties[PROP_THRESHOLD] = g_param_spec_int ("threshold", NULL, NULL, 0, G_MAXINT, 0, both);
  properties[PROP_NARROW] =
      g_param_spec_boolean ("narrow", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
soky_width_bin_init (SokyWidthBin *self)
{
  /* until the width is known, the least is asked for */
  self->narrow = TRUE;
}

gboolean
soky_width_bin_is_narrow (SokyWidthBin *self)
{
  g_return_val_if_fail (SOKY_IS_WIDTH_BIN (self), TRUE);

  return self->narrow;
}
