/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the desktop is told of books, against the real server. */
#include "config.h"

#include "app/last-session.h"
#include "app/notices.h"
#include "app/settings.h"

#include "client/session-reports.h"

#include "desk.h"
#include "fixture.h"

static FixtureServer *server;

typedef struct {
  SokyNotices *notices;
  guint counts[2];
  guint reminders;
  char *title; /* of the last book, or of what one is reminded of */
} Watch;

static void
noticed_cb (Watch *watch, int kind, GPtrArray *books)
{
  const SokyBook *book = books->pdata[0];

  watch->counts[kind] += books->len;
  g_free (watch->title);
  watch->title = g_strdup (book->fields.title);
}

static void
reminded_cb (Watch *watch, GPtrArray *reminders)
{
  const SokyReminder *first = reminders->pdata[0];

  watch->reminders += reminders->len;
  g_free (watch->title);
  watch->title = g_strjoin (" ", first->sender_name, first->period, NULL);
}

static void
watch_open (Watch *self, Desk *desk)
{
  *self = (Watch){.notices = soky_notices_new (desk->session)};
  g_signal_connect_swapped (self->notices, "noticed", G_CALLBACK (noticed_cb), self);
  g_signal_connect_swapped (self->notices, "reminded", G_CALLBACK (reminded_cb), self);
  soky_notices_look (self->notices);
  desk_settle ();
}

static void
watch_close (Watch *self)
{
  g_object_unref (self->notices);
  g_free (self->title);
}

static gboolean
time_out_cb (gpointer data)
{
  g_error ("nothing was noticed");
  return G_SOURCE_REMOVE;
}

/* Looks until as many books were noticed. */
static void
wait_for (Watch *self, SokyNoticeKind kind, guint count)
{
  guint limit = g_timeout_add_seconds (60, time_out_cb, NULL);

  while (self->counts[kind] < count) {
    soky_notices_look (self->notices);
    g_main_context_iteration (NULL, TRUE);
  }
  g_source_remove (limit);
  g_assert_cmpuint (self->counts[kind], ==, count);
}

/* What waits and what comes back is told once, and nothing that was there before. */
static void
test_once (void)
{
  g_autoptr (Desk) lan = desk_new (server, fixture_server_get_url (server), "gv.lan");
  g_autoptr (Desk) minh = desk_new (server, fixture_server_get_url (server), "tt.minh");
  g_autoptr (GError) error = NULL;
  Watch of_lan, of_minh;

  g_autoptr (SokyBook) draft = desk_make_book (lan, "Báo trên màn hình", 1);
  desk_look_up (lan);
  watch_open (&of_lan, lan);
  watch_open (&of_minh, minh);
  g_autoptr (SokyBook) submitted = desk_submit_plain (lan, draft, &error);
  g_assert_no_error (error);
  wait_for (&of_minh, SOKY_NOTICE_WAITS, 1);
  g_assert_cmpstr (of_minh.title, ==, "Báo trên màn hình");

  g_autoptr (SokyBook) seen = desk_get (minh, submitted->id, &error);
  g_autoptr (SokyAction) back = soky_action_new (SOKY_ACTION_RETURN, seen->version);
  soky_action_set_reason (back, "Thiếu trang 2");
  g_autoptr (SokyBook) returned = desk_act (minh, seen, back, &error);
  g_assert_no_error (error);
  wait_for (&of_lan, SOKY_NOTICE_CAME_BACK, 1);
  for (guint i = 0; i < 3; i++) {
    soky_notices_look (of_lan.notices);
    soky_notices_look (of_minh.notices);
    desk_settle ();
  }
  g_assert_cmpuint (of_lan.counts[SOKY_NOTICE_CAME_BACK], ==, 1);
  g_assert_cmpuint (of_lan.counts[SOKY_NOTICE_WAITS], ==, 0);
  g_assert_cmpuint (of_minh.counts[SOKY_NOTICE_WAITS], ==, 1);
  watch_close (&of_lan);
  watch_close (&of_minh);
  desk_settle ();
}

static void
remind (Desk *desk, const char *period)
{
  g_auto (Reply) reply = {NULL};
  g_autoptr (SokyReminderOrder) order = soky_reminder_order_new (NULL);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (order->reminders, soky_reminder_new ("gv-lan", "lesson_plan", period, NULL));
  soky_session_remind_async (desk->session, order, NULL, reply_cb, &reply);
  g_autoptr (GPtrArray) outcomes =
      soky_session_remind_finish (desk->session, reply_wait (&reply), &error);
  g_assert_no_error (error);
  const SokyReminder *one = outcomes->pdata[0];
  g_assert_cmpint (one->outcome, ==, SOKY_REMINDER_SENT);
}

/* A reminder is told once, and none that was there before. */
static void
test_reminded (void)
{
  g_autoptr (Desk) lan = desk_new (server, fixture_server_get_url (server), "gv.lan");
  g_autoptr (Desk) minh = desk_new (server, fixture_server_get_url (server), "tt.minh");
  Watch watch;

  remind (minh, "week-01");
  watch_open (&watch, lan);
  g_assert_cmpuint (watch.reminders, ==, 0);
  remind (minh, "week-02");
  guint limit = g_timeout_add_seconds (60, time_out_cb, NULL);
  while (watch.reminders == 0) {
    soky_notices_look (watch.notices);
    g_main_context_iteration (NULL, TRUE);
  }
  g_source_remove (limit);
  soky_notices_look (watch.notices);
  desk_settle ();
  g_assert_cmpuint (watch.reminders, ==, 1);
  g_assert_cmpstr (watch.title, ==, "Trần Văn Minh week-02");
  watch_close (&watch);
  desk_settle ();
}

/* Where a person was; a place that is not for the next person is not taken. */
static void
test_last_session (void)
{
  g_autoptr (GSettings) settings = soky_settings_new ();
  g_autoptr (SokyPerson) person = soky_person_new ("p1", "gv.lan", "Nguyễn Thị Lan");

  g_assert_nonnull (settings);
  soky_last_session_note_place (settings, SOKY_PLACE_PUBLISHED);
  soky_last_session_note_book (settings, "b1");
  g_autofree char *book = soky_last_session_dup_book (settings);
  g_assert_cmpstr (book, ==, "b1");
  g_assert_cmpint (soky_last_session_get_place (settings, person, SOKY_PLACE_INBOX), ==,
                   SOKY_PLACE_PUBLISHED);
  soky_last_session_note_place (settings, SOKY_PLACE_UNIT);
  g_assert_cmpint (soky_last_session_get_place (settings, person, SOKY_PLACE_INBOX), ==,
                   SOKY_PLACE_INBOX);
  soky_last_session_forget (settings);
  g_assert_null (soky_last_session_dup_book (settings));
  g_assert_cmpint (soky_last_session_get_place (settings, person, SOKY_PLACE_INBOX), ==,
                   SOKY_PLACE_INBOX);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/notices/last-session", test_last_session);
  server = fixture_server_new_demo ();
  if (server != NULL) {
    g_test_add_func ("/notices/once", test_once);
    g_test_add_func ("/notices/reminded", test_reminded);
  } else
    g_test_message ("softhsm2 and opensc are not installed");
  int status = g_test_run ();
  fixture_server_free (server);
  return status;
}
