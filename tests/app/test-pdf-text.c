/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "app/view/document-private.h"
#include "app/view/page-store.h"
#include "app/view/pdf-view.h"

#include "display.h"
#include "fixture.h"

#define LESSON "../data/demo/giao-an-tin-hoc-6a-tuan-3.pdf"
#define WORDS "BT /F 24 Tf 100 600 Td (Hello reader) Tj ET"
#define MEBIBYTE ((gsize) 1024 * 1024)

static SokyViewDocument *
open_lesson (void)
{
  g_autofree char *path = fixture_test_file (LESSON);
  g_autoptr (GBytes) bytes = fixture_read (path);
  SokyViewDocument *document = display_open_document (bytes, NULL);
  g_assert_nonnull (document);
  return document;
}

/* One page, cropped and turned, that says @content. */
static SokyViewDocument *
make_page (int rotation, const char *content, const char *annotations)
{
  g_autofree char *pdf = g_strdup_printf (
      "%%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n"
      "2 0 obj <</Type/Pages/Count 1/Kids[3 0 R]>> endobj\n"
      "3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/CropBox[50 100 550 700]"
      "/Rotate %d/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>/Annots[%s]>> endobj\n"
      "4 0 obj <</Length %" G_GSIZE_FORMAT ">> stream\n%s\nendstream endobj\n"
      "5 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> endobj\n"
      "trailer <</Root 1 0 R/Size 6>>\nstartxref\n0\n%%%%EOF\n",
      rotation, annotations, strlen (content), content);
  g_autoptr (GBytes) bytes = g_bytes_new (pdf, strlen (pdf));
  SokyViewDocument *document = display_open_document (bytes, NULL);
  g_assert_nonnull (document);
  return document;
}

/* The box around all that is black on a picture of the page, one pixel a point. */
static void
find_ink (SokyViewDocument *document, SokyViewArea *ink)
{
  double width, height;
  soky_view_document_get_page_size (document, 0, &width, &height);
  SokyTile tile = {.width = (int) width,
                   .height = (int) height,
                   .tile_width = (int) width,
                   .tile_height = (int) height};
  cairo_surface_t *surface = soky_view_document_render (document, &tile);
  const guint8 *pixels = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);
  int left = tile.width, top = tile.height, right = -1, bottom = -1;

  for (int y = 0; y < tile.height; y++)
    for (int x = 0; x < tile.width; x++)
      if (pixels[y * stride + x * 4] < 100) {
        left = MIN (left, x);
        right = MAX (right, x);
        top = MIN (top, y);
        bottom = MAX (bottom, y);
      }
  cairo_surface_destroy (surface);
  g_assert_cmpint (right, >=, left);
  *ink = (SokyViewArea){left, top, right - left, bottom - top};
}

static void
test_places (void)
{
  for (int rotation = 0; rotation < 360; rotation += 90) {
    g_autoptr (SokyViewDocument) document = make_page (rotation, WORDS, "");
    g_autoptr (SokyPageStore) store = soky_page_store_new (document, MEBIBYTE);
    g_autoptr (SokyPageContent) content = soky_page_store_load (store, 0);
    SokyViewArea ink, around = {1e9, 1e9, -1e9, -1e9};

    g_autofree char *words = soky_page_text_copy (content->text, 0, G_MAXUINT);
    g_assert_cmpstr (g_strstrip (words), ==, "Hello reader");
    g_autoptr (GArray) areas = soky_page_text_get_areas (content->text, 0, G_MAXUINT);
    g_assert_cmpuint (areas->len, >, 0);
    for (guint i = 0; i < areas->len; i++) {
      const SokyViewArea *area = &g_array_index (areas, SokyViewArea, i);
      around.x = MIN (around.x, area->x);
      around.y = MIN (around.y, area->y);
      around.width = MAX (around.width, area->x + area->width);
      around.height = MAX (around.height, area->y + area->height);
    }
    find_ink (document, &ink);
    g_assert_cmpfloat (around.x, <=, ink.x + 1);
    g_assert_cmpfloat (around.y, <=, ink.y + 1);
    g_assert_cmpfloat (around.width, >=, ink.x + ink.width - 1);
    g_assert_cmpfloat (around.height, >=, ink.y + ink.height - 1);
    g_assert_cmpfloat (around.width - around.x, <, ink.width + 30);
    g_assert_cmpfloat (around.height - around.y, <, ink.height + 30);
  }
}

