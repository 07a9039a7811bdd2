/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sessions, the school, problems and headers. */
#include "config.h"

#include "book/error.h"
#include "wire/headers.h"
#include "wire/problem.h"
#include "wire/school.h"
#include "wire/session.h"

#include <string.h>

#define HASH "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

static void
test_login (void)
{
  static const char *const passwords[] = {"soky-demo", "", "a\"b\\c\n\x1f/", "mật khẩu 😀"};

  for (guint i = 0; i < G_N_ELEMENTS (passwords); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (SokySecret) password = soky_secret_new (passwords[i], -1);
    g_autoptr (GBytes) bytes = soky_login_to_json ("gv.lan\"", password, NULL);
    gsize length;
    const char *text = g_bytes_get_data (bytes, &length);
    g_autofree char *login = NULL;
    g_autoptr (SokySecret) back = NULL;
    g_autoptr (SokyProof) proof = NULL;
    g_assert_true (soky_login_from_json (text, (gssize) length, &login, &back, &proof, &error));
    g_assert_no_error (error);
    g_assert_cmpstr (login, ==, "gv.lan\"");
    g_assert_true (soky_secret_equal (password, back));
  }
}

static void
test_login_refused (void)
{
  static const char *const texts[] = {
      "{\"login\":\"a\"}",
      "{\"password\":\"a\"}",
      "{\"login\":\"a\",\"password\":5}",
      "{\"login\":\"a\",\"password\":[\"a\"]}",
      "{\"login\":\"a\",\"password\":null}",
      "{\"login\":{},\"password\":\"a\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *login = NULL;
    g_autoptr (SokySecret) password = NULL;
    g_autoptr (SokyProof) proof = NULL;
    g_assert_false (soky_login_from_json (texts[i], -1, &login, &password, &proof, &error));
    g_assert_error (error, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_INVALID_FIELD);
    g_assert_null (password);
  }
}

static void
test_session (void)
{
  g_autoptr (SokyPerson) person = soky_person_new ("p-1", "gv.lan", "Nguyễn Thị Lan");

  for (guint with_token = 0; with_token < 2; with_token++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (SokySessionInfo) info = soky_session_info_new (person, 1788000000123456);
    gsize length;
    if (with_token)
      info->token = soky_secret_new ("abc_DEF-123", -1);
    g_ptr_array_add (info->certificates, soky_enrolment_new (HASH, "Lan", FALSE, "enrolled"));
    g_ptr_array_add (info->certificates, soky_enrolment_new (HASH, "THCS", TRUE, "waiting"));
    g_autoptr (GBytes) bytes = soky_session_info_to_json (info);
    const char *text = g_bytes_get_data (bytes, &length);
    g_autoptr (SokySessionInfo) back = soky_session_info_from_json (text, (gssize) length, &error);
    g_assert_no_error (error);
    g_assert_cmpint (back->expires_us, ==, info->expires_us);
    g_assert_cmpstr (back->person->name, ==, "Nguyễn Thị Lan");
    g_assert_cmpuint (back->certificates->len, ==, 2);
    g_assert_true (((SokyEnrolment *) g_ptr_array_index (back->certificates, 1))->organisation);
    if (with_token)
      g_assert_true (soky_secret_equal (back->token, info->token));
    else
      g_assert_null (back->token);
  }
}

static void
test_session_refused (void)
{
  static const char *const texts[] = {
      "{}",
      "{\"person\":null}",
      "{\"person\":{\"id\":\"\",\"name\":\"a\"}}",
      "{\"person\":{\"id\":\"p\",\"name\":\"a\"},\"token\":1}",
      "{\"person\":{\"id\":\"p\",\"name\":\"a\"},\"expires\":\"soon\"}",
      "{\"person\":{\"id\":\"p\",\"name\":\"a\"},\"certificates\":[{\"fingerprint\":\"" HASH
      "\",\"holder\":\"a\",\"state\":\"great\"}]}",
      "{\"person\":{\"id\":\"p\",\"name\":\"a\"},\"certificates\":[{\"fingerprint\":\"1\","
      "\"holder\":\"a\",\"state\":\"enrolled\"}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = NULL;
    g_test_message ("%s", texts[i]);
    g_assert_null (soky_session_info_from_json (texts[i], -1, &error));
    g_assert_true (error->domain == SOKY_WIRE_ERROR);
  }
}

static void
test_about (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyAbout) about = g_new0 (SokyAbout, 1);

  about->name = g_strdup ("SoKy");
  about->version = g_strdup ("0.1.0");
  about->school = g_strdup ("Trường THCS Hoa Sen");
  about->time_us = 1788000000000001;
  about->max_pdf_bytes = G_GINT64_CONSTANT (104857600);
  g_autofree char *text = soky_about_to_json (about);
  g_autoptr (SokyAbout) back = soky_about_from_json (text, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (back->school, ==, about->school);
  g_assert_cmpint (back->time_us, ==, about->time_us);
  g_assert_cmpint (back->max_pdf_bytes, ==, about->max_pdf_bytes);
  g_assert_null (soky_about_from_json ("{}", -1, &error));
  g_assert_error (error, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_INVALID_FIELD);
}

