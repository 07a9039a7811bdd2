/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Wrong PINs in the windows where a PIN is typed, with a token that really locks. */
#include "config.h"

#include "display.h"
#include "locking-token.h"

#include "app/dialogs/change-pin-dialog.h"
#include "app/dialogs/checkup-window.h"

#define COUNT_LOW "A wrong PIN was entered before. Check the PIN: more wrong ones lock the token."
#define FINAL_TRY "One try is left: another wrong PIN locks the token."
#define LOCKED                                                                                     \
  "The token is locked after too many wrong PINs; no program can open it any more. Write "         \
  "to the provincial contact, or to the office that issued it: it is unlocked or issued "          \
  "anew there. Until then books can be submitted, but not signed."

typedef struct {
  SokyTokenHost *host;
  SokyTokenMonitor *monitor;
  GtkWidget *window;
} Room;

static gboolean
has_pin (gpointer window)
{
  GtkWidget *row = display_find (window, "AdwPasswordEntryRow");
  return row != NULL && gtk_widget_is_sensitive (row);
}

static void
room_open (Room *room)
{
  locking_token_prepare ();
  room->host = soky_token_host_new_for_module (locking_token_find_module ());
  room->monitor = soky_token_monitor_new (room->host);
  room->window = soky_checkup_window_new (NULL, NULL, room->monitor, NULL);
  gtk_window_present (GTK_WINDOW (room->window));
  display_wait (has_pin, room->window);
}

static void
room_close (Room *room)
{
  display_close (GTK_WINDOW (room->window));
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_object_unref (room->monitor);
  g_object_unref (room->host);
}

static void
try_key (Room *room, const char *pin)
{
  display_wait (has_pin, room->window);
  gtk_editable_set_text (GTK_EDITABLE (display_find (room->window, "AdwPasswordEntryRow")), pin);
  display_press (room->window, "Try the Key");
}

static gboolean
is_asked (gpointer found)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);
    if (ADW_IS_MESSAGE_DIALOG (window) && gtk_widget_get_mapped (window))
      *(GtkWidget **) found = window;
  }
  return *(GtkWidget **) found != NULL;
}

/* The question before the last try. */
static void
answer (const char *response)
{
  GtkWidget *question = NULL;

  display_wait (is_asked, &question);
  g_assert_cmpint (display_count (question, "Enter the PIN for the Last Time?"), ==, 1);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), response);
  gtk_window_destroy (GTK_WINDOW (question));
}

static SokyPinState
ask_state (Room *room)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) tokens = soky_token_host_list (room->host, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (tokens->len, ==, 1);
  return soky_token_get_pin_state (tokens->pdata[0]);
}

/* Each wrong PIN is one try, each state is shown, and nobody spends the last one unasked. */
static void
test_key (void)
{
  Room room;

  room_open (&room);
  try_key (&room, LOCKING_TOKEN_PIN);
  display_wait_text (room.window,
                     "It signed a sentence that is no document, and the signature is right.");
  try_key (&room, LOCKING_TOKEN_WRONG_PIN);
  display_wait_text (room.window, COUNT_LOW);
  g_assert_cmpint (ask_state (&room), ==, SOKY_PIN_COUNT_LOW);
  try_key (&room, LOCKING_TOKEN_WRONG_PIN);
  display_wait_text (room.window, FINAL_TRY);
  try_key (&room, LOCKING_TOKEN_WRONG_PIN);
  answer ("cancel");
  g_assert_cmpint (ask_state (&room), ==, SOKY_PIN_FINAL_TRY);
  display_press (room.window, "Try the Key");
  answer ("accept");
  display_wait_text (room.window, LOCKED);
  g_assert_cmpint (ask_state (&room), ==, SOKY_PIN_LOCKED);
  g_assert_false (has_pin (room.window));
  g_assert_null (display_find_button (room.window, "Try the Key"));
  room_close (&room);
}

static void
change (GtkWidget *dialog, const char *from, const char *to)
{
  GtkWidget *entry = display_find (dialog, "SokyPinEntry");
  GtkWidget *row = display_find (gtk_widget_get_next_sibling (entry), "AdwPasswordEntryRow");

  gtk_editable_set_text (GTK_EDITABLE (display_find (entry, "AdwPasswordEntryRow")), from);
  gtk_editable_set_text (GTK_EDITABLE (row), to);
  gtk_editable_set_text (GTK_EDITABLE (gtk_widget_get_next_sibling (row)), to);
  display_press (dialog, "Change");
}

/* What the token was like before is not to be taken for what comes of a try. */
static gboolean
is_fresh (gpointer data)
{
  GPtrArray *tokens = soky_token_monitor_get_tokens (((Room *) data)->monitor);
  return tokens->len == 1 && soky_token_get_pin_state (tokens->pdata[0]) == SOKY_PIN_OK;
}

static GtkWidget *
show_change (Room *room)
{
  display_wait (is_fresh, room);
  SokyToken *token = soky_token_monitor_get_tokens (room->monitor)->pdata[0];
  GtkWidget *dialog = soky_change_pin_dialog_new (GTK_WINDOW (room->window), room->host, token);

  gtk_window_present (GTK_WINDOW (dialog));
  display_wait (has_pin, dialog);
  return dialog;
}

/* A change of the PIN counts like a login; after a right one the tries are whole again. */
static void
test_change (void)
{
  Room room;

  room_open (&room);
  GtkWidget *dialog = show_change (&room);
  display_wait_text (dialog, "A PIN of this token has 4 to 8 characters.");
  change (dialog, LOCKING_TOKEN_WRONG_PIN, LOCKING_TOKEN_NEW_PIN);
  display_wait_text (dialog, COUNT_LOW);
  change (dialog, LOCKING_TOKEN_PIN, LOCKING_TOKEN_NEW_PIN);
  display_wait_text (dialog, "The PIN Is Changed");
  g_assert_cmpint (ask_state (&room), ==, SOKY_PIN_OK);
  display_press (dialog, "Close");

  dialog = show_change (&room);
  change (dialog, LOCKING_TOKEN_PIN, LOCKING_TOKEN_NEW_PIN);
  display_wait_text (dialog, COUNT_LOW);
  change (dialog, LOCKING_TOKEN_PIN, LOCKING_TOKEN_NEW_PIN);
  display_wait_text (dialog, FINAL_TRY);
  change (dialog, LOCKING_TOKEN_PIN, LOCKING_TOKEN_NEW_PIN);
  answer ("accept");
  display_wait_text (dialog, LOCKED);
  g_assert_false (has_pin (dialog));
  gtk_window_close (GTK_WINDOW (dialog));
  room_close (&room);
}

int
main (int argc, char **argv)
{
  if (!display_init (&argc, &argv) || !locking_token_is_there ())
    return 0;
  g_test_add_func ("/locking-token/key", test_key);
  g_test_add_func ("/locking-token/change", test_change);
  return g_test_run ();
}
