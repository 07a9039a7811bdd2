/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk.h"
#include "display.h"
#include "fixture.h"
#include "pdf-builder.h"
#include "softtoken.h"

#include "app/widgets/certificate-row.h"
#include "app/dialogs/create-dialog.h"
#include "app/dialogs/reason-dialog.h"
#include "app/dialogs/sign-dialog.h"
#include "app/widgets/status-line.h"
#include "book/book-query.h"

/* The dialogs of the main job against the real server and real tokens, pressed as a person does. */

#define WRONG_PIN "87651234"
#define LESSON "demo/giao-an-tin-hoc-6a-tuan-3.pdf"

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

static GFile *
lesson (void)
{
  g_autofree char *path = fixture_test_file ("../data/" LESSON);
  return g_file_new_for_path (path);
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

static void
close_and_wait (GtkWidget **window)
{
  gtk_window_close (GTK_WINDOW (*window));
  display_wait (is_gone, window);
}

static gboolean
shows_error (gpointer dialog)
{
  GtkWidget *status = display_find (dialog, "SokyStatusLine");
  return status != NULL && gtk_widget_has_css_class (status, "error");
}

static gboolean
has_form (gpointer dialog)
{
  return display_find (dialog, "AdwComboRow") != NULL;
}

static void
set_entry (GtkWidget *dialog, const char *type, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (display_find (dialog, type)), text);
}

/* Chooses the first choice of the first list that says @text. */
static void
choose_type (GtkWidget *dialog, const char *text)
{
  AdwComboRow *row = ADW_COMBO_ROW (display_find (dialog, "AdwComboRow"));
  GtkStringList *names = GTK_STRING_LIST (adw_combo_row_get_model (row));

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (names)); i++)
    if (g_str_equal (gtk_string_list_get_string (names, i), text))
      adw_combo_row_set_selected (row, i);
}

