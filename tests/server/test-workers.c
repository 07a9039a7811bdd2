/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "documents.h"
#include "fixture.h"

#include "server/acceptance.h"
#include "server/workers.h"

#include <glib/gstdio.h>
#include <string.h>

/* The processes that open PDFs: the real one, and some that hang, die or babble. */

typedef struct {
  char *folder;
  char *pdf;
  SokySettings *settings;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) pdf = document_make (DOCUMENT_TABLE, 3);

  fixture->folder = fixture_make_folder ();
  fixture->pdf = g_build_filename (fixture->folder, "lesson.pdf", NULL);
  fixture_write (fixture->pdf, g_bytes_get_data (pdf, NULL), g_bytes_get_size (pdf));
  fixture->settings = soky_settings_new_default (fixture->folder);
  fixture->settings->workers = 2;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  soky_settings_free (fixture->settings);
  g_free (fixture->pdf);
  fixture_remove_folder (fixture->folder);
}

static char *
real_program (void)
{
  return g_test_build_filename (G_TEST_BUILT, "..", "src", "server", "soky-server", NULL);
}

/* A worker of our own making. */
static SokyWorkers *
scripted (Fixture *fixture, const char *script)
{
  g_autofree char *path = g_build_filename (fixture->folder, "worker.sh", NULL);
  g_autofree char *real = real_program ();
  g_autofree char *text =
      g_strdup_printf ("#!/bin/sh\nreal='%s'\nfolder='%s'\n%s\n", real, fixture->folder, script);

  fixture_write (path, text, strlen (text));
  g_assert_cmpint (g_chmod (path, 0700), ==, 0);
  return soky_workers_new (fixture->settings, path);
}

static void
assert_failed (SokyWorkers *workers, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (soky_workers_examine (workers, path, 0, &error));
  g_assert_error (error, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_VERIFIER_FAILED);
}

static void
assert_good (SokyWorkers *workers, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyExamination) examination = soky_workers_examine (workers, path, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (examination->pages, ==, 3);
  g_assert_true (soky_acceptance_check_base (examination, &error));
}

static void
test_real (Fixture *fixture, gconstpointer data)
{
  g_autofree char *real = real_program ();
  g_autoptr (SokyWorkers) workers = soky_workers_new (fixture->settings, real);
  g_autoptr (GError) error = NULL;

  assert_good (workers, fixture->pdf);
  g_assert_null (soky_workers_examine (workers, "/no/such/file", 0, &error));
  g_assert_nonnull (error);
  assert_good (workers, fixture->pdf);
}

static void
test_hangs (Fixture *fixture, gconstpointer data)
{
  fixture->settings->worker_seconds = 1;
  g_autoptr (SokyWorkers) workers = scripted (fixture, "echo $$ >> $folder/pids; exec sleep 600");

  /* more often than there are places: each comes back */
  for (guint i = 0; i < 3; i++)
    assert_failed (workers, fixture->pdf);
  g_autofree char *path = g_build_filename (fixture->folder, "pids", NULL);
  g_autoptr (GBytes) text = fixture_read (path);
  g_autofree char *list = g_strndup (g_bytes_get_data (text, NULL), g_bytes_get_size (text));
  g_auto (GStrv) pids = g_strsplit (g_strchomp (list), "\n", 0);
  g_assert_cmpuint (g_strv_length (pids), ==, 3);
}

static void
test_dies (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SokyWorkers) workers =
      scripted (fixture, "[ -e $folder/died ] && exec \"$real\" \"$@\"\n"
                         "touch $folder/died\nread -r line\nkill -9 $$");

  assert_failed (workers, fixture->pdf);
  /* the next file gets a process that lives */
  assert_good (workers, fixture->pdf);
}

static void
test_babbles (Fixture *fixture, gconstpointer data)
{
  static const char *const scripts[] = {
      "printf 'hello'",
      "printf '\\000\\000\\000\\002ok'; sleep 1",
      "printf '\\377\\377\\377\\377'; sleep 1",
      "printf '\\000\\000\\000\\000'; sleep 1",
      "printf '\\000\\000\\000\\012ok\\n3\\nsame\\n'; sleep 1",
      "exit 0",
  };

  for (guint i = 0; i < G_N_ELEMENTS (scripts); i++) {
    g_autoptr (SokyWorkers) workers = scripted (fixture, scripts[i]);
    assert_failed (workers, fixture->pdf);
  }
}

