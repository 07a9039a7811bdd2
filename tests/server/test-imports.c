/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bringing tables into the school: shown first, then all or nothing, and only once. */
#include "config.h"

#include "cast.h"
#include "documents.h"
#include "fixture.h"
#include "zip-builder.h"

#include "server/demo/demo.h"
#include "server/import/apply.h"
#include "server/store/directory.h"
#include "server/store/enrolments.h"
#include "wire/import-password.h"

#include <string.h>

#define PEOPLE                                                                                                  \
  "DANH SÁCH CÁN BỘ,,,,,,\n"                                                                                \
  "STT,Tên đăng nhập,Họ và tên,Tổ,Chức vụ,Lớp,Môn,Chủ nhiệm,Email\n"                      \
  "1,gv.lan,Nguyễn Thị Lan,Tổ Toán – Tin,Giáo viên,\"6A, 6B\",Tin học,6A,\n"                       \
  "2,tt.minh,Trần Văn Minh,TỔ TOÁN - TIN,Tổ trưởng,8A,Toán,,\n"                                     \
  "3,gv.moi,Đặng Thị Mới,Tổ Thể dục,\"Giáo viên, Tổ trưởng\",7A,Giáo dục thể chất,," \
  "Moi@Truong.edu.vn\n"                                                                                         \
  "4,ht.hanh,Lê Thị Hạnh,,Hiệu trưởng,,,,\n"                                                          \
  "5,qt.huy,Đỗ Quang Huy,,Nhân viên,,,,\n"                                                                 \
  ",,,,,,,,\n"                                                                                                  \
  ",,,,,Người lập bảng,,,\n"
#define SEED "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

static School *school;
static SokyService *service;
static SokyImportMapping *mapping;

static SokyImportPlan *
plan_in (SokyTransaction *tx, SokyImportKind kind, const char *text, gboolean remove)
{
  const SokyImportOrder order = {kind, "thcs-hoa-sen", "qt-huy", remove};
  g_autoptr (GBytes) file = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  SokyImportPlan *plan = soky_import_plan (tx, &order, file, mapping, &error);

  g_assert_no_error (error);
  return plan;
}

static SokyImportPlan *
plan (SokyImportKind kind, const char *text, gboolean remove)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyTransaction) tx = soky_store_begin (service->store, SOKY_STORE_READ, &error);

  g_assert_no_error (error);
  return plan_in (tx, kind, text, remove);
}

static void
apply (SokyImportKind kind, const char *text, gboolean remove)
{
  const SokyOrigin origin = {.address = "", .now_us = 1788000000000000};
  const SokyImportOrder order = {kind, "thcs-hoa-sen", "qt-huy", remove};
  g_autoptr (SokySecret) seed = soky_secret_new (SEED, -1);
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyTransaction) tx = soky_store_begin (service->store, SOKY_STORE_WRITE, &error);
  g_autoptr (SokyImportPlan) made = plan_in (tx, kind, text, remove);
  g_autoptr (GHashTable) hashes = soky_import_hash_passwords (made, seed);

  soky_import_apply (tx, &origin, &order, made, hashes, &error);
  g_assert_no_error (error);
  g_assert_true (made->report->applied);
  soky_transaction_commit (tx, &error);
  g_assert_no_error (error);
}

static const SokyImportRow *
find_row (const SokyImportPlan *made, const char *key)
{
  for (guint i = 0; i < made->report->rows->len; i++) {
    const SokyImportRow *row = made->report->rows->pdata[i];
    if (g_str_equal (row->key, key))
      return row;
  }
  g_error ("no row of %s", key);
}

static void
assert_change (const SokyImportRow *row, const char *field, const char *from, const char *to)
{
  for (guint i = 0; i < row->changes->len; i++) {
    const SokyImportChange *change = row->changes->pdata[i];
    if (!g_str_equal (change->field, field))
      continue;
    g_assert_cmpstr (change->from, ==, from);
    g_assert_cmpstr (change->to, ==, to);
    return;
  }
  g_error ("%s does not change", field);
}

static void
assert_counts (const SokyImportPlan *made, const guint *expected)
{
  g_autofree char *json = soky_import_report_to_json (made->report);

  g_test_message ("%s", json);
  for (guint i = 0; i < SOKY_N_IMPORT_OUTCOMES; i++)
    g_assert_cmpuint (made->report->counts[i], ==, expected[i]);
}

