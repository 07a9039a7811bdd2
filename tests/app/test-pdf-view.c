/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/view/document-private.h"
#include "app/view/page-layout.h"
#include "app/view/pdf-pane.h"
#include "app/view/pdf-view.h"

#include "display.h"
#include "fixture.h"

#define LESSON "../data/demo/giao-an-tin-hoc-6a-tuan-3.pdf"
#define MEBIBYTE ((gsize) 1024 * 1024)

static SokyViewDocument *
open_file (const char *relative)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = fixture_test_file (relative);
  g_autoptr (GBytes) bytes = fixture_read (path);
  SokyViewDocument *document = display_open_document (bytes, &error);
  g_assert_no_error (error);
  return document;
}

/* A PDF of @count pages that differ in size, each with a filled square. */
static GBytes *
make_long_pdf (guint count)
{
  GString *pdf = g_string_new ("%PDF-1.4\n");
  g_autoptr (GArray) offsets = g_array_new (FALSE, FALSE, sizeof (gsize));
  g_autoptr (GString) kids = g_string_new (NULL);
  for (guint i = 0; i < count; i++)
    g_string_append_printf (kids, "%u 0 R ", 4 + i);

  gsize at = pdf->len;
  g_array_append_val (offsets, at);
  g_string_append (pdf, "1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n");
  at = pdf->len;
  g_array_append_val (offsets, at);
  g_string_append_printf (pdf, "2 0 obj <</Type/Pages/Count %u/Kids[%s]>> endobj\n", count,
                          kids->str);
  at = pdf->len;
  g_array_append_val (offsets, at);
  g_string_append (pdf, "3 0 obj <</Length 27>> stream\n0 0 0 rg 72 72 200 200 re f\nendstream "
                        "endobj\n");
  for (guint i = 0; i < count; i++) {
    at = pdf->len;
    g_array_append_val (offsets, at);
    g_string_append_printf (pdf,
                            "%u 0 obj <</Type/Page/Parent 2 0 R/Contents 3 0 R/MediaBox[0 0 %u "
                            "%u]>> endobj\n",
                            4 + i, 500 + i % 3 * 50, 700 + i % 2 * 100);
  }
  at = pdf->len;
  g_string_append_printf (pdf, "xref\n0 %u\n0000000000 65535 f \n", offsets->len + 1);
  for (guint i = 0; i < offsets->len; i++)
    g_string_append_printf (pdf, "%010" G_GSIZE_FORMAT " 00000 n \n",
                            g_array_index (offsets, gsize, i));
  g_string_append_printf (
      pdf, "trailer <</Root 1 0 R/Size %u>>\nstartxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n",
      offsets->len + 1, at);
  return g_string_free_to_bytes (pdf);
}

static gboolean
is_settled (gpointer data)
{
  gtk_widget_queue_draw (data);
  return soky_pdf_view_is_settled (data);
}

static SokyPdfView *
show (SokyViewDocument *document, GtkWindow **window)
{
  SokyPdfView *view = g_object_new (SOKY_TYPE_PDF_VIEW, "document", document, NULL);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (view));
  *window = display_show (scrolled, 800, 700);
  display_wait (is_settled, view);
  return view;
}

static GtkAdjustment *
get_vertical (SokyPdfView *view)
{
  return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));
}

/* How many pixels of the widget are (nearly) black. */
static guint
count_ink (GtkWidget *widget)
{
  g_autoptr (GdkTexture) texture = display_render (widget);
  gsize width = (gsize) gdk_texture_get_width (texture);
  gsize height = (gsize) gdk_texture_get_height (texture);
  g_autofree guint8 *pixels = g_malloc (width * height * 4);
  gdk_texture_download (texture, pixels, width * 4);
  guint ink = 0;
  for (gsize i = 0; i < width * height; i++)
    ink += pixels[i * 4] < 80 && pixels[i * 4 + 1] < 80 && pixels[i * 4 + 2] < 80;
  return ink;
}

