/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cast.h"

#include "base/clock.h"
#include "book/book-query.h"
#include "book/date.h"
#include "wire/book-type.h"
#include "wire/book.h"
#include "wire/headers.h"

#include <string.h>

/* Số and ngày of a stamp over HTTPS against the real server: proposed, kept, taken once, in the
 * log; and what a submission says to those who decide. */

static Cast *cast;

#define NOTE "Đã sửa bảng ở trang 2"

/* The administrator of the school sets the type so that stamps are numbered. */
static void
ask_for_numbers (void)
{
  Visitor *admin = cast->visitors[ADMIN];
  g_autoptr (GError) error = NULL;

  visitor_send (admin, "GET", "/api/v1/book-types", NULL);
  visitor_assert (admin, 200, NULL);
  g_autoptr (GPtrArray) types =
      soky_wire_book_types_from_json (visitor_get_text (admin), -1, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < types->len; i++) {
    SokyBookType *type = types->pdata[i];
    if (!g_str_equal (type->id, "lesson_plan"))
      continue;
    g_assert_false (type->asks_number);
    type->asks_number = TRUE;
    g_autofree char *json = soky_wire_book_type_to_json (type);
    const Request request = {.text = json, .version = type->version};
    visitor_send (admin, "PUT", "/api/v1/book-types/lesson_plan", &request);
    visitor_assert (admin, 200, NULL);
    return;
  }
  g_assert_not_reached ();
}

static GBytes *
sign_head (const SokyBook *book, guint who, const char *login)
{
  g_autoptr (GBytes) head = visitor_download (cast->visitors[who], book);

  return school_sign (cast->school, login, head);
}

/* A lesson plan that the teacher has signed and that waits for the stamp. */
static SokyBook *
make_signed (const char *title)
{
  g_autoptr (SokyBook) draft = visitor_make_book (cast->visitors[OWNER], title, cast->pdf);
  g_autoptr (SokyBook) book =
      cast_act (cast, OWNER, draft,
                "{\"action\":\"submit\",\"note\":\"" NOTE "\",\"route\":["
                "{\"order\":1,\"person_id\":\"gv-lan\",\"role\":\"teacher\","
                "\"kind\":\"person\",\"require_cert\":true},"
                "{\"order\":2,\"person_id\":\"vt-ha\",\"role\":\"clerk\","
                "\"kind\":\"stamp\",\"require_cert\":true}]}");
  g_autoptr (GBytes) whole = sign_head (book, OWNER, "gv.lan");

  visitor_upload (cast->visitors[OWNER], book, whole, NULL);
  visitor_assert (cast->visitors[OWNER], 201, NULL);
  return visitor_get_book (cast->visitors[OWNER]);
}

/* @numbering: (nullable): as the header says it */
static void
stamp (const SokyBook *book, const char *numbering, guint status, const char *code)
{
  g_autoptr (GBytes) whole = sign_head (book, CLERK, "vt.ha");
  g_autofree char *path = g_strdup_printf ("/api/v1/books/%s/revisions", book->id);
  g_autofree char *base = soky_base_format (book->head_sha256, book->head_length);
  gsize from = (gsize) book->head_length;
  g_autoptr (GBytes) tail = g_bytes_new_from_bytes (whole, from, g_bytes_get_size (whole) - from);
  const Request request = {.type = "application/octet-stream",
                           .body = tail,
                           .version = book->version,
                           .base = base,
                           .name = numbering ? "Soky-Number" : NULL,
                           .value = numbering};

  visitor_send (cast->visitors[CLERK], "POST", path, &request);
  visitor_assert (cast->visitors[CLERK], status, code);
}

