/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "app/view/document-private.h"
#include "app/view/outline.h"
#include "app/view/page-layout.h"
#include "app/view/page-store.h"
#include "app/view/pdf-pane.h"
#include "app/view/pdf-presentation.h"
#include "app/view/pdf-print.h"
#include "app/view/pdf-side-pane.h"

#include "display.h"
#include "fixture.h"

#define LESSON "../data/demo/giao-an-tin-hoc-6a-tuan-3.pdf"

/* Three pages: links on the first one, an outline of two levels, a square that is an annotation. */
static const char pdf[] =
    "%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R/Outlines 20 0 R>> endobj\n"
    "2 0 obj <</Type/Pages/Count 3/Kids[3 0 R 4 0 R 5 0 R]>> endobj\n"
    "3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 400 600]"
    "/Annots[10 0 R 11 0 R 12 0 R 13 0 R 14 0 R]>> endobj\n"
    "4 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 600 400]>> endobj\n"
    "5 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 400 600]>> endobj\n"
    "10 0 obj <</Type/Annot/Subtype/Link/Rect[50 500 150 520]/Dest[5 0 R/XYZ 0 450 0]>> endobj\n"
    "11 0 obj <</Type/Annot/Subtype/Link/Rect[50 400 150 420]"
    "/A<</S/URI/URI(https://thcshoasen.edu.vn/)>>>> endobj\n"
    "12 0 obj <</Type/Annot/Subtype/Link/Rect[50 300 150 320]/A<</S/URI/URI(file:///etc/passwd)>>>>"
    " endobj\n"
    "13 0 obj <</Type/Annot/Subtype/Link/Rect[50 200 150 220]/A<</S/Launch/F(x.exe)>>>> endobj\n"
    "14 0 obj <</Type/Annot/Subtype/Square/Rect[200 100 300 200]/C[0 0 0]/IC[0 0 0]/F 4>> endobj\n"
    "20 0 obj <</Type/Outlines/First 21 0 R/Last 23 0 R/Count 2>> endobj\n"
    "21 0 obj <</Title(One)/Parent 20 0 R/Next 23 0 R/First 22 0 R/Last 22 0 R/Count 1"
    "/Dest[3 0 R/Fit]>> endobj\n"
    "22 0 obj <</Title(Below)/Parent 21 0 R/Dest[4 0 R/XYZ 0 300 0]>> endobj\n"
    "23 0 obj <</Title(Two)/Parent 20 0 R/Prev 21 0 R/Dest[5 0 R/Fit]>> endobj\n"
    "trailer <</Root 1 0 R/Size 24>>\nstartxref\n0\n%%EOF\n";

static SokyViewDocument *
open_pdf (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (pdf, strlen (pdf));
  SokyViewDocument *document = display_open_document (bytes, NULL);
  g_assert_nonnull (document);
  return document;
}

static void
test_links (void)
{
  g_autoptr (SokyViewDocument) document = open_pdf ();
  g_autoptr (SokyPageStore) store = soky_page_store_new (document, 1000000);
  g_autoptr (SokyPageContent) content = soky_page_store_load (store, 0);

  /* a file of the machine and a program are no places that a link leads to */
  g_assert_cmpuint (content->links->len, ==, 2);
  guint inside = ((SokyPageLink *) g_ptr_array_index (content->links, 0))->page > 0 ? 0 : 1;
  const SokyPageLink *in = g_ptr_array_index (content->links, inside);
  const SokyPageLink *out = g_ptr_array_index (content->links, 1 - inside);
  g_assert_cmpuint (in->page, ==, 3);
  g_assert_cmpfloat_with_epsilon (in->top, 150, 0.01);
  g_assert_cmpfloat_with_epsilon (in->area.y, 80, 0.01);
  g_assert_cmpfloat_with_epsilon (in->area.width, 100, 0.01);
  g_assert_cmpstr (out->uri, ==, "https://thcshoasen.edu.vn/");

  g_assert_true (soky_page_links_may_open ("mailto:lan@thcshoasen.edu.vn"));
  g_assert_true (soky_page_links_may_open ("HTTP://thcshoasen.edu.vn"));
  g_assert_false (soky_page_links_may_open ("javascript:alert(1)"));
  g_assert_false (soky_page_links_may_open ("file:///etc/passwd"));
  g_assert_false (soky_page_links_may_open ("https://a\nb"));
  g_assert_false (soky_page_links_may_open (""));
}

