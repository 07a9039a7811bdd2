/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/store/accounts.h"

#include "server/store/sqlite-administration.h"

#define SESSION_COLUMNS "token_hash, id, person_id, address, created_us, used_us, expires_us"
#define SELECT_SESSION                                                                              \
  "SELECT token_hash, session.id, session.person_id, address, created_us, used_us, expires_us, "    \
  "person.name, ifnull (must_change, 0) FROM session JOIN person ON person.id = session.person_id " \
  "LEFT JOIN account ON account.person_id = session.person_id "

static gboolean
set_password (SokyTransaction *tx, const char *person_id, const char *hash, gint64 now_us,
              GError **error)
{
  return soky_sqlite_execute (
      soky_sqlite_store_connection (tx), NULL, error,
      "INSERT INTO account (person_id, password, changed_us) VALUES (?1, ?2, ?3) "
      "ON CONFLICT (person_id) DO UPDATE SET password = ?2, changed_us = ?3",
      "ssi", person_id, hash, now_us);
}

static char *
get_password (SokyTransaction *tx, const char *person_id, GError **error)
{
  g_autoptr (SokyQuery) query =
      soky_sqlite_query (soky_sqlite_store_connection (tx), error,
                         "SELECT password FROM account WHERE person_id = ?1", "s", person_id);
  return soky_sqlite_need_row (query, error) ? soky_query_text (query) : NULL;
}

static SokyAccountRecord *
get_account (SokyTransaction *tx, const char *person_id, GError **error)
{
  g_autoptr (SokyQuery) query =
      soky_sqlite_query (soky_sqlite_store_connection (tx), error,
                         "SELECT password, ifnull (must_change, 0), second_proof FROM person "
                         "LEFT JOIN account ON account.person_id = person.id WHERE person.id = ?1",
                         "s", person_id);
  if (!soky_sqlite_need_row (query, error))
    return NULL;

  SokyAccountRecord *account = g_new0 (SokyAccountRecord, 1);
  account->hash = soky_query_text (query);
  account->must_change = soky_query_integer (query) != 0;
  account->second_proof = soky_query_integer (query) != 0;
  return account;
}

static gboolean
set_must_change (SokyTransaction *tx, const char *person_id, gboolean must_change, GError **error)
{
  return soky_sqlite_execute (soky_sqlite_store_connection (tx), NULL, error,
                              "UPDATE account SET must_change = ?2 WHERE person_id = ?1", "si",
                              person_id, (gint64) must_change);
}

static gboolean
set_second_proof (SokyTransaction *tx, const char *person_id, gboolean wanted, GError **error)
{
  return soky_sqlite_execute (soky_sqlite_store_connection (tx), NULL, error,
                              "UPDATE person SET second_proof = ?2 WHERE id = ?1", "si", person_id,
                              (gint64) wanted);
}

static SokySessionRecord *
read_session (SokyQuery *row)
{
  SokySessionRecord *session = g_new0 (SokySessionRecord, 1);
  session->token_hash = soky_query_text (row);
  session->id = soky_query_text (row);
  session->person_id = soky_query_text (row);
  session->address = soky_query_text (row);
  session->created_us = soky_query_integer (row);
  session->used_us = soky_query_integer (row);
  session->expires_us = soky_query_integer (row);
  session->person_name = soky_query_text (row);
  session->must_change = soky_query_integer (row) != 0;
  return session;
}

static gboolean
add_session (SokyTransaction *tx, const SokySessionRecord *session, GError **error)
{
  return soky_sqlite_execute (
      soky_sqlite_store_connection (tx), NULL, error,
      "INSERT INTO session (" SESSION_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", "ssssiii",
      session->token_hash, session->id, session->person_id, session->address, session->created_us,
      session->used_us, session->expires_us);
}

static SokySessionRecord *
get_session (SokyTransaction *tx, const char *token_hash, GError **error)
{
  g_autoptr (SokyQuery) query =
      soky_sqlite_query (soky_sqlite_store_connection (tx), error,
                         SELECT_SESSION "WHERE token_hash = ?1", "s", token_hash);
  return soky_sqlite_need_row (query, error) ? read_session (query) : NULL;
}

