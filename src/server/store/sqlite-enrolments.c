/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/store/enrolments.h"

#include "server/store/store-sqlite-private.h"

#define COLUMNS                                                                                    \
  "enrolment.id, fingerprint, enrolment.person_id, holder, organisation, der, not_before_us, "     \
  "not_after_us, enrolled_us, confirmed_us, confirmed_by, withdrawn_us, withdrawn_by, "            \
  "withdrawn_reason"

static SokyCertificateRecord *
read_certificate (SokyQuery *row)
{
  SokyCertificateRecord *certificate = g_new0 (SokyCertificateRecord, 1);
  certificate->id = soky_query_text (row);
  certificate->fingerprint = soky_query_text (row);
  certificate->person_id = soky_query_text (row);
  certificate->holder = soky_query_text (row);
  certificate->organisation = soky_query_integer (row) != 0;
  certificate->der = soky_query_bytes (row);
  certificate->not_before_us = soky_query_integer (row);
  certificate->not_after_us = soky_query_integer (row);
  certificate->enrolled_us = soky_query_integer (row);
  certificate->confirmed_us = soky_query_integer (row);
  certificate->confirmed_by = soky_query_text (row);
  certificate->withdrawn_us = soky_query_integer (row);
  certificate->withdrawn_by = soky_query_text (row);
  certificate->withdrawn_reason = soky_query_text (row);
  return certificate;
}

/* Takes @query. */
static GPtrArray *
read_list (SokyQuery *query, GError **error)
{
  g_autoptr (SokyQuery) rows = query;
  g_autoptr (GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify) soky_certificate_record_free);

  if (rows == NULL)
    return NULL;
  while (soky_query_next (rows, error))
    g_ptr_array_add (list, read_certificate (rows));
  return soky_query_failed (rows) ? NULL : g_steal_pointer (&list);
}

static gboolean
add (SokyTransaction *tx, const SokyCertificateRecord *one, GError **error)
{
  return soky_sqlite_execute (
      soky_sqlite_store_connection (tx), NULL, error,
      "INSERT INTO enrolment (id, fingerprint, person_id, holder, organisation, der, "
      "not_before_us, not_after_us, enrolled_us, confirmed_us, confirmed_by, withdrawn_us) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
      "ssssibiiiisi", one->id, one->fingerprint, one->person_id, one->holder,
      (gint64) one->organisation, one->der, one->not_before_us, one->not_after_us, one->enrolled_us,
      one->confirmed_us, one->confirmed_by, one->withdrawn_us);
}

static gboolean
update (SokyTransaction *tx, const SokyCertificateRecord *one, GError **error)
{
  gint64 changes = 0;

  if (!soky_sqlite_execute (soky_sqlite_store_connection (tx), &changes, error,
                            "UPDATE enrolment SET enrolled_us = ?2, confirmed_us = ?3, "
                            "confirmed_by = ?4, withdrawn_us = ?5, withdrawn_by = ?6, "
                            "withdrawn_reason = ?7 WHERE id = ?1",
                            "siisiss", one->id, one->enrolled_us, one->confirmed_us,
                            one->confirmed_by, one->withdrawn_us, one->withdrawn_by,
                            one->withdrawn_reason))
    return FALSE;
  return changes == 1 || soky_store_not_found (error);
}

static SokyCertificateRecord *
get (SokyTransaction *tx, const char *fingerprint, const char *person_id, GError **error)
{
  g_autoptr (SokyQuery) query = soky_sqlite_query (
      soky_sqlite_store_connection (tx), error,
      "SELECT " COLUMNS " FROM enrolment WHERE fingerprint = ?1 AND person_id = ?2", "ss",
      fingerprint, person_id);
  return soky_sqlite_need_row (query, error) ? read_certificate (query) : NULL;
}

static SokyCertificateRecord *
get_by_id (SokyTransaction *tx, const char *id, GError **error)
{
  g_autoptr (SokyQuery) query =
      soky_sqlite_query (soky_sqlite_store_connection (tx), error,
                         "SELECT " COLUMNS " FROM enrolment WHERE id = ?1", "s", id);
  return soky_sqlite_need_row (query, error) ? read_certificate (query) : NULL;
}

static GPtrArray *
list (SokyTransaction *tx, const char *person_id, GError **error)
{
  return read_list (
      soky_sqlite_query (soky_sqlite_store_connection (tx), error,
                         "SELECT " COLUMNS
                         " FROM enrolment WHERE person_id = ?1 ORDER BY enrolled_us, fingerprint",
                         "s", person_id),
      error);
}