static void
test_school (void)
{
  static const char *const classes[] = {"6A", "6B", NULL};
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyUnit) unit =
      soky_unit_new ("s-1", "d-1", SOKY_UNIT_SCHOOL, "Trường", "Trường THCS Hoa Sen");
  g_autoptr (SokySchool) school = soky_school_new (unit, "2026-2027");

  school->classes = g_strdupv ((char **) classes);
  g_ptr_array_add (school->weeks, soky_week_new (3, "2026-09-21", "2026-09-27"));
  g_autofree char *text = soky_school_to_json (school);
  g_autoptr (SokySchool) back = soky_school_from_json (text, -1, &error);
  g_assert_no_error (error);
  g_autofree char *again = soky_school_to_json (back);
  g_assert_cmpstr (text, ==, again);
  g_assert_cmpstr (back->unit->parent_id, ==, "d-1");
  g_assert_cmpuint (g_strv_length (back->classes), ==, 2);
  g_assert_cmpuint (g_strv_length (back->subjects), ==, 0);

  soky_week_free (g_ptr_array_steal_index (school->weeks, 0));
  g_ptr_array_add (school->weeks, soky_week_new (3, "2026-09-31", "2026-09-27"));
  g_autofree char *bad = soky_school_to_json (school);
  g_assert_null (soky_school_from_json (bad, -1, &error));
  g_assert_error (error, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_INVALID_FIELD);
}

static void
assert_travels (GQuark domain, int code, guint status)
{
  g_autoptr (GError) error =
      g_error_new_literal (domain, code, "anything that only the server knows");
  g_autoptr (SokyProblem) problem = soky_problem_new_for_error (error);
  g_autofree char *text = soky_problem_to_json (problem);
  g_autoptr (SokyProblem) back = soky_problem_from_json (text, -1);
  g_assert_nonnull (back);
  g_autoptr (GError) arrived = soky_problem_to_error (back);

  if (status != 0)
    g_assert_cmpuint (back->status, ==, status);
  g_assert_cmpuint (back->status, >=, 400);
  g_assert_cmpuint (back->status, <, 600);
  g_assert_error (arrived, domain, code);
  g_assert_cmpstr (arrived->message, !=, error->message);
}

static void
test_problems (void)
{
  for (guint i = 0; i < SOKY_N_BOOK_ERRORS; i++)
    assert_travels (SOKY_BOOK_ERROR, (int) i, 0);
  for (guint i = 0; i < SOKY_N_WIRE_ERRORS; i++)
    assert_travels (SOKY_WIRE_ERROR, (int) i, soky_wire_error_get_status (i));
  assert_travels (SOKY_BOOK_ERROR, SOKY_BOOK_ERROR_VERSION, 412);
  assert_travels (SOKY_BOOK_ERROR, SOKY_BOOK_ERROR_HEAD_MOVED, 412);
  assert_travels (SOKY_BOOK_ERROR, SOKY_BOOK_ERROR_NOT_OWNER, 403);
  assert_travels (SOKY_BOOK_ERROR, SOKY_BOOK_ERROR_WRONG_STATE, 409);
  assert_travels (SOKY_BOOK_ERROR, SOKY_BOOK_ERROR_REASON_MISSING, 422);
}

static void
test_other_problems (void)
{
  g_autoptr (GError) inner = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NO_SPACE, "secret path");
  g_autoptr (SokyProblem) internal = soky_problem_new_for_error (inner);
  g_autofree char *text = soky_problem_to_json (internal);

  g_assert_cmpuint (internal->status, ==, 500);
  g_assert_null (strstr (text, "secret path"));

  g_autoptr (SokyProblem) moved = soky_problem_new ("head-moved", NULL);
  soky_problem_set_head (moved, 12, HASH, 345678);
  g_autofree char *head = soky_problem_to_json (moved);
  g_autoptr (SokyProblem) back = soky_problem_from_json (head, -1);
  g_assert_cmpuint (back->version, ==, 12);
  g_assert_cmpstr (back->head_sha256, ==, HASH);
  g_assert_cmpint (back->head_length, ==, 345678);

  g_autoptr (SokyProblem) newer = soky_problem_from_json (
      "{\"status\":409,\"code\":\"moon-is-full\",\"title\":\"t\",\"detail\":\"Wait.\"}", -1);
  g_autoptr (GError) error = soky_problem_to_error (newer);
  g_assert_error (error, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_UNKNOWN);
  g_assert_cmpstr (error->message, ==, "Wait.");
  g_assert_null (soky_problem_from_json ("<html>", -1));
  g_assert_null (soky_problem_from_json ("{\"status\":7}", -1));
}

