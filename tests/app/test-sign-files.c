/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files signed without a server, by a real token. */
#include "config.h"

#include "app/dialogs/sign-files-dialog.h"
#include "app/file-batch.h"
#include "sign/verify.h"

#include "display.h"
#include "documents.h"
#include "fixture.h"
#include "softtoken.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct {
  FixtureTokens *tokens;
  SokyTokenMonitor *monitor;
  char *folder;
  GBytes *plain;
  GtkWidget *dialog; /* NULL when it has closed */
  guint opened;      /* how many files the person asked to see */
} Room;

static void
write_bytes (Room *room, const char *name, GBytes *bytes)
{
  g_autofree char *path = g_build_filename (room->folder, name, NULL);
  fixture_write (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
room_open (Room *room, gconstpointer data)
{
  const FixtureTokenRequest request = {
      .label = "gv.lan", .holder = "Nguyễn Thị Lan", .organisation = "Trường THCS Hoa Sen"};
  room->tokens = fixture_tokens_new ();
  soky_issued_free (fixture_tokens_add (room->tokens, &request));
  g_autoptr (SokyTokenHost) host = soky_token_host_new_for_module (fixture_tokens_find_module ());
  room->monitor = soky_token_monitor_new (host);
  room->folder = fixture_make_folder ();
  room->plain = document_make (DOCUMENT_TABLE, 2);
  write_bytes (room, "Giáo án.pdf", room->plain);
}

static void
room_close (Room *room, gconstpointer data)
{
  if (room->dialog != NULL)
    display_close (GTK_WINDOW (room->dialog));
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_object_unref (room->monitor);
  g_bytes_unref (room->plain);
  fixture_tokens_free (room->tokens);
  fixture_remove_folder (room->folder);
}

static void
open_cb (Room *room)
{
  g_autoptr (GPtrArray) files =
      soky_sign_files_dialog_list_signed (SOKY_SIGN_FILES_DIALOG (room->dialog));
  room->opened = files->len;
}

static void
closed_cb (Room *room)
{
  room->dialog = NULL;
}

static void
show (Room *room, const char *const *names)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; names[i] != NULL; i++)
    g_ptr_array_add (files, g_file_new_build_filename (room->folder, names[i], NULL));
  room->dialog = soky_sign_files_dialog_new (NULL, room->monitor, files);
  g_signal_connect_swapped (room->dialog, "open", G_CALLBACK (open_cb), room);
  g_signal_connect_swapped (room->dialog, "destroy", G_CALLBACK (closed_cb), room);
  gtk_window_present (GTK_WINDOW (room->dialog));
}

static gboolean
has_pin (gpointer dialog)
{
  GtkWidget *pin = display_find (dialog, "AdwPasswordEntryRow");
  return pin != NULL && gtk_widget_is_sensitive (pin);
}

static gboolean
shows_error (gpointer dialog)
{
  GtkWidget *status = display_find (dialog, "SokyStatusLine");
  return status != NULL && gtk_widget_has_css_class (status, "error");
}

