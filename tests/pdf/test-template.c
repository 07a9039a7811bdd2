/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fixture.h"
#include "pdf/anchor-picture.h"
#include "pdf/appearance/appearance.h"
#include "pdf/appearance/template.h"
#include "pdf/error.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <string.h>

/* 2026-09-05 14:30:00 +07:00 */
#define MOMENT_US (G_GINT64_CONSTANT (1788593400) * G_USEC_PER_SEC)
#define LONG_NAME "Công Tằng Tôn Nữ Nguyễn Thị Hoàng Phương Quỳnh Như Đặng Thuỵ Khuê"
#define ADDRESS "https://soky.langson.edu.vn/v/7Q2M-KX9D"

static const char *const templates[] = {"person-text", "person-image", "picture",   "stamp",
                                        "initial",     "initial-text", "compact",   "textbox",
                                        "qr",          "copy",         "attachment"};
static const double sizes[][2] = {{40, 20}, {60, 140}, {120, 50}, {200, 80}, {520, 60}};

typedef struct {
  char *folder;
  char *picture;
} Desk;

static void
desk_setup (Desk *desk, gconstpointer data)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, TRUE, 8, 300, 120);
  g_autoptr (GError) error = NULL;

  desk->folder = fixture_make_folder ();
  desk->picture = g_build_filename (desk->folder, "signature.png", NULL);
  gdk_pixbuf_fill (pixbuf, 0x1a3fb4ff);
  g_assert_true (
      gdk_pixbuf_save (pixbuf, desk->picture, "png", &error, "x-dpi", "300", "y-dpi", "300", NULL));
  g_assert_no_error (error);
}

static void
desk_teardown (Desk *desk, gconstpointer data)
{
  g_free (desk->picture);
  fixture_remove_folder (desk->folder);
}

static SokyAppearanceSpec
make_spec (const Desk *desk, const char *name)
{
  return (SokyAppearanceSpec){
      .template_name = name,
      .title = "KT. HIỆU TRƯỞNG\nPHÓ HIỆU TRƯỞNG",
      .name = LONG_NAME,
      .organisation = "Trường THCS Hoa Sen",
      .reason = "Duyệt kế hoạch bài dạy",
      .number = "12/KH-THCSHS",
      .form = "Sao y",
      .time_us = MOMENT_US,
      .image_path = desk->picture,
  };
}

/* As a picture, at 144 dots an inch. */
static GdkPixbuf *
show (const SokyAppearanceSpec *spec)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = soky_appearance_draw (spec, &error);
  g_assert_no_error (error);
  g_autoptr (GBytes) png = soky_pdf_picture (pdf, 144, &error);
  g_assert_no_error (error);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (png);
  GdkPixbuf *pixbuf = gdk_pixbuf_new_from_stream (stream, NULL, &error);
  g_assert_no_error (error);
  return pixbuf;
}

static gboolean
is_ink (const GdkPixbuf *pixbuf, int x, int y)
{
  const guint8 *pixel = gdk_pixbuf_read_pixels (pixbuf) +
                        (gsize) y * gdk_pixbuf_get_rowstride (pixbuf) +
                        (gsize) x * gdk_pixbuf_get_n_channels (pixbuf);
  return pixel[0] < 200 || pixel[1] < 200 || pixel[2] < 200;
}

static guint
count_ink (const GdkPixbuf *pixbuf, int margin)
{
  guint count = 0;
  int width = gdk_pixbuf_get_width (pixbuf), height = gdk_pixbuf_get_height (pixbuf);
  for (int y = 0; y < height; y++) {
    for (int x = 0; x < width; x++) {
      gboolean at_edge = x < margin || y < margin || x >= width - margin || y >= height - margin;
      count += (margin == 0 || at_edge) && is_ink (pixbuf, x, y);
    }
  }
  return count;
}

/* The same look on a page that is larger all round, so that what the rectangle would have cut off
 * is seen: nothing may be drawn outside it. */
