/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Choosing a certificate, entering and changing a PIN: with a real token behind a driver that says
 * what the test wants of it. */
#include "config.h"

#include "display.h"
#include "fixture.h"
#include "softtoken.h"

#include "app/dialogs/change-pin-dialog.h"
#include "app/dialogs/tokens-window.h"
#include "app/dialogs/unlock-letter.h"
#include "app/widgets/certificate-chooser.h"
#include "app/widgets/certificate-row.h"
#include "app/widgets/pin-entry.h"

#define NEW_PIN "24681357"
#define SPARE "spare" /* no habit of the driver's: a second token with the same certificate */

typedef struct {
  FixtureTokens *tokens;
  char *folder;
  char *habits; /* the file that the driver looks into */
  SokyTokenHost *host;
  SokyTokenMonitor *monitor;
  SokyPinEntry *entry;
  SokyCertificateChooser *chooser;
  GtkWindow *window;
  int taken; /* -1: not yet */
  SokySecret *pin;
} Room;

static void
set_habits (Room *room, const char *habits)
{
  fixture_write (room->habits, habits, strlen (habits));
}

static void
chosen_cb (Room *room)
{
  soky_pin_entry_set_token (room->entry, soky_certificate_chooser_get_token (room->chooser));
}

static void
room_open (Room *room, gconstpointer habits)
{
  const FixtureTokenRequest request = {
      .label = "gv.lan", .holder = "Nguyễn Thị Lan", .organisation = "Trường THCS Hoa Sen"};
  const FixtureTokenRequest expired = {
      .label = "gv.lan", .holder = "Chứng thư số cũ", .key_id = "02", .not_after_us = 1};
  g_autofree char *module = g_test_build_filename (G_TEST_BUILT, "token", "bad-module.so", NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  room->tokens = fixture_tokens_new ();
  const FixtureTokenRequest spare = {.label = "spare"};
  g_autoptr (SokyIssued) issued = fixture_tokens_add (room->tokens, &request);
  soky_issued_free (fixture_tokens_add (room->tokens, &expired));
  if (g_str_equal (habits, SPARE))
    fixture_tokens_add_spare (room->tokens, &spare, issued);
  room->folder = fixture_make_folder ();
  room->habits = g_build_filename (room->folder, "habits", NULL);
  set_habits (room, habits);
  g_setenv ("BAD_MODULE_FILE", room->habits, TRUE);
  g_setenv ("BAD_MODULE_REAL", fixture_tokens_find_module (), TRUE);
  room->host = soky_token_host_new_for_module (module);
  room->monitor = soky_token_monitor_new (room->host);
  room->chooser = g_object_new (SOKY_TYPE_CERTIFICATE_CHOOSER, NULL);
  room->entry = g_object_new (SOKY_TYPE_PIN_ENTRY, NULL);
  g_signal_connect_swapped (room->chooser, "chosen", G_CALLBACK (chosen_cb), room);
  soky_certificate_chooser_set_monitor (room->chooser, room->monitor);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (room->chooser));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (room->entry));
  room->window = display_show (box, 500, 600);
  room->taken = -1;
}

static void
room_close (Room *room, gconstpointer habits)
{
  display_close (room->window);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_object_unref (room->monitor);
  g_object_unref (room->host);
  g_clear_pointer (&room->pin, soky_secret_unref);
  g_unsetenv ("BAD_MODULE_FILE");
  fixture_tokens_free (room->tokens);
  fixture_remove_folder (room->folder);
  g_free (room->habits);
}

static gboolean
has_token (gpointer data)
{
  Room *room = data;
  return soky_certificate_chooser_get_token (room->chooser) != NULL;
}

static gboolean
has_no_token (gpointer room)
{
  return !has_token (room);
}

static void
type_pin (Room *room, const char *pin)
{
  gtk_editable_set_text (
      GTK_EDITABLE (display_find (GTK_WIDGET (room->entry), "AdwPasswordEntryRow")), pin);
}

static void
taken_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Room *room = user_data;
  room->taken = soky_pin_entry_take_finish (SOKY_PIN_ENTRY (source), result, &room->pin);
}

static gboolean
is_taken (gpointer data)
{
  return ((Room *) data)->taken >= 0;
}

static void
take (Room *room)
{
  room->taken = -1;
  soky_pin_entry_take_async (room->entry, "Use It", taken_cb, room);
  /* nothing can be taken twice */
  g_assert_false (soky_pin_entry_is_ready (room->entry));
}

