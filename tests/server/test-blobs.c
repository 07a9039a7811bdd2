/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fixture.h"

#include "base/hex.h"
#include "crypto/digest.h"
#include "server/assembly.h"
#include "server/blobs/blobs-folder.h"
#include "server/store/books.h"
#include "server/upload.h"
#include "wire/error.h"

#include <string.h>

/* The contract of blobs, run over their interface, and what is made of them. */

typedef struct {
  char *folder;
  SokyBlobs *blobs;
} Fixture;

typedef SokyBlobs *(*MakeBlobs) (const char *folder);

static SokyBlobs *
make_folder_blobs (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "blobs", NULL);
  g_autoptr (GError) error = NULL;
  SokyBlobs *blobs = soky_folder_blobs_new (path, &error);
  g_assert_no_error (error);
  return blobs;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = fixture_make_folder ();
  fixture->blobs = ((MakeBlobs) data) (fixture->folder);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->blobs);
  fixture_remove_folder (fixture->folder);
}

static char *
hash_of (const char *text)
{
  g_autoptr (GBytes) hash = soky_digest_bytes (SOKY_HASH_SHA256, text, strlen (text));
  return soky_hex_encode (g_bytes_get_data (hash, NULL), g_bytes_get_size (hash));
}

static char *
put (Fixture *fixture, const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, "incoming", NULL);
  g_autoptr (GError) error = NULL;
  char *sha256 = hash_of (text);

  fixture_write (path, text, strlen (text));
  g_assert_true (soky_blobs_put (fixture->blobs, path, sha256, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  return sha256;
}

static void
assert_content (Fixture *fixture, const char *sha256, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyInput) input = soky_blobs_open (fixture->blobs, sha256, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (soky_input_peek (input), soky_input_get_size (input), text, strlen (text));
}

static void
test_put (Fixture *fixture, gconstpointer data)
{
  g_autofree char *one = put (fixture, "một");
  g_autofree char *two = put (fixture, "hai");
  g_autofree char *again = put (fixture, "một");

  g_assert_cmpstr (one, ==, again);
  assert_content (fixture, one, "một");
  assert_content (fixture, two, "hai");
}

static void
test_missing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *sha256 = hash_of ("nowhere");
  g_autofree char *path = g_build_filename (fixture->folder, "no-such-file", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (soky_blobs_open (fixture->blobs, sha256, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_false (soky_blobs_put (fixture->blobs, path, sha256, &error));
  g_assert_nonnull (error);
}

static gboolean
collect (const char *sha256, goffset length, gpointer user_data, GError **error)
{
  g_hash_table_add (user_data, g_strdup (sha256));
  return TRUE;
}

static void
test_visit (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *one = put (fixture, "một");
  g_autofree char *two = put (fixture, "hai");

  g_assert_true (soky_blobs_visit (fixture->blobs, collect, seen, &error));
  g_assert_cmpuint (g_hash_table_size (seen), ==, 2);
  g_assert_true (g_hash_table_contains (seen, one));
  g_assert_true (g_hash_table_contains (seen, two));
}

static void
test_assembly (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) segments =
      g_ptr_array_new_with_free_func ((GDestroyNotify) soky_segment_free);
  g_autofree char *one = put (fixture, "base;");
  g_autofree char *two = put (fixture, "tail;");
  g_autofree char *base = hash_of ("base;tail;");
  g_autofree char *whole = hash_of ("base;tail;new;");
  g_autofree char *tail = g_build_filename (fixture->folder, "tail", NULL);
  g_autoptr (GError) error = NULL;

  fixture_write (tail, "new;", 4);
  g_ptr_array_add (segments, soky_segment_new (one, 5));
  g_ptr_array_add (segments, soky_segment_new (two, 5));
  g_autoptr (SokyScratch) scratch = soky_scratch_new (fixture->folder);
  g_autoptr (SokyAssembly) file =
      soky_assembly_new (scratch, fixture->blobs, segments, base, tail, &error);
  g_assert_no_error (error);
  g_assert_cmpint (soky_assembly_get_length (file), ==, 14);
  g_assert_cmpstr (soky_assembly_get_sha256 (file), ==, whole);
  g_autofree char *path = g_strdup (soky_assembly_get_path (file));
  g_clear_pointer (&file, soky_assembly_free);

  /* stored bytes that are not what they were are noticed */
  g_assert_null (soky_assembly_new (scratch, fixture->blobs, segments, whole, tail, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);

  /* the file is kept for the next one, and goes with the scratch */
  g_clear_pointer (&scratch, soky_scratch_free);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_upload (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyUpload) upload = soky_upload_new (fixture->folder, 8, &error);
  g_autofree char *path = g_strdup (soky_upload_get_path (upload));
  g_autofree char *sha256 = hash_of ("12345678");

  g_assert_true (soky_upload_add (upload, "1234", 4, &error));
  g_assert_true (soky_upload_add (upload, "5678", 4, &error));
  g_assert_false (soky_upload_add (upload, "9", 1, &error));
  g_assert_error (error, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_TOO_LARGE);
  g_clear_error (&error);
  g_assert_true (soky_upload_finish (upload, &error));
  g_assert_cmpstr (soky_upload_get_sha256 (upload), ==, sha256);
  g_assert_cmpint (soky_upload_get_length (upload), ==, 8);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_clear_pointer (&upload, soky_upload_free);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

#define ADD(name)                                                                                  \
  g_test_add ("/server/blobs/folder/" #name, Fixture, make_folder_blobs, set_up, test_##name,      \
              tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD (put);
  ADD (missing);
  ADD (visit);
  ADD (assembly);
  ADD (upload);
  return g_test_run ();
}
