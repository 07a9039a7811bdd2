/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/store/reviews.h"

#include "server/store/store-sqlite-private.h"
#include "wire/words.h"

#define SELECT_DELEGATION                                                                          \
  "SELECT delegation.id, delegation.school_id, giver_id, ifnull (giver.name, ''), office_title, "  \
  "receiver_id, receiver.name, receiver_title, ifnull (maker_id, ''), ifnull (maker.name, ''), "   \
  "note, head_title, delegation.kind, office, first_day, last_day, types, made_us, revoked_us "    \
  "FROM delegation "                                                                               \
  "LEFT JOIN person AS giver ON giver.id = giver_id "                                              \
  "JOIN person AS receiver ON receiver.id = receiver_id "                                          \
  "LEFT JOIN person AS maker ON maker.id = maker_id "

static void
take_text (char **place, SokyQuery *row)
{
  g_free (*place);
  *place = soky_query_text (row);
}

static SokyDelegationRecord *
read_delegation (SokyQuery *row, GError **error)
{
  g_autoptr (SokyDelegationRecord) one = soky_delegation_record_new ("", SOKY_DELEGATION_NONE);
  char **const texts[] = {
      &one->id,           &one->school_id,   &one->giver_id,      &one->giver_name,
      &one->office_title, &one->receiver_id, &one->receiver_name, &one->receiver_title,
      &one->maker_id,     &one->maker_name,  &one->note,          &one->head_title};

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    take_text (texts[i], row);
  g_autofree char *kind = soky_query_text (row);
  g_autofree char *office = soky_query_text (row);
  g_autofree char *first = soky_query_text (row);
  g_autofree char *last = soky_query_text (row);
  g_autofree char *types = soky_query_text (row);
  soky_delegation_from_string (kind, &one->kind);
  soky_role_from_string (office, &one->office);
  if (last != NULL)
    soky_date_parse (last, &one->last);
  one->made_us = soky_query_integer (row);
  one->revoked_us = soky_query_integer (row);
  if (soky_date_parse (first, &one->first) && soky_wire_words_read (types, one->type_ids))
    return g_steal_pointer (&one);
  g_set_error (error, SOKY_STORE_ERROR, SOKY_STORE_ERROR_FAILED, "delegation %s is damaged",
               one->id);
  return NULL;
}

/* Takes @query. */
static GPtrArray *
read_delegations (SokyQuery *query, GError **error)
{
  g_autoptr (SokyQuery) rows = query;
  g_autoptr (GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify) soky_delegation_record_unref);

  if (rows == NULL)
    return NULL;
  while (soky_query_next (rows, error)) {
    SokyDelegationRecord *one = read_delegation (rows, error);
    if (one == NULL)
      return NULL;
    g_ptr_array_add (list, one);
  }
  return soky_query_failed (rows) ? NULL : g_steal_pointer (&list);
}

static gboolean
add_delegation (SokyTransaction *tx, const SokyDelegationRecord *one, GError **error)
{
  g_autofree char *types = soky_wire_words_write (one->type_ids);
  g_autofree char *first = soky_date_format (&one->first);
  g_autofree char *last = g_date_valid (&one->last) ? soky_date_format (&one->last) : NULL;

  return soky_sqlite_execute (
      soky_sqlite_store_connection (tx), NULL, error,
      "INSERT INTO delegation (id, school_id, kind, giver_id, office, office_title, receiver_id, "
      "receiver_title, first_day, last_day, types, note, maker_id, made_us, revoked_us, head_title) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, nullif (?13, ''), ?14, ?15, ?16)",
      "sssssssssssssiis", one->id, one->school_id, soky_delegation_to_string (one->kind),
      one->giver_id, soky_role_to_string (one->office), one->office_title, one->receiver_id,
      one->receiver_title, first, last, types, one->note, one->maker_id, one->made_us,
      one->revoked_us, one->head_title);
}

static gboolean
revoke_delegation (SokyTransaction *tx, const SokyDelegationRecord *one, GError **error)
{
  gint64 changes = 0;

  if (!soky_sqlite_execute (soky_sqlite_store_connection (tx), &changes, error,
                            "UPDATE delegation SET revoked_us = ?2 WHERE id = ?1", "si", one->id,
                            one->revoked_us))
    return FALSE;
  return changes == 1 || soky_store_not_found (error);
}

