/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nhắc nộp: who may remind whom, of what. */
#include "config.h"

#include "school.h"

#include "book/reminder.h"

static const char *const people[] = {"lan", "binh", "minh", "ha", "huy", "hanh", "thu", "tuan"};

/* thu is the vice-principal; khanh teaches in another group; dung inspects from above. */
static School *
begin (void)
{
  School *school = school_new ();

  school_add_person (school, "thu", "school-1", "school-1", SOKY_ROLE_VICE_PRINCIPAL);
  school_add_person (school, "khanh", "group-9", "school-1", SOKY_ROLE_SUBJECT_TEACHER);
  school_add_person (school, "dung", "school-1", "school-1", SOKY_ROLE_INSPECTOR);
  return school;
}

/* Of each sender: whom of lan (in minh's group), khanh (in another), minh, hanh and tuan (of
 * another school) he may remind: + or -. */
static const struct {
  const char *sender;
  const char *expected;
} rows[] = {
    {"lan", "-----"}, {"binh", "-----"}, {"minh", "+----"}, {"ha", "-----"},   {"dung", "-----"},
    {"huy", "++++-"}, {"thu", "++++-"},  {"hanh", "+++--"}, {"tuan", "-----"},
};

static void
test_whom (void)
{
  static const char *const receivers[] = {"lan", "khanh", "minh", "hanh", "tuan"};
  g_autoptr (School) school = begin ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    const SokyPerson *sender = school_person (school, rows[i].sender);
    for (guint j = 0; j < G_N_ELEMENTS (receivers); j++) {
      const SokyPerson *receiver = school_person (school, receivers[j]);
      g_test_message ("%s to %s", rows[i].sender, receivers[j]);
      g_assert_cmpint (soky_reminder_may_send_to (sender, receiver), ==,
                       rows[i].expected[j] == '+');
    }
  }
}

/* Who may remind anybody has somebody, and the reverse. */
static void
test_who (void)
{
  static const char senders[] = "--+-++++";
  g_autoptr (School) school = begin ();

  for (guint i = 0; i < G_N_ELEMENTS (people); i++) {
    g_test_message ("%s", people[i]);
    g_assert_cmpint (soky_reminder_may_send (school_person (school, people[i])), ==,
                     senders[i] == '+');
  }
  SokyPerson *minh = school_person (school, "minh");
  minh->active = FALSE;
  g_assert_false (soky_reminder_may_send (minh));
  g_assert_false (soky_reminder_may_send_to (minh, school_person (school, "lan")));
}

static void
test_decision (void)
{
  static const struct {
    gboolean missing, returned, reminded;
    SokyReminderOutcome own, foreign;
  } cases[] = {
      {FALSE, FALSE, FALSE, SOKY_REMINDER_NOT_LATE, SOKY_REMINDER_NOT_PERMITTED},
      {FALSE, FALSE, TRUE, SOKY_REMINDER_NOT_LATE, SOKY_REMINDER_NOT_PERMITTED},
      {TRUE, FALSE, FALSE, SOKY_REMINDER_SENT, SOKY_REMINDER_NOT_PERMITTED},
      {FALSE, TRUE, FALSE, SOKY_REMINDER_SENT, SOKY_REMINDER_NOT_PERMITTED},
      {TRUE, TRUE, FALSE, SOKY_REMINDER_SENT, SOKY_REMINDER_NOT_PERMITTED},
      {TRUE, FALSE, TRUE, SOKY_REMINDER_REPEATED, SOKY_REMINDER_NOT_PERMITTED},
      {FALSE, TRUE, TRUE, SOKY_REMINDER_REPEATED, SOKY_REMINDER_NOT_PERMITTED},
  };
  g_autoptr (School) school = begin ();
  const SokyPerson *minh = school_person (school, "minh");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    SokyReminderCase one = {school_person (school, "lan"), cases[i].missing, cases[i].returned,
                            cases[i].reminded};
    g_assert_cmpint (soky_reminder_decide (minh, &one), ==, cases[i].own);
    one.person = school_person (school, "tuan");
    g_assert_cmpint (soky_reminder_decide (minh, &one), ==, cases[i].foreign);
    one.person = NULL;
    g_assert_cmpint (soky_reminder_decide (minh, &one), ==, cases[i].foreign);
  }
  SokyPerson *lan = school_person (school, "lan");
  const SokyReminderCase gone = {lan, TRUE, FALSE, FALSE};
  lan->active = FALSE;
  g_assert_cmpint (soky_reminder_decide (minh, &gone), ==, SOKY_REMINDER_NOT_PERMITTED);
}

static void
test_note (void)
{
  g_autofree char *longest = g_strnfill (SOKY_REMINDER_MAX_NOTE, 'a');
  g_autofree char *longer = g_strnfill (SOKY_REMINDER_MAX_NOTE + 1, 'a');
  g_autoptr (GError) error = NULL;
  g_autofree char *none = soky_reminder_clean_note (NULL, &error);
  g_autofree char *trimmed = soky_reminder_clean_note ("  Nộp\n giúp ", &error);
  g_autofree char *full = soky_reminder_clean_note (longest, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (trimmed, ==, "Nộp giúp");
  g_assert_cmpstr (full, ==, longest);
  g_assert_null (soky_reminder_clean_note (longer, &error));
  school_assert_refused (&error, SOKY_BOOK_ERROR_TEXT_TOO_LONG);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reminders/whom", test_whom);
  g_test_add_func ("/reminders/who", test_who);
  g_test_add_func ("/reminders/decision", test_decision);
  g_test_add_func ("/reminders/note", test_note);
  return g_test_run ();
}
