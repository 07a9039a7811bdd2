/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-fixture.h"

#include "server/store/enrolments.h"

/* The contract of a store, run over its interface: every backend passes the same tests. Here: the
 * school, the accounts, the answers. */

static void
test_people (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (SokyTransaction) tx = store_fixture_begin (fixture, SOKY_STORE_READ);
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyPerson) lan = soky_store_find_person (tx, "lan.login", &error);
  g_autoptr (SokyPerson) ha = soky_store_get_person (tx, "so-ha", &error);

  g_assert_cmpstr (lan->id, ==, "lan");
  g_assert_cmpstr (lan->unit_name, ==, "to");
  g_assert_cmpstr (lan->school_id, ==, "truong");
  g_assert_cmpstr (lan->school_name, ==, "truong");
  const SokyPosition *position = soky_person_find_position (lan, SOKY_ROLE_TEACHER, "to");
  g_assert_nonnull (position);
  g_assert_cmpstr (position->class_name, ==, "6A");
  g_assert_null (position->subject);
  /* nobody's school is above a province */
  g_assert_cmpstr (ha->school_id, ==, "so");
  ASSERT_MISSING (soky_store_get_person (tx, "nobody", &error));
  ASSERT_MISSING (soky_store_find_person (tx, "LAN.LOGIN", &error));
}

static guint
count_people (SokyTransaction *tx, const char *text, SokyRole role)
{
  const SokyPeopleQuestion question = {
      .school_id = "truong", .text = text, .role = role, .limit = 10};
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyPeoplePage) page = soky_store_search_people (tx, &question, &error);
  g_assert_no_error (error);
  return page->people->len;
}

static void
test_search (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (SokyTransaction) tx = store_fixture_begin (fixture, SOKY_STORE_READ);

  g_assert_cmpuint (count_people (tx, NULL, SOKY_ROLE_NONE), ==, 2);
  g_assert_cmpuint (count_people (tx, "thi LAN", SOKY_ROLE_NONE), ==, 1);
  g_assert_cmpuint (count_people (tx, "lan nguyễn", SOKY_ROLE_NONE), ==, 1);
  g_assert_cmpuint (count_people (tx, "%", SOKY_ROLE_NONE), ==, 0);
  g_assert_cmpuint (count_people (tx, "' OR 1=1 --", SOKY_ROLE_NONE), ==, 0);
  g_assert_cmpuint (count_people (tx, NULL, SOKY_ROLE_TEACHER), ==, 1);
  g_assert_cmpuint (count_people (tx, NULL, SOKY_ROLE_GROUP_HEAD), ==, 1);
  g_assert_cmpuint (count_people (tx, NULL, SOKY_ROLE_CLERK), ==, 0);
}

static void
test_duplicates (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (SokyTransaction) tx = store_fixture_begin (fixture, SOKY_STORE_WRITE);
  g_autoptr (SokyPerson) same = soky_person_new ("other", "lan.login", "X");
  g_autoptr (GError) error = NULL;

  soky_person_set_unit (same, "to", "");
  g_assert_false (soky_store_add_person (tx, same, &error));
  g_assert_error (error, SOKY_STORE_ERROR, SOKY_STORE_ERROR_EXISTS);
  g_clear_error (&error);
  g_autoptr (SokyPerson) nowhere = soky_person_new ("nowhere", "nowhere", "X");
  soky_person_set_unit (nowhere, "no-such-unit", "");
  g_assert_false (soky_store_add_person (tx, nowhere, &error));
  g_assert_error (error, SOKY_STORE_ERROR, SOKY_STORE_ERROR_FAILED);
}

static void
test_types (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (SokyTransaction) tx = store_fixture_begin (fixture, SOKY_STORE_WRITE);
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyBookType) own = soky_book_type_new ("own", "own", "Sổ riêng");
  own->unit_id = g_strdup ("truong");
  g_assert_true (soky_store_add_book_type (tx, own, &error));

  /* inherited downwards, not sideways, not upwards */
  g_autoptr (GPtrArray) below = soky_store_list_book_types (tx, "to", &error);
  g_autoptr (GPtrArray) beside = soky_store_list_book_types (tx, "khac", &error);
  g_autoptr (GPtrArray) above = soky_store_list_book_types (tx, "so", &error);
  g_assert_cmpuint (below->len, ==, 2);
  g_assert_cmpuint (beside->len, ==, 1);
  g_assert_cmpuint (above->len, ==, 1);
  g_assert_cmpstr (((SokyBookType *) below->pdata[0])->id, ==, "giao_an");
  ASSERT_MISSING (soky_store_get_book_type (tx, "none", &error));
}