static void
write_pdf (const char *path, const char *catalog_entries)
{
  PdfBuilder *builder = pdf_builder_new ("");

  pdf_builder_catalog (builder, 1, 0, catalog_entries);
  pdf_builder_object (builder, 3, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>");
  pdf_builder_end_table (builder, "");
  g_autoptr (GBytes) bytes = pdf_builder_finish (builder);
  fixture_write (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static guint
count_outbox (Room *room)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyBookPage) page = desk_list (room->lan, "outbox", NULL, NULL, &error);
  g_assert_no_error (error);
  return page->outbox;
}

static void
test_create (Room *room, gconstpointer data)
{
  g_autoptr (GFile) file = lesson ();
  g_autoptr (SokyBook) book = NULL;
  GtkWidget *dialog;
  guint before = count_outbox (room);

  show (soky_create_dialog_new (NULL, room->lan->session), &dialog);
  g_signal_connect_swapped (dialog, "created", G_CALLBACK (take_book_cb), &book);
  display_wait (has_form, dialog);
  g_assert_null (display_find_button (dialog, "Create"));
  choose_type (dialog, find_type (room, "lesson_plan")->name);
  soky_create_dialog_set_file (SOKY_CREATE_DIALOG (dialog), file);
  g_assert_nonnull (display_find_button (dialog, "Create"));
  set_entry (dialog, "AdwEntryRow", "   ");
  g_assert_null (display_find_button (dialog, "Create"));
  set_entry (dialog, "AdwEntryRow", "Giáo án từ hộp thoại");
  display_press (dialog, "Create");
  display_wait (has_pointer, &book);
  g_assert_null (dialog);
  g_assert_cmpstr (book->fields.title, ==, "Giáo án từ hộp thoại");
  g_assert_cmpstr (book->fields.class_name, ==, "6A");
  g_assert_cmpstr (book->fields.subject, ==, "Tin học");
  g_assert_cmpstr (book->type_id, ==, "lesson_plan");
  g_assert_cmpuint (book->page_count, >=, 3);
  g_assert_cmpuint (count_outbox (room), ==, before + 1);
}

/* What cannot be read is not sent at all. */
static void
test_create_no_pdf (Room *room, gconstpointer data)
{
  g_autofree char *path = fixture_server_file (server, "letter.pdf");
  g_autoptr (GFile) letter = g_file_new_for_path (path);
  g_autoptr (GFile) file = lesson ();
  GtkWidget *dialog;

  fixture_write (path, "a letter", 8);
  show (soky_create_dialog_new (NULL, room->lan->session), &dialog);
  display_wait (has_form, dialog);
  choose_type (dialog, find_type (room, "lesson_plan")->name);
  soky_create_dialog_set_file (SOKY_CREATE_DIALOG (dialog), letter);
  display_wait_text (dialog, "This is not a PDF document. Choose a PDF file, or save the document "
                             "as PDF first.");
  g_assert_null (display_find_button (dialog, "Create"));
  soky_create_dialog_set_file (SOKY_CREATE_DIALOG (dialog), file);
  display_wait_text (dialog, "The file is ready to be submitted.");
  g_assert_nonnull (display_find_button (dialog, "Create"));
  close_and_wait (&dialog);
}

/* A file that the server refuses, then another one: one book; and none when the person gives up. */
static void
test_create_bad_file (Room *room, gconstpointer data)
{
  g_autofree char *path = fixture_server_file (server, "acting.pdf");
  g_autoptr (GFile) acting = g_file_new_for_path (path);
  g_autoptr (GFile) file = lesson ();
  g_autoptr (SokyBook) book = NULL;
  GtkWidget *dialog;
  guint before = count_outbox (room);

  write_pdf (path, "/OpenAction << /S /JavaScript /JS (x) >>");
  for (guint i = 0; i < 2; i++) {
    gboolean give_up = i == 0;
    show (soky_create_dialog_new (NULL, room->lan->session), &dialog);
    g_signal_connect_swapped (dialog, "created", G_CALLBACK (take_book_cb), &book);
    display_wait (has_form, dialog);
    choose_type (dialog, find_type (room, "lesson_plan")->name);
    soky_create_dialog_set_file (SOKY_CREATE_DIALOG (dialog), acting);
    display_wait_text (dialog, "A program (JavaScript) runs in it and can change what it shows.");
    display_press (dialog, "Create");
    display_wait (shows_error, dialog);
    g_assert_cmpuint (count_outbox (room), ==, before + 1);
    if (give_up) {
      close_and_wait (&dialog);
      desk_settle ();
      g_assert_cmpuint (count_outbox (room), ==, before);
      continue;
    }
    soky_create_dialog_set_file (SOKY_CREATE_DIALOG (dialog), file);
    display_press (dialog, "Create");
    display_wait (has_pointer, &book);
  }
  g_assert_null (dialog);
  g_assert_cmpuint (count_outbox (room), ==, before + 1);
}

/* Closed at any moment, no book without a PDF stays. */
static void
test_create_given_up (Room *room, gconstpointer data)
{
  g_autoptr (GFile) file = lesson ();
  guint before = count_outbox (room);

  for (guint turns = 0; turns < 4; turns++) {
    GtkWidget *dialog;
    show (soky_create_dialog_new (NULL, room->lan->session), &dialog);
    if (turns > 0) {
      display_wait (has_form, dialog);
      soky_create_dialog_set_file (SOKY_CREATE_DIALOG (dialog), file);
      display_press (dialog, "Create");
    }
    for (guint i = 1; i < turns; i++)
      g_main_context_iteration (NULL, TRUE);
    close_and_wait (&dialog);
    desk_settle ();
  }
  g_assert_cmpuint (count_outbox (room), ==, before);
}

static gboolean
has_pin (gpointer dialog)
{
  GtkWidget *pin = display_find (dialog, "AdwPasswordEntryRow");
  return pin != NULL && gtk_widget_is_sensitive (pin);
}

static guint
count_usable (GtkWidget *widget)
{
  guint count = SOKY_IS_CERTIFICATE_ROW (widget) && gtk_widget_get_sensitive (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    count += count_usable (child);
  return count;
}

static void
test_sign (Room *room, gconstpointer data)
{
  g_autoptr (SokyBook) draft = desk_make_book (room->lan, "Ký bằng hộp thoại", 3);
  g_autoptr (SokyBook) submitted = desk_submit (room->lan, draft);
  g_autoptr (SokyBook) book = NULL;
  GtkWidget *dialog;

  show (soky_sign_dialog_new (NULL, room->lan->session, room->monitor, submitted,
                              find_type (room, draft->type_id)),
        &dialog);
  g_signal_connect_swapped (dialog, "signed", G_CALLBACK (take_book_cb), &book);
  display_wait (has_pin, dialog);
  /* four tokens are plugged in, one is the teacher's */
  g_assert_cmpuint (count_usable (dialog), ==, 1);
  g_assert_null (display_find_button (dialog, "Sign"));

  set_entry (dialog, "AdwPasswordEntryRow", WRONG_PIN);
  display_press (dialog, "Sign");
  /* while the token works nothing else is begun, and the dialog stays */
  g_assert_null (display_find_button (dialog, "Sign"));
  gtk_window_close (GTK_WINDOW (dialog));
  g_assert_nonnull (dialog);
  display_wait (shows_error, dialog);
  g_assert_null (book);
  /* the PIN has left the entry, so nothing can send it again */
  GtkEditable *pin = GTK_EDITABLE (display_find (dialog, "AdwPasswordEntryRow"));
  g_assert_cmpstr (gtk_editable_get_text (pin), ==, "");
  g_assert_null (display_find_button (dialog, "Sign"));
  display_wait_text (
      dialog, "A wrong PIN was entered before. Check the PIN: more wrong ones lock the token.");

  set_entry (dialog, "AdwPasswordEntryRow", FIXTURE_PIN);
  g_assert_false (shows_error (dialog));
  display_press (dialog, "Sign");
  display_wait (has_pointer, &book);
  g_assert_cmpint (book->revision_count, ==, 2);
  display_wait_text (dialog, "Signed Successfully");
  display_wait (is_gone, &dialog);
}

static gboolean
has_certificate (gpointer dialog)
{
  return count_usable (dialog) == 1;
}

static gboolean
is_understood_asked (gpointer dialog)
{
  return display_count (dialog, "I have looked at this and sign all the same") == 1;
}

/* Nobody is asked for a PIN before being told what the file holds. */
static void
test_sign_with_caution (Room *room, gconstpointer data)
{
  g_autofree char *path = fixture_server_file (server, "attached.pdf");
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyBook) book = NULL;
  GtkWidget *dialog;

  write_pdf (
      path,
      "/Names << /EmbeddedFiles << /Names [(x) << /Type /Filespec /F (x) /EF << >> >>] >> >>");
  g_autoptr (SokyBook) draft = desk_create (room->lan, "Sổ có tệp đính kèm", &error);
  g_autoptr (SokyBook) filled = desk_attach (room->lan, draft, path, &error);
  g_assert_no_error (error);
  g_autoptr (SokyBook) submitted = desk_submit (room->lan, filled);

  show (soky_sign_dialog_new (NULL, room->lan->session, room->monitor, submitted,
                              find_type (room, draft->type_id)),
        &dialog);
  g_signal_connect_swapped (dialog, "signed", G_CALLBACK (take_book_cb), &book);
  display_wait (is_understood_asked, dialog);
  display_wait (has_certificate, dialog);
  g_assert_cmpuint (
      display_count (dialog, "Other files are attached to it; you would sign them unseen."), ==, 1);
  g_assert_null (display_find (dialog, "AdwPasswordEntryRow"));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (display_find (dialog, "GtkCheckButton")), TRUE);
  display_wait (has_pin, dialog);
  set_entry (dialog, "AdwPasswordEntryRow", FIXTURE_PIN);
  display_press (dialog, "Sign");
  display_wait (has_pointer, &book);
  g_assert_cmpint (book->revision_count, ==, 2);
  display_press (dialog, "Close");
  display_wait (is_gone, &dialog);
}

