/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/pages/book-reader-private.h"

#include "app/gtk-compat.h"
#include "base/clock.h"
#include "book/error.h"
#include "book/rules.h"
#include "client/session-review.h"

#include <math.h>

static SokySession *
get_session (SokyBookReader *self)
{
  return soky_workspace_get_session (self->workspace);
}

static SokyViewArea
area_of (const SokyCommentPlace *place)
{
  const double scale = SOKY_COMMENT_SCALE;
  return (SokyViewArea){place->left / scale, place->top / scale,
                        (place->right - place->left) / scale, (place->bottom - place->top) / scale};
}

/* Those that are still to be mended are outlined on the pages, and counted. */
static void
show_marks (SokyBookReader *self)
{
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (SokyViewMark));
  guint open = 0;

  for (guint i = 0; self->comments != NULL && i < self->comments->len; i++) {
    const SokyComment *one = g_ptr_array_index (self->comments, i);
    const SokyViewMark mark = {one->page, area_of (&one->place)};
    if (one->resolved_us != 0)
      continue;
    open++;
    if (one->page > 0)
      g_array_append_val (marks, mark);
  }
  for (guint i = 0; i < self->marks->len; i++) {
    const SokyComment *kept = g_ptr_array_index (self->marks, i);
    const SokyViewMark mark = {kept->page, area_of (&kept->place)};
    if (kept->page > 0)
      g_array_append_val (marks, mark);
  }
  if (self->drawn.page > 0)
    g_array_append_val (marks, self->drawn);
  soky_pdf_pane_set_marks (self->pane, marks);
  adw_view_stack_page_set_badge_number (self->comments_page, open);
}

/* Whether it is this person who may return the book now. */
static gboolean
may_return (SokyBookReader *self)
{
  const SokyBookType *type = soky_book_reader_get_book_type (self);
  const SokyActor actor = soky_session_get_actor (get_session (self));

  return type != NULL &&
         soky_book_may (self->book, type, &actor, SOKY_ACTION_RETURN, soky_clock_now_us (), NULL);
}

static void
show_kept (SokyBookReader *self)
{
  soky_comments_panel_show_marks (self->comments_panel, self->marks, may_return (self));
  show_marks (self);
}

void
_soky_book_reader_show_comments (SokyBookReader *self)
{
  if (self->comments == NULL || self->workspace == NULL)
    return;
  const SokyActor actor = soky_session_get_actor (get_session (self));
  if (actor.person != NULL)
    soky_comments_panel_show (self->comments_panel, self->comments, self->book, &actor);
  show_kept (self);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyBookReader) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *comments = soky_session_list_comments_finish (SOKY_SESSION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gboolean hidden = g_error_matches (error, SOKY_BOOK_ERROR, SOKY_BOOK_ERROR_NOT_PERMITTED);
  adw_view_stack_page_set_visible (self->comments_page, !hidden);
  if (comments == NULL) {
    soky_comments_panel_set_error (self->comments_panel, error);
    return;
  }
  g_clear_pointer (&self->comments, g_ptr_array_unref);
  self->comments = comments;
  _soky_book_reader_show_comments (self);
}

void
_soky_book_reader_load_comments (SokyBookReader *self)
{
  soky_session_list_comments_async (get_session (self), self->book->id, self->life, listed_cb,
                                    g_object_ref (self));
}

void
_soky_book_reader_forget_comments (SokyBookReader *self)
{
  g_clear_pointer (&self->comments, g_ptr_array_unref);
  self->drawn.page = 0;
  soky_pdf_pane_set_choosing (self->pane, FALSE);
  soky_comments_panel_set_loading (self->comments_panel);
  soky_comments_panel_show_marks (self->comments_panel, self->marks, FALSE);
  show_marks (self);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyBookReader) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyComment) comment =
      soky_session_comment_finish (SOKY_SESSION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  soky_comments_panel_set_sent (self->comments_panel, error);
  if (comment == NULL)
    return;
  self->drawn.page = 0;
  _soky_book_reader_load_comments (self);
}

void
_soky_book_reader_send_comment_cb (SokyBookReader *self, SokyComment *wish)
{
  soky_comments_panel_set_sending (self->comments_panel);
  soky_session_comment_async (get_session (self), self->book->id, wish, self->life, sent_cb,
                              g_object_ref (self));
}

void
_soky_book_reader_keep_mark_cb (SokyBookReader *self, SokyComment *wish)
{
  if (self->marks->len >= SOKY_COMMENT_MAX_MARKS)
    return;
  g_ptr_array_add (self->marks, soky_comment_ref (wish));
  self->drawn.page = 0;
  show_kept (self);
}

void
_soky_book_reader_drop_mark_cb (SokyBookReader *self, guint index)
{
  g_ptr_array_remove_index (self->marks, index);
  show_kept (self);
}

GPtrArray *
soky_book_reader_get_marks (SokyBookReader *self)
{
  g_return_val_if_fail (SOKY_IS_BOOK_READER (self), NULL);

  return self->marks;
}

static void
resolved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyBookReader) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyComment) comment =
      soky_session_comment_finish (SOKY_SESSION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (comment == NULL)
    soky_banner_show (self->banner, "warning", error->message, NULL);
  _soky_book_reader_load_comments (self);
}

void
_soky_book_reader_resolve_comment_cb (SokyBookReader *self, guint number)
{
  soky_session_resolve_comment_async (get_session (self), self->book->id, number, self->life,
                                      resolved_cb, g_object_ref (self));
}

/* On a narrow window the panel lies over the pages. */
static void
reveal_panel (SokyBookReader *self, gboolean reveal)
{
  if (soky_is_folded (self->flap))
    g_object_set (self->flap, "reveal-flap", reveal, NULL);
}

void
_soky_book_reader_show_comment_cb (SokyBookReader *self, SokyComment *comment)
{
  const SokyViewArea area = area_of (&comment->place);
  reveal_panel (self, FALSE);
  soky_pdf_pane_show_part (self->pane, comment->page, &area);
}

void
_soky_book_reader_choose_place_cb (SokyBookReader *self, gboolean choosing)
{
  self->drawn.page = 0;
  if (choosing)
    reveal_panel (self, FALSE);
  soky_pdf_pane_set_choosing (self->pane, choosing);
  show_marks (self);
}

void
_soky_book_reader_place_chosen_cb (SokyBookReader *self, guint page, double x, double y,
                                   double width, double height)
{
  const double scale = SOKY_COMMENT_SCALE;
  const SokyCommentPlace place = {(int) floor (x * scale), (int) floor (y * scale),
                                  (int) ceil ((x + width) * scale),
                                  (int) ceil ((y + height) * scale)};

  self->drawn = (SokyViewMark){page, {x, y, width, height}};
  soky_pdf_pane_set_choosing (self->pane, FALSE);
  reveal_panel (self, TRUE);
  soky_comments_panel_set_place (self->comments_panel, page, &place);
  show_marks (self);
}
