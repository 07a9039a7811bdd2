/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk.h"
#include "display.h"
#include "fixture.h"
#include "relay.h"
#include "softtoken.h"

#include "app/dialogs/sign-dialog.h"
#include "app/view/place-view.h"
#include "pdf/signature.h"

/* Where a signature is put, and how long its token stays open, against the real server. */

static FixtureServer *server;

typedef struct {
  Desk *lan;
  GPtrArray *types;
  SokyTokenMonitor *monitor;
} Room;

static void
room_open (Room *self, gconstpointer data)
{
  g_autofree char *config = fixture_server_file (server, "softhsm2.conf");
  g_autoptr (GError) error = NULL;
  g_auto (Reply) reply = {NULL};

  g_setenv ("SOFTHSM2_CONF", config, TRUE);
  self->lan = desk_new (server, fixture_server_get_url (server), "gv.lan");
  soky_session_load_book_types_async (self->lan->session, NULL, reply_cb, &reply);
  self->types =
      soky_session_load_book_types_finish (self->lan->session, reply_wait (&reply), &error);
  g_assert_no_error (error);
  g_autoptr (SokyTokenHost) host = soky_token_host_new_for_module (fixture_tokens_find_module ());
  self->monitor = soky_token_monitor_new (host);
}

static void
room_close (Room *self, gconstpointer data)
{
  desk_settle ();
  g_object_unref (self->monitor);
  g_ptr_array_unref (self->types);
  desk_free (self->lan);
}

static SokyBookType *
find_type (Room *self, const char *id)
{
  for (guint i = 0; i < self->types->len; i++)
    if (g_str_equal (((SokyBookType *) self->types->pdata[i])->id, id))
      return self->types->pdata[i];
  g_error ("there is no type %s", id);
}

/* The book that a dialog's signal brought. */
static void
take_book_cb (SokyBook **book, SokyBook *arrived)
{
  g_assert_null (*book);
  *book = soky_book_ref (arrived);
}

static gboolean
has_pointer (gpointer data)
{
  return *(gpointer *) data != NULL;
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

static void
closed_cb (gpointer *window)
{
  *window = NULL;
}

/* Shows a dialog; @window is NULL again when it was closed. */
static void
show (GtkWidget *dialog, GtkWidget **window)
{
  *window = dialog;
  g_signal_connect_swapped (dialog, "destroy", G_CALLBACK (closed_cb), window);
  gtk_window_present (GTK_WINDOW (dialog));
}

static gboolean
shows_error (gpointer dialog)
{
  GtkWidget *status = display_find (dialog, "SokyStatusLine");
  return status != NULL && gtk_widget_has_css_class (status, "error");
}

static void
set_entry (GtkWidget *dialog, const char *type, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (display_find (dialog, type)), text);
}

static gboolean
has_pin (gpointer dialog)
{
  GtkWidget *pin = display_find (dialog, "AdwPasswordEntryRow");
  return pin != NULL && gtk_widget_is_sensitive (pin);
}

static GtkWidget *
find_window (const char *type)
{
  GListModel *windows = gtk_window_get_toplevels ();
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);
    if (g_str_equal (G_OBJECT_TYPE_NAME (window), type) && gtk_widget_get_mapped (window))
      return window;
  }
  return NULL;
}

static gboolean
can_be_placed (gpointer data)
{
  GtkWidget *dialog = find_window ("SokyPlaceDialog");
  return dialog != NULL && display_find_button (dialog, "Use") != NULL;
}

static gboolean
is_asked (gpointer data)
{
  return find_window ("AdwMessageDialog") != NULL;
}

/* Presses a key of @widget's own, as it is written in its shortcuts. */
static void
press_key (GtkWidget *widget, const char *key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
    GListModel *keys = GTK_IS_SHORTCUT_CONTROLLER (controller) ? G_LIST_MODEL (controller) : NULL;
    for (guint j = 0; keys != NULL && j < g_list_model_get_n_items (keys); j++) {
      g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (keys, j);
      g_autofree char *name = gtk_shortcut_trigger_to_string (gtk_shortcut_get_trigger (shortcut));
      if (!g_str_equal (name, key))
        continue;
      gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget,
                                    gtk_shortcut_get_arguments (shortcut));
      return;
    }
  }
  g_error ("there is no key %s", key);
}

