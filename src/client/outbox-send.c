/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the outbox knows of sending: which item is next, and what its answer means. */
#include "config.h"

#include "base/clock.h"
#include "book/book-query.h"
#include "book/book-since.h"
#include "book/rules.h"
#include "client/outbox-private.h"
#include "wire/book.h"
#include "wire/error.h"

#include <glib/gi18n-lib.h>

#define CODE_UNCLEAR "unclear"

static gboolean
set_refused (SokyLibrary *library, gint64 position, const char *code, const char *reason,
             GError **error)
{
  return soky_sqlite_execute (soky_library_get_database (library), NULL, error,
                              "UPDATE item SET state = 'refused', code = ?2, reason = ?3 "
                              "WHERE position = ?1",
                              "iss", position, code, reason);
}

/* A book whose making was sent so long ago that the server may not know the key any more. */
static gboolean
is_unclear (const SokyOutboxItem *item)
{
  return g_str_equal (item->kind, SOKY_OUTBOX_CREATE) && item->tried_us != 0 &&
         soky_clock_now_us () - item->tried_us > SOKY_OUTBOX_SURE_US;
}

static SokyOutboxItem *
take (SokyLibrary *library, GError **error)
{
  for (;;) {
    g_autoptr (SokyOutboxItem) item = soky_outbox_find_first (library, error);
    if (item == NULL)
      return NULL;
    if (!is_unclear (item)) {
      item->first = item->tried_us == 0;
      if (item->first)
        item->tried_us = soky_clock_now_us ();
      item->state = SOKY_OUTBOX_SENDING;
      return soky_sqlite_execute (soky_library_get_database (library), NULL, error,
                                  "UPDATE item SET state = 'sending', tried_us = ?2 "
                                  "WHERE position = ?1",
                                  "ii", item->position, item->tried_us)
                 ? g_steal_pointer (&item)
                 : NULL;
    }
    if (!set_refused (library, item->position, CODE_UNCLEAR,
                      _ ("This book was sent long ago, and no answer came. Look among your books "
                         "whether it is there before you send it again."),
                      error))
      return NULL;
  }
}

SokyOutboxItem *
soky_outbox_take (SokyLibrary *library, GError **error)
{
  g_return_val_if_fail (SOKY_IS_LIBRARY (library), NULL);

  g_autoptr (GError) problem = NULL;
  if (!soky_library_begin (library, error))
    return NULL;
  g_autoptr (SokyOutboxItem) item = take (library, &problem);
  if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  return soky_library_end (library, problem == NULL, error) ? g_steal_pointer (&item) : NULL;
}

gboolean
soky_outbox_note_unsent (SokyLibrary *library, const SokyOutboxItem *item, GError **error)
{
  g_return_val_if_fail (SOKY_IS_LIBRARY (library) && item != NULL, FALSE);

  if (!item->first)
    return TRUE;
  return soky_library_begin (library, error) &&
         soky_library_end (library,
                           soky_sqlite_execute (soky_library_get_database (library), NULL, error,
                                                "UPDATE item SET state = 'waiting', tried_us = 0 "
                                                "WHERE position = ?1 AND state = 'sending'",
                                                "i", item->position),
                           error);
}

/* A book that was made here gets the id of the server. */
static gboolean
rename_book (SokyLibrary *library, const char *local_id, const char *id, GError **error)
{
  SokySqlite *database = soky_library_get_database (library);

  return soky_sqlite_execute (database, NULL, error, "INSERT OR REPLACE INTO alias VALUES (?1, ?2)",
                              "ss", local_id, id) &&
         soky_sqlite_execute (database, NULL, error,
                              "UPDATE item SET book_id = ?2 WHERE book_id = ?1", "ss", local_id,
                              id) &&
         soky_library_forget_book (library, local_id, error);
}

/* The next item of the same book goes by the answer. */
static gboolean
hand_on (SokyLibrary *library, const SokyBook *book, GError **error)
{
  g_autoptr (GPtrArray) items = soky_outbox_list_of_book (library, book->id, error);
  if (items == NULL)
    return FALSE;

  const SokyOutboxItem *next = items->len > 0 ? items->pdata[0] : NULL;
  return next == NULL || next->state == SOKY_OUTBOX_REFUSED || next->version != 0 ||
         soky_outbox_aim (library, next->position, book, NULL, error);
}

static gboolean
note_done (SokyLibrary *library, const SokyOutboxItem *item, const char *text, GError **error)
{
  if (!soky_outbox_remove (library, item->position, error))
    return FALSE;
  if (*text == '\0')
    return soky_library_forget_book (library, item->book_id, error);

  g_autoptr (SokyBook) book = soky_wire_book_from_json (text, -1, error);
  if (book == NULL)
    return FALSE;
  if (!g_str_equal (book->id, item->book_id) &&
      !rename_book (library, item->book_id, book->id, error))
    return FALSE;
  return hand_on (library, book, error) && soky_library_store_base (library, book, TRUE, error) &&
         soky_outbox_replay (library, book->id, 0, error);
}