static SokyPerson *
find_person (const char *login)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyTransaction) tx = soky_store_begin (service->store, SOKY_STORE_READ, &error);
  SokyPerson *person = soky_store_find_person (tx, login, &error);

  g_assert_no_error (error);
  return person;
}

static void
set_up (void)
{
  g_autoptr (GError) error = NULL;

  school = school_new ();
  service = school_open (school);
  mapping = soky_import_mapping_load (NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (void)
{
  g_clear_pointer (&mapping, soky_import_mapping_free);
  g_clear_pointer (&service, soky_service_free);
  g_clear_pointer (&school, school_free);
}

/* What the dry run says, line by line. */
static void
test_show (void)
{
  set_up ();
  g_autoptr (SokyImportPlan) made = plan (SOKY_IMPORT_PEOPLE, PEOPLE, FALSE);
  /* a group and a person to add; hanh and huy change; lan and minh do not; ha is not in it */
  assert_counts (made, (const guint[]){2, 2, 2, 2, 0, 0});
  const SokyImportRow *fresh = find_row (made, "gv.moi");
  g_assert_cmpuint (fresh->line, ==, 5);
  g_assert_cmpint (fresh->outcome, ==, SOKY_IMPORT_ADD);
  assert_change (fresh, "unit", "", "Tổ Thể dục");
  assert_change (fresh, "email", "", "moi@truong.edu.vn");
  assert_change (fresh, "positions", "",
                 "Head of group “Tổ trưởng” (Tổ Thể dục); Subject teacher 7A Giáo dục thể chất "
                 "(Tổ Thể dục)");
  assert_change (find_row (made, "ht.hanh"), "name", "Lê Thị Hồng Hạnh", "Lê Thị Hạnh");
  /* an export knows nothing of administrators, and takes nothing from them */
  const SokyImportRow *huy = find_row (made, "qt.huy");
  g_assert_cmpint (huy->outcome, ==, SOKY_IMPORT_CHANGE);
  g_assert_nonnull (strstr (((SokyImportChange *) huy->changes->pdata[0])->to, "administrator"));
  g_assert_cmpint (find_row (made, "vt.ha")->outcome, ==, SOKY_IMPORT_MISSING);
  /* nothing was done */
  g_autoptr (SokyPerson) hanh = find_person ("ht.hanh");
  g_assert_cmpstr (hanh->name, ==, "Lê Thị Hồng Hạnh");
  tear_down ();
}

/* Once done, the same file changes nothing more; who is not in it stays, unless it is asked for. */
static void
test_apply (void)
{
  set_up ();
  apply (SOKY_IMPORT_PEOPLE, PEOPLE, FALSE);
  g_autoptr (SokyImportPlan) again = plan (SOKY_IMPORT_PEOPLE, PEOPLE, FALSE);
  assert_counts (again, (const guint[]){0, 0, 5, 2, 0, 0});
  g_autoptr (SokyPerson) fresh = find_person ("gv.moi");
  g_assert_true (soky_person_has_role (fresh, SOKY_ROLE_GROUP_HEAD));
  g_assert_cmpstr (fresh->unit_name, ==, "Tổ Thể dục");
  g_assert_cmpstr (fresh->school_id, ==, "thcs-hoa-sen");
  g_autoptr (SokyPerson) lan = find_person ("gv.lan");
  g_assert_cmpuint (lan->positions->len, ==, 3);
  g_assert_cmpstr (soky_person_get_title (lan, SOKY_ROLE_SUBJECT_TEACHER), ==, "Giáo viên bộ môn");
  g_autoptr (SokyPerson) ha = find_person ("vt.ha");
  g_assert_true (ha->active);

  apply (SOKY_IMPORT_PEOPLE, PEOPLE, TRUE);
  g_autoptr (SokyPerson) gone = find_person ("vt.ha");
  g_assert_false (gone->active);
  g_assert_cmpuint (gone->positions->len, ==, 1);
  /* the administrator who imports never locks himself out */
  apply (SOKY_IMPORT_PEOPLE, "Tên đăng nhập,Họ và tên\nvt.ha,Phạm Thu Hà\n", TRUE);
  g_autoptr (SokyPerson) back = find_person ("vt.ha");
  g_autoptr (SokyPerson) huy = find_person ("qt.huy");
  g_assert_true (back->active && huy->active);
  tear_down ();
}

static void
test_errors (void)
{
  static const struct {
    const char *line;
    const char *column;
    const char *words;
  } rows[] = {
      {",Trần An,,Giáo viên,,,", "Tài khoản", "missing"},
      {"có dấu,Trần An,,Giáo viên,,,", "Tài khoản", "có dấu"},
      {"gv.an,,,Giáo viên,,,", "Họ tên", "missing"},
      {"gv.an,Trần An,,Phi công,,,", "Chức vụ", "Phi công"},
      {"gv.an,Trần An,,Giáo viên,6Z,,", "Lớp", "6Z"},
      {"gv.an,Trần An,,Giáo viên,,Bay lượn,", "Môn", "Bay lượn"},
      {"gv.an,Trần An,,Giáo viên,,,khong phai", "Email", "khong phai"},
      {SCHOOL_STRANGER ",Võ Thị Lạ,,Giáo viên,,,", "Tài khoản", "another school"},
      {"gv.an,Trần An,,,,,\ngv.an,Lê Bình,,,,,", "Tài khoản", "Trần An"},
  };

  set_up ();
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *text = g_strdup_printf (
        "Tài khoản,Họ tên,Tổ,Chức vụ,Lớp,Môn,Email\ngv.tot,Trần Tốt,,Giáo viên,,,\n%s\n",
        rows[i].line);
    g_autoptr (SokyImportPlan) made = plan (SOKY_IMPORT_PEOPLE, text, FALSE);
    const SokyImportRow *wrong = NULL;
    g_test_message ("%s", rows[i].line);
    g_assert_cmpuint (made->report->counts[SOKY_IMPORT_ERROR], ==, 1);
    for (guint j = 0; j < made->report->rows->len; j++) {
      const SokyImportRow *row = made->report->rows->pdata[j];
      if (row->outcome == SOKY_IMPORT_ERROR)
        wrong = row;
    }
    g_assert_cmpuint (wrong->line, >=, 3);
    g_assert_cmpstr (wrong->column, ==, rows[i].column);
    g_assert_nonnull (strstr (wrong->message, rows[i].words));
    /* one error, and nothing at all is done */
    const SokyOrigin origin = {.address = "", .now_us = 1};
    const SokyImportOrder order = {SOKY_IMPORT_PEOPLE, "thcs-hoa-sen", NULL, FALSE};
    g_autoptr (GError) error = NULL;
    g_autoptr (SokyTransaction) tx = soky_store_begin (service->store, SOKY_STORE_WRITE, &error);
    g_assert_false (soky_import_apply (tx, &origin, &order, made, NULL, &error));
    g_assert_error (error, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_INVALID_FIELD);
  }
  tear_down ();
}

static void
test_names (void)
{
  g_autoptr (GError) error = NULL;

  set_up ();
  apply (SOKY_IMPORT_CLASSES, "STT;Khối;Tên lớp\n1;6;6a\n2;6;6C\n3;6;6C\n4;7;7C\n", FALSE);
  apply (SOKY_IMPORT_SUBJECTS, "Môn học\nTIN HỌC\nTiếng Tày\n", TRUE);
  g_autoptr (SokyImportPlan) again = plan (SOKY_IMPORT_CLASSES, "Tên lớp\n6A\n6C\n7C\n", FALSE);
  assert_counts (again, (const guint[]){0, 0, 3, 7, 0, 0});
  g_autoptr (SokyTransaction) tx = soky_store_begin (service->store, SOKY_STORE_READ, &error);
  g_autoptr (SokySchool) found = soky_store_get_school (tx, "thcs-hoa-sen", &error);
  g_autofree char *classes = g_strjoinv (" ", found->classes);
  g_autofree char *subjects = g_strjoinv (",", found->subjects);
  g_assert_cmpstr (classes, ==, "6A 6B 7A 7B 8A 8B 9A 9B 6C 7C");
  g_assert_cmpstr (subjects, ==, "Tin học,Tiếng Tày");
  tear_down ();
}

static void
test_unreadable (void)
{
  set_up ();
  g_autoptr (SokyImportPlan) made = plan (SOKY_IMPORT_PEOPLE, "a,b\n1,2\n", FALSE);
  assert_counts (made, (const guint[]){0, 0, 0, 0, 0, 1});
  const SokyImportRow *row = made->report->rows->pdata[0];
  g_assert_cmpuint (row->line, ==, 0);
  g_assert_nonnull (strstr (row->message, "Họ và tên"));
  tear_down ();
}

/* --- over HTTPS --- */

static const Answer *
post (Visitor *visitor, const char *query, const char *text, const char *key)
{
  g_autofree char *path = g_strconcat ("/api/v1/imports?", query, NULL);
  const Request request = {
      .type = "text/csv", .text = text, .key = key, .name = SOKY_IMPORT_SEED_HEADER, .value = SEED};

  return visitor_send (visitor, "POST", path, &request);
}

static SokyImportReport *
take_report (Visitor *visitor)
{
  g_autoptr (GError) error = NULL;

  visitor_assert (visitor, 200, NULL);
  SokyImportReport *report = soky_import_report_from_json (visitor_get_text (visitor), -1, &error);
  g_assert_no_error (error);
  return report;
}

static void
test_endpoint (void)
{
  Cast *cast = cast_new ();
  Visitor *admin = cast->visitors[ADMIN];
  g_autoptr (SokySecret) seed = soky_secret_new (SEED, -1);
  g_autoptr (SokySecret) password = soky_import_derive_password (seed, "gv.moi");

  for (guint who = 0; who < N_VISITORS; who++) {
    if (who != ADMIN)
      g_assert_cmpuint (post (cast->visitors[who], "kind=people&dry_run=1", PEOPLE, NULL)->status,
                        ==, who <= FORGER ? 401 : 403);
  }
  g_assert_cmpuint (post (admin, "kind=pupils&dry_run=1", PEOPLE, NULL)->status, ==, 422);
  g_assert_cmpuint (post (admin, "kind=people", PEOPLE, NULL)->status, ==, 428);
  post (admin, "kind=people&dry_run=1", PEOPLE, NULL);
  g_autoptr (SokyImportReport) shown = take_report (admin);
  g_assert_false (shown->applied);

  g_autofree char *query = g_strconcat ("kind=people&digest=", shown->digest, NULL);
  g_assert_cmpuint (post (admin, query, PEOPLE ",,,\ngv.x,X Y,,,,,,\n", NULL)->status, ==, 409);
  g_assert_cmpuint (post (admin, query, PEOPLE, "once")->status, ==, 200);
  g_autofree char *first = g_strdup (visitor_get_text (admin));
  g_autoptr (SokyImportReport) done = take_report (admin);
  g_assert_true (done->applied);
  g_assert_cmpstr (done->digest, ==, shown->digest);
  /* an answer that was lost comes again; a new request finds the school changed */
  post (admin, query, PEOPLE, "once");
  g_assert_cmpstr (visitor_get_text (admin), ==, first);
  g_assert_cmpuint (post (admin, query, PEOPLE, NULL)->status, ==, 409);

  g_autoptr (Visitor) fresh = visitor_new (cast->server);
  g_assert_cmpuint (visitor_sign_in (fresh, "gv.moi", soky_secret_peek (password)), ==, 201);
  g_assert_null (strstr (first, soky_secret_peek (password)));
  g_autoptr (GBytes) csv = soky_import_passwords_to_csv (done, seed);
  g_autofree char *table = g_strndup (g_bytes_get_data (csv, NULL), g_bytes_get_size (csv));
  g_autofree char *line =
      g_strdup_printf ("\"gv.moi\",\"Đặng Thị Mới\",%s\r\n", soky_secret_peek (password));
  g_assert_nonnull (strstr (table, line));
  cast_free (cast);
}

static void
test_size (void)
{
  Cast *cast = cast_new ();
  g_autofree char *large = g_strnfill (SOKY_IMPORT_MAX_BYTES + 1, 'x');

  post (cast->visitors[ADMIN], "kind=people&dry_run=1", large, NULL);
  visitor_assert (cast->visitors[ADMIN], 413, "too-large");
  cast_free (cast);
}

/* --- on the command line --- */

static char *
write_file (const char *folder, const char *name, const void *data, gsize length)
{
  char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, data, (gssize) length, &error);
  g_assert_no_error (error);
  return path;
}