static void
test_gaps (void)
{
  g_autoptr (SokyViewDocument) document = make_page (0, WORDS, "");
  g_autoptr (SokyPageStore) store = soky_page_store_new (document, MEBIBYTE);
  g_autoptr (SokyPageContent) content = soky_page_store_load (store, 0);
  SokyPageText *text = content->text;

  /* the crop box takes 50 away at the left, and 100 at the top */
  g_assert_true (soky_page_text_is_at (text, 60, 92));
  g_assert_false (soky_page_text_is_at (text, 400, 92));
  g_assert_false (soky_page_text_is_at (text, 60, 300));
  g_assert_cmpuint (soky_page_text_find_gap (text, 0, 92), ==, 0);
  g_assert_cmpuint (soky_page_text_find_gap (text, 490, 92), ==, strlen ("Hello reader"));

  guint start = 8, end = 8;
  soky_page_text_widen (text, FALSE, &start, &end);
  g_autofree char *word = soky_page_text_copy (text, start, end);
  g_assert_cmpstr (word, ==, "reader");
  g_assert_cmpuint (soky_page_text_step (text, 2, TRUE, TRUE), ==, 5);
  g_assert_cmpuint (soky_page_text_step (text, 8, TRUE, FALSE), ==, 6);
  g_assert_cmpuint (soky_page_text_step (text, 0, FALSE, FALSE), ==, 0);
}

/* Letters and their marks apart, as some programs write them: they come back composed. */
static void
test_composes (void)
{
  g_autoptr (SokyPageText) text =
      soky_page_text_new_for_words ("Tie\xcc\x82\xcc\x81ng Vie\xcc\xa3\xcc\x82t");
  g_autofree char *copied = soky_page_text_copy (text, 0, G_MAXUINT);

  g_assert_cmpstr (copied, ==, "Tiếng Việt");
  /* never between a letter and its marks */
  g_assert_cmpuint (soky_page_text_step (text, 2, FALSE, TRUE), ==, 5);
  g_assert_cmpuint (soky_page_text_step (text, 5, FALSE, FALSE), ==, 2);
}

static void
test_store_budget (void)
{
  g_autoptr (SokyViewDocument) document = open_lesson ();
  g_autoptr (SokyPageStore) store = soky_page_store_new (document, 1);

  for (guint page = 0; page < soky_view_document_count_pages (document); page++) {
    g_autoptr (SokyPageContent) content = soky_page_store_load (store, page);
    g_assert_cmpuint (soky_page_text_count (content->text), >, 100);
    g_assert_cmpuint (soky_page_store_get_bytes (store), ==,
                      soky_page_text_get_size (content->text));
    g_autoptr (SokyPageContent) again = soky_page_store_peek (store, page);
    g_assert_true (again == content);
  }
  g_autoptr (SokyPageContent) dropped = soky_page_store_peek (store, 0);
  g_assert_null (dropped);
}

typedef struct {
  char *text;
  gboolean done;
} Pasting;

static void
pasted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Pasting *pasting = user_data;
  pasting->text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
  pasting->done = TRUE;
}

static gboolean
is_pasted (gpointer data)
{
  return ((Pasting *) data)->done;
}

static gboolean
has_content (gpointer data)
{
  return gdk_clipboard_get_content (gtk_widget_get_clipboard (data)) != NULL;
}

/* What Ctrl+C puts on the clipboard. */
static char *
copy (GtkWidget *view)
{
  Pasting pasting = {0};

  gdk_clipboard_set_content (gtk_widget_get_clipboard (view), NULL);
  soky_pdf_view_copy (SOKY_PDF_VIEW (view));
  display_wait (has_content, view);
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (view), NULL, pasted_cb, &pasting);
  display_wait (is_pasted, &pasting);
  return pasting.text;
}

static GtkWidget *
show (SokyViewDocument *document, GtkWindow **window)
{
  GtkWidget *view = g_object_new (SOKY_TYPE_PDF_VIEW, "document", document, NULL);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  *window = display_show (scrolled, 800, 700);
  return view;
}