static void
test_missing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SokyWorkers) workers = soky_workers_new (fixture->settings, "/no/such/program");

  for (guint i = 0; i < 3; i++)
    assert_failed (workers, fixture->pdf);
}

/* One that ends between two files is replaced without a word. */
static void
test_ends_idle (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SokyWorkers) workers =
      scripted (fixture, "echo $$ > $folder/pid\nexec \"$real\" \"$@\"");
  g_autofree char *path = g_build_filename (fixture->folder, "pid", NULL);

  assert_good (workers, fixture->pdf);
  g_autoptr (GBytes) bytes = fixture_read (path);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autofree char *folder = g_build_filename ("/proc", g_strchomp (text), NULL);
  g_assert_cmpint (fixture_run (NULL, "kill", "-9", text, NULL), ==, 0);
  while (g_file_test (folder, G_FILE_TEST_EXISTS))
    g_usleep (1000);
  /* GSubprocess learns of it in a thread of its own */
  g_usleep (100000);
  assert_good (workers, fixture->pdf);
}

/* A process is replaced after a number of files, unnoticed. */
static void
test_replaced (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SokyWorkers) workers =
      scripted (fixture, "echo x >> $folder/starts\nexec \"$real\" \"$@\"");

  for (guint i = 0; i <= SOKY_WORKER_FILES; i++)
    assert_good (workers, fixture->pdf);
  g_autofree char *path = g_build_filename (fixture->folder, "starts", NULL);
  g_autoptr (GBytes) starts = fixture_read (path);
  g_assert_cmpuint (g_bytes_get_size (starts) / 2, ==, 2);
}

typedef struct {
  SokyWorkers *workers;
  const char *pdf;
} Crowd;

static gpointer
ask_often (gpointer data)
{
  Crowd *crowd = data;
  for (guint i = 0; i < 5; i++)
    assert_good (crowd->workers, crowd->pdf);
  return NULL;
}

static void
test_crowd (Fixture *fixture, gconstpointer data)
{
  g_autofree char *real = real_program ();
  g_autoptr (SokyWorkers) workers = soky_workers_new (fixture->settings, real);
  Crowd crowd = {workers, fixture->pdf};
  GThread *threads[6];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("crowd", ask_often, &crowd);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

/* Files made to hurt: each is answered, and the next one too. */
static void
test_corpus (Fixture *fixture, gconstpointer data)
{
  static const char *const folders[] = {"corpus/malformed", "corpus/attacks"};
  g_autofree char *real = real_program ();
  g_autoptr (SokyWorkers) workers = soky_workers_new (fixture->settings, real);
  guint seen = 0;

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++) {
    g_autofree char *folder = fixture_shared_file (folders[i]);
    g_autoptr (GDir) files = folder ? g_dir_open (folder, 0, NULL) : NULL;
    for (const char *name = files ? g_dir_read_name (files) : NULL; name;
         name = g_dir_read_name (files)) {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (SokyExamination) examination = soky_workers_examine (workers, path, 0, &error);
      if (g_error_matches (error, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_VERIFIER_FAILED))
        g_error ("the worker failed at %s", path);
      seen++;
    }
  }
  if (seen == 0)
    g_test_skip ("the shared corpus is not here");
  else
    assert_good (workers, fixture->pdf);
}

#define ADD(path, func) g_test_add ("/server/workers/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("real", test_real);
  ADD ("hangs", test_hangs);
  ADD ("dies", test_dies);
  ADD ("babbles", test_babbles);
  ADD ("missing", test_missing);
  ADD ("ends-idle", test_ends_idle);
  ADD ("replaced", test_replaced);
  ADD ("crowd", test_crowd);
  ADD ("corpus", test_corpus);
  return g_test_run ();
}
