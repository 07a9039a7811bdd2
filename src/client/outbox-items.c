/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The items of the outbox as they are kept. */
#include "config.h"

#include "client/outbox-private.h"
#include "wire/headers.h"

#include <glib/gi18n-lib.h>

static const char *const states[] = {"waiting", "sending", "refused"};

void
soky_outbox_item_free (SokyOutboxItem *self)
{
  if (self == NULL)
    return;
  g_free (self->key);
  g_free (self->kind);
  g_free (self->book_id);
  g_free (self->title);
  g_free (self->body);
  g_free (self->seen_sha256);
  g_free (self->base_sha256);
  g_free (self->sha256);
  g_clear_pointer (&self->certificate, soky_certificate_info_free);
  g_free (self->code);
  g_free (self->reason);
  g_free (self->book_state);
  g_free (self);
}

const char *
soky_outbox_item_get_label (const SokyOutboxItem *self)
{
  SokyActionKind kind;

  if (!soky_action_kind_from_string (self->kind, &kind))
    return _ ("New book");
  return kind == SOKY_ACTION_ATTACH ? _ ("PDF file") : soky_action_kind_get_label (kind);
}

static void
read_certificate (SokyOutboxItem *self, SokyQuery *row)
{
  g_autofree char *fingerprint = soky_query_text (row);
  g_autofree char *holder = soky_query_text_or_empty (row);
  gboolean organisation = soky_query_integer (row) != 0;

  if (fingerprint != NULL)
    self->certificate = soky_certificate_info_new (fingerprint, holder, NULL, organisation);
}

static SokyOutboxState
read_state (SokyQuery *row)
{
  g_autofree char *name = soky_query_text_or_empty (row);

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_str_equal (name, states[i]))
      return (SokyOutboxState) i;
  return SOKY_OUTBOX_WAITING;
}

#define SELECT_ITEM                                                                                \
  "SELECT position, key, kind, book_id, title, body, version, seen_round, seen_sha256, "           \
  "seen_length, seen_revisions, base_sha256, base_length, sha256, length, pages, fingerprint, "    \
  "holder, organisation, auto_publish, numbering, state, code, reason, created_us, tried_us FROM item "

static SokyOutboxItem *
read_item (SokyQuery *row)
{
  SokyOutboxItem *self = g_new0 (SokyOutboxItem, 1);

  self->position = soky_query_integer (row);
  self->key = soky_query_text_or_empty (row);
  self->kind = soky_query_text_or_empty (row);
  self->book_id = soky_query_text_or_empty (row);
  self->title = soky_query_text_or_empty (row);
  self->body = soky_query_text_or_empty (row);
  self->version = (guint64) soky_query_integer (row);
  self->seen_round = (guint) soky_query_integer (row);
  self->seen_sha256 = soky_query_text (row);
  self->seen_length = soky_query_integer (row);
  self->seen_revisions = (int) soky_query_integer (row);
  self->base_sha256 = soky_query_text (row);
  self->base_length = soky_query_integer (row);
  self->sha256 = soky_query_text (row);
  self->length = soky_query_integer (row);
  self->pages = (guint) soky_query_integer (row);
  read_certificate (self, row);
  self->auto_publish = soky_query_integer (row) != 0;
  g_autofree char *numbering = soky_query_text (row);
  soky_numbering_parse (numbering, &self->numbering, NULL);
  self->state = read_state (row);
  self->code = soky_query_text (row);
  self->reason = soky_query_text (row);
  self->created_us = soky_query_integer (row);
  self->tried_us = soky_query_integer (row);
  return self;
}

/* Takes @rows. */
static GPtrArray *
read_items (SokyQuery *rows, GError **error)
{
  g_autoptr (SokyQuery) query = rows;
  g_autoptr (GPtrArray) items =
      g_ptr_array_new_with_free_func ((GDestroyNotify) soky_outbox_item_free);

  while (query != NULL && soky_query_next (query, error))
    g_ptr_array_add (items, read_item (query));
  return query != NULL && !soky_query_failed (query) ? g_steal_pointer (&items) : NULL;
}

