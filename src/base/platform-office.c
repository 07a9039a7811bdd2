/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/platform-office.h"

#ifdef G_OS_WIN32

char *
soky_platform_find_office (void)
{
  static const char *const roots[] = {"ProgramFiles", "ProgramW6432", "ProgramFiles(x86)"};

  for (guint i = 0; i < G_N_ELEMENTS (roots); i++) {
    const char *root = g_getenv (roots[i]);
    g_autofree char *path =
        root ? g_build_filename (root, "LibreOffice", "program", "soffice.exe", NULL) : NULL;
    if (path != NULL && g_file_test (path, G_FILE_TEST_IS_REGULAR))
      return g_steal_pointer (&path);
  }
  return g_find_program_in_path ("soffice.exe");
}

void
soky_platform_begin_group (GSubprocessLauncher *launcher)
{
}

void
soky_platform_end_group (const char *identifier)
{
  const char *const command[] = {"taskkill", "/T", "/F", "/PID", identifier, NULL};

  g_spawn_sync (NULL, (char **) command, NULL,
                G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                NULL, NULL, NULL, NULL, NULL);
}

#else

#include <signal.h>
#include <sys/types.h>
#include <unistd.h>

/* Beside what the distribution has: LibreOffice's own packages, and the snap. */
char *
soky_platform_find_office (void)
{
  static const char *const names[] = {"soffice", "libreoffice"};
  static const char *const places[] = {"/opt/libreoffice/program/soffice", "/snap/bin/libreoffice"};

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    char *path = g_find_program_in_path (names[i]);
    if (path != NULL)
      return path;
  }
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_file_test (places[i], G_FILE_TEST_IS_EXECUTABLE))
      return g_strdup (places[i]);
  return NULL;
}

static void
lead_group (gpointer nothing)
{
  setpgid (0, 0);
}

void
soky_platform_begin_group (GSubprocessLauncher *launcher)
{
  g_subprocess_launcher_set_child_setup (launcher, lead_group, NULL, NULL);
}

void
soky_platform_end_group (const char *identifier)
{
  guint64 group = 0;

  if (identifier != NULL && g_ascii_string_to_unsigned (identifier, 10, 2, G_MAXINT, &group, NULL))
    kill (-(pid_t) group, SIGKILL);
}

#endif