static void
test_layout (void)
{
  g_autoptr (GBytes) bytes = make_long_pdf (2000);
  g_autoptr (SokyViewDocument) document = display_open_document (bytes, NULL);
  g_autoptr (SokyPageLayout) layout = soky_page_layout_new (document);
  soky_page_layout_set (layout, 1.37, 900);

  SokyViewArea before = {0};
  for (guint i = 0; i < soky_page_layout_count (layout); i++) {
    SokyViewArea box;
    soky_page_layout_get_page (layout, i, &box);
    g_assert_cmpfloat (box.y, >=, before.y + before.height);
    g_assert_cmpuint (soky_page_layout_find (layout, box.y), ==, i);
    g_assert_cmpuint (soky_page_layout_find (layout, box.y + box.height - 1), ==, i);
    g_assert_cmpfloat (box.x, >=, SOKY_PAGE_MARGIN);
    before = box;
  }
  g_assert_cmpfloat (soky_page_layout_get_height (layout), ==,
                     before.y + before.height + SOKY_PAGE_MARGIN);
  g_assert_cmpuint (soky_page_layout_find (layout, -50), ==, 0);
  g_assert_cmpuint (soky_page_layout_find (layout, 1e9), ==, 1999);

  double scale = soky_page_layout_fit_width (layout, 800);
  soky_page_layout_set (layout, scale, 800);
  g_assert_cmpfloat (soky_page_layout_get_width (layout), ==, 800);
}

static void
test_refuses (void)
{
  struct {
    const char *text;
    int code;
  } cases[] = {
      {"PK\3\4 a Word document", SOKY_VIEW_ERROR_NOT_PDF},
      {"", SOKY_VIEW_ERROR_NOT_PDF},
      {"%PDF-1.7\n1 0 obj <</Type", SOKY_VIEW_ERROR_DAMAGED},
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].text, strlen (cases[i].text));
    g_assert_null (display_open_document (bytes, &error));
    g_assert_error (error, SOKY_VIEW_ERROR, cases[i].code);
    g_assert_cmpuint (strlen (error->message), >, 20);
  }
}

static void
test_encrypted (void)
{
  g_autofree char *folder = fixture_make_folder ();
  g_autofree char *locked = g_build_filename (folder, "locked.pdf", NULL);
  g_autofree char *open = fixture_test_file (LESSON);
  if (fixture_run (NULL, "qpdf", "--encrypt", "secret", "owner", "256", "--", open, locked, NULL) ==
      0) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) bytes = fixture_read (locked);
    g_assert_null (display_open_document (bytes, &error));
    g_assert_error (error, SOKY_VIEW_ERROR, SOKY_VIEW_ERROR_ENCRYPTED);
  } else {
    g_test_skip ("qpdf is not installed");
  }
  fixture_remove_folder (g_steal_pointer (&folder));
}

static void
test_draws (void)
{
  GtkWindow *window = NULL;
  g_autoptr (SokyViewDocument) document = open_file (LESSON);
  SokyPdfView *view = show (document, &window);

  g_assert_cmpuint (soky_view_document_count_pages (document), >=, 3);
  g_assert_cmpuint (soky_pdf_view_get_page (view), ==, 1);
  g_assert_cmpuint (count_ink (GTK_WIDGET (view)), >, 500);

  GtkAdjustment *vertical = get_vertical (view);
  gtk_adjustment_set_value (vertical, gtk_adjustment_get_upper (vertical));
  display_wait (is_settled, view);
  g_assert_cmpuint (soky_pdf_view_get_page (view), ==, soky_view_document_count_pages (document));
  display_close (window);
}

