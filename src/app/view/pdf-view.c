/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/view/pdf-view-private.h"

#include <math.h>

#define PIXELS_IN_A_POINT (96.0 / 72.0)
#define COMFORTABLE_ZOOM 1.5
#define SETTLE_MS 80
#define STEP_PIXELS 60.0

enum {
  PROP_0,
  PROP_DOCUMENT,
  PROP_ZOOM,
  PROP_ZOOM_MODE,
  PROP_PAGE,
  PROP_PAGE_COUNT,
  N_PROPS,
  PROP_HADJUSTMENT = N_PROPS,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
};
static GParamSpec *properties[N_PROPS];

/* A point of a page that is to stay at a point of the widget. */
typedef struct {
  guint page;
  double in_x, in_y; /* fraction of the page */
  double at_x, at_y; /* pixels in the widget */
} Anchor;

G_DEFINE_ENUM_TYPE (SokyZoomMode, soky_zoom_mode, G_DEFINE_ENUM_VALUE (SOKY_ZOOM_AUTO, "auto"),
                    G_DEFINE_ENUM_VALUE (SOKY_ZOOM_FIT_WIDTH, "fit-width"),
                    G_DEFINE_ENUM_VALUE (SOKY_ZOOM_FIT_PAGE, "fit-page"),
                    G_DEFINE_ENUM_VALUE (SOKY_ZOOM_FREE, "free"))
G_DEFINE_FINAL_TYPE_WITH_CODE (SokyPdfView, soky_pdf_view, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

static double
get_value (SokyPdfView *self, GtkOrientation orientation)
{
  GtkAdjustment *adjustment = self->adjustments[orientation];
  return adjustment != NULL ? gtk_adjustment_get_value (adjustment) : 0;
}

static void
update_page (SokyPdfView *self)
{
  guint page = 0;
  if (self->layout != NULL) {
    double height = gtk_widget_get_height (GTK_WIDGET (self));
    double y = get_value (self, GTK_ORIENTATION_VERTICAL) + height * 0.4;
    page = soky_page_layout_find (self->layout, y) + 1;
  }
  if (page == self->page)
    return;
  self->page = page;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAGE]);
}