static GPtrArray *
list_holders (SokyTransaction *tx, const char *fingerprint, GError **error)
{
  return read_list (
      soky_sqlite_query (soky_sqlite_store_connection (tx), error,
                         "SELECT " COLUMNS
                         " FROM enrolment WHERE fingerprint = ?1 ORDER BY enrolled_us, person_id",
                         "s", fingerprint),
      error);
}

static GPtrArray *
list_school (SokyTransaction *tx, const char *school_id, GError **error)
{
  return read_list (
      soky_sqlite_query (
          soky_sqlite_store_connection (tx), error,
          "SELECT " COLUMNS " FROM enrolment JOIN person ON person.id = enrolment.person_id "
          "WHERE school_id = ?1 "
          "ORDER BY confirmed_us <> 0 OR withdrawn_us <> 0, withdrawn_us <> 0, folded, enrolled_us",
          "s", school_id),
      error);
}

static gboolean
set_mark (SokyTransaction *tx, const char *person_id, const char *kind, const char *value,
          GError **error)
{
  SokySqlite *db = soky_sqlite_store_connection (tx);

  if (*value == '\0')
    return soky_sqlite_execute (db, NULL, error,
                                "DELETE FROM person_mark WHERE person_id = ?1 AND kind = ?2", "ss",
                                person_id, kind);
  return soky_sqlite_execute (
      db, NULL, error,
      "INSERT INTO person_mark (person_id, kind, value) VALUES (?1, ?2, ?3) "
      "ON CONFLICT (person_id, kind) DO UPDATE SET value = ?3",
      "sss", person_id, kind, value);
}

static char *
get_mark (SokyTransaction *tx, const char *person_id, const char *kind, GError **error)
{
  g_autoptr (SokyQuery) query = soky_sqlite_query (
      soky_sqlite_store_connection (tx), error,
      "SELECT ifnull (max (value), '') FROM person_mark WHERE person_id = ?1 AND kind = ?2", "ss",
      person_id, kind);
  return soky_sqlite_need_row (query, error) ? soky_query_text (query) : NULL;
}

static gboolean
add_challenge (SokyTransaction *tx, const SokyChallengeRecord *one, GError **error)
{
  return soky_sqlite_execute (
      soky_sqlite_store_connection (tx), NULL, error,
      "INSERT INTO challenge (id, nonce, purpose, host, person_id, address, expires_us) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
      "ssssssi", one->id, one->nonce, one->purpose, one->host, one->person_id, one->address,
      one->expires_us);
}

static SokyChallengeRecord *
read_challenge (SokyQuery *row)
{
  SokyChallengeRecord *challenge = g_new0 (SokyChallengeRecord, 1);
  challenge->id = soky_query_text (row);
  challenge->nonce = soky_query_text (row);
  challenge->purpose = soky_query_text (row);
  challenge->host = soky_query_text (row);
  challenge->person_id = soky_query_text (row);
  challenge->address = soky_query_text (row);
  challenge->expires_us = soky_query_integer (row);
  return challenge;
}

static SokyChallengeRecord *
take_challenge (SokyTransaction *tx, const char *id, GError **error)
{
  SokySqlite *db = soky_sqlite_store_connection (tx);
  g_autoptr (SokyQuery) query = soky_sqlite_query (
      db, error,
      "SELECT id, nonce, purpose, host, person_id, address, expires_us FROM challenge WHERE id = ?1",
      "s", id);
  g_autoptr (SokyChallengeRecord) challenge =
      soky_sqlite_need_row (query, error) ? read_challenge (query) : NULL;

  if (challenge == NULL ||
      !soky_sqlite_execute (db, NULL, error, "DELETE FROM challenge WHERE id = ?1", "s", id))
    return NULL;
  return g_steal_pointer (&challenge);
}

static gboolean
purge_challenges (SokyTransaction *tx, gint64 now_us, GError **error)
{
  return soky_sqlite_execute (soky_sqlite_store_connection (tx), NULL, error,
                              "DELETE FROM challenge WHERE expires_us <= ?1", "i", now_us);
}

static gint64
count_challenges (SokyTransaction *tx, const char *address, GError **error)
{
  g_autoptr (SokyQuery) query = soky_sqlite_query (
      soky_sqlite_store_connection (tx), error,
      "SELECT count (*) FROM challenge WHERE ?1 IS NULL OR address = ?1", "s", address);
  return soky_sqlite_need_row (query, error) ? soky_query_integer (query) : -1;
}

const SokyEnrolmentTable soky_sqlite_enrolments = {
    .add = add,
    .update = update,
    .get = get,
    .get_by_id = get_by_id,
    .list = list,
    .list_holders = list_holders,
    .list_school = list_school,
    .set_mark = set_mark,
    .get_mark = get_mark,
    .add_challenge = add_challenge,
    .take_challenge = take_challenge,
    .purge_challenges = purge_challenges,
    .count_challenges = count_challenges,
};
