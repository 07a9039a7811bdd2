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
#define A4_WIDTH 595.0
#define A4_HEIGHT 842.0
#define LARGEST_PAGE 4000.0 /* what is drawn of a larger one is cut off */

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
  double width = A4_WIDTH, height = A4_HEIGHT;

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

static cairo_t *
begin (double width, double height, gboolean on_paper)
{
  cairo_surface_t *surface = cairo_image_surface_create (
      CAIRO_FORMAT_ARGB32, (int) ceil (width * SCALE), (int) ceil (height * SCALE));
  cairo_t *cr = cairo_create (surface);

  cairo_surface_destroy (surface);
  if (on_paper) {
    cairo_set_source_rgb (cr, 1, 1, 1);
    cairo_paint (cr);
  }
  cairo_scale (cr, SCALE, SCALE);
  return cr;
}

static GdkTexture *
end (cairo_t *cr)
{
  GdkTexture *texture = make_texture (cairo_get_target (cr));

  cairo_destroy (cr);
  return texture;
}

static PopplerDocument *
open_look (const SokySignPreview *preview, GError **error)
{
  gsize length = 0;
  const void *data = g_bytes_get_data (preview->look, &length);

  return open_bytes (data, length, error);
}

static PopplerDocument *
open_input (SokyInput *input, GError **error)
{
  return open_bytes (soky_input_peek (input), (gsize) soky_input_get_size (input), error);
}

GdkTexture *
soky_signature_picture_draw (SokyInput *input, const SokySignPreview *preview, GError **error)
{
  g_return_val_if_fail (input != NULL && preview->look != NULL, NULL);

  PopplerDocument *look = open_look (preview, error);
  PopplerDocument *document = look ? open_input (input, error) : NULL;
  GdkTexture *texture = NULL;

  if (document != NULL) {
    double region[4];
    choose_region (document, preview, region);
    cairo_t *cr = begin (region[2], region[3], TRUE);
    cairo_translate (cr, -region[0], -region[1]);
    render (document, preview->page - 1, cr);
    cairo_translate (cr, preview->shown[0], preview->shown[1]);
    render (look, 0, cr);
    texture = end (cr);
  }
  g_clear_object (&document);
  g_clear_object (&look);
  return texture;
}

GdkTexture *
soky_signature_picture_draw_alone (const SokySignPreview *preview, GError **error)
{
  g_return_val_if_fail (preview->look != NULL, NULL);

  PopplerDocument *look = open_look (preview, error);
  if (look == NULL)
    return NULL;
  cairo_t *cr = begin (preview->shown[2], preview->shown[3], FALSE);
  render (look, 0, cr);
  g_object_unref (look);
  return end (cr);
}

GdkTexture *
soky_signature_picture_draw_page (SokyInput *input, int page, SokyPageSize *found, GError **error)
{
  g_return_val_if_fail (input != NULL && found != NULL, NULL);

  PopplerDocument *document = open_input (input, error);
  if (document == NULL)
    return NULL;
  found->count = poppler_document_get_n_pages (document);
  found->page = CLAMP (page, 1, MAX (found->count, 1));
  found->width = A4_WIDTH;
  found->height = A4_HEIGHT;
  PopplerPage *drawn = poppler_document_get_page (document, found->page - 1);
  if (drawn != NULL)
    poppler_page_get_size (drawn, &found->width, &found->height);
  found->width = CLAMP (found->width, 1, LARGEST_PAGE);
  found->height = CLAMP (found->height, 1, LARGEST_PAGE);
  cairo_t *cr = begin (found->width, found->height, TRUE);
  if (drawn != NULL)
    poppler_page_render (drawn, cr);
  g_clear_object (&drawn);
  g_object_unref (document);
  return end (cr);
}