/* What is turned and put side by side is found again where it is drawn. */
static void
test_turned_layout (void)
{
  g_autoptr (SokyViewDocument) document = open_pdf ();
  g_autoptr (SokyPageLayout) layout = soky_page_layout_new (document);

  for (guint columns = 1; columns <= 2; columns++)
    for (guint turns = 0; turns < 4; turns++) {
      soky_page_layout_arrange (layout, columns, turns);
      soky_page_layout_set (layout, 1.5, 300);
      for (guint page = 0; page < 3; page++) {
        SokyViewArea area = {30, 70, 20, 10}, box, whole;
        guint found;
        double x, y;
        soky_page_layout_place (layout, page, &area, &box);
        soky_page_layout_get_page (layout, page, &whole);
        g_assert_cmpfloat (box.x, >=, whole.x);
        g_assert_cmpfloat (box.y + box.height, <=, whole.y + whole.height);
        g_assert_true (soky_page_layout_pick (layout, box.x + box.width / 2, box.y + box.height / 2,
                                              &found, &x, &y));
        g_assert_cmpuint (found, ==, page);
        g_assert_cmpfloat_with_epsilon (x, 40, 0.5);
        g_assert_cmpfloat_with_epsilon (y, 75, 0.5);
      }
      SokyViewArea first, second;
      soky_page_layout_get_page (layout, 0, &first);
      soky_page_layout_get_page (layout, 1, &second);
      g_assert_true (columns == 1 ? second.y > first.y : second.x > first.x + first.width);
    }
}

/* How black the middle of the annotation's square is on a page drawn turned. */
static guint
look_at_square (SokyViewDocument *document, guint turns)
{
  gboolean aside = turns % 2 == 1;
  static const int middles[4][2] = {{250, 450}, {150, 250}, {150, 150}, {450, 150}};
  SokyTile tile = {.width = aside ? 600 : 400, .height = aside ? 400 : 600, .turns = turns};
  tile.tile_width = tile.width;
  tile.tile_height = tile.height;
  cairo_surface_t *surface = soky_view_document_render (document, &tile);
  const guint8 *pixels = cairo_image_surface_get_data (surface);
  guint value =
      pixels[middles[turns][1] * cairo_image_surface_get_stride (surface) + middles[turns][0] * 4];
  cairo_surface_destroy (surface);
  return value;
}

static void
test_annotations_are_drawn (void)
{
  g_autoptr (SokyViewDocument) document = open_pdf ();

  for (guint turns = 0; turns < 4; turns++)
    g_assert_cmpuint (look_at_square (document, turns), <, 50);
}

static gboolean
is_loaded (gpointer data)
{
  return *(GListModel **) data != NULL;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GListModel **) user_data = soky_outline_load_finish (result, NULL);
}

static void
test_outline (void)
{
  g_autoptr (SokyViewDocument) document = open_pdf ();
  g_autoptr (GListModel) outline = NULL;
  double top = 0;

  soky_outline_load_async (document, NULL, loaded_cb, &outline);
  display_wait (is_loaded, &outline);
  g_assert_cmpuint (g_list_model_get_n_items (outline), ==, 2);
  g_autoptr (SokyOutlineItem) one = g_list_model_get_item (outline, 0);
  g_autoptr (SokyOutlineItem) two = g_list_model_get_item (outline, 1);
  g_assert_cmpstr (soky_outline_item_get_title (one), ==, "One");
  g_assert_cmpuint (soky_outline_item_get_page (two, NULL), ==, 3);
  g_assert_null (soky_outline_item_get_children (two));
  GListModel *children = soky_outline_item_get_children (one);
  g_autoptr (SokyOutlineItem) below = g_list_model_get_item (children, 0);
  g_assert_cmpuint (soky_outline_item_get_page (below, &top), ==, 2);
  g_assert_cmpfloat_with_epsilon (top, 100, 0.01);
}

static gboolean
has_view (gpointer data)
{
  GtkWidget *view = display_find (data, "SokyPdfView");
  return view != NULL && soky_pdf_view_get_document (SOKY_PDF_VIEW (view)) != NULL;
}

static gboolean
has_pictures (gpointer data)
{
  GtkWidget *side = display_find (data, "SokyPdfSidePane");
  return side != NULL && soky_pdf_side_pane_get_cache_bytes (SOKY_PDF_SIDE_PANE (side)) > 0;
}

