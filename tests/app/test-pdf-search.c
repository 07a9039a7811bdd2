/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "app/view/pdf-pane.h"
#include "app/view/text-search.h"

#include "display.h"
#include "fixture.h"

#define LESSON "../data/demo/giao-an-tin-hoc-6a-tuan-3.pdf"
#define MEBIBYTE ((gsize) 1024 * 1024)

static guint
count_hits (const char *words, const char *text)
{
  g_autoptr (SokyTextPattern) pattern = soky_text_pattern_new (words);
  g_autoptr (SokyPageText) page = soky_page_text_new_for_words (text);
  g_autoptr (GArray) hits = soky_text_pattern_find (pattern, page, 0, 1000);
  return hits->len;
}

static void
test_folds (void)
{
  static const struct {
    const char *words, *text;
    guint hits;
  } cases[] = {
      {"toan", "Toán, TOÁN và toan", 3},
      {"toán", "Toán, TOÁN và toan", 2},
      {"Đường", "đường Đương duong", 1},
      {"duong", "đường Đương duong", 3},
      {"đuong", "đường đuong", 1},
      {"toán hoc", "Toán học, toan học", 1},
      {"toan   hoc", "Toán\nhọc", 1},
      {"Tiếng", "Tie\xcc\x82\xcc\x81ng", 1},
      {"Tie\xcc\x82\xcc\x81ng", "Tiếng", 1},
      {"việt", "Vi\xe1\xba\xb9\xcc\x82t", 1},
      {"\"bai\"", "“Bài”", 1},
      {"aa", "aaaa", 2},
      {"vắng", "có mặt", 0},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    if (count_hits (cases[i].words, cases[i].text) != cases[i].hits)
      g_test_message ("“%s” in “%s”", cases[i].words, cases[i].text);
    g_assert_cmpuint (count_hits (cases[i].words, cases[i].text), ==, cases[i].hits);
  }
  g_assert_null (soky_text_pattern_new ("  \t "));

  /* a hit takes the marks of its last letter along */
  g_autoptr (SokyTextPattern) pattern = soky_text_pattern_new ("vie");
  g_autoptr (SokyPageText) page = soky_page_text_new_for_words ("Vie\xcc\xa3\xcc\x82t");
  g_autoptr (GArray) hits = soky_text_pattern_find (pattern, page, 7, 1);
  g_assert_cmpuint (g_array_index (hits, SokyTextHit, 0).end, ==, 5);
  g_assert_cmpuint (g_array_index (hits, SokyTextHit, 0).page, ==, 7);
}

/* @count pages; each says "page" and its number, every tenth one "ten" as well, three times. */
static GBytes *
make_pdf (guint count)
{
  GString *pdf = g_string_new ("%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n"
                               "3 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> endobj\n"
                               "2 0 obj <</Type/Pages/Kids[");
  for (guint i = 0; i < count; i++)
    g_string_append_printf (pdf, "%u 0 R ", 10 + 2 * i);
  g_string_append_printf (pdf, "]/Count %u>> endobj\n", count);
  for (guint i = 0; i < count; i++) {
    g_autofree char *content = g_strdup_printf ("BT /F 20 Tf 72 600 Td (page %u%s) Tj ET", i + 1,
                                                i % 10 == 9 ? " ten ten ten" : "");
    g_string_append_printf (pdf,
                            "%u 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 500 700]"
                            "/Resources<</Font<</F 3 0 R>>>>/Contents %u 0 R>> endobj\n"
                            "%u 0 obj <</Length %" G_GSIZE_FORMAT
                            ">> stream\n%s\nendstream endobj\n",
                            10 + 2 * i, 11 + 2 * i, 11 + 2 * i, strlen (content), content);
  }
  g_string_append (pdf, "trailer <</Root 1 0 R>>\nstartxref\n0\n%%EOF\n");
  return g_string_free_to_bytes (pdf);
}

static gboolean
is_done (gpointer data)
{
  SokyTextSearchState state;
  soky_text_search_get_state (data, &state);
  return !state.running;
}

