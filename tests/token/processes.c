/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "processes.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define NAME "soky-token"
#define PATIENCE_MS 20000
#define STEP_MS 20

/* Reads the state and the parent of process @pid; FALSE when it is none of ours. */
static gboolean
read_process (const char *pid, char *state, GPid *parent)
{
  g_autofree char *path = g_build_filename ("/proc", pid, "stat", NULL);
  g_autofree char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return FALSE;
  const char *name = strchr (text, '(');
  const char *end = strrchr (text, ')');
  return name != NULL && end != NULL && strncmp (name + 1, NAME, strlen (NAME)) == 0 &&
         sscanf (end + 1, " %c %d", state, parent) == 2;
}

GPid
processes_find_below (GPid parent)
{
  g_autoptr (GDir) listing = g_dir_open ("/proc", 0, NULL);
  const char *entry = NULL;

  while ((entry = g_dir_read_name (listing)) != NULL) {
    char state = 0;
    GPid its_parent = 0;
    if (g_ascii_isdigit (*entry) && read_process (entry, &state, &its_parent) &&
        its_parent == parent && state != 'Z')
      return (GPid) g_ascii_strtoll (entry, NULL, 10);
  }
  return 0;
}

GPid
processes_find (void)
{
  return processes_find_below (getpid ());
}

void
processes_wait_until_gone (void)
{
  for (guint waited = 0; processes_find () != 0; waited += STEP_MS) {
    g_assert_cmpuint (waited, <, PATIENCE_MS);
    g_usleep (STEP_MS * 1000);
  }
}

gboolean
processes_is_alive (GPid pid)
{
  g_autofree char *text = g_strdup_printf ("%d", pid);
  char state = 0;
  GPid parent = 0;
  return read_process (text, &state, &parent) && state != 'Z';
}