/* The side pane has slid in, so that the view has the width that it keeps. */
static gboolean
is_at_rest (gpointer data)
{
  GtkWidget *flap = display_find (data, "AdwFlap"), *view = display_find (data, "SokyPdfView");

  gtk_widget_queue_draw (view);
  return adw_flap_get_reveal_progress (ADW_FLAP (flap)) >= 1.0 &&
         soky_pdf_view_is_settled (SOKY_PDF_VIEW (view));
}

static gboolean
is_on_third (gpointer view)
{
  return soky_pdf_view_get_page (view) == 3;
}

static void
test_pane (void)
{
  g_autofree char *path = fixture_test_file (LESSON);
  g_autoptr (SokyInput) input = soky_input_open (path, NULL);
  GtkWidget *pane = soky_pdf_pane_new ();
  soky_pdf_pane_set_input (SOKY_PDF_PANE (pane), input);
  GtkWindow *window = display_show (pane, 900, 700);
  display_wait (has_view, pane);
  SokyPdfView *view = SOKY_PDF_VIEW (display_find (pane, "SokyPdfView"));

  /* nothing is made before somebody looks */
  g_assert_null (display_find (pane, "SokyPdfSidePane"));
  gtk_widget_activate_action (pane, "pdf.side-pane", NULL);
  display_wait (has_pictures, pane);
  SokyPdfSidePane *side = SOKY_PDF_SIDE_PANE (display_find (pane, "SokyPdfSidePane"));
  g_assert_cmpuint (soky_pdf_side_pane_get_cache_bytes (side), <=, SOKY_PDF_SIDE_PANE_BUDGET);
  display_wait (is_at_rest, pane);

  gtk_widget_activate_action (pane, "pdf.two-pages", NULL);
  gtk_widget_activate_action (pane, "pdf.rotate-left", NULL);
  g_assert_cmpuint (soky_pdf_view_get_turns (view), ==, 3);
  gtk_widget_activate_action (pane, "pdf.next-page", NULL);
  display_wait (is_on_third, view); /* it glides there */
  gtk_widget_activate_action (pane, "pdf.two-pages", NULL);
  gtk_widget_activate_action (pane, "pdf.rotate-right", NULL);
  g_assert_cmpuint (soky_pdf_view_get_turns (view), ==, 0);
  g_assert_cmpuint (soky_pdf_view_get_page (view), ==, 3);

  GtkWidget *entry = display_find (pane, "GtkEntry");
  gtk_editable_set_text (GTK_EDITABLE (entry), "2");
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpuint (soky_pdf_view_get_page (view), ==, 2);
  gtk_editable_set_text (GTK_EDITABLE (entry), "99");
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpuint (soky_pdf_view_get_page (view), ==, 2);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "2");
  display_close (window);
}

typedef struct {
  GtkPrintOperationResult result;
  gboolean done;
} Printing;

static void
printed_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, Printing *printing)
{
  printing->result = result;
  printing->done = TRUE;
}

static gboolean
is_printed (gpointer data)
{
  return ((Printing *) data)->done;
}

/* Onto paper that is a file: all pages, with their text. */
static void
test_print (void)
{
  g_autofree char *folder = fixture_make_folder ();
  g_autofree char *paper = g_build_filename (folder, "paper.pdf", NULL);
  g_autofree char *path = fixture_test_file (LESSON);
  g_autoptr (GBytes) bytes = fixture_read (path);
  g_autoptr (SokyViewDocument) document = display_open_document (bytes, NULL);
  g_autoptr (GtkPrintOperation) operation = soky_pdf_print_new (document, 1, "lesson");
  Printing printing = {0};

  gtk_print_operation_set_show_progress (operation, FALSE);
  gtk_print_operation_set_export_filename (operation, paper);
  g_signal_connect (operation, "done", G_CALLBACK (printed_cb), &printing);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, NULL);
  display_wait (is_printed, &printing);
  g_assert_cmpint (printing.result, ==, GTK_PRINT_OPERATION_RESULT_APPLY);

  g_autoptr (GBytes) printed = fixture_read (paper);
  g_autoptr (SokyViewDocument) result = display_open_document (printed, NULL);
  g_assert_cmpuint (soky_view_document_count_pages (result), ==,
                    soky_view_document_count_pages (document));
  g_autoptr (SokyPageStore) store = soky_page_store_new (result, 1000000);
  g_autoptr (SokyPageContent) content = soky_page_store_load (store, 1);
  g_autofree char *text = soky_page_text_copy (content->text, 0, G_MAXUINT);
  g_assert_nonnull (strstr (text, "Tổ chức thực hiện"));
  fixture_remove_folder (g_steal_pointer (&folder));
}

