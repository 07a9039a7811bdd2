/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The books on the shelf: as the server has them, and as they are shown. */
#include "config.h"

#include "base/text.h"
#include "book/book-query.h"
#include "book/frequency.h"
#include "client/library-private.h"
#include "client/outbox-private.h"
#include "wire/book.h"

void
soky_shelf_free (SokyShelf *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->base, soky_book_unref);
  g_clear_pointer (&self->shown, soky_book_unref);
  g_free (self);
}

char *
soky_library_resolve (SokyLibrary *self, const char *id)
{
  g_autoptr (SokyQuery) query = soky_sqlite_query (
      soky_library_get_database (self), NULL, "SELECT id FROM alias WHERE local_id = ?1", "s", id);

  return query != NULL && soky_query_next (query, NULL) ? soky_query_text_or_empty (query)
                                                        : g_strdup (id);
}

static SokyShelf *
read_shelf (SokyQuery *row, GError **error)
{
  g_autoptr (SokyShelf) shelf = g_new0 (SokyShelf, 1);
  g_autofree char *base = soky_query_text (row);
  g_autofree char *shown = soky_query_text_or_empty (row);

  shelf->whole = soky_query_integer (row) != 0;
  shelf->waiting = (guint) soky_query_integer (row);
  shelf->shown = soky_wire_book_from_json (shown, -1, error);
  if (shelf->shown != NULL && base != NULL)
    shelf->base = soky_wire_book_from_json (base, -1, error);
  if (shelf->shown == NULL || (base != NULL && shelf->base == NULL))
    return NULL;
  return g_steal_pointer (&shelf);
}

SokyShelf *
soky_library_find_book (SokyLibrary *self, const char *id, GError **error)
{
  g_autoptr (SokyQuery) query =
      soky_sqlite_query (soky_library_get_database (self), error,
                         "SELECT base, shown, whole, waiting FROM book WHERE id = ?1", "s", id);

  return query != NULL && soky_query_next (query, error) ? read_shelf (query, error) : NULL;
}

/* What a list says of a book, with what is known of its past. */
static SokyBook *
merge (const SokyBook *listed, const SokyBook *before)
{
  SokyBook *book = soky_book_copy (listed);
  g_autoptr (GPtrArray) last = g_steal_pointer (&book->rounds);

  book->rounds = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_round_free);
  for (guint i = 0; i < before->rounds->len; i++) {
    const SokyRound *round = before->rounds->pdata[i];
    if (round->number < book->round)
      g_ptr_array_add (book->rounds, soky_round_copy (round));
  }
  for (guint i = 0; i < last->len; i++)
    g_ptr_array_add (book->rounds, soky_round_copy (last->pdata[i]));
  for (guint i = 0; i < before->revisions->len; i++)
    g_ptr_array_add (book->revisions, soky_revision_copy (before->revisions->pdata[i]));
  return book;
}

static gboolean
write_base (SokyLibrary *self, const SokyBook *book, gboolean whole, GError **error)
{
  g_autofree char *body = soky_wire_book_to_json (book);

  return soky_sqlite_execute (
             soky_library_get_database (self), NULL, error,
             "INSERT INTO book (id, base, whole, version, shown) VALUES (?1, ?2, ?3, ?4, ?2) "
             "ON CONFLICT (id) DO UPDATE SET base = ?2, whole = ?3, version = ?4",
             "ssii", book->id, body, (gint64) whole, (gint64) book->version) &&
         soky_outbox_replay (self, book->id, 0, error);
}

gboolean
soky_library_store_base (SokyLibrary *self, const SokyBook *book, gboolean whole, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (SokyShelf) shelf = soky_library_find_book (self, book->id, &problem);
  const SokyBook *before = shelf ? shelf->base : NULL;

  if (problem != NULL) {
    g_propagate_error (error, g_steal_pointer (&problem));
    return FALSE;
  }
  if (before == NULL || whole)
    return (before != NULL && before->version > book->version) ||
           write_base (self, book, whole, error);
  if (before->version >= book->version)
    return TRUE;
  g_autoptr (SokyBook) merged = merge (book, before);
  return write_base (self, merged, FALSE, error);
}

static gboolean
is_in_inbox (const SokyBook *book, const char *person_id)
{
  return soky_book_find_current_step (book, person_id) != NULL ||
         soky_book_awaits_consent (book, person_id);
}

/* The words that the server finds a book by. */
static char *
fold (const SokyBook *book)
{
  const SokyBookFields *fields = &book->fields;
  g_autofree char *period = soky_period_get_label (fields->period);
  g_autofree char *text =
      g_strjoin (" ", fields->title, book->type_name, book->owner_name,
                 fields->class_name ? fields->class_name : "",
                 fields->subject ? fields->subject : "", period, fields->school_year, NULL);
  return soky_text_fold (text);
}

gboolean
soky_library_store_shown (SokyLibrary *self, const SokyBook *shown, guint waiting, GError **error)
{
  g_autoptr (SokyPerson) person = soky_library_load_person (self, error);
  if (person == NULL)
    return FALSE;

  g_autofree char *body = soky_wire_book_to_json (shown);
  g_autofree char *folded = fold (shown);
  gboolean there = shown->state != SOKY_BOOK_DELETED;
  gboolean own = g_strcmp0 (shown->owner_id, person->id) == 0;
  gboolean published =
      shown->state == SOKY_BOOK_PUBLISHED && g_strcmp0 (shown->school_id, person->school_id) == 0;

  return soky_sqlite_execute (
      soky_library_get_database (self), NULL, error,
      "INSERT INTO book (id, whole, version, shown, waiting, in_outbox, in_inbox, in_published, "
      "folded, updated_us) VALUES (?1, 1, 0, ?2, ?3, ?4, ?5, ?6, ?7, ?8) "
      "ON CONFLICT (id) DO UPDATE SET shown = ?2, waiting = ?3, in_outbox = ?4, in_inbox = ?5, "
      "in_published = ?6, folded = ?7, updated_us = ?8",
      "ssiiiisi", shown->id, body, (gint64) waiting, (gint64) (there && own),
      (gint64) (there && is_in_inbox (shown, person->id)), (gint64) (there && published), folded,
      shown->updated_us);
}

gboolean
soky_library_forget_book (SokyLibrary *self, const char *id, GError **error)
{
  return soky_sqlite_execute (soky_library_get_database (self), NULL, error,
                              "DELETE FROM book WHERE id = ?1", "s", id);
}