static void
type_pin (Room *room, const char *pin)
{
  display_wait (has_pin, room->dialog);
  gtk_editable_set_text (GTK_EDITABLE (display_find (room->dialog, "AdwPasswordEntryRow")), pin);
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

/* How many sound signatures cover @name as it is now; the original is its beginning. */
static guint
count_signatures (Room *room, const char *name)
{
  g_autofree char *path = g_build_filename (room->folder, name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyInput) input = soky_input_open (path, &error);
  g_assert_no_error (error);
  g_autoptr (SokyReport) report = soky_verify (input, name, NULL, NULL, &error);
  g_assert_no_error (error);
  guint count = 0;
  for (guint i = 0; i < report->signatures->len; i++) {
    const SokySignatureReport *one = report->signatures->pdata[i];
    count += one->integrity == SOKY_INTEGRITY_OK && one->coverage == SOKY_COVERAGE_FILE;
  }
  return count;
}

static gboolean
is_untouched (Room *room, const char *name, GBytes *before)
{
  g_autofree char *path = g_build_filename (room->folder, name, NULL);
  g_autofree char *data = NULL;
  gsize length = 0;

  return g_file_get_contents (path, &data, &length, NULL) && length == g_bytes_get_size (before) &&
         memcmp (data, g_bytes_get_data (before, NULL), length) == 0;
}

/* One file: signed beside, the original as it was; a wrong PIN is said and spoils nothing. */
static void
test_one (Room *room, gconstpointer data)
{
  const char *names[] = {"Giáo án.pdf", NULL};

  show (room, names);
  type_pin (room, "00000000");
  display_press (room->dialog, "Sign");
  display_wait (shows_error, room->dialog);
  g_assert_cmpuint (display_count (room->dialog, "Signed Successfully"), ==, 0);
  type_pin (room, FIXTURE_PIN);
  display_press (room->dialog, "Sign");
  display_wait_text (room->dialog, "Giáo án (signed).pdf");
  g_assert_true (is_untouched (room, "Giáo án.pdf", room->plain));
  g_assert_cmpuint (count_signatures (room, "Giáo án (signed).pdf"), ==, 1);
  display_press (room->dialog, "See the Signature");
  g_assert_cmpuint (room->opened, ==, 1);
  display_wait (is_gone, &room->dialog);
}

/* Many: the name that is taken is not written over, what cannot be read is not chosen. */
static void
test_many (Room *room, gconstpointer data)
{
  const char *names[] = {"Giáo án.pdf", "not.pdf", "Sổ chủ nhiệm.PDF", "Giáo án.pdf", NULL};
  g_autoptr (GBytes) nothing = g_bytes_new_static ("hello", 5);

  write_bytes (room, "not.pdf", nothing);
  write_bytes (room, "Sổ chủ nhiệm.PDF", room->plain);
  write_bytes (room, "Giáo án (signed).pdf", nothing);
  show (room, names);
  display_wait_text (room->dialog, "2 files to sign.");
  type_pin (room, FIXTURE_PIN);
  display_press (room->dialog, "Sign");
  display_wait_text (room->dialog, "2 of 2: 2 signed, 0 failed");
  g_assert_true (is_untouched (room, "Giáo án (signed).pdf", nothing));
  g_assert_true (is_untouched (room, "Giáo án.pdf", room->plain));
  g_assert_cmpuint (count_signatures (room, "Giáo án (signed 2).pdf"), ==, 1);
  g_assert_cmpuint (count_signatures (room, "Sổ chủ nhiệm (signed).pdf"), ==, 1);
  display_press (room->dialog, "See the Signatures");
  g_assert_cmpuint (room->opened, ==, 2);
  display_wait (is_gone, &room->dialog);
}

/* A file that cannot be written is said, and can be tried again when that is mended. */
static void
test_refused (Room *room, gconstpointer data)
{
  const char *names[] = {"below/Biên bản.pdf", NULL};
  g_autofree char *below = g_build_filename (room->folder, "below", NULL);
  g_autofree char *away = g_build_filename (room->folder, "away", NULL);

  g_assert_cmpint (g_mkdir (below, 0700), ==, 0);
  write_bytes (room, "below/Biên bản.pdf", room->plain);
  show (room, names);
  type_pin (room, FIXTURE_PIN);
  g_assert_cmpint (g_rename (below, away), ==, 0);
  display_press (room->dialog, "Sign");
  display_wait (shows_error, room->dialog);
  g_assert_cmpuint (display_count (room->dialog, "Signed Successfully"), ==, 0);
  g_assert_cmpint (g_rename (away, below), ==, 0);
  type_pin (room, FIXTURE_PIN);
  display_press (room->dialog, "Sign");
  display_wait_text (room->dialog, "Signed Successfully");
  g_assert_cmpuint (count_signatures (room, "below/Biên bản (signed).pdf"), ==, 1);
}

/* Names for new files, beside those that are there or promised to others. */
static void
test_targets (void)
{
  g_autofree char *folder = fixture_make_folder ();
  g_autofree char *path = g_build_filename (folder, "a.b.PDF", NULL);
  g_autofree char *first = soky_file_batch_find_target (path, NULL);
  g_autofree char *wanted = g_build_filename (folder, "a.b (signed).pdf", NULL);
  g_autoptr (GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpstr (first, ==, wanted);
  g_hash_table_add (taken, first);
  g_autofree char *second = soky_file_batch_find_target (path, taken);
  g_assert_true (g_str_has_suffix (second, "a.b (signed 2).pdf"));
  fixture_write (second, "x", 1);
  g_autofree char *third = soky_file_batch_find_target (path, taken);
  g_assert_true (g_str_has_suffix (third, "a.b (signed 3).pdf"));
  fixture_remove_folder (g_steal_pointer (&folder));
}

int
main (int argc, char **argv)
{
  if (!display_init (&argc, &argv))
    return 0;
  g_test_add_func ("/sign-files/targets", test_targets);
  if (fixture_tokens_find_module () == NULL) {
    g_test_message ("softhsm2 and opensc are not installed");
    return g_test_run ();
  }
#define ADD(path, func) g_test_add ("/sign-files/" path, Room, NULL, room_open, func, room_close)
  ADD ("one", test_one);
  ADD ("many", test_many);
  ADD ("refused", test_refused);
  return g_test_run ();
}
