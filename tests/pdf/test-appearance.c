/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <math.h>

#include "fixture.h"
#include "pdf/appearance/appearance.h"
#include "pdf/error.h"

/* 2026-09-05 14:30:00 +07:00 */
#define MOMENT_US (G_GINT64_CONSTANT (1788593400) * G_USEC_PER_SEC)
#define LONG_NAME "Công Tằng Tôn Nữ Nguyễn Thị Hoàng Phương Quỳnh Như Nguyễn Đặng Trần Lê Thuỵ Khuê"
#define LONG_SCHOOL                                                                                \
  "Trường Phổ thông Dân tộc Bán trú Trung học cơ sở Hoa Sen, xã Hoa Sen, tỉnh Bình Minh"

static const SokyAppearanceSpec usual = {
    .title = "TỔ TRƯỞNG CHUYÊN MÔN",
    .name = "Trần Văn Minh",
    .organisation = "Trường THCS Hoa Sen",
    .reason = "Duyệt kế hoạch bài dạy",
    .time_us = MOMENT_US,
};

typedef struct {
  char *folder;
  char *file;
} Place;

static void
place_setup (Place *place, gconstpointer data)
{
  place->folder = fixture_make_folder ();
  place->file = g_build_filename (place->folder, "look.pdf", NULL);
}

static void
place_teardown (Place *place, gconstpointer data)
{
  g_free (place->file);
  fixture_remove_folder (place->folder);
}

static GBytes *
draw (Place *place, const SokyAppearanceSpec *spec)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = soky_appearance_draw (spec, &error);
  g_assert_no_error (error);
  gsize length = 0;
  const void *data = g_bytes_get_data (bytes, &length);
  fixture_write (place->file, data, length);
  return bytes;
}

static SokyAppearanceSpec
sized (const SokyAppearanceSpec *spec, double width, double height)
{
  SokyAppearanceSpec copy = *spec;
  copy.width = width;
  copy.height = height;
  return copy;
}

static char *
read_text (Place *place, const char *option)
{
  char *output = NULL;
  int status = fixture_run (&output, "pdftotext", "-enc", "UTF-8", option, place->file, "-", NULL);
  if (status == -1)
    return NULL;
  g_assert_cmpint (status, ==, 0);
  return output;
}

/* The words in one line, single blanks between them. */
static char *
join_words (const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \n\f\r", -1);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();
  for (char **word = words; *word != NULL; word++) {
    if (**word != '\0')
      g_ptr_array_add (kept, *word);
  }
  g_ptr_array_add (kept, NULL);
  return g_strjoinv (" ", (char **) kept->pdata);
}

static void
test_text_is_exact (Place *place, gconstpointer data)
{
  SokyAppearanceSpec spec = sized (&usual, 200, 80);
  g_autoptr (GBytes) bytes = draw (place, &spec);
  g_autofree char *text = read_text (place, "-raw");
  if (text == NULL) {
    g_test_skip ("pdftotext is not installed");
    return;
  }
  g_autofree char *words = join_words (text);
  g_assert_cmpstr (words, ==,
                   "TỔ TRƯỞNG CHUYÊN MÔN Ký bởi: Trần Văn Minh Cơ quan: Trường THCS Hoa Sen "
                   "Thời gian ký: 05.09.2026 14:30:00 +07:00 Lý do: Duyệt kế hoạch bài dạy");
}

static void
test_composition (Place *place, gconstpointer data)
{
  g_autofree char *apart = g_utf8_normalize (LONG_NAME, -1, G_NORMALIZE_NFD);
  g_assert_cmpstr (apart, !=, LONG_NAME);
  SokyAppearanceSpec composed = {.name = LONG_NAME, .width = 200, .height = 60};
  SokyAppearanceSpec decomposed = {.name = apart, .width = 200, .height = 60};
  g_autoptr (GBytes) one = draw (place, &composed);
  g_autoptr (GBytes) other = draw (place, &decomposed);
  g_assert_true (g_bytes_equal (one, other));
}

static void
test_hidden_characters (Place *place, gconstpointer data)
{
  /* a line break, an override of direction and a zero-width blank must not forge another look */
  SokyAppearanceSpec tricky = {
      .name = "Trần\n\tVăn\xe2\x80\xae Minh\xe2\x80\x8b ", .width = 200, .height = 60};
  SokyAppearanceSpec plain = {.name = "Trần Văn Minh", .width = 200, .height = 60};
  g_autoptr (GBytes) one = draw (place, &tricky);
  g_autoptr (GBytes) other = draw (place, &plain);
  g_assert_true (g_bytes_equal (one, other));
}

