/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/pages/book-reader-private.h"

#include <glib/gi18n.h>

#include "app/verification.h"
#include "app/widgets/book-words.h"

static void
verified_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyBookReader) self = user_data;
  g_autoptr (GError) error = NULL;
  SokyReport *report = soky_verification_run_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (report == NULL) {
    soky_signatures_panel_set_error (self->signatures, error);
    return;
  }
  adw_view_stack_page_set_badge_number (self->signatures_page, report->signatures->len);
  adw_view_stack_page_set_needs_attention (
      self->signatures_page,
      report->signatures->len > 0 && soky_report_get_verdict (report) == SOKY_VERDICT_INVALID);
  soky_signatures_panel_take_report (self->signatures, report);
}

static void
verify (SokyBookReader *self, SokyInput *input)
{
  g_autofree char *name = soky_book_suggest_file_name (self->book);
  SokyTrust *trust = soky_workspace_get_trust (self->workspace);

  soky_signatures_panel_set_source (self->signatures, input, name, trust);
  soky_signatures_panel_set_checking (self->signatures);
  soky_verification_run_async (input, self->book->fields.title, trust, SOKY_VERIFY_OFFLINE,
                               self->file_life, verified_cb, g_object_ref (self));
}

void
soky_book_reader_verify (SokyBookReader *self)
{
  g_return_if_fail (SOKY_IS_BOOK_READER (self));

  SokyInput *input = soky_pdf_pane_get_input (self->pane);
  if (self->book != NULL && self->path != NULL && input != NULL)
    verify (self, input);
}

/* The keys of a reader reach the page, unless the person does something else already. */
static void
focus_page (SokyBookReader *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || focus == GTK_WIDGET (self) ||
      !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    soky_pdf_pane_focus (self->pane);
}

static void
show_file (SokyBookReader *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyInput) input = soky_input_open (path, &error);
  if (input == NULL) {
    soky_pdf_pane_set_error (self->pane, error);
    return;
  }
  g_free (self->path);
  self->path = g_strdup (path);
  soky_pdf_pane_set_input (self->pane, input);
  verify (self, input);
  _soky_book_reader_update_actions (self);
  focus_page (self);
  _soky_book_reader_preload (self);
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyBookReader) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = soky_session_fetch_pdf_finish (SOKY_SESSION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (path != NULL) {
    show_file (self, path);
    return;
  }
  g_clear_pointer (&self->shown_sha256, g_free);
  soky_banner_show (self->banner, "warning", error->message, _ ("Try Again"));
  if (soky_pdf_pane_get_input (self->pane) == NULL)
    soky_pdf_pane_set_error (self->pane, error);
}

void
_soky_book_reader_fetch (SokyBookReader *self)
{
  if (self->book->head_sha256 == NULL) {
    g_clear_pointer (&self->shown_sha256, g_free);
    g_clear_pointer (&self->path, g_free);
    soky_pdf_pane_set_empty (self->pane, _ ("No PDF Yet"),
                             _ ("Choose “Replace PDF” and pick the file of this book."));
    return;
  }
  if (g_strcmp0 (self->shown_sha256, self->book->head_sha256) == 0)
    return;
  g_free (self->shown_sha256);
  self->shown_sha256 = g_strdup (self->book->head_sha256);
  g_cancellable_cancel (self->file_life);
  g_clear_object (&self->file_life);
  self->file_life = g_cancellable_new ();
  soky_session_fetch_pdf_async (soky_workspace_get_session (self->workspace), self->book, -1,
                                self->file_life, fetched_cb, g_object_ref (self));
}
