/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The calls of administration, from the client to a real server and back. */
#include "config.h"

#include "desk.h"

#include "client/session-accounts.h"
#include "client/session-administration.h"
#include "client/session-school.h"
#include "wire/error.h"

static FixtureServer *server;

static Desk *
desk_at (const char *login)
{
  return desk_new (server, fixture_server_get_url (server), login);
}

static GPtrArray *
list_units (Desk *desk)
{
  g_auto (Reply) reply = {NULL};
  g_autoptr (GError) error = NULL;

  soky_session_list_units_async (desk->session, NULL, reply_cb, &reply);
  GPtrArray *units = soky_session_list_units_finish (desk->session, reply_wait (&reply), &error);
  g_assert_no_error (error);
  return units;
}

static SokyUnit *
change_unit (Desk *desk, const SokyUnit *unit, GError **error)
{
  g_auto (Reply) reply = {NULL};

  soky_session_change_unit_async (desk->session, unit, NULL, reply_cb, &reply);
  return soky_session_unit_finish (desk->session, reply_wait (&reply), error);
}

static void
test_units (void)
{
  g_autoptr (Desk) desk = desk_at ("qt.huy");
  g_autoptr (GPtrArray) before = list_units (desk);
  g_autoptr (SokyUnit) wanted =
      soky_unit_new ("x", "thcs-hoa-sen", SOKY_UNIT_GROUP, "Tổ", "Tổ Thể dục");
  g_auto (Reply) added = {NULL}, removed = {NULL};
  g_autoptr (GError) error = NULL;

  soky_session_add_unit_async (desk->session, wanted, NULL, reply_cb, &added);
  g_autoptr (SokyUnit) unit = soky_session_unit_finish (desk->session, reply_wait (&added), &error);
  g_assert_no_error (error);
  g_autoptr (SokyUnit) renamed = soky_unit_copy (unit);
  renamed->closed = TRUE;
  g_autoptr (SokyUnit) closed = change_unit (desk, renamed, &error);
  g_assert_no_error (error);
  g_assert_true (closed->closed);
  g_assert_cmpuint (closed->version, ==, unit->version + 1);
  /* what was looked at is no longer what is there */
  renamed->closed = FALSE;
  g_assert_null (change_unit (desk, renamed, &error));
  g_assert_error (error, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_CHANGED);
  g_clear_error (&error);
  soky_session_remove_unit_async (desk->session, closed, NULL, reply_cb, &removed);
  g_assert_true (soky_session_remove_unit_finish (desk->session, reply_wait (&removed), &error));
  g_autoptr (GPtrArray) after = list_units (desk);
  g_assert_cmpuint (after->len, ==, before->len);
}

static SokyAccount *
wait_account (Desk *desk, Reply *reply, GError **error)
{
  return soky_session_account_finish (desk->session, reply_wait (reply), error);
}

static SokySecret *
reset (Desk *desk, const char *id)
{
  g_auto (Reply) reply = {NULL};
  g_autoptr (GError) error = NULL;

  soky_session_reset_password_async (desk->session, id, NULL, reply_cb, &reply);
  SokySecret *password =
      soky_session_reset_password_finish (desk->session, reply_wait (&reply), &error);
  g_assert_no_error (error);
  return password;
}

static void
change_password (Desk *desk, SokySecret *old, const char *fresh, GError **error)
{
  g_autoptr (SokySecret) secret = soky_secret_new (fresh, -1);
  g_auto (Reply) reply = {NULL};

  soky_session_change_password_async (desk->session, old, secret, NULL, reply_cb, &reply);
  soky_session_change_password_finish (desk->session, reply_wait (&reply), error);
}

