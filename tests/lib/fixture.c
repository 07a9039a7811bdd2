/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fixture.h"

#include <glib/gstdio.h>
#include <stdarg.h>

char *
fixture_make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("soky-test-XXXXXX", &error);
  g_assert_no_error (error);
  return folder;
}

static void
remove_tree (GFile *file)
{
  g_autoptr (GFileEnumerator) children = g_file_enumerate_children (
      file, G_FILE_ATTRIBUTE_STANDARD_NAME, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);

  while (children != NULL) {
    GFile *child = NULL;
    if (!g_file_enumerator_iterate (children, NULL, &child, NULL, NULL) || child == NULL)
      break;
    remove_tree (child);
  }
  g_file_delete (file, NULL, NULL);
}

void
fixture_remove_folder (char *folder)
{
  if (folder == NULL)
    return;
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  remove_tree (file);
  g_free (folder);
}

char *
fixture_test_file (const char *relative)
{
  return g_test_build_filename (G_TEST_DIST, relative, NULL);
}

char *
fixture_shared_file (const char *relative)
{
  const char *shared = g_getenv ("SOKY_SHARED");
  g_autofree char *beside = g_test_build_filename (G_TEST_DIST, "..", "..", "shared", NULL);
  char *path = g_build_filename (shared ? shared : beside, relative, NULL);

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    g_clear_pointer (&path, g_free);
  return path;
}

int
fixture_run (char **output, const char *program, ...)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  va_list list;

  g_ptr_array_add (arguments, (gpointer) program);
  va_start (list, program);
  for (const char *next = va_arg (list, const char *); next; next = va_arg (list, const char *))
    g_ptr_array_add (arguments, (gpointer) next);
  va_end (list);
  g_ptr_array_add (arguments, NULL);

  g_autofree char *found = g_find_program_in_path (program);
  if (found == NULL)
    return -1;
  g_autoptr (GSubprocess) process =
      g_subprocess_newv ((const char *const *) arguments->pdata,
                         G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE, &error);
  g_assert_no_error (error);
  g_autoptr (GBytes) bytes = NULL;
  g_subprocess_communicate (process, NULL, NULL, &bytes, NULL, &error);
  g_assert_no_error (error);
  if (output != NULL)
    *output = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return g_subprocess_get_if_exited (process) ? g_subprocess_get_exit_status (process)
                                              : 128 + g_subprocess_get_term_sig (process);
}

GBytes *
fixture_read (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *data = NULL;
  gsize length = 0;

  g_file_get_contents (path, &data, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (data, length);
}

void
fixture_write (const char *path, const void *data, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_file_set_contents (path, data, (gssize) length, &error);
  g_assert_no_error (error);
}
