/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The certificates that a person has registered, and the check-up page, against the real server and
 * real tokens. */
#include "config.h"

#include "desk.h"
#include "display.h"
#include "softtoken.h"

#include "app/checkup.h"
#include "app/dialogs/checkup-window.h"
#include "app/dialogs/own-certificates-window.h"
#include "app/widgets/certificate-row.h"
#include "base/clock.h"
#include "client/session-enrolment.h"

#define HOLDER "Nguyễn Thị Lan"
#define MINUTE_US ((gint64) 60 * G_USEC_PER_SEC)

static FixtureServer *server;

typedef struct {
  Desk *lan;
  SokyTokenHost *host;
  SokyTokenMonitor *monitor;
  GtkWidget *window;
} Room;

static void
room_open (Room *room, gconstpointer data)
{
  g_autofree char *config = fixture_server_file (server, "softhsm2.conf");

  g_setenv ("SOFTHSM2_CONF", config, TRUE);
  room->lan = desk_new (server, fixture_server_get_url (server), "gv.lan");
  room->host = soky_token_host_new_for_module (fixture_tokens_find_module ());
  room->monitor = soky_token_monitor_new (room->host);
}

static void
room_close (Room *room, gconstpointer data)
{
  if (room->window != NULL)
    display_close (GTK_WINDOW (room->window));
  desk_settle ();
  g_object_unref (room->monitor);
  g_object_unref (room->host);
  desk_free (room->lan);
}

static GPtrArray *
list_own (Room *room)
{
  g_autoptr (GError) error = NULL;
  g_auto (Reply) reply = {NULL};

  soky_session_list_enrolments_async (room->lan->session, FALSE, NULL, reply_cb, &reply);
  GPtrArray *list =
      soky_session_list_enrolments_finish (room->lan->session, reply_wait (&reply), &error);
  g_assert_no_error (error);
  return list;
}

static void
confirm (const char *id)
{
  g_autoptr (Desk) admin = desk_new (server, fixture_server_get_url (server), "qt.huy");
  g_autoptr (GError) error = NULL;
  g_auto (Reply) reply = {NULL};

  soky_session_confirm_enrolment_async (admin->session, id, NULL, reply_cb, &reply);
  g_autoptr (SokyEnrolment) enrolment =
      soky_session_enrolment_finish (admin->session, reply_wait (&reply), &error);
  g_assert_no_error (error);
}

static void
show_certificates (Room *room)
{
  room->window = soky_own_certificates_window_new (NULL, room->lan->session, room->monitor);
  gtk_window_present (GTK_WINDOW (room->window));
}

/* The dialog in front of the window. */
typedef struct {
  const char *type;
  GtkWidget *found;
} Front;

static gboolean
has_front (gpointer data)
{
  Front *front = data;
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);
    if (gtk_widget_get_mapped (window) && g_str_equal (G_OBJECT_TYPE_NAME (window), front->type))
      front->found = window;
  }
  return front->found != NULL;
}

static GtkWidget *
wait_front (const char *type)
{
  Front front = {type};
  display_wait (has_front, &front);
  return front.found;
}

static void
answer (const char *response)
{
  GtkWidget *question = wait_front ("AdwMessageDialog");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), response);
  gtk_window_destroy (GTK_WINDOW (question));
}

static SokyCertificateRow *
find_row (GtkWidget *widget)
{
  if (SOKY_IS_CERTIFICATE_ROW (widget) &&
      g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), HOLDER))
    return SOKY_CERTIFICATE_ROW (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    SokyCertificateRow *found = find_row (child);
    if (found != NULL)
      return found;
  }
  return NULL;
}

static gboolean
has_row (gpointer window)
{
  return find_row (window) != NULL;
}

/* Chooses the teacher's certificate, types @pin, presses @button. */
static void
use_token (GtkWidget *window, const char *pin, const char *button)
{
  display_wait (has_row, window);
  gtk_check_button_set_active (soky_certificate_row_get_button (find_row (window)), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (display_find (window, "AdwPasswordEntryRow")), pin);
  display_press (window, button);
}

