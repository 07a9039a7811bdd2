/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/book-archive.h"

#include "fixture.h"
#include "pdf-builder.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>
#include <locale.h>

/* A ZIP is read again by libarchive's reader. */

#define TITLE "Giáo án Tin học 6A, tuần 3"

static char *folder;

static char *
get_target (void)
{
  return g_build_filename (folder, "sổ.zip", NULL);
}

static GBytes *
read_entry (struct archive *zip, struct archive_entry *entry)
{
  gsize size = (gsize) archive_entry_size (entry);
  guint8 *data = g_malloc (size + 1);

  g_assert_cmpint (archive_read_data (zip, data, size + 1), ==, (gssize) size);
  return g_bytes_new_take (data, size);
}

/* What is in the archive: names to bytes. */
static GHashTable *
read_archive (const char *path)
{
  GHashTable *files =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  struct archive *zip = archive_read_new ();
  struct archive_entry *entry;

  archive_read_support_format_zip (zip);
  g_assert_cmpint (archive_read_open_filename (zip, path, 10240), ==, ARCHIVE_OK);
  while (archive_read_next_header (zip, &entry) == ARCHIVE_OK)
    g_hash_table_insert (files, g_strdup (archive_entry_pathname_utf8 (entry)),
                         read_entry (zip, entry));
  archive_read_free (zip);
  return files;
}

static void
add (SokyBookArchive *archive, GBytes *pdf)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyInput) input = soky_input_new_for_bytes (pdf);

  soky_book_archive_add (archive, input, TITLE, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* Files keep their bytes, reports stand beside them, and no name comes twice. */
static void
test_whole (void)
{
  g_autofree char *target = get_target ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) one = pdf_builder_simple (1), two = pdf_builder_simple (2);
  g_autoptr (SokyBookArchive) archive = soky_book_archive_new (target, &error);
  g_assert_no_error (error);

  add (archive, one);
  add (archive, two);
  g_assert_false (g_file_test (target, G_FILE_TEST_EXISTS));
  g_assert_true (soky_book_archive_close (archive, &error));
  g_assert_no_error (error);
  g_autoptr (GHashTable) files = read_archive (target);
  g_assert_cmpuint (g_hash_table_size (files), ==, 4);
  g_assert_true (g_bytes_equal (g_hash_table_lookup (files, TITLE ".pdf"), one));
  g_assert_true (g_bytes_equal (g_hash_table_lookup (files, TITLE " (2).pdf"), two));
  g_assert_cmpuint (g_bytes_get_size (g_hash_table_lookup (files, TITLE ".txt")), >, 0);
  g_assert_nonnull (g_hash_table_lookup (files, TITLE " (2).txt"));
  g_unlink (target);
}

/* Nothing remains of one that is not closed. */
static void
test_dropped (void)
{
  g_autofree char *target = get_target ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = pdf_builder_simple (1);
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  SokyBookArchive *archive = soky_book_archive_new (target, &error);
  g_assert_no_error (error);

  add (archive, pdf);
  g_cancellable_cancel (cancelled);
  g_autoptr (SokyInput) input = soky_input_new_for_bytes (pdf);
  g_assert_false (soky_book_archive_add (archive, input, TITLE, NULL, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  soky_book_archive_free (archive);
  g_autoptr (GDir) names = g_dir_open (folder, 0, NULL);
  g_assert_null (g_dir_read_name (names));
}

/* Where it cannot be written it is said before anything is fetched. */
static void
test_nowhere (void)
{
  g_autofree char *target = g_build_filename (folder, "no", "folder.zip", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (soky_book_archive_new (target, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, ""); /* as GTK does: names in a ZIP are converted by it */
  g_test_init (&argc, &argv, NULL);
  folder = fixture_make_folder ();
  g_test_add_func ("/book-archive/whole", test_whole);
  g_test_add_func ("/book-archive/dropped", test_dropped);
  g_test_add_func ("/book-archive/nowhere", test_nowhere);
  int result = g_test_run ();
  fixture_remove_folder (folder);
  return result;
}