static void
test_nothing_is_cut (Desk *desk, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (templates); i++) {
    for (guint j = 0; j < G_N_ELEMENTS (sizes); j++) {
      SokyAppearanceSpec spec = make_spec (desk, templates[i]);
      spec.width = sizes[j][0];
      spec.height = sizes[j][1];
      const SokyTemplate *template_ = soky_template_get (templates[i], NULL);
      g_autoptr (GdkPixbuf) shown = show (&spec);
      g_test_message ("%s in %g x %g", templates[i], spec.width, spec.height);
      g_assert_cmpuint (count_ink (shown, 0), >, 40);
      /* text keeps off the edge; a frame and a picture alone may touch it */
      if (!template_->frame && !g_str_equal (templates[i], "stamp") &&
          !g_str_equal (templates[i], "initial") && !g_str_equal (templates[i], "picture"))
        g_assert_cmpuint (count_ink (shown, 1), ==, 0);
    }
  }
}

static char *
read_text (Desk *desk, GBytes *pdf)
{
  g_autofree char *path = g_build_filename (desk->folder, "look.pdf", NULL);
  char *output = NULL;
  gsize length = 0;
  const void *bytes = g_bytes_get_data (pdf, &length);
  fixture_write (path, bytes, length);
  if (fixture_run (&output, "pdftotext", "-raw", "-enc", "UTF-8", path, "-", NULL) != 0)
    return NULL;
  return g_strdelimit (g_strstrip (output), "\n\f", ' ');
}

static void
test_words (Desk *desk, gconstpointer data)
{
  static const struct {
    const char *name, *words;
  } cases[] = {
      {"compact", LONG_NAME " 05.09.2026 14:30:00 +07:00"},
      {"textbox", "KT. HIỆU TRƯỞNG PHÓ HIỆU TRƯỞNG Ký bởi: " LONG_NAME
                  " Thời gian ký: 05.09.2026 14:30:00 +07:00"},
      {"copy", "Sao y Trường THCS Hoa Sen 05.09.2026 14:30:00 +07:00"},
      {"attachment", "12/KH-THCSHS 05.09.2026 14:30:00 +07:00"},
      {"picture", "KT. HIỆU TRƯỞNG PHÓ HIỆU TRƯỞNG"},
      {"stamp", ""},
      {"initial", ""},
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    SokyAppearanceSpec spec = make_spec (desk, cases[i].name);
    spec.width = 300;
    spec.height = 120;
    g_autoptr (GBytes) pdf = soky_appearance_draw (&spec, NULL);
    g_autofree char *text = read_text (desk, pdf);
    if (text == NULL) {
      g_test_skip ("pdftotext is not installed");
      return;
    }
    g_assert_cmpstr (text, ==, cases[i].words);
  }
}

/* Times, 10 points: the sizes that the decree names. */
static void
test_real_sizes (Desk *desk, gconstpointer data)
{
  double width = 0, height = 0;
  SokyAppearanceSpec stamp = make_spec (desk, "stamp");
  soky_appearance_measure (&stamp, &width, &height);
  /* 300 x 120 pixels at 300 dots an inch */
  g_assert_cmpfloat_with_epsilon (width, 72, 1.01);
  g_assert_cmpfloat_with_epsilon (height, 29, 1.01);

  const SokyTemplate *copy = soky_template_get ("copy", NULL);
  g_assert_cmpfloat (copy->lines[SOKY_PART_FORM].size, ==, 10);
  g_assert_false (copy->lines[SOKY_PART_FORM].bold || copy->lines[SOKY_PART_FORM].italic);
}

/* zbarimg finds the address in a picture of 150 dots an inch, in any place that is accepted. */
static void
test_code (Desk *desk, gconstpointer data)
{
  static const double places[][2] = {{0, 0}, {100, 46}, {60, 110}, {56, 56}};
  for (guint i = 0; i < G_N_ELEMENTS (places); i++) {
    g_autoptr (GError) error = NULL;
    SokyAppearanceSpec spec = make_spec (desk, "qr");
    spec.code = ADDRESS;
    spec.width = places[i][0];
    spec.height = places[i][1];
    if (spec.width == 56)
      spec =
          (SokyAppearanceSpec){.template_name = "qr", .code = ADDRESS, .width = 56, .height = 56};
    if (spec.width == 0)
      soky_appearance_measure (&spec, &spec.width, &spec.height);
    g_autoptr (GBytes) pdf = soky_appearance_draw (&spec, &error);
    g_assert_no_error (error);
    g_autoptr (GBytes) png = soky_pdf_picture (pdf, 150, &error);
    g_assert_no_error (error);
    g_autofree char *path = g_build_filename (desk->folder, "code.png", NULL);
    gsize length = 0;
    const void *bytes = g_bytes_get_data (png, &length);
    fixture_write (path, bytes, length);
    g_autofree char *output = NULL;
    int status = fixture_run (&output, "zbarimg", "-q", "--raw", path, NULL);
    if (status == -1) {
      g_test_skip ("zbarimg is not installed");
      return;
    }
    g_test_message ("%g x %g", spec.width, spec.height);
    g_assert_nonnull (strstr (output, ADDRESS));
  }
}