GPtrArray *
soky_outbox_list_of_book (SokyLibrary *library, const char *book_id, GError **error)
{
  return read_items (soky_sqlite_query (soky_library_get_database (library), error,
                                        SELECT_ITEM "WHERE book_id = ?1 ORDER BY position", "s",
                                        book_id),
                     error);
}

GPtrArray *
soky_outbox_list_all (SokyLibrary *library, GError **error)
{
  return read_items (soky_sqlite_query (soky_library_get_database (library), error,
                                        SELECT_ITEM "ORDER BY position", ""),
                     error);
}

SokyOutboxItem *
soky_outbox_find (SokyLibrary *library, gint64 position, GError **error)
{
  g_autoptr (SokyQuery) query = soky_sqlite_query (
      soky_library_get_database (library), error, SELECT_ITEM "WHERE position = ?1", "i", position);
  return query != NULL && soky_query_next (query, error) ? read_item (query) : NULL;
}

SokyOutboxItem *
soky_outbox_find_first (SokyLibrary *library, GError **error)
{
  g_autoptr (SokyQuery) query = soky_sqlite_query (
      soky_library_get_database (library), error,
      SELECT_ITEM "WHERE state <> 'refused' AND NOT EXISTS (SELECT 1 FROM item AS earlier "
                  "WHERE earlier.book_id = item.book_id AND earlier.position < item.position) "
                  "ORDER BY position LIMIT 1",
      "");
  return query != NULL && soky_query_next (query, error) ? read_item (query) : NULL;
}

gboolean
soky_outbox_insert (SokyLibrary *library, SokyOutboxItem *self, GError **error)
{
  SokySqlite *database = soky_library_get_database (library);
  const SokyCertificateInfo *certificate = self->certificate;
  g_autofree char *numbering = soky_numbering_format (&self->numbering);
  gboolean good = soky_sqlite_execute (
      database, NULL, error,
      "INSERT INTO item (key, kind, book_id, title, body, version, seen_round, seen_sha256, "
      "seen_length, seen_revisions, base_sha256, base_length, sha256, length, pages, fingerprint, "
      "holder, organisation, auto_publish, created_us, tried_us, numbering) VALUES (?1, ?2, ?3, ?4, ?5, ?6, "
      "?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22)",
      "sssssiisiisisiissiiiis", self->key, self->kind, self->book_id, self->title, self->body,
      (gint64) self->version, (gint64) self->seen_round, self->seen_sha256, self->seen_length,
      (gint64) self->seen_revisions, self->base_sha256, self->base_length, self->sha256,
      self->length, (gint64) self->pages, certificate ? certificate->fingerprint : NULL,
      certificate ? certificate->holder : NULL,
      (gint64) (certificate != NULL && certificate->organisation), (gint64) self->auto_publish,
      self->created_us, self->tried_us, self->numbering.number > 0 ? numbering : NULL);
  g_autoptr (SokyQuery) query =
      good ? soky_sqlite_query (database, error, "SELECT last_insert_rowid ()", "") : NULL;

  if (query == NULL || !soky_query_next (query, error))
    return FALSE;
  self->position = soky_query_integer (query);
  return TRUE;
}

gboolean
soky_outbox_remove (SokyLibrary *library, gint64 position, GError **error)
{
  return soky_sqlite_execute (soky_library_get_database (library), NULL, error,
                              "DELETE FROM item WHERE position = ?1", "i", position);
}

gboolean
soky_outbox_aim (SokyLibrary *library, gint64 position, const SokyBook *book, const char *key,
                 GError **error)
{
  return soky_sqlite_execute (
      soky_library_get_database (library), NULL, error,
      "UPDATE item SET version = ?2, seen_round = ?3, seen_sha256 = ?4, seen_length = ?5, "
      "seen_revisions = ?6, key = coalesce (?7, key), state = 'waiting', code = NULL, "
      "reason = NULL, tried_us = 0 WHERE position = ?1",
      "iiisiis", position, (gint64) (book ? book->version : 0), (gint64) (book ? book->round : 0),
      book ? book->head_sha256 : NULL, (gint64) (book ? book->head_length : 0),
      (gint64) (book ? book->revision_count : 0), key);
}
