/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "app/application.h"
#include "base/paths.h"

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_autofree char *locale = soky_paths_locale ();
  bindtextdomain (GETTEXT_PACKAGE, locale);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  g_autoptr (SokyApplication) application = soky_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
