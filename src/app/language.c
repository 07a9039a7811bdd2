/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/language.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "app/settings.h"
#include "base/paths.h"

/* What needs no locale to be installed. */
#define PLAIN_LOCALE "C.UTF-8"

void
soky_language_begin (void)
{
  g_autoptr (GSettings) settings = soky_settings_new ();
  g_autofree char *language = settings ? g_settings_get_string (settings, "language") : NULL;
  gboolean chosen = language != NULL && !g_str_equal (language, "system");
  g_autofree char *folder = soky_paths_locale ();

  if (chosen)
    g_setenv ("LANGUAGE", language, TRUE);
  setlocale (LC_ALL, "");
  /* gettext does not look at the languages in the locales “C” and “POSIX” */
  if (chosen && g_strcmp0 (setlocale (LC_MESSAGES, NULL), "C") == 0)
    setlocale (LC_ALL, PLAIN_LOCALE);
  bindtextdomain (GETTEXT_PACKAGE, folder);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}