static void
test_zoom (void)
{
  GtkWindow *window = NULL;
  g_autoptr (SokyViewDocument) document = open_file (LESSON);
  SokyPdfView *view = show (document, &window);
  GtkAdjustment *vertical = get_vertical (view);

  soky_pdf_view_go_to_page (view, 2);
  g_assert_cmpuint (soky_pdf_view_get_page (view), ==, 2);
  soky_pdf_view_set_zoom (view, 4.0);
  g_assert_cmpfloat (soky_pdf_view_get_zoom (view), ==, 4.0);
  g_assert_cmpuint (soky_pdf_view_get_page (view), ==, 2);
  display_wait (is_settled, view);
  g_assert_cmpuint (count_ink (GTK_WIDGET (view)), >, 500);

  soky_pdf_view_set_zoom (view, 100);
  g_assert_cmpfloat (soky_pdf_view_get_zoom (view), ==, SOKY_ZOOM_MAX);
  soky_pdf_view_zoom_in (view);
  g_assert_cmpfloat (soky_pdf_view_get_zoom (view), ==, SOKY_ZOOM_MAX);
  soky_pdf_view_zoom_out (view);
  g_assert_cmpfloat (soky_pdf_view_get_zoom (view), <, SOKY_ZOOM_MAX);

  soky_pdf_view_set_zoom_mode (view, SOKY_ZOOM_FIT_PAGE);
  SokyViewArea whole = {0, 0, 595, 842};
  soky_pdf_view_show_area (view, 1, &whole);
  display_wait (is_settled, view);
  double zoom = soky_pdf_view_get_zoom (view);
  g_assert_cmpfloat (842 * zoom * 96 / 72, <=, gtk_widget_get_height (GTK_WIDGET (view)));
  g_assert_cmpfloat (gtk_adjustment_get_value (vertical), <, 100);
  display_close (window);
}

static void
test_jump (void)
{
  GtkWindow *window = NULL;
  g_autoptr (GBytes) bytes = make_long_pdf (1500);
  g_autoptr (SokyViewDocument) document = display_open_document (bytes, NULL);
  SokyPdfView *view = show (document, &window);

  SokyViewArea area = {72, 400, 200, 200};
  soky_pdf_view_show_area (view, 1234, &area);
  display_wait (is_settled, view);
  g_assert_cmpuint (soky_pdf_view_get_page (view), ==, 1234);
  g_assert_cmpuint (count_ink (GTK_WIDGET (view)), >, 500);

  soky_pdf_view_show_area (view, 4000, &area);
  g_assert_cmpuint (soky_pdf_view_get_page (view), ==, 1234);
  display_close (window);
}

typedef struct {
  SokyViewArea area;
  guint page;
  gboolean done;
} Locating;

static gboolean
is_located (gpointer data)
{
  return ((Locating *) data)->done;
}

static void
located_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Locating *locating = user_data;
  g_assert_true (soky_view_document_locate_finish (result, &locating->page, &locating->area, NULL));
  locating->done = TRUE;
}

/* One page that is cropped and turned, with a widget at 100 200 200 250. */
static GBytes *
make_turned_pdf (int rotation)
{
  g_autofree char *pdf = g_strdup_printf (
      "%%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n"
      "2 0 obj <</Type/Pages/Count 1/Kids[3 0 R]>> endobj\n"
      "3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/CropBox[50 100 550 700]"
      "/Rotate %d/Annots[4 0 R]>> endobj\n"
      "4 0 obj <</Type/Annot/Subtype/Square/Rect[100 200 200 250]>> endobj\n"
      "trailer <</Root 1 0 R/Size 5>>\nstartxref\n0\n%%%%EOF\n",
      rotation);
  return g_bytes_new (pdf, strlen (pdf));
}

static void
test_locate (void)
{
  static const struct {
    int rotation;
    double x, y, width, height;
  } cases[] = {
      {0, 50, 450, 100, 50},
      {90, 100, 50, 50, 100},
      {180, 350, 100, 100, 50},
      {270, 450, 350, 50, 100},
  };
  const double there[4] = {100, 200, 200, 250}, elsewhere[4] = {60, 110, 160, 160};

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) bytes = make_turned_pdf (cases[i].rotation);
    g_autoptr (SokyViewDocument) document = display_open_document (bytes, NULL);
    Locating locating = {0};
    soky_view_document_locate_async (document, 1, there, NULL, located_cb, &locating);
    display_wait (is_located, &locating);
    g_assert_cmpuint (locating.page, ==, 1);
    g_assert_cmpfloat_with_epsilon (locating.area.x, cases[i].x, 0.01);
    g_assert_cmpfloat_with_epsilon (locating.area.y, cases[i].y, 0.01);
    g_assert_cmpfloat_with_epsilon (locating.area.width, cases[i].width, 0.01);
    g_assert_cmpfloat_with_epsilon (locating.area.height, cases[i].height, 0.01);
  }

  /* nothing there: the place by the crop box alone */
  g_autoptr (GBytes) bytes = make_turned_pdf (0);
  g_autoptr (SokyViewDocument) document = display_open_document (bytes, NULL);
  Locating locating = {0};
  soky_view_document_locate_async (document, 1, elsewhere, NULL, located_cb, &locating);
  display_wait (is_located, &locating);
  g_assert_cmpfloat_with_epsilon (locating.area.x, 10, 0.01);
  g_assert_cmpfloat_with_epsilon (locating.area.y, 540, 0.01);
}