static void
test_base (void)
{
  static const char *const bad[] = {
      NULL,
      "",
      "length=",
      "length=1",
      "length=00",
      "sha256=;length=1",
      "sha256=" HASH,
      "sha256=" HASH ";length=",
      "sha256=" HASH ";length=0",
      "sha256=" HASH ";length=-1",
      "sha256=" HASH ";length=01",
      "sha256=" HASH ";length=1 ",
      "sha256=" HASH "0;length=1",
      "sha256=" HASH ";length=99999999999999999999",
      "SHA256=" HASH ";length=1",
      "sha256=" HASH "; length=1",
      "sha256=" HASH ";length=1;length=2",
  };
  g_autoptr (GError) error = NULL;
  g_autofree char *header = soky_base_format (HASH, 123456);
  SokyBase base;

  g_assert_cmpstr (header, ==, "sha256=" HASH ";length=123456");
  g_assert_true (soky_base_parse (header, &base, &error));
  g_assert_cmpstr (base.sha256, ==, HASH);
  g_assert_cmpint (base.length, ==, 123456);
  g_autofree char *none = soky_base_format (NULL, 0);
  g_assert_true (soky_base_parse (none, &base, &error));
  g_assert_cmpint (base.length, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_test_message ("%s", bad[i]);
    g_assert_false (soky_base_parse (bad[i], &base, &error));
    g_assert_error (error, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_MALFORMED);
    g_clear_error (&error);
  }
}

static void
test_version (void)
{
  static const char *const bad[] = {"",
                                    "\"",
                                    "\"\"",
                                    "12",
                                    "\"12",
                                    "W/\"12\"",
                                    "\"-1\"",
                                    "\"012\"",
                                    "\"1 \"",
                                    "*",
                                    "\"99999999999999999999\""};
  g_autoptr (GError) error = NULL;
  g_autofree char *header = soky_version_format (12);
  guint64 version;

  g_assert_cmpstr (header, ==, "\"12\"");
  g_assert_true (soky_version_parse (header, &version, &error));
  g_assert_cmpuint (version, ==, 12);
  g_assert_false (soky_version_parse (NULL, &version, &error));
  g_assert_error (error, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_PRECONDITION_REQUIRED);
  g_clear_error (&error);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_assert_false (soky_version_parse (bad[i], &version, &error));
    g_assert_error (error, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_MALFORMED);
    g_clear_error (&error);
  }
}

static void
test_id (void)
{
  g_autofree char *longest = g_strnfill (64, 'a');
  g_autofree char *longer = g_strnfill (65, 'a');

  g_assert_true (soky_wire_is_id ("b_1-Z"));
  g_assert_true (soky_wire_is_id (longest));
  g_assert_false (soky_wire_is_id (longer));
  g_assert_false (soky_wire_is_id (""));
  g_assert_false (soky_wire_is_id (NULL));
  g_assert_false (soky_wire_is_id ("a/b"));
  g_assert_false (soky_wire_is_id (".."));
  g_assert_false (soky_wire_is_id ("sổ"));
}

static void
test_words (void)
{
  g_autoptr (GHashTable) codes = g_hash_table_new (g_str_hash, g_str_equal);
  SokyWireError back;
  SokyBookError rule;

  for (guint i = 0; i < SOKY_N_WIRE_ERRORS; i++) {
    const char *code = soky_wire_error_to_code (i);
    g_assert_true (g_hash_table_add (codes, (gpointer) code));
    g_assert_true (soky_wire_error_from_code (code, &back));
    g_assert_cmpuint (back, ==, i);
    g_assert_false (soky_book_error_from_code (code, &rule));
    g_assert_cmpuint (strlen (soky_wire_error_get_message (i)), >, 10);
  }
  g_assert_false (soky_wire_error_from_code ("nonsense", &back));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/messages/login", test_login);
  g_test_add_func ("/wire/messages/login-refused", test_login_refused);
  g_test_add_func ("/wire/messages/session", test_session);
  g_test_add_func ("/wire/messages/session-refused", test_session_refused);
  g_test_add_func ("/wire/messages/about", test_about);
  g_test_add_func ("/wire/messages/school", test_school);
  g_test_add_func ("/wire/messages/problems", test_problems);
  g_test_add_func ("/wire/messages/other-problems", test_other_problems);
  g_test_add_func ("/wire/messages/base", test_base);
  g_test_add_func ("/wire/messages/version", test_version);
  g_test_add_func ("/wire/messages/id", test_id);
  g_test_add_func ("/wire/messages/words", test_words);
  return g_test_run ();
}
