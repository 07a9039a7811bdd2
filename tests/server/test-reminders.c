/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cast.h"

#include "wire/overview.h"
#include "wire/reminder.h"

#include <string.h>

/* Nhắc nộp over HTTPS against the real server: who may, once a day, and what the late one sees. */

static Cast *cast;

static const Answer *
send (guint who, const char *json, const char *key)
{
  const Request request = {.text = json, .key = key};

  return visitor_send (cast->visitors[who], "POST", "/api/v1/reminders", &request);
}

static char *
ask_for (const char *person, const char *type, const char *period, const char *note)
{
  g_autoptr (SokyReminderOrder) order = soky_reminder_order_new (note);

  g_ptr_array_add (order->reminders, soky_reminder_new (person, type, period, NULL));
  return soky_reminder_order_to_json (order);
}

/* Of one reminder that is let in. */
static SokyReminderOutcome
remind (guint who, const char *person, const char *type, const char *period)
{
  g_autofree char *json = ask_for (person, type, period, "  Thầy cô\n nộp giúp ");
  g_autoptr (GError) error = NULL;

  send (who, json, NULL);
  visitor_assert (cast->visitors[who], 200, NULL);
  g_autoptr (GPtrArray) list =
      soky_reminder_outcomes_from_json (visitor_get_text (cast->visitors[who]), -1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 1);
  const SokyReminder *one = list->pdata[0];
  g_assert_cmpstr (one->person_id, ==, person);
  return one->outcome;
}

static SokyOverview *
look (guint who)
{
  g_autoptr (GError) error = NULL;

  visitor_send (cast->visitors[who], "GET", "/api/v1/overview", NULL);
  visitor_assert (cast->visitors[who], 200, NULL);
  SokyOverview *overview =
      soky_overview_from_json (visitor_get_text (cast->visitors[who]), -1, &error);
  g_assert_no_error (error);
  return overview;
}

static void
test_roles (void)
{
  static const struct {
    guint who;
    guint status;
    const char *code;
  } refused[] = {
      {NOBODY, 401, "unauthenticated"},
      {FORGER, 401, "unauthenticated"},
      {CLERK, 403, "not-permitted"},
      {OWNER, 403, "not-permitted"},
  };
  g_autofree char *json = ask_for ("gv-lan", "lesson_plan", "week-01", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++) {
    send (refused[i].who, json, NULL);
    visitor_assert (cast->visitors[refused[i].who], refused[i].status, refused[i].code);
  }
  g_assert_cmpint (remind (HEAD, "gv-lan", "lesson_plan", "week-01"), ==, SOKY_REMINDER_SENT);
  g_assert_cmpint (remind (CHIEF, "gv-lan", "lesson_plan", "week-02"), ==, SOKY_REMINDER_SENT);
  g_assert_cmpint (remind (ADMIN, "gv-lan", "lesson_plan", "week-04"), ==, SOKY_REMINDER_SENT);
}

/* Whoever sends it, and whichever the class. */
static void
test_once_a_day (void)
{
  g_assert_cmpint (remind (HEAD, "gv-lan", "lesson_plan", "week-05"), ==, SOKY_REMINDER_SENT);
  g_assert_cmpint (remind (HEAD, "gv-lan", "lesson_plan", "week-05"), ==, SOKY_REMINDER_REPEATED);
  g_assert_cmpint (remind (CHIEF, "gv-lan", "lesson_plan", "week-05"), ==, SOKY_REMINDER_REPEATED);

  /* the same request again is the same answer */
  g_autofree char *json = ask_for ("gv-lan", "lesson_plan", "week-06", NULL);
  send (HEAD, json, "nhac-lai-mot-lan-nua");
  g_autofree char *first = g_strdup (visitor_get_text (cast->visitors[HEAD]));
  send (HEAD, json, "nhac-lai-mot-lan-nua");
  g_assert_cmpstr (visitor_get_text (cast->visitors[HEAD]), ==, first);
  g_assert_nonnull (strstr (first, "\"sent\""));
}