/* Every word of @text lies within the page. Returns how many there are. */
static guint
assert_words_inside (const char *text, double width, double height)
{
  g_autoptr (GRegex) regex = g_regex_new (
      "<word xMin=\"([-0-9.]+)\" yMin=\"([-0-9.]+)\" xMax=\"([-0-9.]+)\" yMax=\"([-0-9.]+)\">", 0,
      0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  guint count = 0;
  for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL)) {
    double box[4];
    for (int i = 0; i < 4; i++) {
      g_autofree char *number = g_match_info_fetch (match, i + 1);
      box[i] = g_ascii_strtod (number, NULL);
    }
    g_assert_cmpfloat (box[0], >=, 0);
    g_assert_cmpfloat (box[2], <=, width);
    /* boxes are as high as the font, the ink is lower */
    g_assert_cmpfloat (box[1], >=, -0.3 * (box[3] - box[1]));
    g_assert_cmpfloat (box[3], <=, height + 0.3 * (box[3] - box[1]));
    count++;
  }
  return count;
}

static void
test_any_rectangle (Place *place, gconstpointer data)
{
  static const double sizes[][2] = {{200, 80}, {120, 60},  {60, 140}, {400, 30},
                                    {40, 40},  {500, 300}, {24, 200}, {6, 6}};
  SokyAppearanceSpec spec = usual;
  spec.name = LONG_NAME;
  spec.organisation = LONG_SCHOOL;
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    SokyAppearanceSpec one = sized (&spec, sizes[i][0], sizes[i][1]);
    g_autoptr (GBytes) bytes = draw (place, &one);
    g_autofree char *boxes = read_text (place, "-bbox");
    g_autofree char *text = read_text (place, "-raw");
    if (boxes == NULL || text == NULL) {
      g_test_skip ("pdftotext is not installed");
      return;
    }
    g_test_message ("%g x %g", sizes[i][0], sizes[i][1]);
    g_assert_cmpuint (assert_words_inside (boxes, sizes[i][0], sizes[i][1]), >, 15);
    /* a place that is too small to read five lines in shows name and time */
    if (sizes[i][0] >= 100 && sizes[i][1] >= 60) {
      g_autofree char *words = join_words (text);
      g_assert_nonnull (strstr (words, LONG_NAME));
      g_assert_nonnull (strstr (words, LONG_SCHOOL));
      g_assert_nonnull (strstr (words, "05.09.2026 14:30:00 +07:00"));
    }
  }
}

static void
test_measure (void)
{
  double width = 0;
  double height = 0;
  soky_appearance_measure (&usual, &width, &height);
  g_assert_cmpfloat (width, >, 120);
  g_assert_cmpfloat (width, <, 200);
  g_assert_cmpfloat (height, >, 40);
  g_assert_cmpfloat (height, <, 90);

  SokyAppearanceSpec longer = usual;
  longer.name = LONG_NAME;
  double longer_width = 0;
  double longer_height = 0;
  soky_appearance_measure (&longer, &longer_width, &longer_height);
  g_assert_cmpfloat (longer_height, >, height);
  g_assert_cmpfloat (longer_width, <, 200);

  SokyAppearanceSpec nothing = {.image_path = "/nonexistent.png"};
  soky_appearance_measure (&nothing, &width, &height);
  g_assert_true (isfinite (width) && width > 0 && isfinite (height) && height > 0);
}

static void
test_small_and_lasting (Place *place, gconstpointer data)
{
  SokyAppearanceSpec spec = sized (&usual, 180, 70);
  g_autoptr (GBytes) bytes = draw (place, &spec);
  g_autoptr (GBytes) again = draw (place, &spec);
  g_assert_true (g_bytes_equal (bytes, again));
  /* the whole update of an approval has 32 KB */
  g_assert_cmpuint (g_bytes_get_size (bytes), <, 15000);
  gsize length = 0;
  const char *pdf = g_bytes_get_data (bytes, &length);
  g_assert_null (g_strstr_len (pdf, (gssize) length, "/Info"));
  g_assert_null (g_strstr_len (pdf, (gssize) length, "CreationDate"));

  g_autofree char *fonts = NULL;
  if (fixture_run (&fonts, "pdffonts", place->file, NULL) == 0) {
    g_auto (GStrv) lines = g_strsplit (fonts, "\n", -1);
    g_assert_cmpuint (g_strv_length (lines), >, 3);
    for (char **line = lines + 2; *line != NULL && **line != '\0'; line++)
      g_assert_nonnull (strstr (*line, "yes yes yes"));
  }
  g_autofree char *check = NULL;
  int status = fixture_run (&check, "qpdf", "--check", place->file, NULL);
  if (status >= 0)
    g_assert_cmpint (status, ==, 0);
}