static void
test_command (void)
{
  set_up ();
  g_autofree char *file = write_file (school->folder, "people.csv", PEOPLE, strlen (PEOPLE));
  g_autofree char *passwords = g_build_filename (school->folder, "passwords.csv", NULL);
  g_autofree char *shown = NULL, *refused = NULL, *done = NULL, *again = NULL, *text = NULL;
  const char *state = school->folder;

  g_assert_cmpint (fixture_server_command (&shown, NULL, "import", "people", file, "--school",
                                           "thcs-hoa-sen", "--state", state, NULL),
                   ==, 0);
  g_assert_nonnull (strstr (shown, "5\tadd\tgv.moi\tĐặng Thị Mới"));
  g_assert_cmpint (fixture_server_command (&refused, NULL, "import", "people", file, "--apply",
                                           "--school", "thcs-hoa-sen", "--state", state, NULL),
                   ==, 1);
  g_assert_nonnull (strstr (refused, "--passwords"));
  g_assert_cmpint (fixture_server_command (&done, NULL, "import", "people", file, "--apply",
                                           "--school", "thcs-hoa-sen", "--passwords", passwords,
                                           "--state", state, NULL),
                   ==, 0);
  g_assert_true (g_file_get_contents (passwords, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "\"gv.moi\""));
  g_assert_cmpint (fixture_server_command (&again, NULL, "import", "people", file, "--apply",
                                           "--school", "thcs-hoa-sen", "--state", state, NULL),
                   ==, 0);
  g_assert_nonnull (strstr (again, "0 to add, 0 to change"));
  tear_down ();
}

