/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/application.h"
#include "app/language.h"
#include "base/platform.h"

int
main (int argc, char **argv)
{
  soky_platform_bound_heap ();
  soky_language_begin ();

  g_autoptr (SokyApplication) application = soky_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