/* Withdrawn, asked about, registered anew, waited for and confirmed. */
static void
test_life (Room *room, gconstpointer data)
{
  g_autoptr (GPtrArray) before = list_own (room);
  const SokyEnrolment *own = before->pdata[0];

  show_certificates (room);
  display_wait_text (room->window, "Registered");
  g_assert_cmpuint (display_count (room->window, HOLDER), ==, 1);
  g_assert_null (display_find_button (room->window, "Ask Why…"));
  g_assert_true (soky_session_has_certificate (room->lan->session, own->fingerprint));
  display_press (room->window, "Withdraw…");
  answer ("cancel");
  display_press (room->window, "Withdraw…");
  answer ("accept");
  display_wait_text (room->window, "Withdrawn");
  g_assert_false (soky_session_has_certificate (room->lan->session, own->fingerprint));
  g_assert_null (display_find_button (room->window, "Withdraw…"));

  display_press (room->window, "Ask Why…");
  GtkWidget *view = display_find (wait_front ("AdwMessageDialog"), "GtkTextView");
  GtkTextIter start, end;
  gtk_text_buffer_get_bounds (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), &start, &end);
  g_autofree char *letter = gtk_text_iter_get_text (&start, &end);
  g_assert_nonnull (strstr (letter, own->fingerprint));
  g_assert_nonnull (strstr (letter, HOLDER));
  answer ("cancel");

  display_press (room->window, "Register…");
  GtkWidget *dialog = wait_front ("SokyChallengeDialog");
  use_token (dialog, "87651234", "Register");
  display_wait_text (dialog, "Wrong PIN. Several wrong PINs in a row lock the token. Check the PIN "
                             "before you try again.");
  use_token (dialog, FIXTURE_PIN, "Register");
  display_wait_text (room->window, "Registered. You can sign with it once the school administrator "
                                   "has confirmed it.");
  display_wait_text (room->window, "Waits to be confirmed");
  g_assert_false (soky_session_has_certificate (room->lan->session, own->fingerprint));
  g_assert_nonnull (display_find_button (room->window, "Ask to Confirm…"));
  confirm (own->id);
  display_close (GTK_WINDOW (room->window));
  show_certificates (room);
  display_wait_text (room->window, "Registered");
  g_assert_true (soky_session_has_certificate (room->lan->session, own->fingerprint));
}

/* Who has none is told what it is for. */
static void
test_none (Room *room, gconstpointer data)
{
  g_autoptr (Desk) admin = desk_new (server, fixture_server_get_url (server), "qt.huy");

  room->window = soky_own_certificates_window_new (NULL, admin->session, room->monitor);
  gtk_window_present (GTK_WINDOW (room->window));
  display_wait_text (room->window, "No Certificate Is Registered");
  display_press (room->window, "Register a Certificate…");
  gtk_window_close (GTK_WINDOW (wait_front ("SokyChallengeDialog")));
}

static void
test_unreachable (Room *room, gconstpointer data)
{
  fixture_server_kill (server);
  show_certificates (room);
  display_wait_text (room->window, "The List Cannot Be Loaded");
  g_assert_nonnull (display_find_button (room->window, "Try Again"));
  fixture_server_start (server);
}

static void
test_checkup (Room *room, gconstpointer data)
{
  room->window = soky_checkup_window_new (NULL, room->lan->session, room->monitor, NULL);
  gtk_window_present (GTK_WINDOW (room->window));
  display_wait_text (room->window, "1 driver works.");
  display_wait_text (room->window, "Within a minute of the server's.");
  display_wait_text (room->window, "Enter the PIN below to try it.");
  use_token (room->window, "87651234", "Try the Key");
  display_wait_text (room->window, "Wrong PIN. Several wrong PINs in a row lock the token. Check "
                                   "the PIN before you try again.");
  use_token (room->window, FIXTURE_PIN, "Try the Key");
  display_wait_text (room->window,
                     "It signed a sentence that is no document, and the signature is right.");
  display_press (room->window, "My Certificates…");
  GtkWidget *certificates = wait_front ("SokyOwnCertificatesWindow");
  display_wait_text (certificates, "Registered");
  gtk_window_close (GTK_WINDOW (certificates));
}

static void
assert_line (const SokyCheckupLine *line, SokyCheckupState state, const char *words)
{
  g_assert_cmpint (line->state, ==, state);
  g_assert_cmpstr (line->words, ==, words);
}

