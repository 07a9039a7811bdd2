/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/store/accounts.h"
#include "server/store/books.h"
#include "server/store/directory.h"
#include "server/store/journal.h"
#include "server/store/reports.h"

/* Each call goes to the backend that the transaction is of. */

gboolean
soky_store_add_unit (SokyTransaction *tx, const SokyUnit *unit, GError **error)
{
  return tx->directory->add_unit (tx, unit, error);
}

SokyUnit *
soky_store_get_unit (SokyTransaction *tx, const char *id, GError **error)
{
  return tx->directory->get_unit (tx, id, error);
}

GPtrArray *
soky_store_list_units (SokyTransaction *tx, GError **error)
{
  return tx->directory->list_units (tx, error);
}

gboolean
soky_store_add_person (SokyTransaction *tx, const SokyPerson *person, GError **error)
{
  return tx->directory->add_person (tx, person, error);
}

SokyPerson *
soky_store_get_person (SokyTransaction *tx, const char *id, GError **error)
{
  return tx->directory->get_person (tx, id, error);
}

SokyPerson *
soky_store_find_person (SokyTransaction *tx, const char *login, GError **error)
{
  return tx->directory->find_person (tx, login, error);
}

SokyPeoplePage *
soky_store_search_people (SokyTransaction *tx, const SokyPeopleQuestion *question, GError **error)
{
  return tx->directory->search_people (tx, question, error);
}

GPtrArray *
soky_store_list_people (SokyTransaction *tx, const char *school_id, GError **error)
{
  return tx->directory->list_people (tx, school_id, error);
}

gboolean
soky_store_add_book_type (SokyTransaction *tx, const SokyBookType *type, GError **error)
{
  return tx->directory->add_book_type (tx, type, error);
}

SokyBookType *
soky_store_get_book_type (SokyTransaction *tx, const char *id, GError **error)
{
  return tx->directory->get_book_type (tx, id, error);
}

GPtrArray *
soky_store_list_book_types (SokyTransaction *tx, const char *unit_id, GError **error)
{
  return tx->directory->list_book_types (tx, unit_id, error);
}

gboolean
soky_store_set_looks (SokyTransaction *tx, const char *unit_id, const char *type_id,
                      GPtrArray *looks, gint64 now_us, GError **error)
{
  return tx->directory->set_looks (tx, unit_id, type_id, looks, now_us, error);
}

gboolean
soky_store_add_school_year (SokyTransaction *tx, const char *school_id, const SokySchoolYear *year,
                            GError **error)
{
  return tx->directory->add_school_year (tx, school_id, year, error);
}

gboolean
soky_store_set_classes (SokyTransaction *tx, const char *school_id, const char *const *names,
                        GError **error)
{
  return tx->directory->set_classes (tx, school_id, names, error);
}

gboolean
soky_store_set_subjects (SokyTransaction *tx, const char *school_id, const char *const *names,
                         GError **error)
{
  return tx->directory->set_subjects (tx, school_id, names, error);
}

SokySchool *
soky_store_get_school (SokyTransaction *tx, const char *school_id, GError **error)
{
  return tx->directory->get_school (tx, school_id, error);
}

gboolean
soky_store_set_password (SokyTransaction *tx, const char *person_id, const char *hash,
                         gint64 now_us, GError **error)
{
  return tx->accounts->set_password (tx, person_id, hash, now_us, error);
}

char *
soky_store_get_password (SokyTransaction *tx, const char *person_id, GError **error)
{
  return tx->accounts->get_password (tx, person_id, error);
}

gboolean
soky_store_add_session (SokyTransaction *tx, const SokySessionRecord *session, GError **error)
{
  return tx->accounts->add_session (tx, session, error);
}

SokySessionRecord *
soky_store_get_session (SokyTransaction *tx, const char *token_hash, GError **error)
{
  return tx->accounts->get_session (tx, token_hash, error);
}

GPtrArray *
soky_store_list_sessions (SokyTransaction *tx, const char *person_id, GError **error)
{
  return tx->accounts->list_sessions (tx, person_id, error);
}

gboolean
soky_store_touch_session (SokyTransaction *tx, const SokySessionRecord *session, GError **error)
{
  return tx->accounts->touch_session (tx, session, error);
}

gboolean
soky_store_end_session (SokyTransaction *tx, const char *id, GError **error)
{
  return tx->accounts->end_session (tx, id, error);
}

gboolean
soky_store_end_sessions (SokyTransaction *tx, const char *person_id, GError **error)
{
  return tx->accounts->end_sessions (tx, person_id, error);
}

gboolean
soky_store_count_sessions (SokyTransaction *tx, gint64 now_us, guint64 *count, GError **error)
{
  return tx->accounts->count_sessions (tx, now_us, count, error);
}

gboolean
soky_store_purge_sessions (SokyTransaction *tx, gint64 now_us, GError **error)
{
  return tx->accounts->purge_sessions (tx, now_us, error);
}

gboolean
soky_store_insert_book (SokyTransaction *tx, const SokyBook *book, GError **error)
{
  return tx->books->insert (tx, book, error);
}

