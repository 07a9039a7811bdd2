/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/secret.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Asks on the terminal without echo; SOKY_CLI_ERROR_NO_TERMINAL when there is none. */
SokySecret *soky_prompt_secret (const char *question, GError **error);

/* The first line of a file, or of standard input when @path is "-". */
SokySecret *soky_prompt_read_file (const char *path, GError **error);

G_END_DECLS
