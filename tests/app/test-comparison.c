/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/view/comparison.h"
#include "app/view/page-diff.h"

#include "display.h"
#include "fixture.h"
#include "pdf-builder.h"

#define LESSON "../data/demo/giao-an-tin-hoc-6a-tuan-3.pdf"

/* A PDF with a page for each text. */
static SokyViewDocument *
make_document (const char *const *contents)
{
  PdfBuilder *builder = pdf_builder_new (NULL);
  g_autoptr (GString) kids = g_string_new (NULL);
  guint count = g_strv_length ((char **) contents);

  for (guint i = 0; i < count; i++)
    g_string_append_printf (kids, "%u 0 R ", 3 + 2 * i);
  pdf_builder_object (builder, 1, "<< /Type /Catalog /Pages 2 0 R >>");
  pdf_builder_object (builder, 2, "<< /Type /Pages /Count %u /Kids [%s] >>", count, kids->str);
  for (guint i = 0; i < count; i++) {
    pdf_builder_object (builder, 3 + 2 * i,
                        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %u 0 R "
                        "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont "
                        "/Helvetica >> >> >> >>",
                        4 + 2 * i);
    pdf_builder_stream (builder, 4 + 2 * i, "", contents[i]);
  }
  pdf_builder_end_table (builder, NULL);

  g_autoptr (GBytes) bytes = pdf_builder_finish (builder);
  g_autoptr (GError) error = NULL;
  SokyViewDocument *document = display_open_document (bytes, &error);
  g_assert_no_error (error);
  return document;
}

typedef struct {
  GPtrArray *pairs;
  GError *error;
  gboolean done;
} Comparing;

static gboolean
is_done (gpointer data)
{
  return ((Comparing *) data)->done;
}

static void
compared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Comparing *comparing = user_data;
  comparing->pairs = soky_comparison_run_finish (result, &comparing->error);
  comparing->done = TRUE;
}

static GPtrArray *
compare (SokyViewDocument *before, SokyViewDocument *after, GArray *places)
{
  Comparing comparing = {0};
  SokyComparisonProgress *progress = g_atomic_rc_box_new0 (SokyComparisonProgress);

  soky_comparison_run_async (before, after, places, progress, NULL, compared_cb, &comparing);
  display_wait (is_done, &comparing);
  g_assert_no_error (comparing.error);
  g_assert_cmpint (progress->done, ==, progress->total);
  g_atomic_rc_box_release (progress);
  return comparing.pairs;
}

static SokyPagePair *
pair_at (GPtrArray *pairs, guint index)
{
  return g_ptr_array_index (pairs, index);
}

#define SQUARE(x, y) "0 0 0 rg " #x " " #y " 100 100 re f "
#define TEXT "BT /F1 14 Tf 72 760 Td (Ke hoach bai day) Tj ET "
#define LONG_A TEXT SQUARE (72, 400) SQUARE (300, 200)
#define LONG_B TEXT SQUARE (200, 600) SQUARE (72, 100)
#define LONG_C TEXT SQUARE (400, 600) SQUARE (400, 60)

static void
test_same (void)
{
  g_autofree char *path = fixture_test_file (LESSON);
  g_autoptr (GBytes) bytes = fixture_read (path);
  g_autoptr (SokyViewDocument) one = display_open_document (bytes, NULL);
  g_autoptr (SokyViewDocument) two = display_open_document (bytes, NULL);
  g_autoptr (GPtrArray) pairs = compare (one, two, NULL);

  g_assert_cmpuint (pairs->len, ==, soky_view_document_count_pages (one));
  g_assert_cmpuint (soky_comparison_count_changed (pairs), ==, 0);
  for (guint i = 0; i < pairs->len; i++) {
    g_assert_cmpint (pair_at (pairs, i)->before, ==, (int) i);
    g_assert_cmpint (pair_at (pairs, i)->after, ==, (int) i);
    g_assert_cmpuint (pair_at (pairs, i)->differences->len, ==, 0);
  }
}

/* Two changes far apart on one page: two boxes, each where the change was made. */
static void
test_boxes (void)
{
  const char *const first[] = {TEXT, LONG_A, NULL};
  const char *const second[] = {TEXT,
                                LONG_A "1 0 0 rg 60 60 40 20 re f "
                                       "BT /F1 9 Tf 400 700 Td (8) Tj ET",
                                NULL};
  g_autoptr (SokyViewDocument) before = make_document (first);
  g_autoptr (SokyViewDocument) after = make_document (second);
  g_autoptr (GPtrArray) pairs = compare (before, after, NULL);

  g_assert_cmpuint (pairs->len, ==, 2);
  g_assert_cmpint (pair_at (pairs, 0)->fate, ==, SOKY_PAGE_SAME);
  SokyPagePair *pair = pair_at (pairs, 1);
  g_assert_cmpint (pair->fate, ==, SOKY_PAGE_CHANGED);
  g_assert_false (pair->resized);
  g_assert_cmpuint (pair->differences->len, ==, 2);

  /* the figure, 842 - 700 - about 7 points below the top; then the red mark */
  SokyDifference *figure = &g_array_index (pair->differences, SokyDifference, 0);
  g_assert_cmpfloat_with_epsilon (figure->area.x, 400, 6);
  g_assert_cmpfloat_with_epsilon (figure->area.y, 135, 6);
  g_assert_cmpfloat (figure->area.height, <, 20);
  SokyDifference *mark = &g_array_index (pair->differences, SokyDifference, 1);
  g_assert_cmpfloat_with_epsilon (mark->area.x, 60, 6);
  g_assert_cmpfloat_with_epsilon (mark->area.y, 762, 6);
  g_assert_cmpfloat_with_epsilon (mark->area.width, 40, 8);
  g_assert_cmpint (mark->known, ==, -1);
}