/* Another signature arrived while the person typed; it is signed on top of it. */
static void
test_sign_after_another (Room *room, gconstpointer data)
{
  g_autoptr (Desk) minh = desk_new (server, fixture_server_get_url (server), "tt.minh");
  g_autoptr (SokyBook) draft = desk_make_book (room->lan, "Ký sau người khác", 3);
  g_autoptr (SokyBook) submitted = desk_submit_parallel (room->lan, draft);
  g_autoptr (SokyBook) once = desk_sign_book (minh, server, "tt.minh", submitted);
  g_autoptr (SokyBook) book = NULL;
  GtkWidget *dialog;

  show (soky_sign_dialog_new (NULL, room->lan->session, room->monitor, submitted,
                              find_type (room, draft->type_id)),
        &dialog);
  g_signal_connect_swapped (dialog, "signed", G_CALLBACK (take_book_cb), &book);
  display_wait (has_pin, dialog);
  set_entry (dialog, "AdwPasswordEntryRow", FIXTURE_PIN);
  display_press (dialog, "Sign");
  display_wait (has_pointer, &book);
  g_assert_cmpint (book->revision_count, ==, 3);
  display_press (dialog, "Close");
  display_wait (is_gone, &dialog);
}

/* The signature had arrived, its answer was lost: the book is signed once, and it is said so. */
static void
test_sign_again (Room *room, gconstpointer data)
{
  g_autoptr (SokyBook) draft = desk_make_book (room->lan, "Đã ký rồi", 3);
  g_autoptr (SokyBook) submitted = desk_submit (room->lan, draft);
  g_autoptr (SokyBook) once = desk_sign_book (room->lan, server, "gv.lan", submitted);
  g_autoptr (SokyBook) book = NULL;
  GtkWidget *dialog;

  show (soky_sign_dialog_new (NULL, room->lan->session, room->monitor, submitted,
                              find_type (room, draft->type_id)),
        &dialog);
  g_signal_connect_swapped (dialog, "signed", G_CALLBACK (take_book_cb), &book);
  display_wait (has_pin, dialog);
  set_entry (dialog, "AdwPasswordEntryRow", FIXTURE_PIN);
  display_press (dialog, "Sign");
  display_wait (has_pointer, &book);
  g_assert_cmpint (book->revision_count, ==, 2);
  g_assert_cmpstr (book->head_sha256, ==, once->head_sha256);
  display_press (dialog, "Close");
  display_wait (is_gone, &dialog);
}