static SokyDelegationRecord *
get_delegation (SokyTransaction *tx, const char *id, GError **error)
{
  g_autoptr (SokyQuery) query =
      soky_sqlite_query (soky_sqlite_store_connection (tx), error,
                         SELECT_DELEGATION "WHERE delegation.id = ?1", "s", id);
  return soky_sqlite_need_row (query, error) ? read_delegation (query, error) : NULL;
}

static GPtrArray *
list_delegations (SokyTransaction *tx, const char *school_id, GError **error)
{
  return read_delegations (soky_sqlite_query (soky_sqlite_store_connection (tx), error,
                                              SELECT_DELEGATION
                                              "WHERE delegation.school_id = ?1 "
                                              "ORDER BY made_us DESC, delegation.id",
                                              "s", school_id),
                           error);
}

static GPtrArray *
list_received (SokyTransaction *tx, const char *person_id, GError **error)
{
  return read_delegations (soky_sqlite_query (soky_sqlite_store_connection (tx), error,
                                              SELECT_DELEGATION
                                              "WHERE receiver_id = ?1 AND revoked_us = 0 "
                                              "ORDER BY made_us DESC, delegation.id",
                                              "s", person_id),
                           error);
}

static gboolean
add_comment (SokyTransaction *tx, const char *book_id, const SokyComment *one, GError **error)
{
  const SokyCommentPlace *place = &one->place;

  return soky_sqlite_execute (
      soky_sqlite_store_connection (tx), NULL, error,
      "INSERT INTO comment (book_id, number, round, revision, page, place_left, place_top, "
      "place_right, place_bottom, text, author_id, made_us, with_return, resolved_us, resolver_id) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
      "siiiiiiiissiiis", book_id, (gint64) one->number, (gint64) one->round, (gint64) one->revision,
      (gint64) one->page, (gint64) place->left, (gint64) place->top, (gint64) place->right,
      (gint64) place->bottom, one->text, one->author_id, one->made_us, (gint64) one->returned,
      one->resolved_us, one->resolver_id);
}

static gboolean
resolve_comment (SokyTransaction *tx, const char *book_id, const SokyComment *one, GError **error)
{
  gint64 changes = 0;

  if (!soky_sqlite_execute (soky_sqlite_store_connection (tx), &changes, error,
                            "UPDATE comment SET resolved_us = ?3, resolver_id = ?4 "
                            "WHERE book_id = ?1 AND number = ?2",
                            "siis", book_id, (gint64) one->number, one->resolved_us,
                            one->resolver_id))
    return FALSE;
  return changes == 1 || soky_store_not_found (error);
}

static SokyComment *
read_comment (SokyQuery *row)
{
  g_autofree char *text = soky_query_text (row);
  SokyComment *one = soky_comment_new (text);

  take_text (&one->author_id, row);
  take_text (&one->author_name, row);
  one->resolver_id = soky_query_text (row);
  one->resolver_name = soky_query_text (row);
  one->number = (guint) soky_query_integer (row);
  one->round = (guint) soky_query_integer (row);
  one->revision = (int) soky_query_integer (row);
  one->page = (guint) soky_query_integer (row);
  one->place.left = (int) soky_query_integer (row);
  one->place.top = (int) soky_query_integer (row);
  one->place.right = (int) soky_query_integer (row);
  one->place.bottom = (int) soky_query_integer (row);
  one->made_us = soky_query_integer (row);
  one->returned = soky_query_integer (row) != 0;
  one->resolved_us = soky_query_integer (row);
  return one;
}

static GPtrArray *
list_comments (SokyTransaction *tx, const char *book_id, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_comment_unref);
  g_autoptr (SokyQuery) query = soky_sqlite_query (
      soky_sqlite_store_connection (tx), error,
      "SELECT text, author_id, author.name, resolver_id, resolver.name, number, round, revision, "
      "page, place_left, place_top, place_right, place_bottom, made_us, with_return, resolved_us "
      "FROM comment JOIN person AS author ON author.id = author_id "
      "LEFT JOIN person AS resolver ON resolver.id = resolver_id "
      "WHERE book_id = ?1 ORDER BY number",
      "s", book_id);

  if (query == NULL)
    return NULL;
  while (soky_query_next (query, error))
    g_ptr_array_add (list, read_comment (query));
  return soky_query_failed (query) ? NULL : g_steal_pointer (&list);
}

const SokyReviewTable soky_sqlite_reviews = {
    .add_delegation = add_delegation,
    .revoke_delegation = revoke_delegation,
    .get_delegation = get_delegation,
    .list_delegations = list_delegations,
    .list_received = list_received,
    .add_comment = add_comment,
    .resolve_comment = resolve_comment,
    .list_comments = list_comments,
};
