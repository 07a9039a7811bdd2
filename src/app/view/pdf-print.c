/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/view/pdf-print.h"

#include "app/view/document-private.h"
#include "base/task.h"

typedef struct {
  SokyViewDocument *document;
  guint page; /* from 0 */
} Drawing;

typedef struct {
  GtkPrintOperation *operation;
  GtkPrintContext *context;
  double width, height; /* points of the page */
} Place;

/* Paper of the page's own direction. */
static void
request_page_setup_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page,
                       GtkPageSetup *setup, SokyViewDocument *document)
{
  double width, height;

  soky_view_document_get_page_size (document, (guint) page, &width, &height);
  gtk_page_setup_set_orientation (setup, width > height ? GTK_PAGE_ORIENTATION_LANDSCAPE
                                                        : GTK_PAGE_ORIENTATION_PORTRAIT);
}

static gpointer
draw_in_thread (gpointer data, GCancellable *cancellable, GError **error)
{
  Drawing *drawing = data;
  return soky_view_document_record (drawing->document, drawing->page);
}

static void
drawing_free (gpointer data)
{
  Drawing *drawing = data;
  g_object_unref (drawing->document);
  g_free (drawing);
}

/* In the middle of the paper; made smaller where it is too large, never larger. */
static void
drawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Place *place = user_data;
  cairo_surface_t *recorded = soky_task_finish (result, NULL);
  double width = gtk_print_context_get_width (place->context);
  double height = gtk_print_context_get_height (place->context);
  double scale = MIN (1, MIN (width / place->width, height / place->height));

  if (recorded != NULL) {
    cairo_t *cr = gtk_print_context_get_cairo_context (place->context);
    cairo_save (cr);
    cairo_translate (cr, (width - place->width * scale) / 2, (height - place->height * scale) / 2);
    cairo_scale (cr, scale, scale);
    cairo_set_source_surface (cr, recorded, 0, 0);
    cairo_paint (cr);
    cairo_restore (cr);
    cairo_surface_destroy (recorded);
  }
  gtk_print_operation_draw_page_finish (place->operation);
  g_object_unref (place->operation);
  g_object_unref (place->context);
  g_free (place);
}

static void
draw_page_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page,
              SokyViewDocument *document)
{
  Drawing *drawing = g_new0 (Drawing, 1);
  Place *place = g_new0 (Place, 1);

  drawing->document = g_object_ref (document);
  drawing->page = (guint) page;
  place->operation = g_object_ref (operation);
  place->context = g_object_ref (context);
  soky_view_document_get_page_size (document, drawing->page, &place->width, &place->height);
  gtk_print_operation_set_defer_drawing (operation);
  soky_task_run (document, draw_in_thread, drawing, drawing_free,
                 (GDestroyNotify) cairo_surface_destroy, NULL, drawn_cb, place);
}

GtkPrintOperation *
soky_pdf_print_new (SokyViewDocument *document, guint page, const char *name)
{
  g_return_val_if_fail (SOKY_IS_VIEW_DOCUMENT (document), NULL);

  GtkPrintOperation *operation = gtk_print_operation_new ();
  gtk_print_operation_set_n_pages (operation, (int) soky_view_document_count_pages (document));
  gtk_print_operation_set_current_page (operation, (int) MAX (page, 1) - 1);
  gtk_print_operation_set_job_name (operation, name);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_allow_async (operation, TRUE);
  gtk_print_operation_set_show_progress (operation, TRUE);
  g_signal_connect_object (operation, "request-page-setup", G_CALLBACK (request_page_setup_cb),
                           document, 0);
  g_signal_connect_object (operation, "draw-page", G_CALLBACK (draw_page_cb), document, 0);
  return operation;
}