static char *
make_picture (Place *place, const char *type)
{
  g_autoptr (GdkPixbuf) pixbuf =
      gdk_pixbuf_new (GDK_COLORSPACE_RGB, g_str_equal (type, "png"), 8, 300, 120);
  gdk_pixbuf_fill (pixbuf, 0x2040a080);
  char *path = g_build_filename (place->folder, type, NULL);
  g_autoptr (GError) error = NULL;
  g_assert_true (gdk_pixbuf_save (pixbuf, path, type, &error, NULL));
  g_assert_no_error (error);
  return path;
}

static void
test_pictures (Place *place, gconstpointer data)
{
  static const char *const types[] = {"png", "jpeg"};
  for (guint i = 0; i < G_N_ELEMENTS (types); i++) {
    g_autofree char *picture = make_picture (place, types[i]);
    SokyAppearanceSpec spec = sized (&usual, 180, 110);
    spec.image_path = picture;
    g_autoptr (GBytes) with_words = draw (place, &spec);
    g_autofree char *images = NULL;
    if (fixture_run (&images, "pdfimages", "-list", place->file, NULL) == 0)
      g_assert_nonnull (strstr (images, "300"));

    double plain_width;
    double plain_height;
    double width;
    double height;
    soky_appearance_measure (&usual, &plain_width, &plain_height);
    soky_appearance_measure (&spec, &width, &height);
    g_assert_cmpfloat (height, >, plain_height + 20);

    SokyAppearanceSpec alone = {.image_path = picture, .width = 100, .height = 100};
    g_autoptr (GBytes) only = draw (place, &alone);
    g_assert_cmpuint (g_bytes_get_size (only), <, g_bytes_get_size (with_words));
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
test_refusals (Place *place, gconstpointer data)
{
  static const double sizes[][2] = {{0, 50}, {50, -1}, {NAN, 50}, {50, INFINITY}, {20000, 50}};
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    SokyAppearanceSpec spec = sized (&usual, sizes[i][0], sizes[i][1]);
    assert_refused (&spec, SOKY_PDF_ERROR_LIMIT);
  }

  SokyAppearanceSpec spec = sized (&usual, 180, 110);
  g_autofree char *missing = g_build_filename (place->folder, "missing.png", NULL);
  spec.image_path = missing;
  g_autoptr (GError) absent = NULL;
  g_assert_null (soky_appearance_draw (&spec, &absent));
  g_assert_error (absent, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);

  fixture_write (place->file, "not a picture", 13);
  spec.image_path = place->file;
  assert_refused (&spec, SOKY_PDF_ERROR_UNSUPPORTED);

  /* a header that promises 65,535 x 65,535 pixels */
  static const guint8 bomb[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xff\xff\0\0\xff\xff\x08\x06\0\0\0"
                               "\xad\x62\x4c\x5b";
  fixture_write (place->file, bomb, sizeof bomb - 1);
  g_autoptr (GError) error = NULL;
  g_assert_null (soky_appearance_draw (&spec, &error));
  g_assert_nonnull (error);
}

static void
test_nothing_to_show (Place *place, gconstpointer data)
{
  SokyAppearanceSpec spec = {.title = "", .name = "  ", .width = 50, .height = 20};
  g_autoptr (GBytes) bytes = draw (place, &spec);
  g_autofree char *text = read_text (place, "-raw");
  if (text != NULL) {
    g_autofree char *words = join_words (text);
    g_assert_cmpstr (words, ==, "");
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/appearance/" name, Place, NULL, place_setup, func, place_teardown)
  ADD ("text-is-exact", test_text_is_exact);
  ADD ("composition", test_composition);
  ADD ("hidden-characters", test_hidden_characters);
  ADD ("any-rectangle", test_any_rectangle);
  ADD ("small-and-lasting", test_small_and_lasting);
  ADD ("pictures", test_pictures);
  ADD ("refusals", test_refusals);
  ADD ("nothing-to-show", test_nothing_to_show);
  g_test_add_func ("/appearance/measure", test_measure);
  return g_test_run ();
}