static void
value_changed_cb (SokyPdfView *self)
{
  update_page (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
configure (SokyPdfView *self, GtkOrientation orientation, double value)
{
  GtkAdjustment *adjustment = self->adjustments[orientation];
  if (adjustment == NULL)
    return;

  gboolean vertical = orientation == GTK_ORIENTATION_VERTICAL;
  double seen = vertical ? gtk_widget_get_height (GTK_WIDGET (self))
                         : gtk_widget_get_width (GTK_WIDGET (self));
  double upper = seen;
  if (self->layout != NULL)
    upper = MAX (seen, vertical ? soky_page_layout_get_height (self->layout)
                                : soky_page_layout_get_width (self->layout));
  gtk_adjustment_configure (adjustment, CLAMP (value, 0, upper - seen), 0, upper, STEP_PIXELS,
                            MAX (STEP_PIXELS, seen - STEP_PIXELS), seen);
}

static void
anchor_take (SokyPdfView *self, Anchor *anchor, double x, double y)
{
  SokyViewArea box;
  double content_x = get_value (self, GTK_ORIENTATION_HORIZONTAL) + x;
  double content_y = get_value (self, GTK_ORIENTATION_VERTICAL) + y;

  anchor->page = soky_page_layout_find (self->layout, content_y);
  soky_page_layout_get_page (self->layout, anchor->page, &box);
  anchor->in_x = (content_x - box.x) / box.width;
  anchor->in_y = (content_y - box.y) / box.height;
  anchor->at_x = x;
  anchor->at_y = y;
}

static void
anchor_restore (SokyPdfView *self, const Anchor *anchor)
{
  SokyViewArea box;
  soky_page_layout_get_page (self->layout, anchor->page, &box);
  configure (self, GTK_ORIENTATION_HORIZONTAL, box.x + anchor->in_x * box.width - anchor->at_x);
  configure (self, GTK_ORIENTATION_VERTICAL, box.y + anchor->in_y * box.height - anchor->at_y);
}

static double
zoom_for_mode (SokyPdfView *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  double zoom = self->zoom;

  if (self->layout == NULL || width <= 0 || height <= 0)
    return zoom;
  double fit_width = soky_page_layout_fit_width (self->layout, width) / PIXELS_IN_A_POINT;
  if (self->mode == SOKY_ZOOM_AUTO)
    zoom = MIN (fit_width, COMFORTABLE_ZOOM);
  else if (self->mode == SOKY_ZOOM_FIT_WIDTH)
    zoom = fit_width;
  else if (self->mode == SOKY_ZOOM_FIT_PAGE)
    zoom = soky_page_layout_fit_page (self->layout, width, height) / PIXELS_IN_A_POINT;
  return CLAMP (zoom, SOKY_ZOOM_MIN, SOKY_ZOOM_MAX);
}

static gboolean
settled_cb (gpointer data)
{
  SokyPdfView *self = data;
  self->settle_source = 0;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

/* while the zoom is moving, sharp pages would be drawn for nothing */
static void
wait_until_settled (SokyPdfView *self)
{
  g_clear_handle_id (&self->settle_source, g_source_remove);
  self->settle_source = g_timeout_add (SETTLE_MS, settled_cb, self);
}

static void
lay_out (SokyPdfView *self, double zoom)
{
  if (zoom != self->zoom) {
    self->zoom = zoom;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ZOOM]);
  }
  if (self->layout != NULL)
    soky_page_layout_set (self->layout, zoom * PIXELS_IN_A_POINT,
                          gtk_widget_get_width (GTK_WIDGET (self)));
}

static void
lay_out_again (SokyPdfView *self)
{
  if (self->layout == NULL) {
    configure (self, GTK_ORIENTATION_HORIZONTAL, 0);
    configure (self, GTK_ORIENTATION_VERTICAL, 0);
    return;
  }
  Anchor anchor;
  anchor_take (self, &anchor, gtk_widget_get_width (GTK_WIDGET (self)) / 2.0, 0);
  lay_out (self, zoom_for_mode (self));
  anchor_restore (self, &anchor);
  update_page (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
soky_pdf_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  lay_out_again (SOKY_PDF_VIEW (widget));
}

static void
soky_pdf_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                       int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = 0;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 600 : 800;
}

static void
set_adjustment (SokyPdfView *self, GtkOrientation orientation, GtkAdjustment *adjustment)
{
  GtkAdjustment **place = &self->adjustments[orientation];
  if (*place != NULL)
    g_clear_signal_handler (&self->adjustment_handlers[orientation], *place);
  g_set_object (place, adjustment);
  if (adjustment == NULL)
    return;
  self->adjustment_handlers[orientation] =
      g_signal_connect_swapped (adjustment, "value-changed", G_CALLBACK (value_changed_cb), self);
  configure (self, orientation, gtk_adjustment_get_value (adjustment));
}

static void
soky_pdf_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SokyPdfView *self = SOKY_PDF_VIEW (object);

  switch (id) {
  case PROP_DOCUMENT:
    soky_pdf_view_set_document (self, g_value_get_object (value));
    break;
  case PROP_ZOOM:
    soky_pdf_view_set_zoom (self, g_value_get_double (value));
    break;
  case PROP_ZOOM_MODE:
    soky_pdf_view_set_zoom_mode (self, g_value_get_enum (value));
    break;
  case PROP_HADJUSTMENT:
    set_adjustment (self, GTK_ORIENTATION_HORIZONTAL, g_value_get_object (value));
    break;
  case PROP_VADJUSTMENT:
    set_adjustment (self, GTK_ORIENTATION_VERTICAL, g_value_get_object (value));
    break;
  case PROP_HSCROLL_POLICY:
  case PROP_VSCROLL_POLICY:
    self->policies[id - PROP_HSCROLL_POLICY] = g_value_get_enum (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
soky_pdf_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SokyPdfView *self = SOKY_PDF_VIEW (object);

  switch (id) {
  case PROP_DOCUMENT:
    g_value_set_object (value, self->document);
    break;
  case PROP_ZOOM:
    g_value_set_double (value, self->zoom);
    break;
  case PROP_ZOOM_MODE:
    g_value_set_enum (value, self->mode);
    break;
  case PROP_PAGE:
    g_value_set_uint (value, self->page);
    break;
  case PROP_PAGE_COUNT:
    g_value_set_uint (value, self->layout != NULL ? soky_page_layout_count (self->layout) : 0);
    break;
  case PROP_HADJUSTMENT:
  case PROP_VADJUSTMENT:
    g_value_set_object (value, self->adjustments[id - PROP_HADJUSTMENT]);
    break;
  case PROP_HSCROLL_POLICY:
  case PROP_VSCROLL_POLICY:
    g_value_set_enum (value, self->policies[id - PROP_HSCROLL_POLICY]);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
soky_pdf_view_dispose (GObject *object)
{
  SokyPdfView *self = SOKY_PDF_VIEW (object);

  g_clear_handle_id (&self->settle_source, g_source_remove);
  g_clear_handle_id (&self->mark_source, g_source_remove);
  if (self->scrolling != NULL)
    adw_animation_reset (self->scrolling);
  if (self->fading != NULL)
    adw_animation_reset (self->fading);
  g_clear_object (&self->scrolling);
  g_clear_object (&self->fading);
  set_adjustment (self, GTK_ORIENTATION_HORIZONTAL, NULL);
  set_adjustment (self, GTK_ORIENTATION_VERTICAL, NULL);
  g_clear_object (&self->renderer);
  g_clear_pointer (&self->layout, soky_page_layout_free);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (soky_pdf_view_parent_class)->dispose (object);
}

static void
soky_pdf_view_class_init (SokyPdfViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = soky_pdf_view_set_property;
  object_class->get_property = soky_pdf_view_get_property;
  object_class->dispose = soky_pdf_view_dispose;
  widget_class->measure = soky_pdf_view_measure;
  widget_class->size_allocate = soky_pdf_view_size_allocate;
  widget_class->snapshot = _soky_pdf_view_snapshot;

  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags both = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  properties[PROP_DOCUMENT] =
      g_param_spec_object ("document", NULL, NULL, SOKY_TYPE_VIEW_DOCUMENT, both);
  properties[PROP_ZOOM] =
      g_param_spec_double ("zoom", NULL, NULL, SOKY_ZOOM_MIN, SOKY_ZOOM_MAX, 1, both);
  properties[PROP_ZOOM_MODE] =
      g_param_spec_enum ("zoom-mode", NULL, NULL, SOKY_TYPE_ZOOM_MODE, SOKY_ZOOM_AUTO, both);
  properties[PROP_PAGE] = g_param_spec_uint ("page", NULL, NULL, 0, G_MAXUINT, 0, readable);
  properties[PROP_PAGE_COUNT] =
      g_param_spec_uint ("page-count", NULL, NULL, 0, G_MAXUINT, 0, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");

  gtk_widget_class_set_css_name (widget_class, "pdfview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  _soky_pdf_view_install_bindings (widget_class);
}

static void
soky_pdf_view_init (SokyPdfView *self)
{
  self->zoom = 1.0;
  self->budget = SOKY_RENDERER_BUDGET;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  _soky_pdf_view_add_controllers (self);
}

void
_soky_pdf_view_zoom_at (SokyPdfView *self, double zoom, double x, double y)
{
  zoom = CLAMP (zoom, SOKY_ZOOM_MIN, SOKY_ZOOM_MAX);
  if (self->layout == NULL || zoom == self->zoom)
    return;

  if (self->scrolling != NULL)
    adw_animation_pause (self->scrolling);
  Anchor anchor;
  anchor_take (self, &anchor, x, y);
  lay_out (self, zoom);
  anchor_restore (self, &anchor);
  update_page (self);
  wait_until_settled (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
make_renderer (SokyPdfView *self)
{
  g_clear_object (&self->renderer);
  if (self->document == NULL)
    return;
  self->renderer = soky_renderer_new (self->document, self->budget);
  g_signal_connect_object (self->renderer, "rendered", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
}

void
soky_pdf_view_set_document (SokyPdfView *self, SokyViewDocument *document)
{
  g_return_if_fail (SOKY_IS_PDF_VIEW (self));
  g_return_if_fail (document == NULL || SOKY_IS_VIEW_DOCUMENT (document));

  if (self->document == document)
    return;
  gboolean same_length =
      self->document != NULL && document != NULL &&
      soky_view_document_count_pages (self->document) == soky_view_document_count_pages (document);
  g_set_object (&self->document, document);
  g_clear_pointer (&self->layout, soky_page_layout_free);
  self->layout = document != NULL ? soky_page_layout_new (document) : NULL;
  self->marked_page = 0;
  make_renderer (self);

  lay_out (self, zoom_for_mode (self));
  configure (self, GTK_ORIENTATION_HORIZONTAL,
             same_length ? get_value (self, GTK_ORIENTATION_HORIZONTAL) : 0);
  configure (self, GTK_ORIENTATION_VERTICAL,
             same_length ? get_value (self, GTK_ORIENTATION_VERTICAL) : 0);
  update_page (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DOCUMENT]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAGE_COUNT]);
}

SokyViewDocument *
soky_pdf_view_get_document (SokyPdfView *self)
{
  g_return_val_if_fail (SOKY_IS_PDF_VIEW (self), NULL);

  return self->document;
}

double
soky_pdf_view_get_zoom (SokyPdfView *self)
{
  g_return_val_if_fail (SOKY_IS_PDF_VIEW (self), 1.0);

  return self->zoom;
}

void
soky_pdf_view_set_zoom (SokyPdfView *self, double zoom)
{
  g_return_if_fail (SOKY_IS_PDF_VIEW (self));

  soky_pdf_view_set_zoom_mode (self, SOKY_ZOOM_FREE);
  _soky_pdf_view_zoom_at (self, zoom, gtk_widget_get_width (GTK_WIDGET (self)) / 2.0,
                          gtk_widget_get_height (GTK_WIDGET (self)) / 2.0);
}

void
soky_pdf_view_set_zoom_mode (SokyPdfView *self, SokyZoomMode mode)
{
  g_return_if_fail (SOKY_IS_PDF_VIEW (self));

  if (self->mode == mode)
    return;
  self->mode = mode;
  if (mode != SOKY_ZOOM_FREE)
    lay_out_again (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ZOOM_MODE]);
}

guint
soky_pdf_view_get_page (SokyPdfView *self)
{
  g_return_val_if_fail (SOKY_IS_PDF_VIEW (self), 0);

  return self->page;
}

void
soky_pdf_view_go_to_page (SokyPdfView *self, guint page)
{
  g_return_if_fail (SOKY_IS_PDF_VIEW (self));

  if (self->layout == NULL)
    return;
  SokyViewArea box;
  guint last = soky_page_layout_count (self->layout);
  soky_page_layout_get_page (self->layout, CLAMP (page, 1, last) - 1, &box);
  _soky_pdf_view_scroll_to (self, box.y - SOKY_PAGE_GAP, TRUE);
}

void
soky_pdf_view_show_area (SokyPdfView *self, guint page, const SokyViewArea *area)
{
  g_return_if_fail (SOKY_IS_PDF_VIEW (self));

  if (self->layout == NULL || page < 1 || page > soky_page_layout_count (self->layout))
    return;

  SokyViewArea box;
  double scale = soky_page_layout_get_scale (self->layout);
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));
  soky_page_layout_get_page (self->layout, page - 1, &box);

  double middle_x = box.x + (area->x + area->width / 2) * scale;
  double middle_y = box.y + (area->y + area->height / 2) * scale;
  configure (self, GTK_ORIENTATION_HORIZONTAL, middle_x - width / 2);
  _soky_pdf_view_scroll_to (self, middle_y - height / 2, TRUE);
  _soky_pdf_view_mark (self, page, area);
}

gsize
soky_pdf_view_get_cache_bytes (SokyPdfView *self)
{
  g_return_val_if_fail (SOKY_IS_PDF_VIEW (self), 0);

  if (self->renderer == NULL)
    return 0;
  return soky_texture_cache_get_bytes (soky_renderer_get_cache (self->renderer));
}

void
soky_pdf_view_set_cache_budget (SokyPdfView *self, gsize budget)
{
  g_return_if_fail (SOKY_IS_PDF_VIEW (self));

  self->budget = budget;
  make_renderer (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