static SokySessionRecord *
find_session (SokyTransaction *tx, const char *id, GError **error)
{
  g_autoptr (SokyQuery) query = soky_sqlite_query (soky_sqlite_store_connection (tx), error,
                                                   SELECT_SESSION "WHERE session.id = ?1", "s", id);
  return soky_sqlite_need_row (query, error) ? read_session (query) : NULL;
}

/* Takes @query. */
static GPtrArray *
read_sessions (SokyQuery *query, GError **error)
{
  g_autoptr (SokyQuery) rows = query;
  g_autoptr (GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify) soky_session_record_free);

  if (rows == NULL)
    return NULL;
  while (soky_query_next (rows, error))
    g_ptr_array_add (list, read_session (rows));
  return soky_query_failed (rows) ? NULL : g_steal_pointer (&list);
}

static GPtrArray *
list_sessions (SokyTransaction *tx, const char *person_id, GError **error)
{
  return read_sessions (
      soky_sqlite_query (soky_sqlite_store_connection (tx), error,
                         SELECT_SESSION
                         "WHERE session.person_id = ?1 ORDER BY created_us DESC, session.id",
                         "s", person_id),
      error);
}

static GPtrArray *
list_sessions_below (SokyTransaction *tx, const char *unit_id, gint64 now_us, GError **error)
{
  return read_sessions (
      soky_sqlite_query (soky_sqlite_store_connection (tx), error,
                         SOKY_SQL_BELOW SELECT_SESSION
                         "WHERE unit_id IN (SELECT id FROM below) AND expires_us > ?2 "
                         "ORDER BY created_us DESC, session.id",
                         "si", unit_id, now_us),
      error);
}

static gboolean
end_other_sessions (SokyTransaction *tx, const char *person_id, const char *kept_id, GError **error)
{
  return soky_sqlite_execute (soky_sqlite_store_connection (tx), NULL, error,
                              "DELETE FROM session WHERE person_id = ?1 AND id <> ?2", "ss",
                              person_id, kept_id);
}

static gboolean
touch_session (SokyTransaction *tx, const SokySessionRecord *session, GError **error)
{
  return soky_sqlite_execute (
      soky_sqlite_store_connection (tx), NULL, error,
      "UPDATE session SET used_us = ?2, expires_us = ?3 WHERE token_hash = ?1", "sii",
      session->token_hash, session->used_us, session->expires_us);
}

static gboolean
end_session (SokyTransaction *tx, const char *id, GError **error)
{
  return soky_sqlite_execute (soky_sqlite_store_connection (tx), NULL, error,
                              "DELETE FROM session WHERE id = ?1", "s", id);
}

static gboolean
end_sessions (SokyTransaction *tx, const char *person_id, GError **error)
{
  return soky_sqlite_execute (soky_sqlite_store_connection (tx), NULL, error,
                              "DELETE FROM session WHERE person_id = ?1", "s", person_id);
}

static gboolean
purge_sessions (SokyTransaction *tx, gint64 now_us, GError **error)
{
  return soky_sqlite_execute (soky_sqlite_store_connection (tx), NULL, error,
                              "DELETE FROM session WHERE expires_us <= ?1", "i", now_us);
}

static gboolean
count_sessions (SokyTransaction *tx, gint64 now_us, guint64 *count, GError **error)
{
  g_autoptr (SokyQuery) query =
      soky_sqlite_query (soky_sqlite_store_connection (tx), error,
                         "SELECT count (*) FROM session WHERE expires_us > ?1", "i", now_us);

  if (!soky_sqlite_need_row (query, error))
    return FALSE;
  *count = (guint64) soky_query_integer (query);
  return TRUE;
}

const SokyAccountTable soky_sqlite_accounts = {
    .set_password = set_password,
    .get_password = get_password,
    .get_account = get_account,
    .set_must_change = set_must_change,
    .set_second_proof = set_second_proof,
    .find_session = find_session,
    .list_sessions_below = list_sessions_below,
    .end_other_sessions = end_other_sessions,
    .add_session = add_session,
    .get_session = get_session,
    .list_sessions = list_sessions,
    .touch_session = touch_session,
    .end_session = end_session,
    .end_sessions = end_sessions,
    .purge_sessions = purge_sessions,
    .count_sessions = count_sessions,
};
