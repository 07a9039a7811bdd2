/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/appearance/picture.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gi18n-lib.h>

#include "pdf/error.h"

/* 1200 pixels over 50 mm are 600 dpi */
#define MAX_SIDE 1200
#define MAX_PIXELS (64 * 1024 * 1024)

static gboolean
check_file (const char *path, int *width, int *height, GError **error)
{
  GdkPixbufFormat *format = gdk_pixbuf_get_file_info (path, width, height);
  g_autofree char *name = format == NULL ? NULL : gdk_pixbuf_format_get_name (format);
  if (g_strcmp0 (name, "png") != 0 && g_strcmp0 (name, "jpeg") != 0) {
    g_set_error (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_UNSUPPORTED,
                 _ ("“%s” is not a PNG or JPEG picture. Choose another picture."), path);
    return FALSE;
  }
  if (*width < 1 || *height < 1 || (gint64) *width * *height > MAX_PIXELS) {
    g_set_error (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_LIMIT,
                 _ ("The picture “%s” is too large. Choose a smaller one."), path);
    return FALSE;
  }
  return TRUE;
}

static guint32
premultiply (const guint8 *pixel, gboolean has_alpha)
{
  guint32 alpha = has_alpha ? pixel[3] : 255;
  guint32 red = (pixel[0] * alpha + 127) / 255;
  guint32 green = (pixel[1] * alpha + 127) / 255;
  guint32 blue = (pixel[2] * alpha + 127) / 255;
  return alpha << 24 | red << 16 | green << 8 | blue;
}

static cairo_surface_t *
surface_from_pixbuf (const GdkPixbuf *pixbuf)
{
  int width = gdk_pixbuf_get_width (pixbuf);
  int height = gdk_pixbuf_get_height (pixbuf);
  int channels = gdk_pixbuf_get_n_channels (pixbuf);
  gboolean has_alpha = gdk_pixbuf_get_has_alpha (pixbuf);
  /* an opaque picture needs no soft mask in the PDF */
  cairo_surface_t *surface = cairo_image_surface_create (
      has_alpha ? CAIRO_FORMAT_ARGB32 : CAIRO_FORMAT_RGB24, width, height);
  int stride = cairo_image_surface_get_stride (surface);
  guint8 *to = cairo_image_surface_get_data (surface);
  const guint8 *from = gdk_pixbuf_read_pixels (pixbuf);

  for (int y = 0; y < height; y++) {
    const guint8 *pixel = from + (gsize) y * gdk_pixbuf_get_rowstride (pixbuf);
    guint8 *row = to + (gsize) y * stride;
    for (int x = 0; x < width; x++, pixel += channels) {
      guint32 value = premultiply (pixel, has_alpha);
      memcpy (row + 4 * (gsize) x, &value, sizeof value);
    }
  }
  cairo_surface_mark_dirty (surface);
  return surface;
}

cairo_surface_t *
soky_picture_load (const char *path, GError **error)
{
  int width = 0;
  int height = 0;
  if (!check_file (path, &width, &height, error))
    return NULL;

  g_autoptr (GdkPixbuf) pixbuf =
      MAX (width, height) > MAX_SIDE
          ? gdk_pixbuf_new_from_file_at_scale (path, MAX_SIDE, MAX_SIDE, TRUE, error)
          : gdk_pixbuf_new_from_file (path, error);
  return pixbuf == NULL ? NULL : surface_from_pixbuf (pixbuf);
}
