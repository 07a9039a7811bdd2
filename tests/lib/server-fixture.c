/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server-fixture.h"

#include "fixture.h"

#include <stdarg.h>
#include <string.h>

/* bytes of the end of a log */
#define LOG_SHOWN 20000

struct _FixtureServer {
  char *folder; /* NULL when the state is the caller's */
  char *state;
  char *url;
  GSubprocess *process;
};

static char *
get_program (void)
{
  return g_test_build_filename (G_TEST_BUILT, "..", "src", "server", "soky-server", NULL);
}

static gboolean
has_tools (void)
{
  g_autofree char *tool = g_find_program_in_path ("pkcs11-tool");
  g_autofree char *util = g_find_program_in_path ("softhsm2-util");
  return tool != NULL && util != NULL;
}

static char *
read_url (GSubprocess *process)
{
  g_autoptr (GDataInputStream) lines =
      g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, NULL);

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);
  if (line == NULL || !g_str_has_prefix (line, "listening "))
    g_error ("soky-server does not listen: see server.log of its state folder");
  return g_strdup (line + strlen ("listening "));
}

/* Where this server's traffic is kept for tests/server/check-traffic; NULL: nowhere. */
static char *
get_record (void)
{
  static guint count;
  const char *folder = g_getenv ("SOKY_TEST_TRAFFIC");
  if (folder == NULL)
    return NULL;

  /* client and server have tests of one name */
  g_autofree char *program = g_path_get_basename (g_get_prgname ());
  g_autofree char *place = g_path_get_dirname (g_get_prgname ());
  g_autofree char *room = g_path_get_basename (place);
  g_autofree char *name = g_strdup_printf ("%s-%s-%u.jsonl", room, program, count++);
  g_mkdir_with_parents (folder, 0700);
  return g_build_filename (folder, name, NULL);
}

void
fixture_server_start_in (FixtureServer *self, const char *const *wrapper)
{
  g_autofree char *program = get_program ();
  g_autofree char *log = fixture_server_file (self, "server.log");
  g_autofree char *record = get_record ();
  const char *const serve[] = {program,  "serve", "--state",          self->state,
                               "--port", "0",     "--end-with-input", NULL};
  g_autoptr (GStrvBuilder) arguments = g_strv_builder_new ();
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GError) error = NULL;

  g_assert_null (self->process);
  if (wrapper != NULL)
    g_strv_builder_addv (arguments, (const char **) wrapper);
  g_strv_builder_addv (arguments, (const char **) serve);
  if (record != NULL)
    g_strv_builder_add_many (arguments, "--record", record, NULL);
  g_auto (GStrv) command = g_strv_builder_end (arguments);
  g_subprocess_launcher_set_stderr_file_path (launcher, log);
  self->process = g_subprocess_launcher_spawnv (launcher, (const char *const *) command, &error);
  g_assert_no_error (error);
  g_free (self->url);
  self->url = read_url (self->process);
}

void
fixture_server_start (FixtureServer *self)
{
  fixture_server_start_in (self, NULL);
}

int
fixture_server_get_pid (FixtureServer *self)
{
  return (int) g_ascii_strtoll (g_subprocess_get_identifier (self->process), NULL, 10);
}

FixtureServer *
fixture_server_new (const char *state)
{
  FixtureServer *self = g_new0 (FixtureServer, 1);
  self->state = g_strdup (state);
  fixture_server_start (self);
  return self;
}

FixtureServer *
fixture_server_new_demo (void)
{
  if (!has_tools ())
    return NULL;

  char *folder = fixture_make_folder ();
  g_autofree char *output = NULL;
  if (fixture_server_command (&output, NULL, "demo", "--state", folder, NULL) != 0)
    g_error ("soky-server demo: %s", output);
  FixtureServer *self = fixture_server_new (folder);
  self->folder = folder;
  return self;
}

const char *
fixture_server_get_url (FixtureServer *self)
{
  return self->url;
}

const char *
fixture_server_get_state (FixtureServer *self)
{
  return self->state;
}

char *
fixture_server_file (FixtureServer *self, const char *name)
{
  return g_build_filename (self->state, name, NULL);
}

int
fixture_server_stop (FixtureServer *self)
{
  g_subprocess_send_signal (self->process, 15);
  g_subprocess_wait (self->process, NULL, NULL);
  int status = g_subprocess_get_if_exited (self->process)
                   ? g_subprocess_get_exit_status (self->process)
                   : 128 + g_subprocess_get_term_sig (self->process);
  g_clear_object (&self->process);
  return status;
}

void
fixture_server_kill (FixtureServer *self)
{
  g_subprocess_force_exit (self->process);
  g_subprocess_wait (self->process, NULL, NULL);
  g_clear_object (&self->process);
}

/* A sanitizer says in the log why it ended the server; with the folder it would be gone. */
static void
show_log (FixtureServer *self)
{
  g_autofree char *path = fixture_server_file (self, "server.log");
  g_autofree char *log = NULL;

  if (g_file_get_contents (path, &log, NULL, NULL))
    g_printerr ("%s\n", strlen (log) > LOG_SHOWN ? log + strlen (log) - LOG_SHOWN : log);
}

void
fixture_server_free (FixtureServer *self)
{
  if (self == NULL)
    return;
  int status = self->process != NULL ? fixture_server_stop (self) : 0;
  if (status != 0)
    show_log (self);
  g_assert_cmpint (status, ==, 0);
  fixture_remove_folder (self->folder);
  g_free (self->state);
  g_free (self->url);
  g_free (self);
}

int
fixture_server_command (char **output, const char *input, const char *command, ...)
{
  g_autofree char *program = get_program ();
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  va_list list;

  g_ptr_array_add (arguments, program);
  g_ptr_array_add (arguments, (gpointer) command);
  va_start (list, command);
  for (const char *next = va_arg (list, const char *); next; next = va_arg (list, const char *))
    g_ptr_array_add (arguments, (gpointer) next);
  va_end (list);
  g_ptr_array_add (arguments, NULL);

  g_autoptr (GSubprocess) process =
      g_subprocess_newv ((const char *const *) arguments->pdata,
                         G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                             G_SUBPROCESS_FLAGS_STDERR_MERGE,
                         &error);
  g_assert_no_error (error);
  g_autofree char *printed = NULL;
  g_subprocess_communicate_utf8 (process, input, NULL, &printed, NULL, &error);
  g_assert_no_error (error);
  if (output != NULL)
    *output = g_steal_pointer (&printed);
  return g_subprocess_get_if_exited (process) ? g_subprocess_get_exit_status (process)
                                              : 128 + g_subprocess_get_term_sig (process);
}
