/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/view/pdf-view-private.h"

#include <math.h>

enum {
  PROP_0,
  PROP_DOCUMENT,
  PROP_ZOOM,
  PROP_ZOOM_MODE,
  PROP_PAGE,
  PROP_PAGE_COUNT,
  PROP_TWO_PAGES,
  PROP_TURNS,
  PROP_HAS_SELECTION,
  N_PROPS,
  PROP_HADJUSTMENT = N_PROPS,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
};
static GParamSpec *properties[N_PROPS];

G_DEFINE_ENUM_TYPE (SokyZoomMode, soky_zoom_mode, G_DEFINE_ENUM_VALUE (SOKY_ZOOM_AUTO, "auto"),
                    G_DEFINE_ENUM_VALUE (SOKY_ZOOM_FIT_WIDTH, "fit-width"),
                    G_DEFINE_ENUM_VALUE (SOKY_ZOOM_FIT_PAGE, "fit-page"),
                    G_DEFINE_ENUM_VALUE (SOKY_ZOOM_FREE, "free"))
G_DEFINE_FINAL_TYPE_WITH_CODE (SokyPdfView, soky_pdf_view, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

static void
value_changed_cb (SokyPdfView *self)
{
  _soky_pdf_view_update_page (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
soky_pdf_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  _soky_pdf_view_lay_out_again (SOKY_PDF_VIEW (widget));
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
  _soky_pdf_view_configure (self, orientation, gtk_adjustment_get_value (adjustment));
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
  case PROP_TWO_PAGES:
    soky_pdf_view_set_two_pages (self, g_value_get_boolean (value));
    break;
  case PROP_TURNS:
    soky_pdf_view_set_turns (self, g_value_get_uint (value));
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
  case PROP_TWO_PAGES:
    g_value_set_boolean (value, self->two_pages);
    break;
  case PROP_TURNS:
    g_value_set_uint (value, self->turns);
    break;
  case PROP_HAS_SELECTION:
    g_value_set_boolean (value, soky_pdf_view_has_selection (self));
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
  g_cancellable_cancel (self->copying);
  g_clear_object (&self->copying);
  _soky_pdf_view_set_store (self, NULL);
  g_clear_object (&self->renderer);
  g_clear_pointer (&self->marks, g_array_unref);
  g_clear_pointer (&self->layout, soky_page_layout_free);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (soky_pdf_view_parent_class)->dispose (object);
}

static void
install_properties (GObjectClass *object_class)
{
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
  properties[PROP_TWO_PAGES] = g_param_spec_boolean ("two-pages", NULL, NULL, FALSE, both);
  properties[PROP_TURNS] = g_param_spec_uint ("turns", NULL, NULL, 0, 3, 0, both);
  properties[PROP_HAS_SELECTION] =
      g_param_spec_boolean ("has-selection", NULL, NULL, FALSE, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");
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

  install_properties (object_class);
  g_signal_new ("area-chosen", SOKY_TYPE_PDF_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 5, G_TYPE_UINT, G_TYPE_DOUBLE, G_TYPE_DOUBLE, G_TYPE_DOUBLE,
                G_TYPE_DOUBLE);
  g_signal_new ("shown", SOKY_TYPE_PDF_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                0);
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
  _soky_pdf_view_add_marking (self);
  _soky_pdf_view_add_selecting (self);
  _soky_pdf_view_add_links (self);
}

static void
rendered_cb (SokyPdfView *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (self->shown || !soky_pdf_view_is_settled (self))
    return;
  self->shown = TRUE;
  g_signal_emit_by_name (self, "shown");
}

static void
make_renderer (SokyPdfView *self)
{
  g_clear_object (&self->renderer);
  if (self->document == NULL)
    return;
  self->renderer = soky_renderer_new (self->document, self->budget);
  g_signal_connect_object (self->renderer, "rendered", G_CALLBACK (rendered_cb), self,
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
  if (self->layout != NULL)
    soky_page_layout_arrange (self->layout, self->two_pages ? 2 : 1, self->turns);
  self->marked_page = 0;
  self->link_page = 0;
  self->shown = FALSE;
  make_renderer (self);
  _soky_pdf_view_set_store (self, document);
  soky_pdf_view_clear_selection (self);

  _soky_pdf_view_lay_out (self, _soky_pdf_view_zoom_for_mode (self));
  _soky_pdf_view_configure (
      self, GTK_ORIENTATION_HORIZONTAL,
      same_length ? _soky_pdf_view_get_value (self, GTK_ORIENTATION_HORIZONTAL) : 0);
  _soky_pdf_view_configure (self, GTK_ORIENTATION_VERTICAL,
                            same_length ? _soky_pdf_view_get_value (self, GTK_ORIENTATION_VERTICAL)
                                        : 0);
  _soky_pdf_view_update_page (self);
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
    _soky_pdf_view_lay_out_again (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ZOOM_MODE]);
}

guint
soky_pdf_view_get_page (SokyPdfView *self)
{
  g_return_val_if_fail (SOKY_IS_PDF_VIEW (self), 0);

  return self->page;
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

void
soky_pdf_view_set_two_pages (SokyPdfView *self, gboolean two_pages)
{
  g_return_if_fail (SOKY_IS_PDF_VIEW (self));

  if (self->two_pages == two_pages)
    return;
  self->two_pages = two_pages;
  _soky_pdf_view_arrange (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TWO_PAGES]);
}

void
soky_pdf_view_set_turns (SokyPdfView *self, guint turns)
{
  g_return_if_fail (SOKY_IS_PDF_VIEW (self));

  if (self->turns == turns % 4)
    return;
  self->turns = turns % 4;
  _soky_pdf_view_arrange (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TURNS]);
}

guint
soky_pdf_view_get_turns (SokyPdfView *self)
{
  g_return_val_if_fail (SOKY_IS_PDF_VIEW (self), 0);

  return self->turns;
}