static void
test_school (StoreFixture *fixture, gconstpointer data)
{
  static const char *const classes[] = {"6B", "6A", NULL};
  static const char *const fewer[] = {"7A", NULL};
  const SokySchoolYear year = {"2026-2027", "2026-09-07", 35};
  g_autoptr (SokyTransaction) tx = store_fixture_begin (fixture, SOKY_STORE_WRITE);
  g_autoptr (GError) error = NULL;

  g_assert_true (soky_store_add_school_year (tx, "truong", &year, &error));
  g_assert_true (soky_store_set_classes (tx, "truong", classes, &error));
  g_assert_true (soky_store_set_subjects (tx, "truong", classes, &error));
  g_autoptr (SokySchool) school = soky_store_get_school (tx, "truong", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (school->school_year, ==, "2026-2027");
  g_assert_cmpstr (school->classes[0], ==, "6B");
  g_assert_cmpuint (school->weeks->len, ==, 35);
  const SokyWeek *last = school->weeks->pdata[34];
  g_assert_cmpstr (last->starts, ==, "2027-05-03");
  g_assert_cmpstr (last->ends, ==, "2027-05-09");

  g_assert_true (soky_store_set_classes (tx, "truong", fewer, &error));
  g_autoptr (SokySchool) again = soky_store_get_school (tx, "truong", &error);
  g_assert_cmpuint (g_strv_length (again->classes), ==, 1);
  g_autoptr (SokySchool) empty = soky_store_get_school (tx, "khac", &error);
  g_assert_cmpuint (empty->weeks->len, ==, 0);
  ASSERT_MISSING (soky_store_get_school (tx, "nowhere", &error));
}

static void
test_transactions (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyTransaction) before = store_fixture_begin (fixture, SOKY_STORE_READ);
  g_autoptr (SokyTransaction) dropped = store_fixture_begin (fixture, SOKY_STORE_WRITE);
  store_fixture_add_unit (dropped, "dropped", "so", SOKY_UNIT_SCHOOL);
  g_clear_pointer (&dropped, soky_transaction_free);

  g_autoptr (SokyTransaction) kept = store_fixture_begin (fixture, SOKY_STORE_WRITE);
  ASSERT_MISSING (soky_store_get_unit (kept, "dropped", &error));
  store_fixture_add_unit (kept, "kept", "so", SOKY_UNIT_SCHOOL);
  store_fixture_commit (kept);

  /* a reader sees the state that it began with */
  ASSERT_MISSING (soky_store_get_unit (before, "kept", &error));
  g_clear_pointer (&kept, soky_transaction_free);
  g_autoptr (SokyTransaction) after = store_fixture_begin (fixture, SOKY_STORE_READ);
  g_clear_error (&error);
  g_autoptr (SokyUnit) unit = soky_store_get_unit (after, "kept", &error);
  g_assert_no_error (error);
}

static void
test_accounts (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (SokyTransaction) tx = store_fixture_begin (fixture, SOKY_STORE_WRITE);
  g_autoptr (GError) error = NULL;

  ASSERT_MISSING (soky_store_get_password (tx, "lan", &error));
  g_assert_true (soky_store_set_password (tx, "lan", "one", NOW, &error));
  g_assert_true (soky_store_set_password (tx, "lan", "two", NOW, &error));
  g_autofree char *hash = soky_store_get_password (tx, "lan", &error);
  g_assert_cmpstr (hash, ==, "two");
}

static void
add_session (SokyTransaction *tx, const char *id, gint64 expires_us)
{
  g_autofree char *hash = g_strconcat ("hash-", id, NULL);
  const SokySessionRecord session = {.token_hash = hash,
                                     .id = (char *) id,
                                     .person_id = (char *) "lan",
                                     .address = (char *) "192.0.2.7",
                                     .created_us = NOW,
                                     .used_us = NOW,
                                     .expires_us = expires_us};
  g_autoptr (GError) error = NULL;
  g_assert_true (soky_store_add_session (tx, &session, &error));
}

static guint
count_sessions (SokyTransaction *tx)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = soky_store_list_sessions (tx, "lan", &error);
  g_assert_no_error (error);
  return list->len;
}

