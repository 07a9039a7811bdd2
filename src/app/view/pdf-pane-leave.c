/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/view/pdf-pane-private.h"

#include <glib/gi18n.h>

#include "app/gtk-compat.h"
#include "app/view/page-links.h"
#include "app/view/pdf-presentation.h"
#include "app/view/pdf-print.h"

/* Ways out of the pane: onto paper, onto the whole screen, to an address. */

static GtkWindow *
get_window (SokyPdfPane *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

static void
print_done_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, SokyPdfPane *self)
{
  g_autoptr (GError) error = NULL;

  if (result == GTK_PRINT_OPERATION_RESULT_ERROR) {
    gtk_print_operation_get_error (operation, &error);
    soky_show_failure (get_window (self), _ ("The Pages Were Not Printed"),
                       error != NULL ? error->message : _ ("Look at the printer and try again."));
  }
}

void
_soky_pdf_pane_print (SokyPdfPane *self)
{
  GtkWindow *window = get_window (self);
  const char *name = gtk_window_get_title (window);
  g_autoptr (GtkPrintOperation) operation =
      soky_pdf_print_new (soky_pdf_view_get_document (self->view),
                          soky_pdf_view_get_page (self->view), name != NULL ? name : "PDF");

  g_signal_connect_object (operation, "done", G_CALLBACK (print_done_cb), self, 0);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, window, NULL);
}

static void
presentation_ended_cb (SokyPdfPane *self, guint page)
{
  soky_pdf_view_go_to_page (self->view, page);
}

static void
present (SokyPdfPane *self, guint page)
{
  GtkWidget *presentation =
      soky_pdf_presentation_new (get_window (self), soky_pdf_view_get_document (self->view), page,
                                 soky_pdf_view_get_turns (self->view));

  g_signal_connect_object (presentation, "ended", G_CALLBACK (presentation_ended_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (presentation));
}

void
_soky_pdf_pane_present (SokyPdfPane *self)
{
  present (self, soky_pdf_view_get_page (self->view));
}

void
_soky_pdf_pane_present_all (SokyPdfPane *self)
{
  present (self, 1);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree char *uri = user_data;

  if (soky_ask_finish (result))
    soky_open_uri (GTK_WINDOW (source), uri);
}

void
_soky_pdf_pane_follow (SokyPdfPane *self, const char *uri)
{
  if (!soky_page_links_may_open (uri))
    return;
  g_autofree char *body =
      g_strdup_printf (_ ("A link of this file leads to:\n\n%s\n\nOpen it only if you know "
                          "who it belongs to."),
                       uri);
  SokyQuestion question = {
      .heading = _ ("Leave the File?"), .body = body, .accept = _ ("Open"), .destructive = TRUE};
  soky_ask_async (get_window (self), &question, asked_cb, g_strdup (uri));
}
