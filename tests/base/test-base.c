/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/clock.h"
#include "base/hex.h"
#include "base/input.h"
#include "base/output.h"
#include "base/paths.h"
#include "base/secret.h"
#include "base/task.h"
#include "base/text.h"
#include "fixture.h"

#include <glib/gstdio.h>
#include <string.h>
#include <glib-unix.h>
#include <unistd.h>

static void
test_clock (void)
{
  gint64 moment = 0;
  g_assert_true (soky_clock_from_rfc3339 ("2026-09-05T07:30:00Z", &moment));
  g_autofree char *utc = soky_clock_to_rfc3339 (moment);
  g_autofree char *vietnam = soky_clock_to_vietnam (moment);
  g_assert_cmpstr (utc, ==, "2026-09-05T07:30:00Z");
  g_assert_cmpstr (vietnam, ==, "05.09.2026 14:30:00 +07:00");

  gint64 zoned = 0;
  g_assert_true (soky_clock_from_rfc3339 ("2026-09-05T14:30:00+07:00", &zoned));
  g_assert_cmpint (zoned, ==, moment);
  g_assert_false (soky_clock_from_rfc3339 ("2026-09-05", &zoned));
  g_assert_false (soky_clock_from_rfc3339 (NULL, &zoned));
}

static void
test_hex (void)
{
  g_autofree char *text = soky_hex_encode ((const guint8 *) "\x00\xff\x10", 3);
  g_assert_cmpstr (text, ==, "00ff10");
  g_autoptr (GBytes) back = soky_hex_decode ("00FF10");
  g_assert_cmpmem (g_bytes_get_data (back, NULL), g_bytes_get_size (back), "\x00\xff\x10", 3);
  g_assert_null (soky_hex_decode ("0"));
  g_assert_null (soky_hex_decode ("0g"));
}

static void
test_text (void)
{
  g_autofree char *composed = soky_text_fold ("  NGƯỜI \n  SOẠN ");
  g_autofree char *decomposed = g_utf8_normalize ("Người Soạn", -1, G_NORMALIZE_DEFAULT);
  g_autofree char *folded = soky_text_fold (decomposed);
  g_assert_cmpstr (composed, ==, "nguoi soan");
  g_assert_cmpstr (folded, ==, composed);
  g_autofree char *stroke = soky_text_fold ("Đỗ Quang Huy");
  g_assert_cmpstr (stroke, ==, "do quang huy");
  g_autofree char *normal = soky_text_normalize (decomposed);
  g_assert_cmpstr (normal, ==, "Người Soạn");
}

static void
test_safe_name (void)
{
  static const char *const cases[][2] = {
      {"Giáo án tuần 3.pdf", "Giáo án tuần 3.pdf"},
      {"../../etc/passwd", "_.._.._etc_passwd"},
      {"a/b\\c:d", "a_b_c_d"},
      {"con.pdf", "_con.pdf"},
      {"LPT1", "_LPT1"},
      {"console", "console"},
      {"", "_"},
      {"...", "_"},
      {"x. ", "x"},
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *safe = soky_paths_safe_name (cases[i][0]);
    g_assert_cmpstr (safe, ==, cases[i][1]);
  }
  g_autofree char *many = g_strnfill (500, 'a');
  g_autofree char *cut = soky_paths_safe_name (many);
  g_assert_cmpuint (strlen (cut), ==, 120);
}

static void
test_secret (void)
{
  g_autoptr (SokySecret) secret = soky_secret_new ("12345678", -1);
  g_autoptr (SokySecret) same = soky_secret_new ("12345678xx", 8);
  g_autoptr (SokySecret) other = soky_secret_new ("12345679", -1);
  g_assert_cmpstr (soky_secret_peek (secret), ==, "12345678");
  g_assert_cmpuint (soky_secret_get_length (secret), ==, 8);
  g_assert_true (soky_secret_equal (secret, same));
  g_assert_false (soky_secret_equal (secret, other));
}

static SokySecret *
read_from_pipe (const char *text, GError **error)
{
  int ends[2];
  g_assert_true (g_unix_open_pipe (ends, 0, NULL));
  g_assert_cmpint (write (ends[1], text, strlen (text)), ==, strlen (text));
  close (ends[1]);
  SokySecret *secret = soky_secret_read_line (ends[0], error);
  close (ends[0]);
  return secret;
}