static void
test_sessions (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (SokyTransaction) tx = store_fixture_begin (fixture, SOKY_STORE_WRITE);
  g_autoptr (GError) error = NULL;

  add_session (tx, "a", NOW + 10);
  add_session (tx, "b", NOW + 20);
  add_session (tx, "c", NOW + 30);
  g_autoptr (SokySessionRecord) a = soky_store_get_session (tx, "hash-a", &error);
  g_assert_cmpstr (a->address, ==, "192.0.2.7");
  a->used_us = NOW + 5;
  a->expires_us = NOW + 25;
  g_assert_true (soky_store_touch_session (tx, a, &error));
  g_assert_true (soky_store_purge_sessions (tx, NOW + 20, &error));
  g_assert_cmpuint (count_sessions (tx), ==, 2);
  g_assert_true (soky_store_end_session (tx, "a", &error));
  g_assert_true (soky_store_end_session (tx, "no-such-session", &error));
  g_assert_cmpuint (count_sessions (tx), ==, 1);
  g_assert_true (soky_store_end_sessions (tx, "lan", &error));
  ASSERT_MISSING (soky_store_get_session (tx, "hash-c", &error));
}

static void
test_certificates (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (SokyTransaction) tx = store_fixture_begin (fixture, SOKY_STORE_WRITE);
  g_autoptr (GBytes) der = g_bytes_new ("\x30\x00\x01", 3);
  SokyCertificateRecord record = {.id = (char *) "one",
                                  .fingerprint = (char *) "ff",
                                  .person_id = (char *) "lan",
                                  .holder = (char *) "Trường",
                                  .organisation = TRUE,
                                  .der = der,
                                  .not_before_us = 1,
                                  .not_after_us = 2,
                                  .enrolled_us = NOW};
  g_autoptr (GError) error = NULL;

  g_assert_true (soky_store_add_certificate (tx, &record, &error));
  g_assert_false (soky_store_add_certificate (tx, &record, &error));
  g_assert_error (error, SOKY_STORE_ERROR, SOKY_STORE_ERROR_EXISTS);
  g_clear_error (&error);
  /* several clerks may keep one stamp */
  record.person_id = (char *) "minh";
  record.id = (char *) "two";
  g_assert_true (soky_store_add_certificate (tx, &record, &error));
  g_autoptr (SokyCertificateRecord) found = soky_store_get_certificate (tx, "ff", "lan", &error);
  g_assert_true (found->organisation);
  g_assert_true (g_bytes_equal (found->der, der));
  g_autoptr (GPtrArray) list = soky_store_list_certificates (tx, "minh", &error);
  g_assert_cmpuint (list->len, ==, 1);
  ASSERT_MISSING (soky_store_get_certificate (tx, "ff", "la", &error));
  g_autoptr (GPtrArray) holders = soky_store_list_holders (tx, "ff", &error);
  g_assert_cmpuint (holders->len, ==, 2);
  g_assert_null (found->withdrawn_by);
  found->withdrawn_us = NOW + 1;
  found->withdrawn_by = g_strdup ("minh");
  found->withdrawn_reason = g_strdup ("Mất thẻ");
  g_assert_true (soky_store_update_certificate (tx, found, &error));
  g_autoptr (SokyCertificateRecord) withdrawn = soky_store_find_certificate (tx, "one", &error);
  g_assert_cmpstr (withdrawn->withdrawn_by, ==, "minh");
  g_assert_cmpstr (withdrawn->withdrawn_reason, ==, "Mất thẻ");

  /* who waits stands first in the school's list */
  g_assert_cmpint (found->confirmed_us, ==, 0);
  found->confirmed_us = NOW;
  g_assert_true (soky_store_update_certificate (tx, found, &error));
  g_autoptr (SokyCertificateRecord) confirmed = soky_store_find_certificate (tx, "one", &error);
  g_assert_cmpint (confirmed->confirmed_us, ==, NOW);
  g_autoptr (GPtrArray) school = soky_store_list_school_certificates (tx, "truong", &error);
  g_assert_cmpuint (school->len, ==, 2);
  g_assert_cmpstr (((SokyCertificateRecord *) school->pdata[0])->id, ==, "two");
  ASSERT_MISSING (soky_store_find_certificate (tx, "three", &error));
}

