/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fixture.h"
#include "pdf/appearance/ink.h"
#include "pdf/appearance/picture.h"
#include "pdf/error.h"

#include <math.h>
#include <string.h>

#define WIDTH 480
#define HEIGHT 240

/* What is on the paper. */
typedef enum { NOTHING, PEN, SPECKS } Content;

static gboolean
is_stroke (int x, int y)
{
  double middle = HEIGHT / 2.0 + 60 * sin (x / 40.0);
  return x >= 90 && x < 390 && fabs (y - middle) < 4;
}

/* A photograph: light falls from the left, the sensor is noisy, the paper is not white. */
static GdkPixbuf *
photograph (const guint8 ink[3], Content content)
{
  GdkPixbuf *picture = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, WIDTH, HEIGHT);
  g_autoptr (GRand) noise = g_rand_new_with_seed (20260905);
  guint8 *pixels = gdk_pixbuf_get_pixels (picture);

  for (int y = 0; y < HEIGHT; y++) {
    for (int x = 0; x < WIDTH; x++) {
      guint8 *pixel = pixels + (gsize) y * gdk_pixbuf_get_rowstride (picture) + 3 * (gsize) x;
      double light = 1 - 0.55 * x / WIDTH - 0.1 * y / HEIGHT;
      gboolean inked = content == PEN && is_stroke (x, y);
      gboolean speck = content != NOTHING && x % 97 == 5 && y % 83 == 7;
      for (int i = 0; i < 3; i++) {
        double level = (inked ? ink[i] : speck ? 60 : 245 - 8 * i) * light;
        pixel[i] = (guint8) CLAMP (level + g_rand_int_range (noise, -6, 7), 0, 255);
      }
    }
  }
  return picture;
}

static const guint8 *
pixel_at (const GdkPixbuf *picture, int x, int y)
{
  return gdk_pixbuf_read_pixels (picture) + (gsize) y * gdk_pixbuf_get_rowstride (picture) +
         (gsize) x * gdk_pixbuf_get_n_channels (picture);
}

/* The share of the picture that is clear, and that is ink. */
static void
count_cover (const GdkPixbuf *picture, double *clear, double *full)
{
  int width = gdk_pixbuf_get_width (picture), height = gdk_pixbuf_get_height (picture);
  *clear = *full = 0;
  for (int y = 0; y < height; y++) {
    for (int x = 0; x < width; x++) {
      *clear += pixel_at (picture, x, y)[3] == 0;
      *full += pixel_at (picture, x, y)[3] > 200;
    }
  }
  *clear /= width * height;
  *full /= width * height;
}

static void
test_photograph (void)
{
  static const guint8 black[3] = {40, 40, 46}, blue[3] = {40, 70, 170};
  const guint8 *inks[] = {black, blue};

  for (guint i = 0; i < G_N_ELEMENTS (inks); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GdkPixbuf) picture = photograph (inks[i], PEN);
    g_autoptr (GdkPixbuf) lifted = soky_ink_lift (picture, SOKY_INK_BLUE, &error);
    double clear = 0, full = 0;
    g_assert_no_error (error);
    g_assert_true (gdk_pixbuf_get_has_alpha (lifted));
    /* trimmed to the stroke, whichever way the light falls; no speck is left */
    g_assert_cmpint (ABS (gdk_pixbuf_get_width (lifted) - 308), <, 10);
    g_assert_cmpint (ABS (gdk_pixbuf_get_height (lifted) - 136), <, 10);
    count_cover (lifted, &clear, &full);
    g_assert_cmpfloat (clear, >, 0.85);
    g_assert_cmpfloat (full, >, 0.05);
    g_assert_cmpfloat (full, <, 0.12);
    /* black was made blue, blue stayed blue */
    const guint8 *pixel = pixel_at (lifted, 0, 0);
    g_assert_cmpint (pixel[2], >, pixel[0] + 30);
    g_assert_cmpint (pixel[2], >, pixel[1] + 30);
  }
}

