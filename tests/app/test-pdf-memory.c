/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a long scan from its first page to its last stays within a fixed memory. */
#include "config.h"

#include <glib/gstdio.h>
#include <stdio.h>

#include "app/view/pdf-pane.h"
#include "app/view/renderer.h"

#include "display.h"
#include "fixture.h"

#define MEBIBYTE ((gsize) 1024 * 1024)
#define PAGES 160
#define WARM_PAGES 24
#define WIDTH 720
#define HEIGHT 1018
/* what may come on top once the first pages have been seen; the file alone is 112 MiB */
#define MOST_GROWTH (40 * MEBIBYTE)

static void
write_object (FILE *file, GArray *offsets, const char *body)
{
  goffset at = ftell (file);
  g_array_append_val (offsets, at);
  fprintf (file, "%u 0 obj %s\n", offsets->len, body);
}

/* A grey picture that is like no other page's, as it comes from a scanner, not compressed. */
static void
write_picture (FILE *file, GArray *offsets, guint page)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (page);
  g_autofree guint32 *row = g_malloc (WIDTH);
  g_autofree char *entries =
      g_strdup_printf ("<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray"
                       "/BitsPerComponent 8/Length %d>> stream",
                       WIDTH, HEIGHT, WIDTH * HEIGHT);

  write_object (file, offsets, entries);
  for (guint i = 0; i < WIDTH / sizeof (guint32); i++)
    row[i] = g_rand_int (random) | 0x80808080;
  for (guint y = 0; y < HEIGHT; y++)
    g_assert_cmpuint (fwrite (row, WIDTH, 1, file), ==, 1);
  fputs ("\nendstream endobj\n", file);
}

static void
write_end (FILE *file, GArray *offsets)
{
  long start = ftell (file);

  fprintf (file, "xref\n0 %u\n0000000000 65535 f \n", offsets->len + 1);
  for (guint i = 0; i < offsets->len; i++)
    fprintf (file, "%010" G_GOFFSET_FORMAT " 00000 n \n", g_array_index (offsets, goffset, i));
  fprintf (file, "trailer <</Root 1 0 R/Size %u>>\nstartxref\n%ld\n%%%%EOF\n", offsets->len + 1,
           start);
}

static void
write_scan (const char *path)
{
  FILE *file = g_fopen (path, "wb");
  g_autoptr (GArray) offsets = g_array_new (FALSE, FALSE, sizeof (goffset));
  g_autoptr (GString) pages = g_string_new ("<</Type/Pages/Count " G_STRINGIFY (PAGES) "/Kids[");

  g_assert_nonnull (file);
  for (guint i = 0; i < PAGES; i++)
    g_string_append_printf (pages, "%u 0 R ", 3 + 3 * i);
  g_string_append (pages, "]>> endobj");
  fputs ("%PDF-1.4\n", file);
  write_object (file, offsets, "<</Type/Catalog/Pages 2 0 R>> endobj");
  write_object (file, offsets, pages->str);
  for (guint i = 0; i < PAGES; i++) {
    g_autofree char *page =
        g_strdup_printf ("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %u 0 R"
                         "/Resources<</XObject<</P %u 0 R>>>>>> endobj",
                         4 + 3 * i, 5 + 3 * i);
    write_object (file, offsets, page);
    write_object (file, offsets,
                  "<</Length 26>> stream\nq 595 0 0 842 0 0 cm /P Do\nendstream endobj");
    write_picture (file, offsets, i);
  }
  write_end (file, offsets);
  g_assert_cmpint (fclose (file), ==, 0);
}

/* Of this process, in bytes; 0 where the system does not say. */
static gsize
get_resident (void)
{
  g_autofree char *text = NULL;
  guint64 all = 0, resident = 0;

  if (!g_file_get_contents ("/proc/self/statm", &text, NULL, NULL) ||
      sscanf (text, "%" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT, &all, &resident) != 2)
    return 0;
  return (gsize) resident * 4096;
}

static gboolean
is_settled (gpointer data)
{
  gtk_widget_queue_draw (data);
  return soky_pdf_view_get_document (data) != NULL && soky_pdf_view_is_settled (data);
}

static void
note_shown_cb (guint *count)
{
  (*count)++;
}

static void
test_scan (void)
{
  g_autofree char *folder = g_dir_make_tmp ("soky-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "scan.pdf", NULL);
  write_scan (path);
  if (get_resident () == 0) {
    g_test_skip ("this system does not tell how much memory a process has");
    return;
  }

  g_autoptr (SokyInput) input = soky_input_open (path, NULL);
  SokyPdfPane *pane = SOKY_PDF_PANE (soky_pdf_pane_new ());
  guint shown = 0;
  g_signal_connect_swapped (pane, "shown", G_CALLBACK (note_shown_cb), &shown);
  soky_pdf_pane_set_input (pane, input);
  GtkWindow *window = display_show (GTK_WIDGET (pane), 800, 700);
  GtkWidget *view = NULL;
  while ((view = display_find (GTK_WIDGET (pane), "SokyPdfView")) == NULL)
    g_main_context_iteration (NULL, TRUE);

  gsize warm = 0, most = 0;
  for (guint page = 1; page <= PAGES; page++) {
    soky_pdf_view_go_to_page (SOKY_PDF_VIEW (view), page);
    display_wait (is_settled, view);
    if (page <= WARM_PAGES)
      warm = MAX (warm, get_resident ());
    most = MAX (most, get_resident ());
    g_assert_cmpuint (soky_pdf_view_get_cache_bytes (SOKY_PDF_VIEW (view)), <=,
                      SOKY_RENDERER_BUDGET);
  }
  g_test_message ("%" G_GSIZE_FORMAT " MiB after %d pages, at most %" G_GSIZE_FORMAT " MiB",
                  warm / MEBIBYTE, WARM_PAGES, most / MEBIBYTE);
  g_assert_cmpuint (shown, ==, 1);
  g_assert_cmpuint (most, <, warm + MOST_GROWTH);
  display_close (window);
  g_remove (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  if (!display_init (&argc, &argv))
    return 0;
  g_test_add_func ("/pdf-memory/scan", test_scan);
  return g_test_run ();
}
