/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/anchor-picture.h"

#include "pdf/anchor-page.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MOST_PIXELS 10000.0 /* a side */

static cairo_status_t
collect (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static GBytes *
write_png (cairo_surface_t *surface, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_status_t status = cairo_surface_write_to_png_stream (surface, collect, bytes);

  if (status == CAIRO_STATUS_SUCCESS)
    return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
  g_set_error (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_LIMIT,
               _ ("The picture could not be made (%s). Choose fewer dots an inch."),
               cairo_status_to_string (status));
  return NULL;
}

GBytes *
soky_pdf_picture (GBytes *pdf, double dpi, GError **error)
{
  g_autoptr (SokyPopplerDocument) document = poppler_document_new_from_bytes (pdf, NULL, error);
  g_autoptr (SokyPopplerPage) page = document ? poppler_document_get_page (document, 0) : NULL;
  double width = 0, height = 0;

  if (page == NULL)
    return NULL;
  poppler_page_get_size (page, &width, &height);
  cairo_surface_t *surface = cairo_image_surface_create (
      CAIRO_FORMAT_RGB24, (int) CLAMP (ceil (width * dpi / 72), 1, MOST_PIXELS),
      (int) CLAMP (ceil (height * dpi / 72), 1, MOST_PIXELS));
  cairo_t *cr = cairo_create (surface);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, dpi / 72, dpi / 72);
  poppler_page_render_for_printing (page, cr);
  cairo_destroy (cr);
  GBytes *png = write_png (surface, error);
  cairo_surface_destroy (surface);
  return png;
}
