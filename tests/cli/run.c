/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "run.h"

#include <gio/gio.h>
#include <stdarg.h>

CliRun *
cli_run (const char *input, const char *format, ...)
{
  const GSubprocessFlags flags = G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                 G_SUBPROCESS_FLAGS_STDERR_PIPE;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_auto (GStrv) parsed = NULL;
  va_list list;

  va_start (list, format);
  g_autofree char *line = g_strdup_vprintf (format, list);
  va_end (list);
  if (*line != '\0')
    g_shell_parse_argv (line, NULL, &parsed, &error);
  g_assert_no_error (error);
  g_ptr_array_add (arguments, (gpointer) g_getenv ("SOKY_CLI"));
  for (char **next = parsed; next != NULL && *next != NULL; next++)
    g_ptr_array_add (arguments, *next);
  g_ptr_array_add (arguments, NULL);

  g_autoptr (GSubprocess) process =
      g_subprocess_newv ((const char *const *) arguments->pdata, flags, &error);
  g_assert_no_error (error);
  CliRun *run = g_new0 (CliRun, 1);
  g_subprocess_communicate_utf8 (process, input ? input : "", NULL, &run->out, &run->err, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  run->status = g_subprocess_get_exit_status (process);
  return run;
}

void
cli_run_free (CliRun *self)
{
  if (self == NULL)
    return;
  g_free (self->out);
  g_free (self->err);
  g_free (self);
}
