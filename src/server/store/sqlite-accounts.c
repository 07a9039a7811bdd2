/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/store/accounts.h"

#include "server/store/store-sqlite-private.h"

#define SESSION_COLUMNS "token_hash, id, person_id, address, created_us, used_us, expires_us"

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
  g_autoptr (SokyQuery) query = soky_sqlite_query (
      soky_sqlite_store_connection (tx), error,
      "SELECT " SESSION_COLUMNS " FROM session WHERE token_hash = ?1", "s", token_hash);
  return soky_sqlite_need_row (query, error) ? read_session (query) : NULL;
}

static GPtrArray *
list_sessions (SokyTransaction *tx, const char *person_id, GError **error)
{
  g_autoptr (GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify) soky_session_record_free);
  g_autoptr (SokyQuery) query = soky_sqlite_query (
      soky_sqlite_store_connection (tx), error,
      "SELECT " SESSION_COLUMNS " FROM session WHERE person_id = ?1 ORDER BY created_us DESC, id",
      "s", person_id);

  if (query == NULL)
    return NULL;
  while (soky_query_next (query, error))
    g_ptr_array_add (list, read_session (query));
  return soky_query_failed (query) ? NULL : g_steal_pointer (&list);
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
    .add_session = add_session,
    .get_session = get_session,
    .list_sessions = list_sessions,
    .touch_session = touch_session,
    .end_session = end_session,
    .end_sessions = end_sessions,
    .purge_sessions = purge_sessions,
    .count_sessions = count_sessions,
};