/* A stranger's principal is not told whether there is such a person; nor is anybody. */
static void
test_others (void)
{
  g_assert_cmpint (remind (STRANGER, "gv-lan", "lesson_plan", "week-01"), ==,
                   SOKY_REMINDER_NOT_PERMITTED);
  g_assert_cmpint (remind (STRANGER, "khong-co", "lesson_plan", "week-01"), ==,
                   SOKY_REMINDER_NOT_PERMITTED);
  g_assert_cmpint (remind (HEAD, "ht-hanh", "lesson_plan", "week-01"), ==,
                   SOKY_REMINDER_NOT_PERMITTED);
  g_assert_cmpint (remind (HEAD, "gv-lan", "lesson_plan", "week-53"), ==, SOKY_REMINDER_NOT_LATE);
  g_assert_cmpint (remind (HEAD, "gv-lan", "khong-co", "week-01"), ==, SOKY_REMINDER_NOT_LATE);
}

static void
test_refused (void)
{
  g_autofree char *note = g_strnfill (SOKY_REMINDER_MAX_NOTE + 1, 'a');
  g_autofree char *wordy = ask_for ("gv-lan", "lesson_plan", "week-07", note);
  g_autoptr (SokyReminderOrder) order = soky_reminder_order_new (NULL);
  g_autofree char *empty = soky_reminder_order_to_json (order);

  for (guint i = 0; i <= SOKY_REMINDER_MAX_COUNT; i++)
    g_ptr_array_add (order->reminders,
                     soky_reminder_new ("gv-lan", "lesson_plan", "week-07", NULL));
  g_autofree char *many = soky_reminder_order_to_json (order);
  const char *const bodies[] = {wordy, empty, many};
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++) {
    send (HEAD, bodies[i], NULL);
    g_assert_cmpuint (visitor_get_answer (cast->visitors[HEAD])->status, ==, 422);
  }
  send (HEAD, wordy, "");
  g_assert_cmpuint (visitor_get_answer (cast->visitors[HEAD])->status, >=, 400);
  g_assert_cmpint (remind (HEAD, "gv-lan", "lesson_plan", "week-07"), ==, SOKY_REMINDER_SENT);
}

static const SokyReminder *
find (const SokyOverview *overview, const char *period)
{
  for (guint i = 0; i < overview->reminders->len; i++) {
    const SokyReminder *one = overview->reminders->pdata[i];
    if (g_str_equal (one->period, period))
      return one;
  }
  return NULL;
}

/* It is told until the book is submitted, and again when it came back. */
static void
test_overview (void)
{
  g_assert_cmpint (remind (HEAD, "gv-lan", "lesson_plan", "week-03"), ==, SOKY_REMINDER_SENT);
  g_autoptr (SokyOverview) before = look (OWNER);
  const SokyReminder *one = find (before, "week-03");
  g_assert_nonnull (one);
  g_assert_cmpstr (one->sender_name, ==, "Trần Văn Minh");
  g_assert_cmpstr (one->note, ==, "Thầy cô nộp giúp");
  g_autoptr (SokyOverview) others = look (HEAD);
  g_assert_cmpuint (others->reminders->len, ==, 0);

  static const char *const route[] = {"tt-minh", NULL};
  Visitor *lan = cast->visitors[OWNER];
  g_autoptr (SokyBook) draft = visitor_make_book (lan, "Bài 3", cast->pdf);
  g_autoptr (SokyBook) book = visitor_submit (lan, draft, route);
  g_assert_cmpstr (book->fields.period, ==, "week-03");
  g_autoptr (SokyOverview) after = look (OWNER);
  g_assert_null (find (after, "week-03"));
  g_autoptr (SokyBook) returned =
      cast_act (cast, HEAD, book, "{\"action\":\"return\",\"reason\":\"Thiếu trang 2\"}");
  g_autoptr (SokyOverview) again = look (OWNER);
  g_assert_nonnull (find (again, "week-03"));
}

static void
test_audit (void)
{
  g_assert_cmpint (remind (HEAD, "gv-lan", "lesson_plan", "week-08"), ==, SOKY_REMINDER_SENT);
  visitor_send (cast->visitors[ADMIN], "GET", "/api/v1/audit?limit=1", NULL);
  visitor_assert (cast->visitors[ADMIN], 200, NULL);
  g_assert_nonnull (strstr (visitor_get_text (cast->visitors[ADMIN]), "\"reminded\""));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cast = cast_new ();

  g_test_add_func ("/server/reminders/roles", test_roles);
  g_test_add_func ("/server/reminders/once-a-day", test_once_a_day);
  g_test_add_func ("/server/reminders/others", test_others);
  g_test_add_func ("/server/reminders/refused", test_refused);
  g_test_add_func ("/server/reminders/overview", test_overview);
  g_test_add_func ("/server/reminders/audit", test_audit);
  int status = g_test_run ();

  cast_free (cast);
  return status;
}