/* A folder of PDFs becomes drafts, once. */
static void
test_books (void)
{
  static const char *const names[] = {"Giáo án Tin 6A tuần 3.pdf", "GA_Tin6B_T04.PDF",
                                      "scan0001.pdf", "Giáo án Tin 6A tuần 5.pdf", "đọc.txt"};
  g_autoptr (GBytes) pdf = document_make (DOCUMENT_TABLE, 1);
  gsize length = 0;
  const void *data = g_bytes_get_data (pdf, &length);
  g_autofree char *done = NULL, *again = NULL;

  set_up ();
  char *folder = fixture_make_folder ();
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_free (write_file (folder, names[i], i == 3 ? "no pdf" : data, i == 3 ? 6 : length));
  g_assert_cmpint (fixture_server_command (&done, NULL, "import", "books", folder, "--owner",
                                           "gv.lan", "--apply", "--state", school->folder, NULL),
                   ==, 0);
  g_test_message ("%s", done);
  g_assert_nonnull (
      strstr (done, "add\tGiáo án Tin 6A tuần 3.pdf\tlesson_plan\t6A\tTin học\tweek-03"));
  g_assert_nonnull (strstr (done, "left\tscan0001.pdf"));
  g_assert_nonnull (strstr (done, "error\tGiáo án Tin 6A tuần 5.pdf"));
  g_assert_nonnull (strstr (done, "2 drafts, 0 there already, 2 left alone"));
  g_assert_cmpint (fixture_server_command (&again, NULL, "import", "books", folder, "--owner",
                                           "gv.lan", "--apply", "--state", school->folder, NULL),
                   ==, 0);
  g_assert_nonnull (strstr (again, "0 drafts, 2 there already, 2 left alone"));
  fixture_remove_folder (folder);
  tear_down ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/imports/show", test_show);
  g_test_add_func ("/imports/apply", test_apply);
  g_test_add_func ("/imports/errors", test_errors);
  g_test_add_func ("/imports/names", test_names);
  g_test_add_func ("/imports/unreadable", test_unreadable);
  g_test_add_func ("/imports/endpoint", test_endpoint);
  g_test_add_func ("/imports/size", test_size);
  g_test_add_func ("/imports/command", test_command);
  g_test_add_func ("/imports/books", test_books);
  return g_test_run ();
}
