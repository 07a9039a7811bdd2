/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A server with a published book for tests that drive a real browser: tells where everything is,
 * one "name value" a line, and stays until its standard input is closed. */
#include "config.h"

#include "fixture.h"
#include "published.h"

#include <stdio.h>

static void
tell_file (Published *self, const char *name, GBytes *bytes)
{
  g_autofree char *base = g_strconcat (name, ".pdf", NULL);
  g_autofree char *path = g_build_filename (self->school->folder, base, NULL);

  fixture_write (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_print ("%s %s\n", name, path);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_autoptr (Published) self = published_new (FALSE);
  g_autoptr (GByteArray) changed = g_byte_array_new ();

  g_byte_array_append (changed, g_bytes_get_data (self->file, NULL),
                       (guint) g_bytes_get_size (self->file));
  g_byte_array_append (changed, (const guint8 *) "\n% added\n", 9);
  g_autoptr (GBytes) bytes = g_bytes_new (changed->data, changed->len);
  g_print ("url %s\ncode %s\n", fixture_server_get_url (self->server), self->book->check_code);
  tell_file (self, "published", self->file);
  tell_file (self, "earlier", self->first);
  tell_file (self, "changed", bytes);
  g_print ("ready yes\n");
  fflush (stdout);
  while (getchar () != EOF)
    continue;
  return 0;
}