/* From a new person to one who works with a password of his own. */
static void
test_person (void)
{
  g_autoptr (Desk) admin = desk_at ("qt.huy");
  g_autoptr (SokyPerson) person = soky_person_new ("x", "gv.sau", "Đinh Thị Sáu");
  g_autoptr (SokyAccount) account = soky_account_new (person);
  g_auto (Reply) added = {NULL}, changed = {NULL}, found = {NULL};
  g_autoptr (GError) error = NULL;

  soky_person_set_unit (person, "to-toan-tin", "");
  soky_person_add_position (person, SOKY_ROLE_TEACHER, "to-toan-tin", "Giáo viên");
  soky_session_add_account_async (admin->session, account, NULL, reply_cb, &added);
  g_autoptr (SokyAccount) made = wait_account (admin, &added, &error);
  g_assert_no_error (error);
  g_assert_false (made->has_password);
  g_assert_cmpstr (made->person->login, ==, "gv.sau");
  g_free (made->email);
  made->email = g_strdup ("sau@hoasen.edu.vn");
  soky_session_change_account_async (admin->session, made, NULL, reply_cb, &changed);
  g_autoptr (SokyAccount) now = wait_account (admin, &changed, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (now->email, ==, "sau@hoasen.edu.vn");
  g_assert_cmpuint (now->person->positions->len, ==, 1);
  soky_session_list_members_async (admin->session, "thcs-hoa-sen", "sáu", NULL, NULL, reply_cb,
                                   &found);
  g_autoptr (SokyPeoplePage) page =
      soky_session_find_people_finish (admin->session, reply_wait (&found), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (page->people->len, ==, 1);

  g_autoptr (SokySecret) once = reset (admin, now->person->id);
  g_autoptr (Desk) desk = desk_at (NULL);
  g_assert_true (desk_sign_in (desk, "gv.sau", soky_secret_peek (once), &error));
  g_assert_true (soky_session_must_change_password (desk->session));
  g_assert_null (desk_list (desk, "outbox", NULL, NULL, &error));
  g_assert_error (error, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_PASSWORD_CHANGE_REQUIRED);
  g_clear_error (&error);
  change_password (desk, once, "ngắn", &error);
  g_assert_error (error, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_WEAK_PASSWORD);
  g_clear_error (&error);
  change_password (desk, once, "mật khẩu của Sáu", &error);
  g_assert_no_error (error);
  g_assert_false (soky_session_must_change_password (desk->session));
  g_autoptr (SokyBookPage) books = desk_list (desk, "outbox", NULL, NULL, &error);
  g_assert_no_error (error);
}

static GPtrArray *
list_sessions (Desk *desk)
{
  g_auto (Reply) reply = {NULL};
  g_autoptr (GError) error = NULL;

  soky_session_list_sessions_async (desk->session, NULL, NULL, NULL, reply_cb, &reply);
  GPtrArray *items = soky_session_list_sessions_finish (desk->session, reply_wait (&reply), &error);
  g_assert_no_error (error);
  return items;
}

/* One ends the other: the other learns it at its next call. */
static void
test_sessions (void)
{
  g_autoptr (Desk) first = desk_at ("tt.minh");
  g_autoptr (Desk) second = desk_at ("tt.minh");
  g_autoptr (GPtrArray) items = list_sessions (second);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < items->len; i++) {
    const SokySessionItem *item = g_ptr_array_index (items, i);
    g_auto (Reply) reply = {NULL};
    if (item->current)
      continue;
    soky_session_revoke_session_async (second->session, item->id, NULL, reply_cb, &reply);
    g_assert_true (
        soky_session_revoke_session_finish (second->session, reply_wait (&reply), &error));
  }
  g_autoptr (GPtrArray) left = list_sessions (second);
  g_assert_cmpuint (left->len, ==, 1);
  g_assert_null (desk_list (first, "outbox", NULL, NULL, &error));
  g_assert_error (error, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_UNAUTHENTICATED);
  g_assert_null (soky_session_get_person (first->session));
}

static void
test_types (void)
{
  g_autoptr (Desk) desk = desk_at ("qt.huy");
  g_auto (Reply) listed = {NULL}, changed = {NULL}, added = {NULL};
  g_autoptr (GError) error = NULL;

  soky_session_list_book_types_async (desk->session, "thcs-hoa-sen", FALSE, NULL, reply_cb,
                                      &listed);
  g_autoptr (GPtrArray) types =
      soky_session_load_book_types_finish (desk->session, reply_wait (&listed), &error);
  g_assert_no_error (error);
  g_autoptr (SokyBookType) mine = soky_book_type_copy (g_ptr_array_index (types, 0));
  mine->locked = TRUE;
  soky_session_change_book_type_async (desk->session, mine, NULL, NULL, reply_cb, &changed);
  g_autoptr (SokyBookType) now =
      soky_session_book_type_finish (desk->session, reply_wait (&changed), &error);
  g_assert_no_error (error);
  g_assert_true (now->locked);
  g_assert_cmpuint (now->version, ==, mine->version + 1);
  g_free (mine->name);
  mine->name = g_strdup ("Sổ riêng của trường");
  soky_session_add_book_type_async (desk->session, mine, NULL, reply_cb, &added);
  g_autoptr (SokyBookType) own =
      soky_session_book_type_finish (desk->session, reply_wait (&added), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (own->unit_id, ==, "thcs-hoa-sen");
  g_assert_cmpstr (own->id, !=, mine->id);

  /* nobody approves what he has defined himself */
  g_auto (Reply) approved = {NULL};
  soky_session_approve_book_type_async (desk->session, own->id, NULL, reply_cb, &approved);
  g_assert_null (soky_session_book_type_finish (desk->session, reply_wait (&approved), &error));
  g_assert_error (error, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_FORBIDDEN);
}

static void
test_year (void)
{
  g_autoptr (Desk) desk = desk_at ("qt.huy");
  g_auto (Reply) school_reply = {NULL}, offered = {NULL}, put = {NULL}, set = {NULL};
  g_autoptr (GError) error = NULL;

  soky_session_load_school_async (desk->session, NULL, reply_cb, &school_reply);
  g_autoptr (SokySchool) school =
      soky_session_load_school_finish (desk->session, reply_wait (&school_reply), &error);
  g_assert_no_error (error);
  guint next = (guint) g_ascii_strtoull (school->school_year, NULL, 10) + 1;
  g_autofree char *name = g_strdup_printf ("%u-%u", next, next + 1);
  soky_session_get_year_async (desk->session, name, NULL, reply_cb, &offered);
  g_autoptr (SokyYearPlan) plan =
      soky_session_year_finish (desk->session, reply_wait (&offered), &error);
  g_assert_no_error (error);
  g_assert_true (plan->offered);
  soky_session_put_year_async (desk->session, plan, NULL, reply_cb, &put);
  g_autoptr (SokyYearPlan) laid =
      soky_session_year_finish (desk->session, reply_wait (&put), &error);
  g_assert_no_error (error);
  g_assert_false (laid->offered);
  const SokyNameList list = {name, plan->classes};
  soky_session_set_classes_async (desk->session, &list, laid->version, NULL, reply_cb, &set);
  g_autoptr (SokySchool) after =
      soky_session_load_school_finish (desk->session, reply_wait (&set), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (after->version, ==, laid->version + 1);

  g_auto (Reply) subjects_reply = {NULL};
  const SokyNameList subjects = {NULL, (char *[]){(char *) "Toán", (char *) "Khoa học", NULL}};
  soky_session_set_subjects_async (desk->session, &subjects, after->version, NULL, reply_cb,
                                   &subjects_reply);
  g_autoptr (SokySchool) taught =
      soky_session_load_school_finish (desk->session, reply_wait (&subjects_reply), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (taught->subjects[1], ==, "Khoa học");
}

static void
test_audit (void)
{
  g_autoptr (Desk) desk = desk_at ("qt.huy");
  const SokyAuditFilter filter = {.event = "signed-in", .from = "2020-01-01T00:00:00Z"};
  g_auto (Reply) reply = {NULL};
  g_autoptr (GError) error = NULL;

  soky_session_read_audit_async (desk->session, &filter, NULL, reply_cb, &reply);
  g_autoptr (SokyAuditPage) page =
      soky_session_read_audit_finish (desk->session, reply_wait (&reply), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (page->items->len, >, 0);
  for (guint i = 0; i < page->items->len; i++) {
    const SokyAuditItem *item = g_ptr_array_index (page->items, i);
    g_assert_cmpstr (item->event, ==, "signed-in");
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  server = fixture_server_new_demo ();
  if (server == NULL) {
    g_print ("1..0 # SKIP softhsm2 and opensc are not installed\n");
    return 0;
  }
  g_test_add_func ("/client/administration/units", test_units);
  g_test_add_func ("/client/administration/person", test_person);
  g_test_add_func ("/client/administration/sessions", test_sessions);
  g_test_add_func ("/client/administration/types", test_types);
  g_test_add_func ("/client/administration/year", test_year);
  g_test_add_func ("/client/administration/audit", test_audit);
  int status = g_test_run ();
  fixture_server_free (server);
  return status;
}
