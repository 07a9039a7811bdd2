/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk.h"
#include "display.h"
#include "fixture.h"
#include "relay.h"
#include "softtoken.h"

#include "app/dialogs/sign-dialog.h"
#include "app/view/place-view.h"
#include "app/widgets/number-group.h"
#include "book/book-query.h"
#include "book/row-look.h"
#include "pdf/signature.h"
#include "sign/signature-images.h"
#include "wire/book-type.h"

#include <poppler.h>

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

static gboolean
can_be_placed (gpointer data)
{
  GtkWidget *dialog = display_find_window ("SokyPlaceDialog");
  return dialog != NULL && display_find_button (dialog, "Use") != NULL;
}

static gboolean
is_asked (gpointer data)
{
  return display_find_window ("AdwMessageDialog") != NULL;
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

/* As an administrator does by command: the server asks from now on, and so does @type. */
static void
ask_for_numbers (SokyBookType *type)
{
  g_autofree char *path = fixture_server_file (server, "numbered.json");
  g_autofree char *json = NULL;
  g_autofree char *output = NULL;

  type->asks_number = TRUE;
  json = soky_wire_book_type_to_json (type);
  g_assert_true (g_file_set_contents (path, json, -1, NULL));
  int status =
      fixture_server_command (&output, NULL, "type", "--state", fixture_server_get_state (server),
                              "set", type->id, path, NULL);
  if (status != 0)
    g_error ("%s", output);
}

static gboolean
is_numbered (gpointer group)
{
  SokyNumbering numbering;
  return soky_number_group_get (group, &numbering);
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
  GtkWidget *placing = display_find_window ("SokyPlaceDialog");
  SokyPlaceView *view = SOKY_PLACE_VIEW (display_find (placing, "SokyPlaceView"));

  soky_place_view_set_rect (view, over_text);
  press_key (GTK_WIDGET (view), "Left");
  g_assert_false (can_be_placed (NULL));
  display_wait_text (placing, "Something stands there already.");
  display_press (placing, "Use");
  display_wait (is_asked, NULL);
  display_press (display_find_window ("AdwMessageDialog"), "Choose Another Place");

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

/* Whether the ink of the stamp is seen on page @number of @book. */
static gboolean
shows_red (Room *room, SokyBook *book, int number)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = desk_fetch (room->lan, book, -1, &error);
  g_assert_no_error (error);
  g_autofree char *uri = g_filename_to_uri (path, NULL, &error);
  PopplerDocument *document = poppler_document_new_from_file (uri, NULL, &error);
  g_assert_no_error (error);
  PopplerPage *page = poppler_document_get_page (document, number - 1);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 595, 842);
  cairo_t *cr = cairo_create (surface);
  gboolean red = FALSE;

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  poppler_page_render (page, cr);
  cairo_destroy (cr);
  g_object_unref (page);
  g_object_unref (document);
  cairo_surface_flush (surface);
  const guint8 *pixels = cairo_image_surface_get_data (surface);
  for (int y = 0; y < 842 && !red; y++) {
    const guint32 *row = (const guint32 *) (pixels + y * cairo_image_surface_get_stride (surface));
    for (int x = 0; x < 595 && !red; x++)
      red = (row[x] >> 16 & 0xff) > 180 && (row[x] >> 8 & 0xff) < 60 && (row[x] & 0xff) < 60;
  }
  cairo_surface_destroy (surface);
  return red;
}

static void
keep_picture (SokySignatureImage kind, guint32 colour)
{
  g_autoptr (GdkPixbuf) picture = gdk_pixbuf_new (GDK_COLORSPACE_RGB, TRUE, 8, 300, 120);
  g_autoptr (GError) error = NULL;
  char *png = NULL;
  gsize length = 0;

  gdk_pixbuf_fill (picture, colour);
  gdk_pixbuf_save_to_buffer (picture, &png, &length, "png", &error, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_take (png, length);
  g_assert_true (soky_signature_images_keep (kind, bytes, &error));
  g_assert_no_error (error);
}

/* A type whose signatures of persons are pictures. */
static SokyBookType *
with_pictures (SokyBookType *type)
{
  g_autoptr (GPtrArray) looks = soky_book_type_get_looks (type);

  for (guint i = 0; i < looks->len; i++) {
    SokyRowLook *look = looks->pdata[i];
    if (look->kind == SOKY_STEP_PERSON)
      look->profile = SOKY_PROFILE_PERSON;
  }
  return soky_book_type_with_looks (type, looks);
}

/* With the picture that has the stamp on it, and without; @data: whether it is asked for. */
static void
test_sign_sealed (Room *room, gconstpointer data)
{
  gboolean sealed = GPOINTER_TO_INT (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyBook) draft = desk_make_book (room->lan, "Ký có dấu", 2);
  g_autoptr (SokyBook) submitted = desk_submit (room->lan, draft);
  g_autoptr (SokyBookType) type = with_pictures (find_type (room, draft->type_id));
  g_autoptr (SokyBook) book = NULL;
  GtkWidget *dialog;

  keep_picture (SOKY_SIGNATURE_IMAGE_MAIN, 0x1a3fa6ff);
  keep_picture (SOKY_SIGNATURE_IMAGE_SEALED, 0xd01018ff);
  show (soky_sign_dialog_new (NULL, room->lan->session, room->monitor, submitted, type), &dialog);
  g_signal_connect_swapped (dialog, "signed", G_CALLBACK (take_book_cb), &book);
  display_wait (has_pin, dialog);
  display_wait_text (dialog, "With the picture that has the stamp on it");
  GtkWidget *preview = display_find (dialog, "SokySignaturePreview");
  GtkWidget *check = display_find (preview, "GtkCheckButton");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), sealed);
  set_entry (dialog, "AdwPasswordEntryRow", FIXTURE_PIN);
  display_press (dialog, "Sign");
  display_wait (has_pointer, &book);
  g_assert_cmpint (shows_red (room, book, 2), ==, sealed);
  g_assert_true (soky_signature_images_remove (SOKY_SIGNATURE_IMAGE_MAIN, &error));
  g_assert_true (soky_signature_images_remove (SOKY_SIGNATURE_IMAGE_SEALED, &error));
  display_press (dialog, "Close");
  display_wait (is_gone, &dialog);
}

