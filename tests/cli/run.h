/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What one run of soky-cli came to. */
typedef struct {
  int status;
  char *out;
  char *err;
} CliRun;

/* Runs soky-cli with arguments parsed as a shell does, and @input (nullable) on standard input. */
CliRun *cli_run (const char *input, const char *format, ...) G_GNUC_PRINTF (2, 3);
void cli_run_free (CliRun *self);

/* Aborts the test, with what the program said, when the status is another. */
#define cli_assert_status(run, expected)                                                           \
  G_STMT_START                                                                                     \
  {                                                                                                \
    if ((run)->status != (expected))                                                               \
      g_test_message ("out: %s\nerr: %s", (run)->out, (run)->err);                                 \
    g_assert_cmpint ((run)->status, ==, (expected));                                               \
  }                                                                                                \
  G_STMT_END

#define cli_assert_says(text, needle)                                                              \
  G_STMT_START                                                                                     \
  {                                                                                                \
    if (strstr ((text), (needle)) == NULL)                                                         \
      g_test_message ("“%s” is not in: %s", (needle), (text));                                     \
    g_assert_nonnull (strstr ((text), (needle)));                                                  \
  }                                                                                                \
  G_STMT_END

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliRun, cli_run_free)

G_END_DECLS
