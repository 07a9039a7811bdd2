/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/pages/book-reader-private.h"

#include "book/step.h"

static SokySession *
get_session (SokyBookReader *self)
{
  return soky_workspace_get_session (self->workspace);
}

static void
update_actions (SokyBookReader *self)
{
  SokyBookSeries *series = self->series;
  guint position = series != NULL ? soky_book_series_get_position (series) : 0;
  guint length = series != NULL ? soky_book_series_get_length (series) : 0;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "book.previous", position > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "book.next", position + 1 < length);
}

static void
preloaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree char *path = soky_session_fetch_pdf_finish (SOKY_SESSION (source), result, NULL);
}

/* What a list knows of a book does not tell its revisions. */
static void
met_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GCancellable) life = user_data;
  g_autoptr (SokyBook) book = soky_session_book_finish (SOKY_SESSION (source), result, NULL);

  if (book != NULL && book->head_sha256 != NULL)
    soky_session_fetch_pdf_async (SOKY_SESSION (source), book, -1, life, preloaded_cb, NULL);
}

void
_soky_book_reader_preload (SokyBookReader *self)
{
  guint position = 0;

  if (self->series == NULL || !soky_book_series_find_next (self->series, &position))
    return;
  SokyBook *next = soky_book_series_get_book (self->series, position);
  soky_session_get_book_async (get_session (self), next->id, self->life, met_cb,
                               g_object_ref (self->life));
}

void
_soky_book_reader_go_to (SokyBookReader *self, guint position)
{
  SokyBook *book = self->series ? soky_book_series_get_book (self->series, position) : NULL;

  if (book == NULL || self->workspace == NULL)
    return;
  g_autoptr (SokyWorkspace) workspace = g_object_ref (self->workspace);
  soky_book_series_set_position (self->series, position);
  soky_workspace_note_seen (workspace, book);
  soky_book_reader_open (self, workspace, book);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

void
_soky_book_reader_move (SokyBookReader *self, int delta)
{
  int position = self->series ? (int) soky_book_series_get_position (self->series) + delta : -1;

  if (position >= 0 && !self->busy)
    _soky_book_reader_go_to (self, (guint) position);
}

void
_soky_book_reader_forget_series (SokyBookReader *self)
{
  soky_series_bar_set_series (self->series_bar, NULL);
  if (self->series != NULL)
    g_signal_handlers_disconnect_by_data (self->series, self);
  g_clear_object (&self->series);
  g_clear_object (&self->login);
  update_actions (self);
}

void
soky_book_reader_set_series (SokyBookReader *self, SokyBookSeries *series)
{
  g_return_if_fail (SOKY_IS_BOOK_READER (self));

  _soky_book_reader_forget_series (self);
  if (series == NULL)
    return;
  self->series = g_object_ref (series);
  g_signal_connect_object (series, "changed", G_CALLBACK (update_actions), self, G_CONNECT_SWAPPED);
  soky_series_bar_set_series (self->series_bar, series);
  update_actions (self);
}

/* "Signed", "Approved", "Returned"; NULL: no decision. */
static const char *
get_mark (SokyActionKind kind)
{
  switch (kind) {
  case SOKY_ACTION_SIGN:
    return soky_outcome_get_label (SOKY_OUTCOME_SIGNED);
  case SOKY_ACTION_APPROVE:
    return soky_outcome_get_label (SOKY_OUTCOME_APPROVED);
  case SOKY_ACTION_RETURN:
    return soky_outcome_get_label (SOKY_OUTCOME_RETURNED);
  default:
    return NULL;
  }
}

gboolean
soky_book_reader_is_series (SokyBookReader *self)
{
  g_return_val_if_fail (SOKY_IS_BOOK_READER (self), FALSE);

  return self->series != NULL && soky_book_series_is_for_decisions (self->series) &&
         soky_book_series_get_length (self->series) > 1;
}

void
soky_book_reader_note_done (SokyBookReader *self, SokyActionKind kind, SokyBook *book)
{
  g_return_if_fail (SOKY_IS_BOOK_READER (self) && book != NULL);

  const char *mark = get_mark (kind);
  guint next = 0;
  if (self->series != NULL)
    soky_book_series_update (self->series, book, mark);
  if (mark != NULL && soky_book_reader_is_series (self) &&
      soky_book_series_find_next (self->series, &next))
    _soky_book_reader_go_to (self, next);
}

SokyPinSession *
soky_book_reader_get_login (SokyBookReader *self)
{
  g_return_val_if_fail (SOKY_IS_BOOK_READER (self), NULL);

  return self->login;
}

void
soky_book_reader_keep_login (SokyBookReader *self, SokyPinSession *login)
{
  g_return_if_fail (SOKY_IS_BOOK_READER (self));

  if (soky_book_reader_is_series (self))
    g_set_object (&self->login, login);
}