static void
assert_next (const SokyBook *book, guint number)
{
  g_autofree char *path = g_strdup_printf ("/api/v1/books/%s/next-number", book->id);
  g_autoptr (GError) error = NULL;
  SokyNumbering next;
  GDate today;

  visitor_send (cast->visitors[CLERK], "GET", path, NULL);
  visitor_assert (cast->visitors[CLERK], 200, NULL);
  g_assert_true (
      soky_wire_numbering_from_json (visitor_get_text (cast->visitors[CLERK]), -1, &next, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (next.number, ==, number);
  g_assert_true (soky_date_parse (next.date, &today));
}

/* Of this year, by the day that the server proposes. */
static char *
today_with (guint number)
{
  GDate today;

  soky_date_from_moment (soky_clock_now_us (), &today);
  g_autofree char *day = soky_date_format (&today);
  return g_strdup_printf ("number=%u;date=%s", number, day);
}

static void
test_numbers (void)
{
  static const char *const malformed[] = {
      "number=0;date=2026-11-25",       "number=01;date=2026-11-25",
      "number=-1;date=2026-11-25",      "number=1",
      "number=1;date=2026-02-30",       "number=1;date=25/11/2026",
      "number=1000000;date=2026-11-25", "",
  };
  g_autofree char *seven = today_with (7);
  g_autofree char *eight = today_with (8);

  g_autoptr (SokyBook) first = make_signed ("Kế hoạch 1");
  assert_next (first, 1);
  stamp (first, NULL, 422, "number");
  for (guint i = 0; i < G_N_ELEMENTS (malformed); i++)
    stamp (first, malformed[i], 400, "malformed");
  stamp (first, seven, 201, NULL);
  g_autoptr (SokyBook) stamped = visitor_get_book (cast->visitors[CLERK]);
  const SokyStep *step = soky_book_get_steps (stamped)->pdata[1];
  g_assert_cmpuint (step->numbering.number, ==, 7);
  g_assert_cmpstr (strchr (seven, ';') + strlen (";date="), ==, step->numbering.date);

  g_autoptr (SokyBook) second = make_signed ("Kế hoạch 2");
  assert_next (second, 8);
  stamp (second, seven, 409, "number-taken");
  /* another year has a row of its own */
  stamp (second, "number=7;date=2020-01-31", 201, NULL);
  g_autoptr (SokyBook) third = make_signed ("Kế hoạch 3");
  assert_next (third, 8);
  stamp (third, eight, 201, NULL);
}

static void
test_log (void)
{
  visitor_send (cast->visitors[CLERK], "GET", "/api/v1/reports/stamps?sort=title&order=asc", NULL);
  visitor_assert (cast->visitors[CLERK], 200, NULL);
  g_auto (GStrv) lines = g_strsplit (visitor_get_text (cast->visitors[CLERK]), "\r\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 1 + 3 + 1);
  g_assert_true (g_str_has_prefix (lines[1], "\"7\","));
  g_assert_nonnull (strstr (lines[1], "Kế hoạch 1"));
  g_assert_true (g_str_has_prefix (lines[2], "\"7\",\"31/01/2020\","));
  g_assert_true (g_str_has_prefix (lines[3], "\"8\","));
  g_assert_nonnull (strstr (lines[3], "Phạm Thu Hà"));

  /* the principal sees the school's, a teacher his own: none */
  visitor_send (cast->visitors[CHIEF], "GET", "/api/v1/reports/stamps", NULL);
  visitor_assert (cast->visitors[CHIEF], 200, NULL);
  g_assert_nonnull (strstr (visitor_get_text (cast->visitors[CHIEF]), "Kế hoạch 2"));
  visitor_send (cast->visitors[OWNER], "GET", "/api/v1/reports/stamps", NULL);
  visitor_assert (cast->visitors[OWNER], 200, NULL);
  g_assert_null (strstr (visitor_get_text (cast->visitors[OWNER]), "Kế hoạch"));
}

/* Whoever decides reads what the submitter wrote, and so does the history. */
static void
test_note (void)
{
  g_autoptr (SokyBook) book = make_signed ("Lời nhắn");
  g_autofree char *path = g_strdup_printf ("/api/v1/books/%s", book->id);

  visitor_send (cast->visitors[CLERK], "GET", path, NULL);
  visitor_assert (cast->visitors[CLERK], 200, NULL);
  g_autoptr (SokyBook) read = visitor_get_book (cast->visitors[CLERK]);
  g_assert_cmpstr (soky_book_get_round (read)->note, ==, NOTE);
  visitor_send (cast->visitors[ADMIN], "GET", "/api/v1/audit?limit=20", NULL);
  visitor_assert (cast->visitors[ADMIN], 200, NULL);
  g_assert_nonnull (strstr (visitor_get_text (cast->visitors[ADMIN]), NOTE));

  g_autofree char *longer = g_strnfill (501, 'a');
  g_autofree char *text = g_strdup_printf (
      "{\"action\":\"submit\",\"note\":\"%s\",\"route\":[{\"order\":1,\"person_id\":"
      "\"tt-minh\",\"role\":\"group_head\",\"kind\":\"person\",\"require_cert\":true}]}",
      longer);
  g_autoptr (SokyBook) draft = visitor_make_book (cast->visitors[OWNER], "Dài quá", cast->pdf);
  g_autofree char *actions = g_strdup_printf ("/api/v1/books/%s/actions", draft->id);
  const Request request = {.text = text, .version = draft->version};
  visitor_send (cast->visitors[OWNER], "POST", actions, &request);
  visitor_assert (cast->visitors[OWNER], 422, "text-too-long");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cast = cast_new ();
  ask_for_numbers ();

  g_test_add_func ("/server/numbers/taken-once", test_numbers);
  g_test_add_func ("/server/numbers/log", test_log);
  g_test_add_func ("/server/numbers/note", test_note);
  int status = g_test_run ();

  cast_free (cast);
  return status;
}