static void
test_marks (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (SokyTransaction) tx = store_fixture_begin (fixture, SOKY_STORE_WRITE);
  g_autoptr (GError) error = NULL;

  g_autofree char *none = soky_store_get_mark (tx, "lan", "email", &error);
  g_assert_cmpstr (none, ==, "");
  g_assert_true (soky_store_set_mark (tx, "lan", "email", "a@b.vn", &error));
  g_assert_true (soky_store_set_mark (tx, "lan", "email", "lan@b.vn", &error));
  g_autofree char *mark = soky_store_get_mark (tx, "lan", "email", &error);
  g_assert_cmpstr (mark, ==, "lan@b.vn");
  g_autofree char *other = soky_store_get_mark (tx, "lan", "id-number", &error);
  g_assert_cmpstr (other, ==, "");
  g_assert_true (soky_store_set_mark (tx, "lan", "email", "", &error));
  g_autofree char *gone = soky_store_get_mark (tx, "lan", "email", &error);
  g_assert_cmpstr (gone, ==, "");
}

static void
test_challenges (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (SokyTransaction) tx = store_fixture_begin (fixture, SOKY_STORE_WRITE);
  SokyChallengeRecord record = {.id = (char *) "a",
                                .nonce = (char *) "n",
                                .purpose = (char *) "enrol",
                                .host = (char *) "localhost",
                                .person_id = (char *) "lan",
                                .address = (char *) "192.0.2.1",
                                .expires_us = NOW};
  g_autoptr (GError) error = NULL;

  g_assert_true (soky_store_add_challenge (tx, &record, &error));
  record.id = (char *) "b";
  record.person_id = NULL;
  record.address = (char *) "192.0.2.2";
  record.expires_us = NOW + 1;
  g_assert_true (soky_store_add_challenge (tx, &record, &error));
  g_assert_cmpint (soky_store_count_challenges (tx, NULL, &error), ==, 2);
  g_assert_cmpint (soky_store_count_challenges (tx, "192.0.2.1", &error), ==, 1);
  g_autoptr (SokyChallengeRecord) taken = soky_store_take_challenge (tx, "b", &error);
  g_assert_null (taken->person_id);
  g_assert_cmpstr (taken->host, ==, "localhost");
  ASSERT_MISSING (soky_store_take_challenge (tx, "b", &error));
  g_assert_true (soky_store_purge_challenges (tx, NOW, &error));
  g_assert_cmpint (soky_store_count_challenges (tx, NULL, &error), ==, 0);
}

static void
test_answers (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (SokyTransaction) tx = store_fixture_begin (fixture, SOKY_STORE_WRITE);
  const SokyAnswer answer = {.request = (char *) "aa",
                             .status = 201,
                             .location = (char *) "/x",
                             .body = (char *) "{}",
                             .at_us = NOW};
  g_autoptr (GError) error = NULL;

  g_assert_true (soky_store_add_answer (tx, "lan", "key", &answer, &error));
  g_assert_false (soky_store_add_answer (tx, "lan", "key", &answer, &error));
  g_assert_error (error, SOKY_STORE_ERROR, SOKY_STORE_ERROR_EXISTS);
  g_clear_error (&error);
  g_autoptr (SokyAnswer) found = soky_store_get_answer (tx, "lan", "key", &error);
  g_assert_cmpuint (found->status, ==, 201);
  g_assert_null (found->etag);
  g_assert_cmpstr (found->location, ==, "/x");
  ASSERT_MISSING (soky_store_get_answer (tx, "minh", "key", &error));
  g_assert_true (soky_store_purge_answers (tx, NOW, &error));
  g_autoptr (SokyAnswer) kept = soky_store_get_answer (tx, "lan", "key", &error);
  g_assert_nonnull (kept);
  g_assert_true (soky_store_purge_answers (tx, NOW + 1, &error));
  ASSERT_MISSING (soky_store_get_answer (tx, "lan", "key", &error));
}

#define ADD(name)                                                                                  \
  g_test_add ("/server/store/sqlite/" #name, StoreFixture, store_fixture_make_sqlite,              \
              store_fixture_set_up, test_##name, store_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD (people);
  ADD (search);
  ADD (duplicates);
  ADD (types);
  ADD (school);
  ADD (transactions);
  ADD (accounts);
  ADD (sessions);
  ADD (certificates);
  ADD (marks);
  ADD (challenges);
  ADD (answers);
  return g_test_run ();
}