static AdwMessageDialog *
find_question (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);
    if (ADW_IS_MESSAGE_DIALOG (window) && gtk_widget_get_mapped (window))
      return ADW_MESSAGE_DIALOG (window);
  }
  return NULL;
}

static gboolean
is_asked (gpointer data)
{
  return find_question () != NULL;
}

static void
answer (const char *response)
{
  AdwMessageDialog *question = find_question ();
  adw_message_dialog_response (question, response);
  gtk_window_destroy (GTK_WINDOW (question));
}

static void
test_choose (Room *room, gconstpointer habits)
{
  GtkWidget *chooser = GTK_WIDGET (room->chooser);

  display_wait (has_token, room);
  g_assert_cmpuint (display_count (chooser, "Nguyễn Thị Lan"), ==, 1);
  g_assert_cmpuint (display_count (chooser, "Certificates that cannot be used"), ==, 1);
  type_pin (room, FIXTURE_PIN);
  g_assert_true (soky_pin_entry_is_ready (room->entry));

  /* taken out while it is used, and while it is not */
  soky_certificate_chooser_set_busy (room->chooser, TRUE);
  set_habits (room, "absent");
  g_autoptr (SokyToken) token = g_object_ref (soky_certificate_chooser_get_token (room->chooser));
  while (soky_token_monitor_get_tokens (room->monitor)->len > 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (soky_certificate_chooser_get_token (room->chooser) == token);
  soky_certificate_chooser_set_busy (room->chooser, FALSE);
  display_wait (has_no_token, room);
  display_wait_text (chooser, "Plug In Your USB Token");
  g_assert_false (soky_pin_entry_is_ready (room->entry));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (room->entry)));
  set_habits (room, "");
  display_wait (has_token, room);
  /* what was typed for a token that went is gone */
  g_assert_false (soky_pin_entry_is_ready (room->entry));
}

