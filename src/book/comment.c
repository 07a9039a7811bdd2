/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/comment.h"

#include "book/actor.h"
#include "book/book-query.h"
#include "book/names.h"
#include "book/rules-private.h"

G_DEFINE_BOXED_TYPE (SokyComment, soky_comment, soky_comment_ref, soky_comment_unref)

static void
clear_comment (gpointer data)
{
  SokyComment *self = data;

  g_free (self->text);
  g_free (self->author_id);
  g_free (self->author_name);
  g_free (self->resolver_id);
  g_free (self->resolver_name);
}

SokyComment *
soky_comment_new (const char *text)
{
  SokyComment *self = g_atomic_rc_box_new0 (SokyComment);

  self->text = g_strdup (text);
  self->author_id = g_strdup ("");
  self->author_name = g_strdup ("");
  self->revision = -1;
  return self;
}

SokyComment *
soky_comment_copy (const SokyComment *self)
{
  SokyComment *copy = g_atomic_rc_box_new0 (SokyComment);

  *copy = *self;
  copy->text = g_strdup (self->text);
  copy->author_id = g_strdup (self->author_id);
  copy->author_name = g_strdup (self->author_name);
  copy->resolver_id = g_strdup (self->resolver_id);
  copy->resolver_name = g_strdup (self->resolver_name);
  return copy;
}

SokyComment *
soky_comment_ref (SokyComment *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
soky_comment_unref (SokyComment *self)
{
  g_atomic_rc_box_release_full (self, clear_comment);
}

/* Whether the person has a part in the present round. */
static gboolean
is_on_route (const SokyBook *book, const SokyActor *actor, gint64 now_us)
{
  GPtrArray *steps = soky_book_get_steps (book);

  for (guint i = 0; i < steps->len; i++) {
    const SokyStep *step = g_ptr_array_index (steps, i);
    if (soky_step_concerns (step, actor->person->id) ||
        soky_actor_find_delegation (actor, book, step, now_us) != NULL)
      return TRUE;
  }
  return FALSE;
}

gboolean
soky_comment_may_make (const SokyBook *book, const SokyActor *actor, gint64 now_us, GError **error)
{
  if (!actor->person->active)
    return soky_book_refuse (SOKY_BOOK_ERROR_NOT_PERMITTED, error);
  if (book->state != SOKY_BOOK_IN_REVIEW)
    return soky_book_refuse (SOKY_BOOK_ERROR_WRONG_STATE, error);
  return g_str_equal (book->owner_id, actor->person->id) || is_on_route (book, actor, now_us) ||
         soky_book_refuse (SOKY_BOOK_ERROR_NOT_IN_ROUTE, error);
}

static gboolean
check_place (const SokyBook *book, const SokyComment *wish, GError **error)
{
  const SokyCommentPlace *place = &wish->place;
  gboolean good = wish->page <= book->page_count && wish->revision >= -1 &&
                  wish->revision < book->revision_count;

  if (wish->page != 0)
    good = good && place->left >= 0 && place->top >= 0 && place->left < place->right &&
           place->top < place->bottom && place->right <= SOKY_COMMENT_SCALE &&
           place->bottom <= SOKY_COMMENT_SCALE;
  return good || soky_book_refuse (SOKY_BOOK_ERROR_COMMENT_PLACE, error);
}

SokyComment *
soky_comment_make (const SokyBook *book, const SokyActor *actor, const SokyComment *wish,
                   GPtrArray *others, gboolean returns, gint64 now_us, GError **error)
{
  if (!soky_comment_may_make (book, actor, now_us, error) || !check_place (book, wish, error))
    return NULL;
  if (others->len >= SOKY_COMMENT_MAX_COUNT) {
    soky_book_refuse (SOKY_BOOK_ERROR_LIMIT, error);
    return NULL;
  }
  g_autofree char *text = soky_rules_clean_text (wish->text, TRUE, SOKY_COMMENT_MAX_TEXT, error);
  if (text == NULL)
    return NULL;
  if (*text == '\0') {
    soky_book_refuse (SOKY_BOOK_ERROR_COMMENT_EMPTY, error);
    return NULL;
  }
  SokyComment *made = soky_comment_new (text);
  made->number = others->len + 1;
  made->round = book->round;
  made->revision = wish->revision;
  made->page = wish->page;
  if (wish->page != 0)
    made->place = wish->place;
  soky_names_assign (&made->author_id, actor->person->id);
  soky_names_assign (&made->author_name, actor->person->name);
  made->made_us = now_us;
  made->returned = returns;
  return made;
}

gboolean
soky_comment_may_resolve (const SokyBook *book, const SokyComment *comment,
                          const SokyPerson *person, GError **error)
{
  if (!person->active ||
      (!g_str_equal (book->owner_id, person->id) && !g_str_equal (comment->author_id, person->id)))
    return soky_book_refuse (SOKY_BOOK_ERROR_NOT_PERMITTED, error);
  if (comment->resolved_us != 0 || book->state == SOKY_BOOK_APPROVED ||
      book->state == SOKY_BOOK_PUBLISHED)
    return soky_book_refuse (SOKY_BOOK_ERROR_WRONG_STATE, error);
  return TRUE;
}

SokyComment *
soky_comment_resolve (const SokyBook *book, const SokyComment *comment, const SokyPerson *person,
                      gint64 now_us, GError **error)
{
  if (!soky_comment_may_resolve (book, comment, person, error))
    return NULL;
  SokyComment *after = soky_comment_copy (comment);
  after->resolved_us = now_us;
  soky_names_assign (&after->resolver_id, person->id);
  soky_names_assign (&after->resolver_name, person->name);
  return after;
}

gboolean
soky_comment_may_read (const SokyBook *book, const SokyActor *actor, gint64 now_us)
{
  return soky_rules_takes_part (book, actor, now_us);
}

SokyEvent *
soky_comment_make_event (const SokyComment *self, const SokyBook *book, const SokyPerson *person,
                         gint64 now_us)
{
  gboolean resolved = self->resolved_us != 0;
  SokyEvent *event =
      soky_event_new (resolved ? SOKY_EVENT_RESOLVED : SOKY_EVENT_COMMENTED, person, book, now_us);

  event->detail = resolved ? g_strdup_printf ("%u", self->number)
                           : g_strdup_printf ("%u: %s", self->number, self->text);
  return event;
}