/* Where the only signature of @book stands, from the upper left corner of its page. */
static void
find_signature (Room *room, SokyBook *book, double shown[4])
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = desk_fetch (room->lan, book, -1, &error);
  g_assert_no_error (error);
  g_autoptr (SokyInput) input = soky_input_open (path, &error);
  g_autoptr (SokyPdf) pdf = soky_pdf_open (input, &error);
  g_autoptr (GPtrArray) signatures = soky_pdf_list_signatures (pdf, &error);
  g_assert_cmpuint (signatures->len, ==, 1);
  const SokyPdfSignature *signature = g_ptr_array_index (signatures, 0);
  double box[4];
  int rotation = 0;
  g_assert_true (soky_pdf_get_page_geometry (pdf, signature->page, box, &rotation, &error));
  g_assert_cmpint (signature->page, ==, 2);
  shown[0] = signature->rect[0] - box[0];
  shown[1] = box[3] - signature->rect[3];
  shown[2] = signature->rect[2] - signature->rect[0];
  shown[3] = signature->rect[3] - signature->rect[1];
}

/* The place that is chosen with the keys is the one that is signed; what it covers is asked about.
 */
static void
test_sign_placed (Room *room, gconstpointer data)
{
  static const double over_text[] = {20, 20, 500, 700}, free_place[] = {300, 600, 120, 60};
  g_autoptr (SokyBook) draft = desk_make_book (room->lan, "Chọn chỗ ký", 2);
  g_autoptr (SokyBook) submitted = desk_submit (room->lan, draft);
  g_autoptr (SokyBook) book = NULL;
  GtkWidget *dialog;
  double rect[4], found[4];

  show (soky_sign_dialog_new (NULL, room->lan->session, room->monitor, submitted,
                              find_type (room, draft->type_id)),
        &dialog);
  g_signal_connect_swapped (dialog, "signed", G_CALLBACK (take_book_cb), &book);
  display_wait (has_pin, dialog);
  display_press (dialog, "Choose the Place…");
  display_wait (can_be_placed, NULL);
  GtkWidget *placing = find_window ("SokyPlaceDialog");
  SokyPlaceView *view = SOKY_PLACE_VIEW (display_find (placing, "SokyPlaceView"));

  soky_place_view_set_rect (view, over_text);
  press_key (GTK_WIDGET (view), "Left");
  g_assert_false (can_be_placed (NULL));
  display_wait_text (placing, "Something stands there already.");
  display_press (placing, "Use");
  display_wait (is_asked, NULL);
  display_press (find_window ("AdwMessageDialog"), "Choose Another Place");

  soky_place_view_set_rect (view, free_place);
  press_key (GTK_WIDGET (view), "Right");
  press_key (GTK_WIDGET (view), "<Shift>Down");
  press_key (GTK_WIDGET (view), "<Shift><Control>Right");
  soky_place_view_get_rect (view, rect);
  g_assert_cmpfloat (rect[0], >, free_place[0]);
  g_assert_cmpfloat (rect[2], ==, free_place[2] + 1);
  g_assert_cmpfloat (rect[3], >, free_place[3]);
  display_wait (can_be_placed, NULL);
  display_press (placing, "Use");
  set_entry (dialog, "AdwPasswordEntryRow", FIXTURE_PIN);
  display_press (dialog, "Sign");
  display_wait (has_pointer, &book);
  find_signature (room, book, found);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpfloat_with_epsilon (found[i], rect[i], 0.05);
  display_press (dialog, "Close");
  display_wait (is_gone, &dialog);
}

/* What fails beside the token is tried again without the PIN. */
static void
test_sign_once_opened (Room *room, gconstpointer data)
{
  g_autoptr (Relay) relay = relay_new (fixture_server_get_url (server));
  g_autoptr (Desk) lan = desk_new (server, relay_get_url (relay), "gv.lan");
  g_autoptr (SokyBook) draft = desk_make_book (lan, "Mạng ngắt giữa chừng", 2);
  g_autoptr (SokyBook) submitted = desk_submit (lan, draft);
  g_autoptr (SokyBook) book = NULL;
  GtkWidget *dialog;

  show (soky_sign_dialog_new (NULL, lan->session, room->monitor, submitted,
                              find_type (room, draft->type_id)),
        &dialog);
  g_signal_connect_swapped (dialog, "signed", G_CALLBACK (take_book_cb), &book);
  display_wait (has_pin, dialog);
  relay_lose_answers (relay, 1000);
  set_entry (dialog, "AdwPasswordEntryRow", FIXTURE_PIN);
  display_press (dialog, "Sign");
  display_wait (shows_error, dialog);
  g_assert_null (display_find (dialog, "AdwPasswordEntryRow"));
  relay_lose_answers (relay, 0);
  display_press (dialog, "Sign");
  display_wait (has_pointer, &book);
  g_assert_cmpint (book->revision_count, ==, 2);
  display_press (dialog, "Close");
  display_wait (is_gone, &dialog);
}

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
#define ADD(path, func) g_test_add ("/sign-dialog/" path, Room, NULL, room_open, func, room_close)
  ADD ("placed", test_sign_placed);
  ADD ("once-opened", test_sign_once_opened);
  int status = g_test_run ();
  fixture_server_free (server);
  return status;
}