/* The clerk's stamp asks for number and date where the type does: the next one and today are there,
 * and are kept with the stamp. */
static void
test_stamp_number (Room *room, gconstpointer data)
{
  g_autoptr (Desk) ha = desk_new (server, fixture_server_get_url (server), "vt.ha");
  g_autoptr (SokyBook) draft = desk_make_book (room->lan, "Đóng dấu có số", 2);
  g_autoptr (SokyAction) action = soky_action_new (SOKY_ACTION_SUBMIT, draft->version);
  g_autoptr (SokyBookType) type = soky_book_type_copy (find_type (room, draft->type_id));
  g_autoptr (SokyBook) book = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *dialog;

  soky_action_add_step (
      action, soky_step_new (1, "gv-lan", SOKY_ROLE_SUBJECT_TEACHER, SOKY_STEP_PERSON, TRUE));
  soky_action_add_step (action, soky_step_new (2, "vt-ha", SOKY_ROLE_CLERK, SOKY_STEP_STAMP, TRUE));
  g_autoptr (SokyBook) submitted = desk_act (room->lan, draft, action, &error);
  g_assert_no_error (error);
  g_autoptr (SokyBook) waiting = desk_sign_book (room->lan, server, "gv.lan", submitted);
  ask_for_numbers (type);

  show (soky_sign_dialog_new (NULL, ha->session, room->monitor, waiting, type), &dialog);
  g_signal_connect_swapped (dialog, "signed", G_CALLBACK (take_book_cb), &book);
  display_wait (has_pin, dialog);
  GtkWidget *group = display_find (dialog, "SokyNumberGroup");
  g_assert_nonnull (group);
  display_wait (is_numbered, group);
  SokyNumbering numbering;
  g_assert_true (soky_number_group_get (SOKY_NUMBER_GROUP (group), &numbering));
  g_assert_cmpuint (numbering.number, ==, 1);

  /* nobody stamps without a day */
  GtkEditable *day = GTK_EDITABLE (display_find (group, "AdwEntryRow"));
  g_autofree char *today = g_strdup (gtk_editable_get_text (day));
  set_entry (dialog, "AdwPasswordEntryRow", FIXTURE_PIN);
  gtk_editable_set_text (day, "31/02/2026");
  g_assert_null (display_find_button (dialog, "Sign"));
  gtk_editable_set_text (day, today);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (display_find (group, "GtkSpinButton")), 12);
  display_press (dialog, "Sign");
  display_wait (has_pointer, &book);
  const SokyStep *stamp = soky_book_get_steps (book)->pdata[1];
  g_assert_cmpuint (stamp->numbering.number, ==, 12);
  g_assert_cmpstr (stamp->numbering.date, ==, numbering.date);
  display_press (dialog, "Close");
  display_wait (is_gone, &dialog);
}

int
main (int argc, char **argv)
{
  /* pictures of nobody else's test */
  char *pictures = fixture_make_folder ();
  g_setenv ("XDG_DATA_HOME", pictures, TRUE);
  if (!display_init (&argc, &argv))
    return 0;
  server = fixture_server_new_demo ();
  if (server == NULL) {
    g_print ("1..0 # SKIP softhsm2 and opensc are not installed\n");
    return 0;
  }
#define ADD(path, func, data)                                                                      \
  g_test_add ("/sign-dialog/" path, Room, GINT_TO_POINTER (data), room_open, func, room_close)
  ADD ("placed", test_sign_placed, 0);
  ADD ("once-opened", test_sign_once_opened, 0);
  ADD ("sealed", test_sign_sealed, TRUE);
  ADD ("not-sealed", test_sign_sealed, FALSE);
  ADD ("stamp-number", test_stamp_number, 0);
  int status = g_test_run ();
  fixture_server_free (server);
  fixture_remove_folder (pictures);
  return status;
}