gboolean
soky_outbox_note_done (SokyLibrary *library, gint64 position, const char *text, GError **error)
{
  g_return_val_if_fail (SOKY_IS_LIBRARY (library) && text != NULL, FALSE);

  g_autoptr (GError) problem = NULL;
  if (!soky_library_begin (library, error))
    return FALSE;
  g_autoptr (SokyOutboxItem) item = soky_outbox_find (library, position, &problem);
  gboolean good = problem == NULL && (item == NULL || note_done (library, item, text, &problem));
  if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  return soky_library_end (library, good, error);
}

static const char *
get_code (const GError *refusal)
{
  if (refusal->domain == SOKY_BOOK_ERROR)
    return soky_book_error_to_code ((SokyBookError) refusal->code);
  return refusal->domain == SOKY_WIRE_ERROR
             ? soky_wire_error_to_code ((SokyWireError) refusal->code)
             : NULL;
}

gboolean
soky_outbox_note_refused (SokyLibrary *library, gint64 position, const GError *refusal,
                          GError **error)
{
  g_return_val_if_fail (SOKY_IS_LIBRARY (library) && refusal != NULL, FALSE);

  g_autoptr (GError) problem = NULL;
  if (!soky_library_begin (library, error))
    return FALSE;
  g_autoptr (SokyOutboxItem) item = soky_outbox_find (library, position, &problem);
  gboolean good = problem == NULL &&
                  (item == NULL || (set_refused (library, position, get_code (refusal),
                                                 refusal->message, &problem) &&
                                    soky_outbox_replay (library, item->book_id, 0, &problem)));
  if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  return soky_library_end (library, good, error);
}

static gboolean
has_moved (const SokyOutboxItem *item)
{
  SokyBookError code;

  if (item->code == NULL || !soky_book_error_from_code (item->code, &code))
    return FALSE;
  g_autoptr (GError) error = g_error_new_literal (SOKY_BOOK_ERROR, (int) code, item->code);
  return soky_book_error_has_moved (error);
}

/* The book as the person looked at it, as far as it matters to what came since. */
static SokyBook *
make_seen (const SokyOutboxItem *item)
{
  SokyBook *seen = soky_book_new ();

  seen->round = item->seen_round;
  seen->head_sha256 = g_strdup (item->seen_sha256);
  seen->head_length = item->seen_length;
  seen->revision_count = item->seen_revisions;
  return seen;
}

static gboolean
was_approved_since (const SokyOutboxItem *item, const SokyBook *now, const char *person_id)
{
  GPtrArray *steps = soky_book_get_steps (now);

  for (guint i = 0; now->round == item->seen_round && i < steps->len; i++) {
    const SokyStep *step = steps->pdata[i];
    if (g_strcmp0 (step->person_id, person_id) == 0 && step->outcome == SOKY_OUTCOME_APPROVED &&
        step->decided_us >= item->created_us)
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_kind (const SokyOutboxItem *item, SokyActionKind kind)
{
  return g_str_equal (item->kind, soky_action_kind_to_string (kind));
}

/* An answer that was lost longer ago than the server keeps answers. */
static gboolean
was_done (const SokyOutboxItem *item, const SokyBook *seen, const SokyBook *now,
          const char *person_id)
{
  if (item->tried_us == 0)
    return FALSE;
  return (is_kind (item, SOKY_ACTION_SIGN) && soky_book_was_signed_since (seen, now, person_id)) ||
         (is_kind (item, SOKY_ACTION_APPROVE) && was_approved_since (item, now, person_id));
}

static gboolean
reconsider (SokyLibrary *library, const SokyOutboxItem *item, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (SokyPerson) person = soky_library_load_person (library, error);
  g_autoptr (SokyShelf) shelf =
      person ? soky_library_find_book (library, item->book_id, &problem) : NULL;
  g_autoptr (SokyBook) seen = make_seen (item);

  if (person == NULL || problem != NULL) {
    if (problem != NULL)
      g_propagate_error (error, g_steal_pointer (&problem));
    return FALSE;
  }
  const SokyBook *now = shelf ? shelf->base : NULL;
  if (now == NULL)
    return TRUE;
  if (was_done (item, seen, now, person->id))
    return soky_outbox_remove (library, item->position, error) && hand_on (library, now, error) &&
           soky_outbox_replay (library, item->book_id, 0, error);
  if (!is_kind (item, SOKY_ACTION_APPROVE) || !soky_book_only_grew (seen, now))
    return TRUE;
  const SokyActor actor = {person};
  g_autoptr (SokyBookType) type = soky_library_find_type (library, now->type_id, error);
  if (type == NULL)
    return FALSE;
  if (!soky_book_may (now, type, &actor, SOKY_ACTION_APPROVE, soky_clock_now_us (), NULL))
    return TRUE;
  g_autofree char *key = g_uuid_string_random ();
  return soky_outbox_aim (library, item->position, now, key, error) &&
         soky_outbox_replay (library, item->book_id, 0, error);
}

gboolean
soky_outbox_reconsider (SokyLibrary *library, gint64 position, GError **error)
{
  g_return_val_if_fail (SOKY_IS_LIBRARY (library), FALSE);

  g_autoptr (GError) problem = NULL;
  if (!soky_library_begin (library, error))
    return FALSE;
  g_autoptr (SokyOutboxItem) item = soky_outbox_find (library, position, &problem);
  gboolean good = problem == NULL &&
                  (item == NULL || !has_moved (item) || reconsider (library, item, &problem));
  if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  return soky_library_end (library, good, error);
}
