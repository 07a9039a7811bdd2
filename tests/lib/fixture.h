/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What tests of every room need: a scratch folder, files of the tests, outside programs. */

/* A new empty folder, removed with all in it by fixture_remove_folder(). */
char *fixture_make_folder (void);
void fixture_remove_folder (char *folder);

/* A file below tests/ ("data/lesson.pdf"). */
char *fixture_test_file (const char *relative);
/* A file of the shared corpus, or NULL when it is not on this machine: the test skips then. */
char *fixture_shared_file (const char *relative);

/* Runs an outside program to its end. Returns its exit status, or -1 when it is not installed;
 * @output (optional) takes stdout and stderr together. */
int fixture_run (char **output, const char *program, ...) G_GNUC_NULL_TERMINATED;

/* Reads a whole file or aborts the test. */
GBytes *fixture_read (const char *path);
void fixture_write (const char *path, const void *data, gsize length);

G_END_DECLS
