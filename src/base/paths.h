/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where the program finds its own files and keeps those of the user. A build that is run from its
 * tree finds its files there; an installed one finds them relative to its prefix. */

/* A file of data/ ("drivers.ini", "migrations/0001.sql"); never %NULL, may not exist. */
char *soky_paths_data_file (const char *relative);
/* A helper program ("soky-token"): beside this program in a build tree, else in libexec. */
char *soky_paths_helper (const char *name);
/* The folder of the translations, for bindtextdomain(). */
char *soky_paths_locale (void);
/* Folders of the user, made with mode 0700 when they are missing ("soky" below the XDG one). */
char *soky_paths_user_data (const char *relative);
char *soky_paths_user_cache (const char *relative);
char *soky_paths_user_config (const char *relative);

/* A name that is safe as one path component on every system: separators, control characters and
 * reserved names are replaced, and it is at most 120 bytes long. */
char *soky_paths_safe_name (const char *name);

G_END_DECLS