static GtkCheckButton *
find_button (GtkWidget *widget, const char *label)
{
  if (SOKY_IS_CERTIFICATE_ROW (widget) && gtk_widget_get_sensitive (widget) &&
      g_str_equal (
          soky_token_get_label (soky_certificate_row_get_token (SOKY_CERTIFICATE_ROW (widget))),
          label))
    return soky_certificate_row_get_button (SOKY_CERTIFICATE_ROW (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkCheckButton *found = find_button (child, label);
    if (found != NULL)
      return found;
  }
  return NULL;
}

typedef struct {
  Room *room;
  guint tokens;
  const char *chosen;
} Choice;

static gboolean
is_choice (gpointer data)
{
  const Choice *choice = data;
  SokyToken *token = soky_certificate_chooser_get_token (choice->room->chooser);

  return soky_token_monitor_get_tokens (choice->room->monitor)->len == choice->tokens &&
         token != NULL && g_str_equal (soky_token_get_label (token), choice->chosen);
}

static void
assert_logs_in (Room *room)
{
  g_autoptr (SokySecret) pin = soky_secret_new (FIXTURE_PIN, -1);
  g_autoptr (GError) error = NULL;
  SokyToken *token = soky_certificate_chooser_get_token (room->chooser);
  g_autoptr (SokySigner) signer = soky_token_host_login (
      room->host, token, soky_certificate_chooser_get_certificate (room->chooser), pin, NULL,
      &error);
  g_assert_no_error (error);
  soky_token_host_logout (room->host, token);
}

/* The same certificate on two tokens: either can be chosen, and where one goes the other is taken.
 */
static void
test_spare (Room *room, gconstpointer habits)
{
  static const char *const labels[] = {"gv.lan", "spare"};
  GtkWidget *chooser = GTK_WIDGET (room->chooser);

  for (guint i = 0; i < 2; i++) {
    g_autofree char *hidden = g_strconcat ("hide:", labels[i], NULL);
    display_wait (has_token, room);
    while (soky_token_monitor_get_tokens (room->monitor)->len < 2)
      g_main_context_iteration (NULL, TRUE);
    g_assert_cmpuint (display_count (chooser, "Nguyễn Thị Lan"), ==, 2);
    gtk_check_button_set_active (find_button (chooser, labels[i]), TRUE);
    g_assert_true (is_choice (&(Choice){room, 2, labels[i]}));
    assert_logs_in (room);

    set_habits (room, hidden);
    display_wait (is_choice, &(Choice){room, 1, labels[!i]});
    assert_logs_in (room);
    g_assert_cmpuint (display_count (chooser, "Nguyễn Thị Lan"), ==, 1);
    set_habits (room, "");
    display_wait (is_choice, &(Choice){room, 2, labels[!i]});
  }
}

static void
test_take (Room *room, gconstpointer habits)
{
  display_wait (has_token, room);
  g_assert_false (soky_pin_entry_is_ready (room->entry));
  type_pin (room, FIXTURE_PIN);
  take (room);
  display_wait (is_taken, room);
  g_assert_true (room->taken == TRUE);
  g_assert_cmpstr (soky_secret_peek (room->pin), ==, FIXTURE_PIN);
  g_assert_false (soky_pin_entry_is_ready (room->entry));
}

/* The words of a state, and what is typed goes through one more question only on the last try. */
static void
test_count_low (Room *room, gconstpointer habits)
{
  display_wait (has_token, room);
  display_wait_text (GTK_WIDGET (room->entry),
                     "A wrong PIN was entered before. Check the PIN: more "
                     "wrong ones lock the token.");
  type_pin (room, FIXTURE_PIN);
  take (room);
  display_wait (is_taken, room);
  g_assert_true (room->taken == TRUE);
}

static void
test_final_try (Room *room, gconstpointer habits)
{
  display_wait (has_token, room);
  display_wait_text (GTK_WIDGET (room->entry),
                     "One try is left: another wrong PIN locks the token.");
  type_pin (room, FIXTURE_PIN);
  take (room);
  display_wait (is_asked, NULL);
  g_assert_cmpstr (adw_message_dialog_get_default_response (find_question ()), ==, "cancel");
  g_assert_cmpstr (adw_message_dialog_get_response_label (find_question (), "cancel"), ==, "Stop");
  answer ("cancel");
  display_wait (is_taken, room);
  g_assert_true (room->taken == FALSE);
  g_assert_null (room->pin);
  /* it is still there, for whoever is sure after all */
  g_assert_true (soky_pin_entry_is_ready (room->entry));

  take (room);
  display_wait (is_asked, NULL);
  answer ("accept");
  display_wait (is_taken, room);
  g_assert_true (room->taken == TRUE);
  g_assert_cmpstr (soky_secret_peek (room->pin), ==, FIXTURE_PIN);
}

/* The token is taken out while the question stands: agreeing spends nothing. */
static void
test_gone_while_asked (Room *room, gconstpointer habits)
{
  display_wait (has_token, room);
  type_pin (room, FIXTURE_PIN);
  take (room);
  display_wait (is_asked, NULL);
  set_habits (room, "absent");
  display_wait (has_no_token, room);
  answer ("accept");
  display_wait (is_taken, room);
  g_assert_true (room->taken == FALSE);
  g_assert_null (room->pin);
}

static void
test_locked (Room *room, gconstpointer habits)
{
  display_wait (has_token, room);
  g_assert_null (display_find (GTK_WIDGET (room->entry), "AdwPasswordEntryRow"));
  g_assert_false (soky_pin_entry_is_ready (room->entry));

  SokyToken *token = soky_certificate_chooser_get_token (room->chooser);
  g_autofree char *letter = soky_unlock_letter_write (token, 0);
  g_assert_nonnull (strstr (letter, "Nguyễn Thị Lan"));
  g_assert_nonnull (strstr (letter, "Trường THCS Hoa Sen"));
  g_assert_nonnull (strstr (letter, soky_token_get_serial (token)));
  soky_unlock_letter_show (room->window, token);
  display_wait (is_asked, NULL);
  answer ("cancel");
}

static void
test_pin_pad (Room *room, gconstpointer habits)
{
  display_wait (has_token, room);
  g_assert_null (display_find (GTK_WIDGET (room->entry), "AdwPasswordEntryRow"));
  g_assert_true (soky_pin_entry_is_ready (room->entry));
  take (room);
  display_wait (is_taken, room);
  g_assert_true (room->taken == TRUE);
  g_assert_null (room->pin);
  soky_pin_entry_set_busy (room->entry, TRUE);
  display_wait_text (GTK_WIDGET (room->entry), "Enter the PIN on the card reader now.");
  soky_pin_entry_set_busy (room->entry, FALSE);
  g_assert_true (soky_pin_entry_is_ready (room->entry));
}

static void
test_bad_driver (Room *room, gconstpointer habits)
{
  GtkWidget *chooser = GTK_WIDGET (room->chooser);

  display_wait_text (chooser, "The driver bad-module.so does not work");
  set_habits (room, "");
  display_press (chooser, "Try Again");
  display_wait (has_token, room);
  g_assert_cmpuint (display_count (chooser, "The driver bad-module.so does not work"), ==, 0);
}

static void
set_rows (GtkWidget *dialog, const char *old_pin, const char *new_pin, const char *again)
{
  const char *texts[] = {old_pin, new_pin, again};
  GtkWidget *entry = display_find (dialog, "SokyPinEntry");
  GtkWidget *row = display_find (entry, "AdwPasswordEntryRow");

  gtk_editable_set_text (GTK_EDITABLE (row), texts[0]);
  row = display_find (gtk_widget_get_next_sibling (entry), "AdwPasswordEntryRow");
  gtk_editable_set_text (GTK_EDITABLE (row), texts[1]);
  gtk_editable_set_text (GTK_EDITABLE (gtk_widget_get_next_sibling (row)), texts[2]);
}

static void
test_change_pin (Room *room, gconstpointer habits)
{
  display_wait (has_token, room);
  SokyToken *token = soky_certificate_chooser_get_token (room->chooser);
  g_autoptr (GError) error = NULL;
  GtkWidget *dialog = soky_change_pin_dialog_new (room->window, room->host, token);
  gtk_window_present (GTK_WINDOW (dialog));
  display_wait_text (dialog, "A PIN of this token has 6 to 10 characters.");
  g_assert_null (display_find_button (dialog, "Change"));

  set_rows (dialog, FIXTURE_PIN, NEW_PIN, "24681358");
  display_press (dialog, "Change");
  display_wait_text (dialog, "The new PIN was not typed the same way twice. Type it again.");
  set_rows (dialog, "87654321", NEW_PIN, NEW_PIN);
  display_press (dialog, "Change");
  display_wait_text (dialog, "Wrong PIN. Several wrong PINs in a row lock the token. Check the PIN "
                             "before you try again.");
  set_rows (dialog, FIXTURE_PIN, NEW_PIN, NEW_PIN);
  display_press (dialog, "Change");
  display_wait_text (dialog, "The PIN Is Changed");
  display_press (dialog, "Close");

  g_autoptr (SokySecret) pin = soky_secret_new (NEW_PIN, -1);
  g_autoptr (SokySigner) signer = soky_token_host_login (
      room->host, token, soky_certificate_chooser_get_certificate (room->chooser), pin, NULL,
      &error);
  g_assert_no_error (error);
}

/* What is plugged in and its drivers, as it changes. */
static void
test_tokens_window (Room *room, gconstpointer habits)
{
  GtkWidget *dialog = soky_tokens_window_new (room->window, room->monitor);

  gtk_window_present (GTK_WINDOW (dialog));
  display_wait_text (dialog, "Change the PIN");
  g_assert_cmpuint (display_count (dialog, "gv.lan"), ==, 1);
  g_assert_cmpuint (display_count (dialog, "Nguyễn Thị Lan"), ==, 1);
  g_assert_cmpuint (display_count (dialog, "bad-module.so"), ==, 1);
  g_assert_cmpuint (display_count (dialog, "Choose Driver File…"), ==, 1);
  set_habits (room, "locked");
  display_wait_text (dialog, "Letter to Unlock the Token");
  g_assert_cmpuint (display_count (dialog, "Change the PIN"), ==, 0);
  set_habits (room, "absent");
  display_wait_text (dialog, "No token is plugged in");
  g_assert_cmpuint (display_count (dialog, "gv.lan"), ==, 0);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

#define ADD(path, habits, func)                                                                    \
  g_test_add ("/token-widgets/" path, Room, habits, room_open, func, room_close)

int
main (int argc, char **argv)
{
  if (!display_init (&argc, &argv))
    return 0;
  if (fixture_tokens_find_module () == NULL) {
    g_print ("1..0 # SKIP softhsm2 and opensc are not installed\n");
    return 0;
  }
  ADD ("choose", "", test_choose);
  ADD ("spare", SPARE, test_spare);
  ADD ("take", "", test_take);
  ADD ("count-low", "count-low", test_count_low);
  ADD ("final-try", "final-try", test_final_try);
  ADD ("gone-while-asked", "final-try", test_gone_while_asked);
  ADD ("locked", "locked", test_locked);
  ADD ("pin-pad", "pin-pad", test_pin_pad);
  ADD ("bad-driver", "crash-initialize", test_bad_driver);
  ADD ("change-pin", "writable,pin-lengths", test_change_pin);
  ADD ("tokens-window", "", test_tokens_window);
  return g_test_run ();
}