static void
test_finds_all (void)
{
  g_autoptr (GBytes) bytes = make_pdf (500);
  g_autoptr (SokyViewDocument) document = display_open_document (bytes, NULL);
  g_autoptr (SokyPageStore) store = soky_page_store_new (document, MEBIBYTE);
  g_autoptr (SokyTextSearch) search = soky_text_search_new (store);
  SokyTextSearchState state;

  /* what was looked for before leaves nothing behind */
  soky_text_search_start (search, "page", 0);
  soky_text_search_start (search, "ten", 123);
  soky_text_search_get_state (search, &state);
  g_assert_true (state.running);
  g_assert_cmpuint (state.hits, ==, 0);
  g_assert_cmpuint (state.total, ==, 500);
  display_wait (is_done, search);
  soky_text_search_get_state (search, &state);
  g_assert_cmpuint (state.done, ==, 500);
  g_assert_cmpuint (state.hits, ==, 150);
  g_assert_false (state.wordless);
  g_assert_false (state.cut_off);

  /* the first one from page 124 on is on page 130 */
  g_assert_cmpuint (soky_text_search_get_current (search)->page, ==, 129);
  g_assert_cmpuint (state.number, ==, 12 * 3 + 1);
  g_assert_cmpfloat (soky_text_search_get_current (search)->area.width, >, 10);
  soky_text_search_move (search, FALSE);
  g_assert_cmpuint (soky_text_search_get_current (search)->page, ==, 119);
  for (guint i = 0; i < 151; i++)
    soky_text_search_move (search, TRUE);
  soky_text_search_get_state (search, &state);
  g_assert_cmpuint (state.number, ==, 12 * 3 + 1);
  g_assert_cmpuint (soky_text_search_get_hits (search, 129)->len, ==, 3);
  g_assert_null (soky_text_search_get_hits (search, 128));

  soky_text_search_start (search, "", 0);
  soky_text_search_get_state (search, &state);
  g_assert_cmpuint (state.total, ==, 0);
  g_assert_null (soky_text_search_get_current (search));
}

static void
test_limit (void)
{
  g_autoptr (GString) many = g_string_new (NULL);
  for (guint i = 0; i < 30; i++)
    g_string_append (many, "ab ");
  g_autoptr (SokyPageText) page = soky_page_text_new_for_words (many->str);
  g_autoptr (SokyTextPattern) pattern = soky_text_pattern_new ("ab");
  g_autoptr (GArray) hits = soky_text_pattern_find (pattern, page, 0, 7);

  g_assert_cmpuint (hits->len, ==, 7);
}

static gboolean
has_view (gpointer data)
{
  GtkWidget *view = display_find (data, "SokyPdfView");
  return view != NULL && soky_pdf_view_get_document (SOKY_PDF_VIEW (view)) != NULL;
}

static gboolean
has_many (gpointer data)
{
  SokyTextSearchState state;
  soky_text_search_get_state (data, &state);
  return !state.running && state.hits > 5;
}

/* As a person does it: opens the strip, types, goes on, closes. */
static void
test_strip (void)
{
  g_autofree char *path = fixture_test_file (LESSON);
  g_autoptr (SokyInput) input = soky_input_open (path, NULL);
  GtkWidget *pane = soky_pdf_pane_new ();
  soky_pdf_pane_set_input (SOKY_PDF_PANE (pane), input);
  GtkWindow *window = display_show (pane, 700, 600);
  display_wait (has_view, pane);
  SokyPdfView *view = SOKY_PDF_VIEW (display_find (pane, "SokyPdfView"));

  gtk_widget_activate_action (pane, "pdf.search", NULL);
  GtkWidget *entry = display_find (pane, "GtkSearchEntry");
  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), "pham chat");
  display_wait_text (pane, "1/1");
  gtk_editable_set_text (GTK_EDITABLE (entry), "thông tin");
  SokyTextSearch *search = soky_pdf_view_get_search (view);
  display_wait (has_many, search);
  SokyTextSearchState state;
  soky_text_search_get_state (search, &state);
  g_assert_cmpuint (state.hits, >, 5);
  gtk_widget_activate_action (pane, "pdf.find-next", NULL);
  g_autofree char *second = g_strdup_printf ("2/%u", state.hits);
  display_wait_text (pane, second);
  gtk_widget_activate_action (pane, "pdf.find-previous", NULL);
  gtk_widget_activate_action (pane, "pdf.find-previous", NULL);
  g_autofree char *last = g_strdup_printf ("%u/%u", state.hits, state.hits);
  display_wait_text (pane, last);
  g_assert_cmpuint (soky_pdf_view_get_page (view), >, 1);

  gtk_editable_set_text (GTK_EDITABLE (entry), "xyzzy");
  display_wait_text (pane, "Not found");
  g_assert_true (gtk_widget_has_css_class (entry, "error"));
  g_signal_emit_by_name (entry, "stop-search");
  soky_text_search_get_state (search, &state);
  g_assert_cmpuint (state.total, ==, 0);
  display_close (window);
}

int
main (int argc, char **argv)
{
  if (!display_init (&argc, &argv))
    return 0;

  g_test_add_func ("/pdf-search/folds", test_folds);
  g_test_add_func ("/pdf-search/finds-all", test_finds_all);
  g_test_add_func ("/pdf-search/limit", test_limit);
  g_test_add_func ("/pdf-search/strip", test_strip);
  return g_test_run ();
}
