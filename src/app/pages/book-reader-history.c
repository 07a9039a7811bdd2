/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Earlier revisions of the book that is open: fetched, then viewed, compared or saved. */
#include "config.h"

#include "app/pages/book-reader-private.h"

#include <glib/gi18n.h>

#include "app/gtk-compat.h"
#include "app/signed-version.h"
#include "app/widgets/book-words.h"
#include "app/widgets/revision-words.h"

typedef struct {
  SokyBookReader *reader;
  SokyBook *book; /* as it was when the revision was chosen */
  int number;
  SokyHistoryUse use;
} Wish;

static void
wish_free (Wish *self)
{
  g_object_unref (self->reader);
  soky_book_unref (self->book);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Wish, wish_free)

static void
say_error (SokyBookReader *self, const GError *error)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  if (root != NULL)
    soky_show_failure (GTK_WINDOW (root), _ ("This Revision Cannot Be Opened"), error->message);
}

/* The newest one is the present file itself. */
static gboolean
is_present (const SokyBook *book, const SokyRevision *revision)
{
  return g_strcmp0 (revision->sha256, book->head_sha256) == 0;
}

static SokySignedVersion *
make_version (const Wish *wish, SokyInput *input)
{
  SokyBookReader *self = wish->reader;
  const SokyRevision *revision = soky_revision_find (wish->book, wish->number);
  g_autofree char *name = soky_book_suggest_file_name (wish->book);
  g_autofree char *caption = soky_revision_make_caption (wish->book, revision);
  g_autofree char *file_name = soky_revision_suggest_file_name (wish->book, revision);
  gboolean prefix = soky_revision_is_prefix (wish->book, revision);
  const SokyEarlierFile earlier = {
      .input = input,
      .present = is_present (wish->book, revision) ? NULL : soky_pdf_pane_get_input (self->pane),
      .name = name,
      .caption = caption,
      .file_name = file_name,
      .shared = prefix ? revision->length : 0,
  };
  return soky_signed_version_new_earlier (&earlier,
                                          soky_signatures_panel_get_report (self->signatures));
}

static void
use_version (const Wish *wish, SokyInput *input)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (wish->reader)));
  g_autoptr (SokySignedVersion) version = make_version (wish, input);

  if (wish->use == SOKY_HISTORY_SAVE)
    soky_signed_version_save (version, window);
  else if (wish->use == SOKY_HISTORY_COMPARE && soky_signed_version_can_compare (version))
    soky_signed_version_compare (version, window);
  else
    soky_signed_version_view (version, window, soky_workspace_get_trust (wish->reader->workspace));
}

static void
revision_fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Wish) wish = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = soky_session_fetch_pdf_finish (SOKY_SESSION (source), result, &error);
  SokyBookReader *self = wish->reader;

  /* another book is open by now */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->workspace == NULL ||
      gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  soky_history_panel_set_busy (self->history, -1);
  g_autoptr (SokyInput) input = path != NULL ? soky_input_open (path, &error) : NULL;
  if (input != NULL)
    use_version (wish, input);
  else
    say_error (self, error);
}

void
_soky_book_reader_use_revision_cb (SokyBookReader *self, int number, int use)
{
  if (self->book == NULL || soky_revision_find (self->book, number) == NULL)
    return;
  Wish *wish = g_new0 (Wish, 1);
  wish->reader = g_object_ref (self);
  wish->book = soky_book_ref (self->book);
  wish->number = number;
  wish->use = (SokyHistoryUse) use;
  soky_history_panel_set_busy (self->history, number);
  soky_session_fetch_pdf_async (soky_workspace_get_session (self->workspace), self->book, number,
                                self->life, revision_fetched_cb, wish);
}
