/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/store/journal.h"

#include "server/store/sqlite-administration.h"

#define AUDIT_COLUMNS "number, at_us, person_id, address, event, subject, detail, hash"

static SokyAuditRecord *
read_audit (SokyQuery *row)
{
  SokyAuditRecord *record = g_new0 (SokyAuditRecord, 1);
  record->number = soky_query_integer (row);
  record->at_us = soky_query_integer (row);
  record->person_id = soky_query_text (row);
  record->address = soky_query_text (row);
  record->event = soky_query_text (row);
  record->subject = soky_query_text (row);
  record->detail = soky_query_text (row);
  record->hash = soky_query_text (row);
  return record;
}

static SokyAuditRecord *
get_last_audit (SokyTransaction *tx, GError **error)
{
  g_autoptr (SokyQuery) query =
      soky_sqlite_query (soky_sqlite_store_connection (tx), error,
                         "SELECT " AUDIT_COLUMNS " FROM audit ORDER BY number DESC LIMIT 1", "");
  return soky_sqlite_need_row (query, error) ? read_audit (query) : NULL;
}

static gboolean
add_audit (SokyTransaction *tx, const SokyAuditRecord *record, GError **error)
{
  return soky_sqlite_execute (
      soky_sqlite_store_connection (tx), NULL, error,
      "INSERT INTO audit (" AUDIT_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)", "iissssss",
      record->number, record->at_us, record->person_id, record->address, record->event,
      record->subject, record->detail, record->hash);
}

static gboolean
visit_audit (SokyTransaction *tx, SokyAuditVisitor visitor, gpointer user_data, GError **error)
{
  g_autoptr (SokyQuery) query =
      soky_sqlite_query (soky_sqlite_store_connection (tx), error,
                         "SELECT " AUDIT_COLUMNS " FROM audit ORDER BY number", "");

  if (query == NULL)
    return FALSE;
  while (soky_query_next (query, error)) {
    g_autoptr (SokyAuditRecord) record = read_audit (query);
    if (!visitor (record, user_data, error))
      return FALSE;
  }
  return !soky_query_failed (query);
}

/* What a record is about is known by the place of the thing that it names; what the people of a
 * unit did is of that unit too, unless it is about somebody or something elsewhere. */
static GPtrArray *
list_audit (SokyTransaction *tx, const SokyAuditQuestion *question, GError **error)
{
  g_autoptr (GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify) soky_audit_record_free);
  g_autoptr (SokyQuery) query = soky_sqlite_query (
      soky_sqlite_store_connection (tx), error,
      SOKY_SQL_BELOW
      ", theirs (id) AS (SELECT id FROM person WHERE unit_id IN below "
      "  OR school_id IN below) "
      "SELECT " AUDIT_COLUMNS ", (SELECT name FROM person WHERE person.id = audit.person_id) "
      "FROM audit WHERE (?1 IS NULL OR (person_id IN theirs "
      "    AND NOT EXISTS (SELECT 1 FROM person WHERE id = subject AND id NOT IN theirs) "
      "    AND NOT EXISTS (SELECT 1 FROM unit WHERE id = subject AND id NOT IN below) "
      "    AND NOT EXISTS (SELECT 1 FROM book WHERE id = subject AND school_id NOT IN below)) "
      "  OR subject IN theirs "
      "  OR subject IN below "
      "  OR EXISTS (SELECT 1 FROM book WHERE id = subject AND school_id IN below) "
      "  OR EXISTS (SELECT 1 FROM book_type WHERE id = subject AND unit_id IN below)) "
      "AND (?2 IS NULL OR person_id = ?2) AND (?3 IS NULL OR subject = ?3) "
      "AND (?4 IS NULL OR event = ?4) AND (?5 = 0 OR at_us >= ?5) AND (?6 = 0 OR at_us < ?6) "
      "AND (?7 = 0 OR number < ?7) ORDER BY number DESC LIMIT ?8",
      "ssssiiii", question->unit_id, question->person_id, question->subject, question->event,
      question->from_us, question->to_us, question->before, (gint64) question->limit);

  if (query == NULL)
    return NULL;
  while (soky_query_next (query, error)) {
    SokyAuditRecord *record = read_audit (query);
    record->person_name = soky_query_text (query);
    g_ptr_array_add (list, record);
  }
  return soky_query_failed (query) ? NULL : g_steal_pointer (&list);
}