static void
test_red (void)
{
  static const guint8 red[3] = {190, 40, 50};
  g_autoptr (GdkPixbuf) picture = photograph (red, PEN);
  g_autoptr (GdkPixbuf) lifted = soky_ink_lift (picture, SOKY_INK_RED, NULL);
  const guint8 *pixel = pixel_at (lifted, 0, 0);

  g_assert_cmpint (pixel[0], >, pixel[1] + 30);
  g_assert_cmpint (pixel[0], >, pixel[2] + 30);
}

static void
test_no_ink (void)
{
  static const guint8 none[3] = {0};
  const Content contents[] = {NOTHING, SPECKS};

  for (guint i = 0; i < G_N_ELEMENTS (contents); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GdkPixbuf) picture = photograph (none, contents[i]);
    g_assert_null (soky_ink_lift (picture, SOKY_INK_BLUE, &error));
    g_assert_error (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_UNSUPPORTED);
  }
}

/* A picture without paper is trimmed and keeps its soft edges. */
static void
test_cut_out (void)
{
  g_autoptr (GdkPixbuf) picture = gdk_pixbuf_new (GDK_COLORSPACE_RGB, TRUE, 8, 200, 100);
  gdk_pixbuf_fill (picture, 0);
  g_autoptr (GdkPixbuf) part = gdk_pixbuf_new_subpixbuf (picture, 60, 30, 50, 20);
  gdk_pixbuf_fill (part, 0x101010ff);
  g_autoptr (GdkPixbuf) lifted = soky_ink_lift (picture, SOKY_INK_BLUE, NULL);

  g_assert_cmpint (gdk_pixbuf_get_width (lifted), ==, 58);
  g_assert_cmpint (gdk_pixbuf_get_height (lifted), ==, 28);
  g_assert_cmpint (pixel_at (lifted, 20, 10)[3], ==, 255);
  g_assert_cmpint (pixel_at (lifted, 0, 0)[3], ==, 0);
}

static void
test_strokes (void)
{
  static const double curve[] = {10, 100, 40, 20, 80, 140, 130, 40, 200, 90}, dot[] = {220, 60};
  static const double odd[] = {NAN, 3, 4, INFINITY};
  const SokyInkStroke strokes[] = {{curve, 5}, {dot, 1}, {NULL, 0}}, wrong = {odd, 2};
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPixbuf) drawn = soky_ink_draw (strokes, 3, 300, SOKY_INK_BLUE, &error);
  double clear = 0, full = 0;

  g_assert_no_error (error);
  count_cover (drawn, &clear, &full);
  g_assert_cmpfloat (clear, >, 0.8);
  g_assert_cmpfloat (full, >, 0.02);
  g_assert_cmpint (gdk_pixbuf_get_width (drawn), <=, 901);
  g_assert_null (soky_ink_draw (strokes, 0, 300, SOKY_INK_BLUE, NULL));
  g_assert_null (soky_ink_draw (&wrong, 1, 300, SOKY_INK_BLUE, &error));
  g_assert_error (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_UNSUPPORTED);
}

/* @dpi: nullable */
static GBytes *
encode (GdkPixbuf *picture, const char *type, const char *dpi)
{
  g_autoptr (GError) error = NULL;
  char *data = NULL;
  gsize length = 0;
  g_assert_true (gdk_pixbuf_save_to_buffer (picture, &data, &length, type, &error,
                                            dpi ? "x-dpi" : NULL, dpi, "y-dpi", dpi, NULL));
  g_assert_no_error (error);
  return g_bytes_new_take (data, length);
}

