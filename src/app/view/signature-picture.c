/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/view/signature-picture.h"

#include "app/view/document.h"

#include <glib/gi18n.h>
#include <math.h>
#include <poppler.h>

#define SCALE 2.0     /* pixels a point */
#define MARGIN_X 90.0 /* points of the page around the signature */
#define MARGIN_Y 48.0
#define MAX_WIDTH 600.0 /* points */
#define MAX_HEIGHT 420.0

/* The first page of @document, or the page @index. */
static void
render (PopplerDocument *document, int index, cairo_t *cr)
{
  PopplerPage *page = poppler_document_get_page (document, index);

  if (page != NULL)
    poppler_page_render (page, cr);
  g_clear_object (&page);
}

static PopplerDocument *
open_bytes (const void *data, gsize length, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, length);
  PopplerDocument *document = poppler_document_new_from_bytes (bytes, NULL, NULL);

  if (document == NULL)
    g_set_error_literal (error, SOKY_VIEW_ERROR, SOKY_VIEW_ERROR_DAMAGED,
                         _ ("This PDF is damaged or incomplete. Download or save it again."));
  return document;
}

/* What is shown, in points of the page: the signature with some of the page around it. */
static void
choose_region (PopplerDocument *document, const SokySignPreview *preview, double region[4])
{
  PopplerPage *page = poppler_document_get_page (document, preview->page - 1);
  const double *shown = preview->shown;
  double width = 595, height = 842;

  if (page != NULL)
    poppler_page_get_size (page, &width, &height);
  g_clear_object (&page);
  region[2] = MIN (MIN (shown[2] + 2 * MARGIN_X, MAX_WIDTH), width);
  region[3] = MIN (MIN (shown[3] + 2 * MARGIN_Y, MAX_HEIGHT), height);
  region[0] = CLAMP (shown[0] + (shown[2] - region[2]) / 2, 0, width - region[2]);
  region[1] = CLAMP (shown[1] + (shown[3] - region[3]) / 2, 0, height - region[3]);
}

static GdkTexture *
make_texture (cairo_surface_t *surface)
{
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);

  cairo_surface_flush (surface);
  g_autoptr (GBytes) pixels =
      g_bytes_new (cairo_image_surface_get_data (surface), stride * (gsize) height);
  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, pixels, stride);
}

GdkTexture *
soky_signature_picture_draw (SokyInput *input, const SokySignPreview *preview, GError **error)
{
  g_return_val_if_fail (input != NULL && preview->look != NULL, NULL);

  gsize length = 0;
  const void *look_data = g_bytes_get_data (preview->look, &length);
  PopplerDocument *look = open_bytes (look_data, length, error);
  PopplerDocument *document =
      look ? open_bytes (soky_input_peek (input), (gsize) soky_input_get_size (input), error)
           : NULL;
  GdkTexture *texture = NULL;

  if (document != NULL) {
    double region[4];
    choose_region (document, preview, region);
    cairo_surface_t *surface = cairo_image_surface_create (
        CAIRO_FORMAT_ARGB32, (int) ceil (region[2] * SCALE), (int) ceil (region[3] * SCALE));
    cairo_t *cr = cairo_create (surface);
    cairo_set_source_rgb (cr, 1, 1, 1);
    cairo_paint (cr);
    cairo_scale (cr, SCALE, SCALE);
    cairo_translate (cr, -region[0], -region[1]);
    render (document, preview->page - 1, cr);
    cairo_translate (cr, preview->shown[0], preview->shown[1]);
    render (look, 0, cr);
    cairo_destroy (cr);
    texture = make_texture (surface);
    cairo_surface_destroy (surface);
  }
  g_clear_object (&document);
  g_clear_object (&look);
  return texture;
}