static void
take_text_cb (char **text, const char *arrived)
{
  *text = g_strdup (arrived);
}

static void
test_reason (Room *room, gconstpointer data)
{
  g_autofree char *reason = NULL;
  GtkWidget *dialog;

  show (soky_reason_dialog_new (NULL, "Return the Book", "Return"), &dialog);
  g_signal_connect_swapped (dialog, "accepted", G_CALLBACK (take_text_cb), &reason);
  display_wait_text (dialog, "Return");
  g_assert_null (display_find_button (dialog, "Return"));
  gtk_widget_activate_action (dialog, "reason.accept", NULL);
  g_assert_nonnull (dialog);
  display_press (dialog, "Please add the missing parts.");
  display_press (dialog, "Return");
  g_assert_null (dialog);
  g_assert_cmpstr (reason, ==, "Please add the missing parts.");
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
#define ADD(path, func) g_test_add ("/dialogs/" path, Room, NULL, room_open, func, room_close)
  ADD ("create", test_create);
  ADD ("create-no-pdf", test_create_no_pdf);
  ADD ("create-bad-file", test_create_bad_file);
  ADD ("create-given-up", test_create_given_up);
  ADD ("sign", test_sign);
  ADD ("sign-with-caution", test_sign_with_caution);
  ADD ("sign-after-another", test_sign_after_another);
  ADD ("sign-again", test_sign_again);
  ADD ("reason", test_reason);
  int status = g_test_run ();
  fixture_server_free (server);
  return status;
}