/* What each line says of what there can be. */
static void
test_lines (void)
{
  SokyCheckupLine lines[SOKY_CHECKUP_ITEMS] = {0};
  const char *none[] = {NULL};
  const char *two[] = {"ePass2003 00 00", "Reader 01 00", NULL};
  SokyAbout about = {.version = (char *) "0.1.0", .time_us = 100 * MINUTE_US};
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "No network.");

  soky_checkup_readers (two, 0, lines);
  assert_line (&lines[SOKY_CHECKUP_READER], SOKY_CHECKUP_GOOD, "ePass2003 00 00, Reader 01 00");
  soky_checkup_readers (none, 0, lines);
  assert_line (&lines[SOKY_CHECKUP_READER], SOKY_CHECKUP_BAD,
               "None is seen. Plug in the token, or the reader with its card, or try another USB "
               "port.");
  soky_checkup_readers (NULL, 0, lines);
  assert_line (&lines[SOKY_CHECKUP_READER], SOKY_CHECKUP_BAD,
               "The service for card readers does not run. Install the package pcscd, and restart "
               "the computer.");
  soky_checkup_readers (NULL, 1, lines);
  assert_line (&lines[SOKY_CHECKUP_READER], SOKY_CHECKUP_GOOD, "The token needs none.");

  soky_checkup_server (&about, NULL, 101 * MINUTE_US, lines);
  assert_line (&lines[SOKY_CHECKUP_SERVER], SOKY_CHECKUP_GOOD, "It answers (SoKy 0.1.0).");
  assert_line (&lines[SOKY_CHECKUP_CLOCK], SOKY_CHECKUP_GOOD, "Within a minute of the server's.");
  soky_checkup_server (&about, NULL, 97 * MINUTE_US, lines);
  assert_line (&lines[SOKY_CHECKUP_CLOCK], SOKY_CHECKUP_BAD,
               "It is off by 3 minutes. Set the time of this computer.");
  soky_checkup_server (NULL, error, 0, lines);
  assert_line (&lines[SOKY_CHECKUP_SERVER], SOKY_CHECKUP_BAD, "No network.");
  g_assert_cmpint (lines[SOKY_CHECKUP_CLOCK].state, ==, SOKY_CHECKUP_UNKNOWN);
  soky_checkup_server (NULL, NULL, 0, lines);
  g_assert_cmpint (lines[SOKY_CHECKUP_SERVER].state, ==, SOKY_CHECKUP_UNKNOWN);

  soky_checkup_anchors (NULL, lines);
  g_assert_cmpint (lines[SOKY_CHECKUP_ANCHORS].state, ==, SOKY_CHECKUP_BAD);
  g_autofree char *text = soky_checkup_to_text (lines);
  g_assert_nonnull (strstr (text, "+ Card reader: The token needs none.\n"));
  g_assert_nonnull (strstr (text, "? Server: No server is entered"));
  for (guint i = 0; i < SOKY_CHECKUP_ITEMS; i++)
    soky_checkup_line_clear (&lines[i]);
}

/* What the drivers see, with a token and without. */
static void
test_token_lines (Room *room, gconstpointer data)
{
  SokyCheckupLine lines[SOKY_CHECKUP_ITEMS] = {0};
  gint64 now_us = soky_clock_now_us ();

  soky_checkup_tokens (room->monitor, now_us, lines);
  g_assert_cmpint (lines[SOKY_CHECKUP_TOKEN].state, ==, SOKY_CHECKUP_UNKNOWN);
  soky_token_monitor_hold (room->monitor);
  while (!soky_token_monitor_is_settled (room->monitor) ||
         soky_token_monitor_get_tokens (room->monitor)->len == 0)
    g_main_context_iteration (NULL, TRUE);
  soky_checkup_tokens (room->monitor, now_us, lines);
  assert_line (&lines[SOKY_CHECKUP_DRIVER], SOKY_CHECKUP_GOOD, "1 driver works.");
  g_assert_cmpint (lines[SOKY_CHECKUP_TOKEN].state, ==, SOKY_CHECKUP_GOOD);
  g_assert_cmpint (lines[SOKY_CHECKUP_CERTIFICATE].state, ==, SOKY_CHECKUP_GOOD);
  soky_checkup_tokens (room->monitor, now_us + 100 * 366 * 24 * 60 * MINUTE_US, lines);
  g_assert_cmpint (lines[SOKY_CHECKUP_CERTIFICATE].state, ==, SOKY_CHECKUP_BAD);
  soky_token_monitor_release (room->monitor);
  for (guint i = 0; i < SOKY_CHECKUP_ITEMS; i++)
    soky_checkup_line_clear (&lines[i]);
}

#define ADD(path, func) g_test_add ("/certificates/" path, Room, NULL, room_open, func, room_close)

int
main (int argc, char **argv)
{
  if (!display_init (&argc, &argv))
    return 0;
  server = fixture_server_new_demo ();
  if (server == NULL) {
    g_print ("1..0 # SKIP softhsm2 and opensc are not installed\n");
    return 0;
  }
  g_test_add_func ("/certificates/lines", test_lines);
  ADD ("token-lines", test_token_lines);
  ADD ("checkup", test_checkup);
  ADD ("life", test_life);
  ADD ("none", test_none);
  ADD ("unreachable", test_unreachable);
  int status = g_test_run ();
  fixture_server_free (server);
  return status;
}