static SokyAnswer *
get_answer (SokyTransaction *tx, const char *person_id, const char *key, GError **error)
{
  g_autoptr (SokyQuery) query =
      soky_sqlite_query (soky_sqlite_store_connection (tx), error,
                         "SELECT request, status, etag, location, body, at_us FROM answer "
                         "WHERE person_id = ?1 AND key = ?2",
                         "ss", person_id, key);
  if (!soky_sqlite_need_row (query, error))
    return NULL;

  SokyAnswer *answer = g_new0 (SokyAnswer, 1);
  answer->request = soky_query_text (query);
  answer->status = (guint) soky_query_integer (query);
  answer->etag = soky_query_text (query);
  answer->location = soky_query_text (query);
  answer->body = soky_query_text (query);
  answer->at_us = soky_query_integer (query);
  return answer;
}

static gboolean
add_answer (SokyTransaction *tx, const char *person_id, const char *key, const SokyAnswer *answer,
            GError **error)
{
  return soky_sqlite_execute (
      soky_sqlite_store_connection (tx), NULL, error,
      "INSERT INTO answer (person_id, key, request, status, etag, location, body, at_us) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
      "sssisssi", person_id, key, answer->request, (gint64) answer->status, answer->etag,
      answer->location, answer->body, answer->at_us);
}

static gboolean
purge_answers (SokyTransaction *tx, gint64 before_us, GError **error)
{
  return soky_sqlite_execute (soky_sqlite_store_connection (tx), NULL, error,
                              "DELETE FROM answer WHERE at_us < ?1", "i", before_us);
}

static gboolean
add_protection (SokyTransaction *tx, const char *book_id, gint64 due_us, GError **error)
{
  return soky_sqlite_execute (
      soky_sqlite_store_connection (tx), NULL, error,
      "INSERT OR REPLACE INTO protection (book_id, due_us, tries) VALUES (?1, ?2, 0)", "si",
      book_id, due_us);
}

static SokyDueProtection *
get_due_protection (SokyTransaction *tx, gint64 now_us, GError **error)
{
  g_autoptr (SokyQuery) query =
      soky_sqlite_query (soky_sqlite_store_connection (tx), error,
                         "SELECT book_id, tries FROM protection WHERE due_us <= ?1 "
                         "ORDER BY due_us, book_id LIMIT 1",
                         "i", now_us);
  if (!soky_sqlite_need_row (query, error))
    return NULL;

  SokyDueProtection *due = g_new0 (SokyDueProtection, 1);
  due->book_id = soky_query_text (query);
  due->tries = (guint) soky_query_integer (query);
  return due;
}

static gboolean
postpone_protection (SokyTransaction *tx, const char *book_id, gint64 due_us, GError **error)
{
  return soky_sqlite_execute (
      soky_sqlite_store_connection (tx), NULL, error,
      "UPDATE protection SET due_us = ?2, tries = tries + 1 WHERE book_id = ?1", "si", book_id,
      due_us);
}

static gboolean
remove_protection (SokyTransaction *tx, const char *book_id, GError **error)
{
  return soky_sqlite_execute (soky_sqlite_store_connection (tx), NULL, error,
                              "DELETE FROM protection WHERE book_id = ?1", "s", book_id);
}

const SokyJournalTable soky_sqlite_journal = {
    .get_last_audit = get_last_audit,
    .add_audit = add_audit,
    .visit_audit = visit_audit,
    .list_audit = list_audit,
    .get_answer = get_answer,
    .add_answer = add_answer,
    .purge_answers = purge_answers,
    .add_protection = add_protection,
    .get_due_protection = get_due_protection,
    .postpone_protection = postpone_protection,
    .remove_protection = remove_protection,
};