static void
ended_cb (SokyPdfPresentation *presentation, guint page, guint *ended)
{
  *ended = page;
}

static void
test_presentation (void)
{
  g_autoptr (SokyViewDocument) document = open_pdf ();
  guint ended = 0;
  GtkWidget *widget = soky_pdf_presentation_new (NULL, document, 2, 0);
  SokyPdfPresentation *presentation = SOKY_PDF_PRESENTATION (widget);

  g_signal_connect (widget, "ended", G_CALLBACK (ended_cb), &ended);
  gtk_window_present (GTK_WINDOW (widget));
  g_assert_cmpuint (soky_pdf_presentation_get_page (presentation), ==, 2);
  soky_pdf_presentation_go_to (presentation, 3);
  soky_pdf_presentation_go_to (presentation, 4);
  g_assert_cmpuint (soky_pdf_presentation_get_page (presentation), ==, 3);
  soky_pdf_presentation_go_to (presentation, -5);
  g_assert_cmpuint (soky_pdf_presentation_get_page (presentation), ==, 1);
  gtk_window_close (GTK_WINDOW (widget));
  g_assert_cmpuint (ended, ==, 1);
}

/* Presses a key as the window would hand it to the pane's shortcuts. */
static gboolean
press (GtkWidget *pane, guint key, GdkModifierType modifiers)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (pane);
  g_autoptr (GtkShortcutTrigger) wanted = gtk_keyval_trigger_new (key, modifiers);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);
    if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
      continue;
    for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (controller)); j++) {
      g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);
      if (gtk_shortcut_trigger_equal (gtk_shortcut_get_trigger (shortcut), wanted))
        return gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, pane, NULL);
    }
  }
  return FALSE;
}

static SokyPdfPresentation *
find_presentation (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);
    if (SOKY_IS_PDF_PRESENTATION (window))
      return SOKY_PDF_PRESENTATION (window);
  }
  return NULL;
}

static void
test_presentation_keys (void)
{
  g_autofree char *path = fixture_test_file (LESSON);
  g_autoptr (SokyInput) input = soky_input_open (path, NULL);
  GtkWidget *pane = soky_pdf_pane_new ();
  GtkWindow *window = display_show (pane, 700, 600);
  g_assert_false (press (pane, GDK_KEY_F5, 0)); /* no pages: the key is another's */
  g_assert_null (find_presentation ());

  soky_pdf_pane_set_input (SOKY_PDF_PANE (pane), input);
  display_wait (has_view, pane);
  SokyPdfView *view = SOKY_PDF_VIEW (display_find (pane, "SokyPdfView"));
  static const struct {
    guint key;
    GdkModifierType modifiers;
    guint page;
  } keys[] = {{GDK_KEY_F5, 0, 1}, {GDK_KEY_F5, GDK_SHIFT_MASK, 2}, {GDK_KEY_F11, 0, 2}};
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++) {
    soky_pdf_view_go_to_page (view, 2);
    g_assert_true (press (pane, keys[i].key, keys[i].modifiers));
    SokyPdfPresentation *presentation = find_presentation ();
    g_assert_nonnull (presentation);
    g_assert_cmpuint (soky_pdf_presentation_get_page (presentation), ==, keys[i].page);
    gtk_window_close (GTK_WINDOW (presentation));
  }
  display_close (window);
}

int
main (int argc, char **argv)
{
  if (!display_init (&argc, &argv))
    return 0;

  g_test_add_func ("/pdf-reading/links", test_links);
  g_test_add_func ("/pdf-reading/turned-layout", test_turned_layout);
  g_test_add_func ("/pdf-reading/annotations", test_annotations_are_drawn);
  g_test_add_func ("/pdf-reading/outline", test_outline);
  g_test_add_func ("/pdf-reading/pane", test_pane);
  g_test_add_func ("/pdf-reading/print", test_print);
  g_test_add_func ("/pdf-reading/presentation", test_presentation);
  g_test_add_func ("/pdf-reading/presentation-keys", test_presentation_keys);
  return g_test_run ();
}