static void
test_budget (void)
{
  GtkWindow *window = NULL;
  g_autoptr (GBytes) bytes = make_long_pdf (300);
  g_autoptr (SokyViewDocument) document = display_open_document (bytes, NULL);
  SokyPdfView *view = show (document, &window);
  soky_pdf_view_set_cache_budget (view, 24 * MEBIBYTE);

  static const double zooms[] = {0.25, 1.0, 3.0};
  for (guint i = 0; i < G_N_ELEMENTS (zooms); i++) {
    soky_pdf_view_set_zoom (view, zooms[i]);
    for (guint page = 1; page <= 300; page += 23) {
      soky_pdf_view_go_to_page (view, page);
      display_wait (is_settled, view);
      g_assert_cmpuint (soky_pdf_view_get_cache_bytes (view), <=, 24 * MEBIBYTE);
      g_assert_cmpuint (soky_pdf_view_get_cache_bytes (view), >, 0);
      g_assert_cmpuint (soky_view_document_count_idle (document), <=, 4);
    }
  }
  display_close (window);
}

static void
test_close_while_drawing (void)
{
  g_autoptr (GBytes) bytes = make_long_pdf (50);
  for (guint round = 0; round < 8; round++) {
    g_autoptr (SokyViewDocument) document =
        round % 2 ? open_file (LESSON) : display_open_document (bytes, NULL);
    GtkWidget *view = g_object_new (SOKY_TYPE_PDF_VIEW, "document", document, NULL);
    GtkWidget *scrolled = gtk_scrolled_window_new ();
    gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
    GtkWindow *window = display_show (scrolled, 800, 700);
    soky_pdf_view_set_zoom (SOKY_PDF_VIEW (view), 2.0 + round);
    GdkTexture *drawn = display_render (view);
    g_object_unref (drawn);
    display_close (window);
  }
}

static void
test_pane (void)
{
  g_autofree char *path = fixture_test_file (LESSON);
  g_autoptr (SokyInput) input = soky_input_open (path, NULL);
  SokyPdfPane *pane = SOKY_PDF_PANE (soky_pdf_pane_new ());
  soky_pdf_pane_set_input (pane, input);
  soky_pdf_pane_set_input (pane, NULL);
  soky_pdf_pane_set_input (pane, input);
  GtkWindow *window = display_show (GTK_WIDGET (pane), 700, 600);
  g_assert_true (soky_pdf_pane_get_input (pane) == input);
  /* closing before it is opened */
  display_close (window);
}

int
main (int argc, char **argv)
{
  if (!display_init (&argc, &argv))
    return 0;

  g_test_add_func ("/view/layout", test_layout);
  g_test_add_func ("/view/refuses", test_refuses);
  g_test_add_func ("/view/encrypted", test_encrypted);
  g_test_add_func ("/view/draws", test_draws);
  g_test_add_func ("/view/zoom", test_zoom);
  g_test_add_func ("/view/jump", test_jump);
  g_test_add_func ("/view/locate", test_locate);
  g_test_add_func ("/view/budget", test_budget);
  g_test_add_func ("/view/close-while-drawing", test_close_while_drawing);
  g_test_add_func ("/view/pane", test_pane);
  return g_test_run ();
}