/* What lies wholly in the place of a later signature is told as that; what also stands out of it
 * is not. */
static void
test_known_place (void)
{
  const char *const first[] = {LONG_A, NULL};
  const char *const second[] = {LONG_A "1 0 0 rg 60 60 40 20 re f ", NULL};
  g_autoptr (SokyViewDocument) before = make_document (first);
  g_autoptr (SokyViewDocument) after = make_document (second);
  const SokyKnownPlace around = {1, {55, 55, 105, 85}}, part = {1, {55, 55, 80, 85}},
                       elsewhere = {2, {55, 55, 105, 85}};
  static const int expected[] = {0, -1, -1};
  const SokyKnownPlace *const cases[] = {&around, &part, &elsewhere};

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (SokyKnownPlace));
    g_array_append_vals (places, cases[i], 1);
    g_autoptr (GPtrArray) pairs = compare (before, after, places);
    SokyPagePair *pair = pair_at (pairs, 0);
    g_assert_cmpuint (pair->differences->len, ==, 1);
    g_assert_cmpint (g_array_index (pair->differences, SokyDifference, 0).known, ==, expected[i]);
  }
}

static void
test_pages (void)
{
  const char *const first[] = {LONG_A, LONG_B, NULL};
  const char *const second[] = {LONG_A, LONG_C, LONG_B "1 0 0 rg 60 60 40 20 re f ", NULL};
  g_autoptr (SokyViewDocument) before = make_document (first);
  g_autoptr (SokyViewDocument) after = make_document (second);

  g_autoptr (GPtrArray) pairs = compare (before, after, NULL);
  g_assert_cmpuint (pairs->len, ==, 3);
  g_assert_cmpint (pair_at (pairs, 0)->fate, ==, SOKY_PAGE_SAME);
  g_assert_cmpint (pair_at (pairs, 1)->fate, ==, SOKY_PAGE_ADDED);
  g_assert_cmpint (pair_at (pairs, 1)->after, ==, 1);
  g_assert_cmpint (pair_at (pairs, 2)->fate, ==, SOKY_PAGE_CHANGED);
  g_assert_cmpint (pair_at (pairs, 2)->before, ==, 1);
  g_assert_cmpint (pair_at (pairs, 2)->after, ==, 2);
  g_assert_cmpuint (soky_comparison_count_changed (pairs), ==, 2);

  g_autoptr (GPtrArray) back = compare (after, before, NULL);
  g_assert_cmpuint (back->len, ==, 3);
  g_assert_cmpint (pair_at (back, 1)->fate, ==, SOKY_PAGE_REMOVED);
  g_assert_cmpint (pair_at (back, 1)->before, ==, 1);
  g_assert_cmpint (pair_at (back, 2)->fate, ==, SOKY_PAGE_CHANGED);
}

static void
test_cancelled (void)
{
  const char *const contents[] = {LONG_A, NULL};
  g_autoptr (SokyViewDocument) document = make_document (contents);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Comparing comparing = {0};

  g_cancellable_cancel (cancellable);
  soky_comparison_run_async (document, document, NULL, NULL, cancellable, compared_cb, &comparing);
  display_wait (is_done, &comparing);
  g_assert_error (comparing.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (comparing.pairs);
  g_error_free (comparing.error);
}

static cairo_surface_t *
make_picture (int width, int height, int x, double grey)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (surface);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_set_source_rgb (cr, grey, grey, grey);
  cairo_rectangle (cr, x, 30, 10, 10);
  cairo_fill (cr);
  cairo_destroy (cr);
  return surface;
}

static guint8 *
pixel (cairo_surface_t *surface, int x, int y)
{
  return cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface) +
         x * 4;
}

static void
test_overlay (void)
{
  cairo_surface_t *before = make_picture (100, 100, 20, 0);
  cairo_surface_t *after = make_picture (120, 100, 60, 0);
  cairo_surface_t *faint = make_picture (100, 100, 20, 0.02);
  cairo_surface_t *overlay = soky_page_diff_overlay (before, after);

  g_assert_cmpint (cairo_image_surface_get_width (overlay), ==, 120);
  /* what went is red, what came is blue */
  g_assert_cmpint (pixel (overlay, 25, 35)[2], >, pixel (overlay, 25, 35)[0] + 60);
  g_assert_cmpint (pixel (overlay, 65, 35)[0], >, pixel (overlay, 65, 35)[2] + 60);
  g_assert_cmpint (pixel (overlay, 5, 5)[0], ==, 255);

  /* what the eye cannot see is no difference */
  g_autoptr (GArray) none = soky_page_diff_find (before, faint);
  g_assert_cmpuint (none->len, ==, 0);
  g_autoptr (GArray) two = soky_page_diff_find (before, after);
  g_assert_cmpuint (two->len, ==, 2);
  cairo_surface_destroy (before);
  cairo_surface_destroy (after);
  cairo_surface_destroy (faint);
  cairo_surface_destroy (overlay);
}

int
main (int argc, char **argv)
{
  if (!display_init (&argc, &argv))
    return 0;

  g_test_add_func ("/comparison/same", test_same);
  g_test_add_func ("/comparison/boxes", test_boxes);
  g_test_add_func ("/comparison/known-place", test_known_place);
  g_test_add_func ("/comparison/pages", test_pages);
  g_test_add_func ("/comparison/cancelled", test_cancelled);
  g_test_add_func ("/comparison/overlay", test_overlay);
  return g_test_run ();
}