gboolean
soky_store_update_book (SokyTransaction *tx, const SokyBook *book, guint64 expected, GError **error)
{
  return tx->books->update (tx, book, expected, error);
}

gboolean
soky_store_remove_book (SokyTransaction *tx, const char *id, guint64 expected, GError **error)
{
  return tx->books->remove (tx, id, expected, error);
}

SokyBook *
soky_store_get_book (SokyTransaction *tx, const char *id, GError **error)
{
  return tx->books->get (tx, id, error);
}

SokyBookPage *
soky_store_list_books (SokyTransaction *tx, const SokyBookQuestion *question, GError **error)
{
  return tx->books->list (tx, question, error);
}

gboolean
soky_store_visit_books (SokyTransaction *tx, SokyBookVisitor visitor, gpointer user_data,
                        GError **error)
{
  return tx->books->visit (tx, visitor, user_data, error);
}

gboolean
soky_store_add_revision (SokyTransaction *tx, const char *book_id, const SokyRevision *revision,
                         const SokySegment *segment, GError **error)
{
  return tx->books->add_revision (tx, book_id, revision, segment, error);
}

GPtrArray *
soky_store_list_segments (SokyTransaction *tx, const char *book_id, int number, GError **error)
{
  return tx->books->list_segments (tx, book_id, number, error);
}

GHashTable *
soky_store_list_blobs (SokyTransaction *tx, GError **error)
{
  return tx->books->list_blobs (tx, error);
}

gboolean
soky_store_set_book_text (SokyTransaction *tx, const SokyBook *book, const char *text,
                          GError **error)
{
  return tx->books->set_text (tx, book, text, error);
}

SokyCalendar *
soky_store_get_calendar (SokyTransaction *tx, const char *school_id, const char *school_year,
                         GError **error)
{
  return tx->reports->get_calendar (tx, school_id, school_year, error);
}

GPtrArray *
soky_store_list_submissions (SokyTransaction *tx, const char *school_id, const char *school_year,
                             GPtrArray *periods, GError **error)
{
  return tx->reports->list_submissions (tx, school_id, school_year, periods, error);
}

SokyProgressReport *
soky_store_count_progress (SokyTransaction *tx, const SokyProgressQuestion *question,
                           GError **error)
{
  return tx->reports->count_progress (tx, question, error);
}

GPtrArray *
soky_store_list_events (SokyTransaction *tx, const char *person_id, guint limit, GError **error)
{
  return tx->reports->list_events (tx, person_id, limit, error);
}

SokyAuditRecord *
soky_store_get_last_audit (SokyTransaction *tx, GError **error)
{
  return tx->journal->get_last_audit (tx, error);
}

gboolean
soky_store_add_audit (SokyTransaction *tx, const SokyAuditRecord *record, GError **error)
{
  return tx->journal->add_audit (tx, record, error);
}

gboolean
soky_store_visit_audit (SokyTransaction *tx, SokyAuditVisitor visitor, gpointer user_data,
                        GError **error)
{
  return tx->journal->visit_audit (tx, visitor, user_data, error);
}

SokyAnswer *
soky_store_get_answer (SokyTransaction *tx, const char *person_id, const char *key, GError **error)
{
  return tx->journal->get_answer (tx, person_id, key, error);
}

gboolean
soky_store_add_answer (SokyTransaction *tx, const char *person_id, const char *key,
                       const SokyAnswer *answer, GError **error)
{
  return tx->journal->add_answer (tx, person_id, key, answer, error);
}

gboolean
soky_store_purge_answers (SokyTransaction *tx, gint64 before_us, GError **error)
{
  return tx->journal->purge_answers (tx, before_us, error);
}

gboolean
soky_store_add_protection (SokyTransaction *tx, const char *book_id, gint64 due_us, GError **error)
{
  return tx->journal->add_protection (tx, book_id, due_us, error);
}

SokyDueProtection *
soky_store_get_due_protection (SokyTransaction *tx, gint64 now_us, GError **error)
{
  return tx->journal->get_due_protection (tx, now_us, error);
}

gboolean
soky_store_postpone_protection (SokyTransaction *tx, const char *book_id, gint64 due_us,
                                GError **error)
{
  return tx->journal->postpone_protection (tx, book_id, due_us, error);
}

gboolean
soky_store_remove_protection (SokyTransaction *tx, const char *book_id, GError **error)
{
  return tx->journal->remove_protection (tx, book_id, error);
}

char *
soky_store_find_check_code (SokyTransaction *tx, const char *code, GError **error)
{
  return tx->books->find_check_code (tx, code, error);
}

gboolean
soky_store_find_published (SokyTransaction *tx, const char *sha256, char **book_id, int *number,
                           GError **error)
{
  return tx->books->find_published (tx, sha256, book_id, number, error);
}

gboolean
soky_store_get_last_number (SokyTransaction *tx, const SokyBook *book, guint year, guint *number,
                            GError **error)
{
  return tx->books->get_last_number (tx, book, year, number, error);
}

gboolean
soky_store_has_number (SokyTransaction *tx, const SokyBook *book, const SokyNumbering *numbering,
                       gboolean *has, GError **error)
{
  return tx->books->has_number (tx, book, numbering, has, error);
}