static void
assert_refused (const SokyAppearanceSpec *spec, int code)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (soky_appearance_draw (spec, &error));
  g_assert_error (error, SOKY_PDF_ERROR, code);
}

static void
test_refusals (Desk *desk, gconstpointer data)
{
  SokyAppearanceSpec spec = make_spec (desk, "qr");
  spec.code = ADDRESS;
  spec.width = 40;
  spec.height = 20;
  assert_refused (&spec, SOKY_PDF_ERROR_LIMIT);
  g_autofree char *long_address = g_strnfill (300, 'a');
  spec.code = long_address;
  assert_refused (&spec, SOKY_PDF_ERROR_LIMIT);
  spec.code = NULL;
  spec.template_name = "../profiles";
  assert_refused (&spec, SOKY_PDF_ERROR_UNSUPPORTED);
  spec.template_name = "no-such";
  assert_refused (&spec, SOKY_PDF_ERROR_UNSUPPORTED);
}

static void
test_parse (void)
{
  static const char *const wrong[] = {
      "",
      "nonsense",
      "[template]\n",
      "[template]\nparts=\n",
      "[template]\nparts=title;title\n",
      "[template]\nparts=title;rocket\n",
      "[template]\nparts=name\npadding=-1\n",
      "[template]\nparts=name\ncolumn=1e9\n",
      "[template]\nparts=name\nalign=right\n",
      "[template]\nparts=name\n[name]\nsize=0\n",
      "[template]\nparts=name\n[name]\nsize=nan\n",
      "[template]\nparts=image\n[image]\nwidth=0\n",
  };
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GError) error = NULL;
    g_test_message ("%s", wrong[i]);
    g_assert_null (soky_template_parse ("x", wrong[i], strlen (wrong[i]), &error));
    g_assert_error (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_UNSUPPORTED);
  }
  static const char good[] = "[template]\nparts=name;time\n[name]\nlabel=Ký bởi:\nsize=8\n";
  g_autoptr (SokyTemplate) found = soky_template_parse ("x", good, strlen (good), NULL);
  g_assert_cmpuint (found->n_parts, ==, 2);
  g_assert_cmpstr (found->lines[SOKY_PART_NAME].label, ==, "Ký bởi:");
}

/* What is remembered is never taken for something else. */
static void
test_remembered (Desk *desk, gconstpointer data)
{
  SokyAppearanceSpec spec = make_spec (desk, "person-image");
  spec.width = 160;
  spec.height = 90;
  g_autoptr (GBytes) first = soky_appearance_draw (&spec, NULL);
  g_autoptr (GBytes) again = soky_appearance_draw (&spec, NULL);
  g_assert_true (first == again);
  spec.time_us += G_USEC_PER_SEC;
  g_autoptr (GBytes) later = soky_appearance_draw (&spec, NULL);
  g_assert_false (g_bytes_equal (first, later));

  /* another picture under the same name */
  g_autoptr (GdkPixbuf) other = gdk_pixbuf_new (GDK_COLORSPACE_RGB, TRUE, 8, 200, 120);
  gdk_pixbuf_fill (other, 0xb41a3fff);
  g_assert_true (gdk_pixbuf_save (other, desk->picture, "png", NULL, NULL));
  g_autoptr (GBytes) changed = soky_appearance_draw (&spec, NULL);
  g_assert_false (g_bytes_equal (later, changed));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/template/" name, Desk, NULL, desk_setup, func, desk_teardown)
  ADD ("nothing-is-cut", test_nothing_is_cut);
  ADD ("words", test_words);
  ADD ("real-sizes", test_real_sizes);
  ADD ("code", test_code);
  ADD ("refusals", test_refusals);
  ADD ("remembered", test_remembered);
  g_test_add_func ("/template/parse", test_parse);
  return g_test_run ();
}
