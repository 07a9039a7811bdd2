/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/appearance/picture.h"

#include "base/input.h"
#include "pdf/error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* 1200 pixels over 50 mm are 600 dpi */
#define MOST_DRAWN 1200
#define MOST_PIXELS (50 * 1000 * 1000)
#define MOST_BYTES (32 * 1024 * 1024)
#define CHUNK 65536
/* what a file may claim, in dots an inch, to be believed */
#define LEAST_DPI 36
#define MOST_DPI 4800

static gboolean
refuse (const char *message, int code, GError **error)
{
  g_set_error_literal (error, SOKY_PDF_ERROR, code, message);
  return FALSE;
}

static const char *
find_type (const guint8 *data, gsize length)
{
  static const guint8 png[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  static const guint8 jpeg[] = {0xff, 0xd8, 0xff};

  if (length > sizeof png && memcmp (data, png, sizeof png) == 0)
    return "png";
  return length > sizeof jpeg && memcmp (data, jpeg, sizeof jpeg) == 0 ? "jpeg" : NULL;
}

/* What is known of a picture while it is read. */
typedef struct {
  int most;
  int width; /* as the file says, in pixels */
  int height;
  gboolean too_large;
} Reading;

static void
on_size (GdkPixbufLoader *loader, int width, int height, gpointer user_data)
{
  Reading *reading = user_data;
  double scale = (double) reading->most / MAX (width, height);

  reading->width = width;
  reading->height = height;
  if (width < 1 || height < 1 || (gint64) width * height > MOST_PIXELS) {
    reading->too_large = TRUE;
    gdk_pixbuf_loader_set_size (loader, 0, 0); /* nothing is decoded */
    return;
  }
  if (scale < 1)
    gdk_pixbuf_loader_set_size (loader, MAX (1, (int) (width * scale)),
                                MAX (1, (int) (height * scale)));
}

static gboolean
feed (GdkPixbufLoader *loader, const guint8 *data, gsize length, const Reading *reading)
{
  gboolean ok = TRUE;
  for (gsize at = 0; ok && at < length && !reading->too_large; at += CHUNK)
    ok = gdk_pixbuf_loader_write (loader, data + at, MIN (CHUNK, length - at), NULL);
  return gdk_pixbuf_loader_close (loader, NULL) && ok && !reading->too_large;
}

/* Dots an inch, as the file says for the size it had; 0 = it does not tell. */
static double
read_dpi (GdkPixbuf *pixbuf)
{
  const char *text = gdk_pixbuf_get_option (pixbuf, "x-dpi");
  double dpi = text == NULL ? 0 : g_ascii_strtod (text, NULL);
  return dpi >= LEAST_DPI && dpi <= MOST_DPI ? dpi : 0;
}

/* Decodes; @dpi (nullable) is of the pixels that are returned. */
static GdkPixbuf *
decode (GBytes *data, int most, double *dpi, GError **error)
{
  gsize length = 0;
  const guint8 *bytes = g_bytes_get_data (data, &length);
  const char *type = find_type (bytes, length);
  g_autoptr (GdkPixbufLoader) loader =
      type == NULL ? NULL : gdk_pixbuf_loader_new_with_type (type, NULL);
  Reading reading = {.most = most};

  if (loader == NULL) {
    refuse (_ ("This is not a PNG or JPEG picture. Choose another picture."),
            SOKY_PDF_ERROR_UNSUPPORTED, error);
    return NULL;
  }
  g_signal_connect (loader, "size-prepared", G_CALLBACK (on_size), &reading);
  gboolean whole = feed (loader, bytes, length, &reading);
  GdkPixbuf *pixbuf = whole ? gdk_pixbuf_loader_get_pixbuf (loader) : NULL;
  if (reading.too_large)
    refuse (_ ("The picture is too large. Choose a smaller one."), SOKY_PDF_ERROR_LIMIT, error);
  else if (pixbuf == NULL)
    refuse (_ ("The picture is damaged. Save it again, or choose another one."),
            SOKY_PDF_ERROR_UNSUPPORTED, error);
  if (pixbuf == NULL)
    return NULL;
  if (dpi != NULL)
    *dpi = read_dpi (pixbuf) * gdk_pixbuf_get_width (pixbuf) / reading.width;
  return gdk_pixbuf_apply_embedded_orientation (pixbuf);
}

GdkPixbuf *
soky_picture_decode (GBytes *data, int most, GError **error)
{
  return decode (data, most, NULL, error);
}

GBytes *
soky_picture_read (const char *path, GError **error)
{
  g_autoptr (SokyInput) input = soky_input_open (path, error);
  if (input == NULL)
    return NULL;
  if (soky_input_get_size (input) > MOST_BYTES) {
    refuse (_ ("The picture is too large. Choose a smaller one."), SOKY_PDF_ERROR_LIMIT, error);
    return NULL;
  }
  return g_bytes_new (soky_input_peek (input), (gsize) soky_input_get_size (input));
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

SokyPicture *
soky_picture_load (const char *path, SokyInk ink, GError **error)
{
  double dpi = 0;
  g_autoptr (GBytes) data = soky_picture_read (path, error);
  g_autoptr (GdkPixbuf) pixbuf = data == NULL ? NULL : decode (data, MOST_DRAWN, &dpi, error);
  if (pixbuf == NULL) {
    g_autofree char *name = g_filename_display_basename (path);
    g_prefix_error (error, "%s: ", name);
    return NULL;
  }

  SokyPicture *self = g_new0 (SokyPicture, 1);
  double points = dpi > 0 ? 72 / dpi : 1;
  self->surface = surface_from_pixbuf (pixbuf);
  self->real = dpi > 0;
  self->width = gdk_pixbuf_get_width (pixbuf) * points;
  self->height = gdk_pixbuf_get_height (pixbuf) * points;
  return self;
}

void
soky_picture_free (SokyPicture *self)
{
  cairo_surface_destroy (self->surface);
  g_free (self);
}
