/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/prompt.h"

#include "base/platform.h"
#include "cli/command.h"

#include <glib/gi18n.h>

#define STANDARD_INPUT 0

SokySecret *
soky_prompt_secret (const char *question, GError **error)
{
  if (!soky_platform_set_echo (STANDARD_INPUT, FALSE)) {
    g_set_error_literal (error, SOKY_CLI_ERROR, SOKY_CLI_ERROR_NO_TERMINAL,
                         _ ("There is no terminal to ask for the PIN or password. Give it with "
                            "--pin-file FILE, or --pin-file - for standard input."));
    return NULL;
  }
  g_printerr ("%s ", question);
  SokySecret *secret = soky_secret_read_line (STANDARD_INPUT, error);
  soky_platform_set_echo (STANDARD_INPUT, TRUE);
  g_printerr ("\n");
  return secret;
}

SokySecret *
soky_prompt_read_file (const char *path, GError **error)
{
  if (g_str_equal (path, "-"))
    return soky_secret_read_line (STANDARD_INPUT, error);

  int fd = soky_platform_open_readable (path, error);
  if (fd < 0)
    return NULL;
  SokySecret *secret = soky_secret_read_line (fd, error);
  soky_platform_close (fd);
  return secret;
}