static void
test_secret_line (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokySecret) line = read_from_pipe ("12345678\r\nrest", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (soky_secret_peek (line), ==, "12345678");

  g_autoptr (SokySecret) last = read_from_pipe ("no end of line", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (soky_secret_peek (last), ==, "no end of line");

  g_autofree char *many = g_strnfill (300, 'a');
  g_assert_null (read_from_pipe (many, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

static gboolean
collect (const guint8 *data, gsize length, gpointer user_data, GError **error)
{
  g_byte_array_append (user_data, data, (guint) length);
  return TRUE;
}

static void
test_output (void)
{
  char *folder = fixture_make_folder ();
  g_autofree char *path = g_build_filename (folder, "out", NULL);
  g_autofree char *source = g_build_filename (folder, "in", NULL);
  g_autoptr (GError) error = NULL;

  fixture_write (source, "0123456789", 10);
  g_autoptr (SokyInput) input = soky_input_open (source, &error);
  g_assert_no_error (error);
  {
    g_autoptr (SokyOutput) dropped = soky_output_new (path, &error);
    g_assert_true (soky_output_write (dropped, "lost", 4, &error));
  }
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));

  g_autoptr (SokyOutput) output = soky_output_new (path, &error);
  g_assert_true (soky_output_write (output, "more than what comes now", 24, &error));
  soky_output_restart (output);
  g_assert_true (soky_output_copy (output, input, 0, 10, NULL, &error));
  g_assert_true (soky_output_write (output, "tail", 4, &error));
  g_assert_true (soky_output_patch (output, 11, "AI", 2, &error));
  g_assert_cmpint (soky_output_get_size (output), ==, 14);
  g_assert_true (soky_output_commit (output, &error));
  g_assert_no_error (error);

  g_autoptr (SokyInput) back = soky_input_open (path, &error);
  g_autoptr (SokyInput) first = soky_input_prefix (back, 12);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_assert_true (soky_input_stream (first, 2, 10, collect, bytes, NULL, &error));
  g_assert_cmpmem (bytes->data, bytes->len, "23456789tA", 10);

  GStatBuf info;
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_autoptr (GDir) listing = g_dir_open (folder, 0, NULL);
  guint files = 0;
  while (g_dir_read_name (listing) != NULL)
    files++;
  g_assert_cmpuint (files, ==, 2);
  fixture_remove_folder (folder);
}

static void
test_input_refuses (void)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (soky_input_open ("/", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
  g_clear_error (&error);
  g_assert_null (soky_input_open ("/dev/zero", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE);
  g_clear_error (&error);
  g_assert_null (soky_input_open ("/nowhere/at/all", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static gpointer
double_it (gpointer data, GCancellable *cancellable, GError **error)
{
  int *number = data;
  if (*number < 0) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "negative");
    return NULL;
  }
  return GINT_TO_POINTER (2 * *number);
}

typedef struct {
  GMainLoop *loop;
  gpointer result;
  GError *error;
} TaskEnd;

static void
task_ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TaskEnd *end = user_data;
  end->result = soky_task_finish (result, &end->error);
  g_main_loop_quit (end->loop);
}

static void
run_task (int number, GCancellable *cancellable, TaskEnd *end)
{
  int *data = g_new (int, 1);
  *data = number;
  end->loop = g_main_loop_new (NULL, FALSE);
  soky_task_run (NULL, double_it, data, g_free, NULL, cancellable, task_ended_cb, end);
  g_main_loop_run (end->loop);
  g_main_loop_unref (end->loop);
}

static void
test_task (void)
{
  TaskEnd good = {0};
  run_task (21, NULL, &good);
  g_assert_no_error (good.error);
  g_assert_cmpint (GPOINTER_TO_INT (good.result), ==, 42);

  TaskEnd bad = {0};
  run_task (-1, NULL, &bad);
  g_assert_error (bad.error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_clear_error (&bad.error);

  TaskEnd cancelled = {0};
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_cancellable_cancel (cancellable);
  run_task (21, cancellable, &cancelled);
  g_assert_error (cancelled.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&cancelled.error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/clock", test_clock);
  g_test_add_func ("/base/hex", test_hex);
  g_test_add_func ("/base/text", test_text);
  g_test_add_func ("/base/safe-name", test_safe_name);
  g_test_add_func ("/base/secret", test_secret);
  g_test_add_func ("/base/secret/line", test_secret_line);
  g_test_add_func ("/base/output", test_output);
  g_test_add_func ("/base/input/refuses", test_input_refuses);
  g_test_add_func ("/base/task", test_task);
  return g_test_run ();
}
