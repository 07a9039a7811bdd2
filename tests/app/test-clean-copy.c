/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that has to be repaired, and one that replaces another, against the real server. */
#include "config.h"

#include "desk.h"
#include "display.h"
#include "fixture.h"
#include "pdf-builder.h"

#include "app/dialogs/create-dialog.h"
#include "app/dialogs/replace-dialog.h"

#include <string.h>

#define LESSON "demo/giao-an-tin-hoc-6a-tuan-3.pdf"

static FixtureServer *server;

typedef struct {
  Desk *lan;
  GPtrArray *types;
} Room;

static void
room_open (Room *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_auto (Reply) reply = {NULL};

  self->lan = desk_new (server, fixture_server_get_url (server), "gv.lan");
  soky_session_load_book_types_async (self->lan->session, NULL, reply_cb, &reply);
  self->types =
      soky_session_load_book_types_finish (self->lan->session, reply_wait (&reply), &error);
  g_assert_no_error (error);
}

static void
room_close (Room *self, gconstpointer data)
{
  desk_settle ();
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

static gboolean
has_form (gpointer dialog)
{
  return display_find (dialog, "AdwComboRow") != NULL;
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

/* The demo lesson, with an end that does not tell where to find anything. */
static GFile *
broken_lesson (void)
{
  g_autofree char *path = fixture_server_file (server, "broken.pdf");
  g_autofree char *whole = fixture_test_file ("../data/" LESSON);
  g_autoptr (GBytes) bytes = fixture_read (whole);
  gsize length = g_bytes_get_size (bytes);
  g_autofree char *text = g_memdup2 (g_bytes_get_data (bytes, NULL), length);
  gsize end = length - strlen ("startxref");

  while (end > 0 && memcmp (text + end, "startxref", strlen ("startxref")) != 0)
    end--;
  g_assert_cmpuint (end, >, 0);
  text[end] = 'S';
  fixture_write (path, text, length);
  return g_file_new_for_path (path);
}

/* The head of @book has the pages of the lesson, and not the bytes of @file. */
static void
assert_is_copy (Room *room, SokyBook *book, GFile *file)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *head = desk_fetch (room->lan, book, -1, &error);
  g_assert_no_error (error);
  g_autoptr (GBytes) sent = fixture_read (head);
  g_autoptr (GBytes) chosen = fixture_read (g_file_peek_path (file));

  g_assert_cmpint (book->page_count, ==, 4);
  g_assert_false (g_bytes_equal (sent, chosen));
}

/* A file that has to be repaired is sent as a clean copy, once the person has asked for it. */
static void
test_create_clean_copy (Room *room, gconstpointer data)
{
  g_autoptr (GFile) broken = broken_lesson ();
  g_autoptr (SokyBook) book = NULL;
  GtkWidget *dialog;

  show (soky_create_dialog_new (NULL, room->lan->session), &dialog);
  g_signal_connect_swapped (dialog, "created", G_CALLBACK (take_book_cb), &book);
  display_wait (has_form, dialog);
  choose_type (dialog, find_type (room, "lesson_plan")->name);
  soky_create_dialog_set_file (SOKY_CREATE_DIALOG (dialog), broken);
  display_wait_text (dialog, "A clean copy with the same pages may be signed.");
  g_assert_null (display_find_button (dialog, "Create"));
  display_press (dialog, "Make a Copy");
  display_wait_text (dialog, "The file is ready to be submitted.");
  g_assert_nonnull (display_find_button (dialog, "Compare"));
  display_press (dialog, "Create");
  display_wait (has_pointer, &book);
  assert_is_copy (room, book, broken);
}

/* What should be mended is said before the PDF of a draft is replaced, as when it was new. */
static void
test_replace (Room *room, gconstpointer data)
{
  g_autofree char *path = fixture_server_file (server, "acting.pdf");
  g_autoptr (GFile) acting = g_file_new_for_path (path);
  g_autoptr (GFile) broken = broken_lesson ();
  g_autoptr (SokyBook) draft = desk_make_book (room->lan, "Thay tệp", 1);
  g_autoptr (SokyBook) book = NULL;
  GtkWidget *dialog;

  write_pdf (path, "/OpenAction << /S /JavaScript /JS (x) >>");
  show (soky_replace_dialog_new (NULL, room->lan->session, draft), &dialog);
  g_signal_connect_swapped (dialog, "replaced", G_CALLBACK (take_book_cb), &book);
  g_assert_null (display_find_button (dialog, "Replace"));
  soky_replace_dialog_set_file (SOKY_REPLACE_DIALOG (dialog), acting);
  display_wait_text (dialog, "A program (JavaScript) runs in it and can change what it shows.");
  display_press (dialog, "Replace");
  display_wait (shows_error, dialog);
  soky_replace_dialog_set_file (SOKY_REPLACE_DIALOG (dialog), broken);
  display_wait_text (dialog, "A clean copy with the same pages may be signed.");
  g_assert_null (display_find_button (dialog, "Replace"));
  display_press (dialog, "Make a Copy");
  display_press (dialog, "Replace");
  display_wait (has_pointer, &book);
  g_assert_cmpstr (book->id, ==, draft->id);
  assert_is_copy (room, book, broken);
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
  g_test_add ("/clean-copy/create", Room, NULL, room_open, test_create_clean_copy, room_close);
  g_test_add ("/clean-copy/replace", Room, NULL, room_open, test_replace, room_close);
  int status = g_test_run ();
  fixture_server_free (server);
  return status;
}
