/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pki-fixture.h"

#include "fixture.h"

#include <stdio.h>
#include <string.h>

struct _FixturePki {
  char *folder;
  guint port;
  guint https_port;
  GSubprocess *process;
  GDataInputStream *answers;
};

static gboolean
has_tools (void)
{
  g_autofree char *openssl = g_find_program_in_path ("openssl");
  g_autofree char *faketime = g_find_program_in_path ("faketime");
  return openssl != NULL && faketime != NULL;
}

static char *
read_line (FixturePki *self)
{
  char *line = g_data_input_stream_read_line (self->answers, NULL, NULL, NULL);
  if (line == NULL)
    g_error ("pki_services.py has ended");
  return line;
}

static char *
ask (FixturePki *self, const char *format, const char *argument)
{
  GOutputStream *input = g_subprocess_get_stdin_pipe (self->process);
  g_autofree char *line = g_strdup_printf ("%s %s\n", format, argument);
  g_autoptr (GError) error = NULL;

  g_output_stream_write_all (input, line, strlen (line), NULL, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_flush (input, NULL, &error);
  g_assert_no_error (error);
  return read_line (self);
}

FixturePki *
fixture_pki_new (void)
{
  if (!has_tools ())
    return NULL;

  FixturePki *self = g_new0 (FixturePki, 1);
  g_autofree char *script = fixture_test_file ("lib/pki_services.py");
  g_autoptr (GError) error = NULL;
  self->folder = fixture_make_folder ();
  self->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                    &error, "/usr/bin/python3", script, self->folder, NULL);
  g_assert_no_error (error);
  self->answers = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_autofree char *line = read_line (self);
  g_assert_cmpint (sscanf (line, "listening %u %u", &self->port, &self->https_port), ==, 2);
  return self;
}

void
fixture_pki_free (FixturePki *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->answers);
  g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);
  g_subprocess_wait (self->process, NULL, NULL);
  g_clear_object (&self->process);
  /* the thread of GLib that watched the child drops its watch a moment later; a leak check in
   * between would count it */
  g_usleep (G_USEC_PER_SEC / 20);
  fixture_remove_folder (self->folder);
  g_free (self);
}

char *
fixture_pki_url (FixturePki *self, const char *path)
{
  return g_strdup_printf ("http://127.0.0.1:%u%s", self->port, path);
}

char *
fixture_pki_https_url (FixturePki *self, const char *path)
{
  return g_strdup_printf ("https://127.0.0.1:%u%s", self->https_port, path);
}

char *
fixture_pki_file (FixturePki *self, const char *name)
{
  return g_build_filename (self->folder, name, NULL);
}

void
fixture_pki_revoke (FixturePki *self, const char *name)
{
  g_free (ask (self, "revoke", name));
}

guint
fixture_pki_count (FixturePki *self, const char *path)
{
  g_autofree char *answer = ask (self, "count", path);
  return (guint) g_ascii_strtoull (answer, NULL, 10);
}

void
fixture_pki_silence (FixturePki *self, gboolean silent)
{
  g_free (ask (self, "silence", silent ? "on" : "off"));
}