/* The camera says how it was held: turned by 90 degrees clockwise (Exif orientation 6). */
static void
test_exif (void)
{
  static const guint8 exif[] = {0xff, 0xe1, 0, 34, 'E', 'x', 'i', 'f', 0,    0,    'M', 'M',
                                0,    42,   0, 0,  0,   8,   0,   1,   0x01, 0x12, 0,   3,
                                0,    0,    0, 1,  0,   6,   0,   0,   0,    0,    0,   0};
  static const guint8 black[3] = {0};
  g_autoptr (GdkPixbuf) picture = photograph (black, PEN);
  g_autoptr (GBytes) plain = encode (picture, "jpeg", NULL);
  g_autoptr (GByteArray) turned = g_byte_array_new ();
  gsize length = 0;
  const guint8 *bytes = g_bytes_get_data (plain, &length);

  g_byte_array_append (turned, bytes, 2);
  g_byte_array_append (turned, exif, sizeof exif);
  g_byte_array_append (turned, bytes + 2, (guint) length - 2);
  g_autoptr (GBytes) whole = g_byte_array_free_to_bytes (g_steal_pointer (&turned));
  g_autoptr (GdkPixbuf) one = soky_picture_decode (plain, 2000, NULL);
  g_autoptr (GdkPixbuf) other = soky_picture_decode (whole, 2000, NULL);
  g_autoptr (GdkPixbuf) small = soky_picture_decode (whole, 100, NULL);
  g_assert_cmpint (gdk_pixbuf_get_width (one), ==, WIDTH);
  g_assert_cmpint (gdk_pixbuf_get_width (other), ==, HEIGHT);
  g_assert_cmpint (gdk_pixbuf_get_height (other), ==, WIDTH);
  g_assert_cmpint (gdk_pixbuf_get_height (small), ==, 100);
}

/* A seal of 36 mm stays one of 36 mm, trimmed and scaled. */
static void
test_real_size (void)
{
  g_autoptr (GdkPixbuf) picture = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 2000, 2000);
  gdk_pixbuf_fill (picture, 0xffffffff);
  g_autoptr (GdkPixbuf) part = gdk_pixbuf_new_subpixbuf (picture, 150, 300, 1701, 100);
  gdk_pixbuf_fill (part, 0xd0212bff);
  static const char *const types[] = {"png", "jpeg"};

  for (guint i = 0; i < G_N_ELEMENTS (types); i++) {
    g_autoptr (GBytes) scan = encode (picture, types[i], "1200");
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) lifted = soky_picture_lift (scan, SOKY_INK_RED, &error);
    g_assert_no_error (error);
    char *folder = fixture_make_folder ();
    g_autofree char *path = g_build_filename (folder, "seal.png", NULL);
    fixture_write (path, g_bytes_get_data (lifted, NULL), g_bytes_get_size (lifted));
    g_autoptr (SokyPicture) seal = soky_picture_load (path, SOKY_INK_RED, &error);
    g_assert_no_error (error);
    g_assert_true (seal->real);
    /* 1701 pixels at 1200 dots an inch are 36 mm */
    g_assert_cmpfloat_with_epsilon (seal->width / 72 * 25.4, 36, 1);
    fixture_remove_folder (folder);
  }
}

static void
test_hostile (void)
{
  static const guint8 bomb[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xff\xff\0\0\xff\xff\x08\x06\0\0\0"
                               "\xad\x62\x4c\x5b";
  static const char svg[] = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>";
  static const char gif[] = "GIF89a\1\0\1\0\0\0\0;";
  const struct {
    const void *data;
    gsize length;
  } cases[] = {{bomb, sizeof bomb - 1}, {svg, sizeof svg}, {gif, sizeof gif}, {"", 0}, {bomb, 8},
               {"\xff\xd8\xff", 3}};

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) data = g_bytes_new (cases[i].data, cases[i].length);
    g_autoptr (GError) error = NULL;
    g_assert_null (soky_picture_decode (data, 1000, &error));
    g_assert_true (error->domain == SOKY_PDF_ERROR);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ink/photograph", test_photograph);
  g_test_add_func ("/ink/red", test_red);
  g_test_add_func ("/ink/no-ink", test_no_ink);
  g_test_add_func ("/ink/cut-out", test_cut_out);
  g_test_add_func ("/ink/strokes", test_strokes);
  g_test_add_func ("/ink/exif", test_exif);
  g_test_add_func ("/ink/real-size", test_real_size);
  g_test_add_func ("/ink/hostile", test_hostile);
  return g_test_run ();
}
