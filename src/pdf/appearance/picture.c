/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/appearance/picture.h"

#include "base/input.h"
#include "pdf/appearance/ink.h"
#include "pdf/appearance/resolution.h"
#include "pdf/error.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* 1200 pixels over 50 mm are 600 dpi */
#define MOST_DRAWN 1200
#define MOST_LIFTED 1600 /* while the ink is looked for */
#define MOST_KEPT 1000
#define MOST_PIXELS (50 * 1000 * 1000)
#define MOST_BYTES (32 * 1024 * 1024)
#define CHUNK 65536
#define PRINT_DPI 300

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
    *dpi = soky_resolution_read (bytes, length) * gdk_pixbuf_get_width (pixbuf) / reading.width;
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

GBytes *
soky_picture_encode (GdkPixbuf *pixbuf, double dpi, GError **error)
{
  g_autofree char *dots = dpi > 0 ? g_strdup_printf ("%.0f", dpi) : NULL;
  char *keys[] = {(char *) "x-dpi", (char *) "y-dpi", NULL};
  char *values[] = {dots, dots, NULL};
  char *data = NULL;
  gsize length = 0;

  if (dots == NULL)
    keys[0] = values[0] = NULL;
  if (!gdk_pixbuf_save_to_bufferv (pixbuf, &data, &length, "png", keys, values, error))
    return NULL;
  return g_bytes_new_take (data, length);
}

GBytes *
soky_picture_lift (GBytes *data, SokyInk ink, GError **error)
{
  double dpi = 0;
  g_autoptr (GdkPixbuf) picture = decode (data, MOST_LIFTED, &dpi, error);
  g_autoptr (GdkPixbuf) lifted = picture ? soky_ink_lift (picture, ink, error) : NULL;
  if (lifted == NULL)
    return NULL;

  int width = gdk_pixbuf_get_width (lifted), height = gdk_pixbuf_get_height (lifted);
  double scale = MIN (1, (double) MOST_KEPT / MAX (width, height));
  g_autoptr (GdkPixbuf) kept = gdk_pixbuf_scale_simple (
      lifted, MAX (1, (int) (width * scale)), MAX (1, (int) (height * scale)), GDK_INTERP_BILINEAR);
  return soky_picture_encode (kept, dpi * scale, error);
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

static const guint8 *
pixel_at (const GdkPixbuf *pixbuf, int x, int y)
{
  return gdk_pixbuf_read_pixels (pixbuf) + (gsize) y * gdk_pixbuf_get_rowstride (pixbuf) +
         (gsize) x * gdk_pixbuf_get_n_channels (pixbuf);
}

/* The colour of all that is not clear, or NULL: ink has one, and then half of the bytes suffice. */
static const guint8 *
find_only_colour (const GdkPixbuf *pixbuf)
{
  int width = gdk_pixbuf_get_width (pixbuf), height = gdk_pixbuf_get_height (pixbuf);
  const guint8 *colour = NULL;

  if (!gdk_pixbuf_get_has_alpha (pixbuf))
    return NULL;
  for (int y = 0; y < height; y++) {
    for (int x = 0; x < width; x++) {
      const guint8 *pixel = pixel_at (pixbuf, x, y);
      if (pixel[3] == 0)
        continue;
      if (colour != NULL && memcmp (colour, pixel, 3) != 0)
        return NULL;
      colour = pixel;
    }
  }
  return colour;
}

static cairo_surface_t *
surface_from_pixbuf (const GdkPixbuf *pixbuf, gboolean alpha_only)
{
  int width = gdk_pixbuf_get_width (pixbuf), height = gdk_pixbuf_get_height (pixbuf);
  gboolean has_alpha = gdk_pixbuf_get_has_alpha (pixbuf);
  /* an opaque picture needs no soft mask in the PDF */
  cairo_surface_t *surface = cairo_image_surface_create (alpha_only  ? CAIRO_FORMAT_A8
                                                         : has_alpha ? CAIRO_FORMAT_ARGB32
                                                                     : CAIRO_FORMAT_RGB24,
                                                         width, height);
  int stride = cairo_image_surface_get_stride (surface);
  guint8 *to = cairo_image_surface_get_data (surface);

  for (int y = 0; y < height; y++) {
    guint8 *row = to + (gsize) y * stride;
    for (int x = 0; x < width; x++) {
      const guint8 *pixel = pixel_at (pixbuf, x, y);
      guint32 value = premultiply (pixel, has_alpha);
      if (alpha_only)
        row[x] = pixel[3];
      else
        memcpy (row + 4 * (gsize) x, &value, sizeof value);
    }
  }
  cairo_surface_mark_dirty (surface);
  return surface;
}

static void
take_pixels (SokyPicture *self, const GdkPixbuf *pixbuf)
{
  const guint8 *colour = find_only_colour (pixbuf);

  self->surface = surface_from_pixbuf (pixbuf, colour != NULL);
  if (colour == NULL)
    return;
  self->red = colour[0] / 255.0;
  self->green = colour[1] / 255.0;
  self->blue = colour[2] / 255.0;
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

  if (ink != SOKY_INK_KEEP && !gdk_pixbuf_get_has_alpha (pixbuf)) {
    GdkPixbuf *lifted = soky_ink_lift (pixbuf, ink, error);
    if (lifted == NULL)
      return NULL;
    g_object_unref (pixbuf);
    pixbuf = lifted;
  }
  SokyPicture *self = g_new0 (SokyPicture, 1);
  double points = dpi > 0 ? 72 / dpi : 1;
  take_pixels (self, pixbuf);
  self->real = dpi > 0;
  self->width = gdk_pixbuf_get_width (pixbuf) * points;
  self->height = gdk_pixbuf_get_height (pixbuf) * points;
  return self;
}

/* Returns: (transfer full) */
static cairo_surface_t *
shrink (cairo_surface_t *surface, double scale)
{
  int width = MAX (1, (int) ceil (cairo_image_surface_get_width (surface) * scale));
  int height = MAX (1, (int) ceil (cairo_image_surface_get_height (surface) * scale));
  cairo_surface_t *small =
      cairo_image_surface_create (cairo_image_surface_get_format (surface), width, height);
  cairo_t *cr = cairo_create (small);

  cairo_scale (cr, (double) width / cairo_image_surface_get_width (surface),
               (double) height / cairo_image_surface_get_height (surface));
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_GOOD);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_paint (cr);
  cairo_destroy (cr);
  return small;
}

void
soky_picture_draw (const SokyPicture *self, cairo_t *cr, double width)
{
  double across = width, down = 0;
  cairo_user_to_device_distance (cr, &across, &down);
  double dots = hypot (across, down) * PRINT_DPI / 72;
  double scale = dots / cairo_image_surface_get_width (self->surface);
  cairo_surface_t *surface =
      scale < 1 ? shrink (self->surface, scale) : cairo_surface_reference (self->surface);

  cairo_save (cr);
  scale = width / cairo_image_surface_get_width (surface);
  cairo_scale (cr, scale, scale);
  if (cairo_image_surface_get_format (surface) == CAIRO_FORMAT_A8) {
    cairo_set_source_rgb (cr, self->red, self->green, self->blue);
    cairo_mask_surface (cr, surface, 0, 0);
  } else {
    cairo_set_source_surface (cr, surface, 0, 0);
    cairo_paint (cr);
  }
  cairo_restore (cr);
  cairo_surface_destroy (surface);
}

void
soky_picture_free (SokyPicture *self)
{
  cairo_surface_destroy (self->surface);
  g_free (self);
}