static void
test_copies_all (void)
{
  GtkWindow *window = NULL;
  g_autoptr (SokyViewDocument) document = open_lesson ();
  GtkWidget *view = show (document, &window);

  g_assert_false (soky_pdf_view_has_selection (SOKY_PDF_VIEW (view)));
  soky_pdf_view_select_all (SOKY_PDF_VIEW (view));
  g_assert_true (soky_pdf_view_has_selection (SOKY_PDF_VIEW (view)));
  g_autofree char *text = copy (view);
  g_assert_nonnull (text);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_autofree char *composed = g_utf8_normalize (text, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  g_assert_cmpstr (text, ==, composed);

  /* in the order of reading, over all pages */
  const char *at = text;
  static const char *const parts[] = {"TRƯỜNG THCS HOA SEN", "KẾ HOẠCH BÀI DẠY", "I. Mục tiêu",
                                      "II. Thiết bị dạy học và học liệu"};
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++) {
    at = strstr (at, parts[i]);
    g_assert_nonnull (at);
  }
  g_autoptr (SokyPageStore) store = soky_page_store_new (document, MEBIBYTE);
  g_autoptr (SokyPageContent) last =
      soky_page_store_load (store, soky_view_document_count_pages (document) - 1);
  g_autofree char *end = soky_page_text_copy (last->text, 0, G_MAXUINT);
  g_assert_true (g_str_has_suffix (text, end));

  soky_pdf_view_clear_selection (SOKY_PDF_VIEW (view));
  g_assert_false (soky_pdf_view_has_selection (SOKY_PDF_VIEW (view)));
  display_close (window);
}

static gboolean
has_selection (gpointer data)
{
  return soky_pdf_view_has_selection (data);
}

/* Keys go to the view as the bindings of its class. */
static void
press (GtkWidget *view, guint key, GdkModifierType modifiers)
{
  GtkShortcutController *found = NULL;
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (view);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
    if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
      continue;
    found = GTK_SHORTCUT_CONTROLLER (controller);
    for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (found)); j++) {
      g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (found), j);
      GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);
      if (GTK_IS_KEYVAL_TRIGGER (trigger) &&
          gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) == key &&
          gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger)) == modifiers) {
        gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, view,
                                      gtk_shortcut_get_arguments (shortcut));
        return;
      }
    }
  }
  g_error ("no such key");
}

static gboolean
first_page_is_known (gpointer data)
{
  press (data, GDK_KEY_Right, GDK_SHIFT_MASK);
  return soky_pdf_view_has_selection (data);
}

static void
test_keys (void)
{
  GtkWindow *window = NULL;
  g_autoptr (SokyViewDocument) document = make_page (0, WORDS, "");
  GtkWidget *view = show (document, &window);

  display_wait (first_page_is_known, view);
  g_autofree char *letter = copy (view);
  g_assert_cmpstr (letter, ==, "H");
  press (view, GDK_KEY_Right, GDK_SHIFT_MASK | GDK_CONTROL_MASK);
  g_autofree char *word = copy (view);
  g_assert_cmpstr (word, ==, "Hello");
  press (view, GDK_KEY_Right, GDK_SHIFT_MASK | GDK_CONTROL_MASK);
  g_autofree char *line = copy (view);
  g_assert_cmpstr (line, ==, "Hello reader");
  press (view, GDK_KEY_Left, GDK_SHIFT_MASK);
  g_autofree char *shorter = copy (view);
  g_assert_cmpstr (shorter, ==, "Hello reade");
  press (view, GDK_KEY_Escape, 0);
  g_assert_false (soky_pdf_view_has_selection (SOKY_PDF_VIEW (view)));
  press (view, GDK_KEY_a, GDK_CONTROL_MASK);
  display_wait (has_selection, view);
  display_close (window);
}

int
main (int argc, char **argv)
{
  if (!display_init (&argc, &argv))
    return 0;

  g_test_add_func ("/pdf-text/places", test_places);
  g_test_add_func ("/pdf-text/gaps", test_gaps);
  g_test_add_func ("/pdf-text/composes", test_composes);
  g_test_add_func ("/pdf-text/store-budget", test_store_budget);
  g_test_add_func ("/pdf-text/copies-all", test_copies_all);
  g_test_add_func ("/pdf-text/keys", test_keys);
  return g_test_run ();
}
