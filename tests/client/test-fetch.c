/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk.h"
#include "fixture.h"
#include "relay.h"

#include "book/error.h"
#include "client/error.h"
#include "wire/error.h"

#include <glib/gstdio.h>
#include <string.h>

/* The bytes of books: what travels, what is kept, what is believed. */

#define PAGES 60

static FixtureServer *server;

static Desk *
desk_at (const char *login)
{
  return desk_new (server, fixture_server_get_url (server), login);
}

static void
assert_private (const char *path, goffset length)
{
  GStatBuf info;
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpint (info.st_size, ==, length);
}

static void
damage (const char *path)
{
  g_autoptr (GBytes) bytes = fixture_read (path);
  g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  copy[g_bytes_get_size (bytes) / 2] ^= 1;
  fixture_write (path, copy, g_bytes_get_size (bytes));
}

static void
test_cache (void)
{
  g_autoptr (Relay) relay = relay_new (fixture_server_get_url (server));
  g_autoptr (Desk) desk = desk_new (server, relay_get_url (relay), "gv.lan");
  g_autoptr (SokyBook) book = desk_make_book (desk, "Vào kho", PAGES);
  g_autoptr (GError) error = NULL;

  relay_take_count (relay);
  g_autofree char *first = desk_fetch (desk, book, -1, &error);
  g_assert_no_error (error);
  assert_private (first, book->head_length);
  g_assert_cmpint (relay_take_count (relay), >, book->head_length);
  g_assert_cmpuint (desk_count_files (desk), ==, 1);

  g_autofree char *second = desk_fetch (desk, book, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (second, ==, first);
  g_assert_cmpint (relay_take_count (relay), ==, 0);

  /* what went bad on the disk is fetched anew */
  damage (first);
  g_autofree char *third = desk_fetch (desk, book, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (third, ==, first);
  g_assert_cmpint (relay_take_count (relay), >, book->head_length);
  g_autofree char *fourth = desk_fetch (desk, book, -1, &error);
  g_assert_cmpint (relay_take_count (relay), ==, 0);
  g_assert_cmpuint (desk_count_files (desk), ==, 1);

  soky_cache_clear (desk->cache);
  g_assert_cmpuint (desk_count_files (desk), ==, 0);
}

/* Only the bytes of the signature travel, there and back. */
static void
test_signature (void)
{
  g_autoptr (Relay) relay = relay_new (fixture_server_get_url (server));
  g_autoptr (Desk) lan = desk_at ("gv.lan");
  g_autoptr (Desk) minh = desk_new (server, relay_get_url (relay), "tt.minh");
  g_autoptr (SokyBook) draft = desk_make_book (lan, "Chỉ phần thêm", PAGES);
  g_autoptr (SokyBook) submitted = desk_submit (lan, draft);
  g_autoptr (GError) error = NULL;

  g_autofree char *base = desk_fetch (minh, submitted, -1, &error);
  g_assert_no_error (error);
  g_autoptr (SokyBook) once = desk_sign_book (lan, server, "gv.lan", submitted);
  g_assert_cmpint (once->revision_count, ==, 2);
  goffset added = once->head_length - submitted->head_length;

  g_autoptr (SokyBook) seen = desk_get (minh, once->id, &error);
  g_assert_no_error (error);
  relay_take_count (relay);
  g_autofree char *head = desk_fetch (minh, seen, -1, &error);
  g_assert_no_error (error);
  assert_private (head, once->head_length);
  g_assert_cmpint (relay_take_count (relay), <, added + 4096);
  g_assert_cmpuint (desk_count_files (minh), ==, 2);

  g_autoptr (SokyBook) twice = desk_sign_book (minh, server, "tt.minh", seen);
  g_assert_cmpint (twice->revision_count, ==, 3);

  /* the earlier revision stays readable, and a book looked at before still gives what it named */
  g_autofree char *old = desk_fetch (lan, submitted, -1, &error);
  g_assert_no_error (error);
  assert_private (old, submitted->head_length);
  soky_cache_clear (lan->cache);
  g_autofree char *again = desk_fetch (lan, submitted, -1, &error);
  g_assert_no_error (error);
  assert_private (again, submitted->head_length);
}

/* A damaged earlier revision is noticed when the rest is added to it. */
static void
test_damaged_base (void)
{
  g_autoptr (Desk) lan = desk_at ("gv.lan");
  g_autoptr (Desk) minh = desk_at ("tt.minh");
  g_autoptr (SokyBook) draft = desk_make_book (lan, "Nền hỏng", PAGES);
  g_autoptr (SokyBook) submitted = desk_submit (lan, draft);
  g_autoptr (GError) error = NULL;

  g_autofree char *base = desk_fetch (minh, submitted, -1, &error);
  g_assert_no_error (error);
  g_autoptr (SokyBook) once = desk_sign_book (lan, server, "gv.lan", submitted);
  damage (base);
  g_autofree char *head = desk_fetch (minh, once, -1, &error);
  g_assert_no_error (error);
  assert_private (head, once->head_length);
  g_autoptr (GBytes) fetched = fixture_read (head);
  g_autofree char *actual = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, fetched);
  g_assert_cmpstr (actual, ==, once->head_sha256);
}

/* The book names other bytes than the server has. */
static void
test_wrong_file (void)
{
  g_autoptr (Desk) desk = desk_at ("gv.lan");
  g_autoptr (SokyBook) book = desk_make_book (desk, "Tệp khác", 3);
  SokyRevision *revision = g_ptr_array_index (book->revisions, 0);
  g_autoptr (GError) error = NULL;

  revision->sha256[0] = revision->sha256[0] == '0' ? '1' : '0';
  g_assert_null (desk_fetch (desk, book, 0, &error));
  g_assert_error (error, SOKY_CLIENT_ERROR, SOKY_CLIENT_ERROR_WRONG_FILE);
  g_assert_cmpuint (desk_count_files (desk), ==, 0);

  /* and a longer file than was announced is not even taken */
  g_clear_error (&error);
  revision->length--;
  g_assert_null (desk_fetch (desk, book, 0, &error));
  g_assert_error (error, SOKY_CLIENT_ERROR, SOKY_CLIENT_ERROR_TOO_LARGE);
  g_assert_cmpuint (desk_count_files (desk), ==, 0);

  g_clear_error (&error);
  g_assert_null (desk_fetch (desk, book, 7, &error));
  g_assert_error (error, SOKY_BOOK_ERROR, SOKY_BOOK_ERROR_NO_FILE);
}

static void
test_cancelled (void)
{
  g_autoptr (Relay) relay = relay_new (fixture_server_get_url (server));
  g_autoptr (Desk) desk = desk_new (server, relay_get_url (relay), "gv.lan");
  g_autoptr (SokyBook) book = desk_make_book (desk, "Bỏ dở", 3000);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_auto (Reply) reply = {NULL};

  g_assert_cmpint (book->head_length, >, 400000);
  relay_take_count (relay);
  relay_hold_after (relay, 200000);
  soky_session_fetch_pdf_async (desk->session, book, -1, cancellable, reply_cb, &reply);
  goffset passed = 0;
  while (passed < 150000) {
    passed += relay_take_count (relay);
    g_main_context_iteration (NULL, FALSE);
  }
  g_assert_null (reply.result);
  g_assert_cmpuint (desk_count_files (desk), ==, 1);
  g_cancellable_cancel (cancellable);
  g_assert_null (soky_session_fetch_pdf_finish (desk->session, reply_wait (&reply), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  desk_settle ();
  g_assert_cmpuint (desk_count_files (desk), ==, 0);
}

/* Cancelled before, and at every moment soon after. */
static void
test_cancelled_early (void)
{
  g_autoptr (Desk) desk = desk_at ("gv.lan");
  g_autoptr (SokyBook) book = desk_make_book (desk, "Bỏ sớm", 3);

  for (guint turns = 0; turns < 12; turns++) {
    g_autoptr (GCancellable) cancellable = g_cancellable_new ();
    g_auto (Reply) reply = {NULL};
    soky_session_fetch_pdf_async (desk->session, book, -1, cancellable, reply_cb, &reply);
    for (guint i = 0; i < turns && reply.result == NULL; i++)
      g_main_context_iteration (NULL, TRUE);
    g_cancellable_cancel (cancellable);
    g_autofree char *path =
        soky_session_fetch_pdf_finish (desk->session, reply_wait (&reply), NULL);
    desk_settle ();
    g_assert_cmpuint (desk_count_files (desk), <=, 1);
    if (desk_count_files (desk) == 1) {
      g_autofree char *whole = soky_cache_get_path (desk->cache, book->head_sha256);
      g_assert_true (g_file_test (whole, G_FILE_TEST_EXISTS));
    }
    soky_cache_clear (desk->cache);
  }
}

/* What comes first wins; the other is told what changed, and adds his to it. */
static void
test_conflicts (void)
{
  g_autoptr (Desk) lan = desk_at ("gv.lan");
  g_autoptr (Desk) minh = desk_at ("tt.minh");
  g_autoptr (SokyBook) draft = desk_make_book (lan, "Đến trước", 3);
  g_autoptr (SokyBook) submitted = desk_submit_parallel (lan, draft);
  g_autoptr (GError) error = NULL;

  g_autofree char *head = desk_fetch (minh, submitted, -1, &error);
  g_assert_no_error (error);
  g_autofree char *late = desk_sign (server, "tt.minh", head);
  g_autoptr (SokyBook) once = desk_sign_book (lan, server, "gv.lan", submitted);
  g_assert_null (desk_send_signature (minh, submitted, late, &error));
  g_assert_error (error, SOKY_BOOK_ERROR, SOKY_BOOK_ERROR_HEAD_MOVED);
  g_clear_error (&error);
  g_autoptr (SokyBook) twice = desk_sign_book (minh, server, "tt.minh", once);
  g_assert_cmpint (twice->revision_count, ==, 3);

  g_autoptr (SokyAction) recall = soky_action_new (SOKY_ACTION_RECALL, submitted->version);
  g_assert_null (desk_act (lan, submitted, recall, &error));
  g_assert_error (error, SOKY_BOOK_ERROR, SOKY_BOOK_ERROR_VERSION);
}

static void
test_bad_uploads (void)
{
  static const struct {
    const char *bytes;
    int code;
  } rows[] = {
      {"this is a letter", SOKY_WIRE_ERROR_NOT_A_PDF},
      {"%PDF-1.7\n1 0 obj\n<< /Type /Cat", SOKY_WIRE_ERROR_PDF_DAMAGED},
  };
  g_autoptr (Desk) lan = desk_at ("gv.lan");
  g_autofree char *path = fixture_server_file (server, "bad.pdf");
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyBook) draft = desk_create (lan, "Tệp sai", &error);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    fixture_write (path, rows[i].bytes, strlen (rows[i].bytes));
    g_assert_null (desk_attach (lan, draft, path, &error));
    g_assert_error (error, SOKY_WIRE_ERROR, rows[i].code);
    g_clear_error (&error);
  }
  g_unlink (path);
  g_assert_null (desk_attach (lan, draft, path, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

/* A file larger than the server takes: a clear answer, whatever it does with the connection. */
static void
test_too_large (void)
{
  g_autoptr (Desk) lan = desk_at ("gv.lan");
  g_autofree char *path = fixture_server_file (server, "large.pdf");
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyBook) draft = desk_create (lan, "Tệp lớn", &error);
  g_autofree char *bytes = g_malloc0 (1024 * 1024);

  memcpy (bytes, "%PDF-1.7\n", 9);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileOutputStream) output = g_file_replace (file, NULL, FALSE, 0, NULL, &error);
  for (guint i = 0; i < 101; i++)
    g_assert_true (g_output_stream_write_all (G_OUTPUT_STREAM (output), bytes, 1024 * 1024, NULL,
                                              NULL, &error));
  g_assert_true (g_output_stream_close (G_OUTPUT_STREAM (output), NULL, &error));
  g_assert_null (desk_attach (lan, draft, path, &error));
  g_assert_error (error, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_TOO_LARGE);
  g_unlink (path);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  server = fixture_server_new_demo ();
  if (server == NULL) {
    g_print ("1..0 # SKIP softhsm2 and opensc are not installed\n");
    return 0;
  }
  g_test_add_func ("/fetch/cache", test_cache);
  g_test_add_func ("/fetch/signature", test_signature);
  g_test_add_func ("/fetch/damaged-base", test_damaged_base);
  g_test_add_func ("/fetch/wrong-file", test_wrong_file);
  g_test_add_func ("/fetch/cancelled", test_cancelled);
  g_test_add_func ("/fetch/cancelled-early", test_cancelled_early);
  g_test_add_func ("/fetch/conflicts", test_conflicts);
  g_test_add_func ("/fetch/bad-uploads", test_bad_uploads);
  g_test_add_func ("/fetch/too-large", test_too_large);
  int status = g_test_run ();
  fixture_server_free (server);
  return status;
}
