/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/create-guess.h"

#include "base/paths.h"

#define PATTERNS "import/file-names.ini"

/* Once for the life of the program; without the file nothing is guessed. */
static const SokyFileNamePatterns *
get_patterns (void)
{
  static SokyFileNamePatterns *patterns;

  if (g_once_init_enter (&patterns)) {
    g_autofree char *path = soky_paths_data_file (PATTERNS);
    g_autofree char *text = NULL;
    gsize length = 0;
    gboolean there = g_file_get_contents (path, &text, &length, NULL);
    g_once_init_leave (&patterns,
                       soky_file_name_patterns_new (there ? text : "", there ? length : 0, NULL));
  }
  return patterns;
}

SokyFileNameGuess *
soky_create_guess (const char *name, GPtrArray *types, const SokySchool *school)
{
  const SokyFileNameChoices choices = {types, (const char *const *) school->classes,
                                       (const char *const *) school->subjects};

  return soky_file_name_guess (get_patterns (), &choices, name);
}
