/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "crypto/trust/trust.h"

G_BEGIN_DECLS

/* The program: options of the command line, actions, windows. "soky" opens the school's books;
 * "soky FILE.pdf" shows and verifies that file, with no server. */
#define SOKY_TYPE_APPLICATION (soky_application_get_type ())
G_DECLARE_FINAL_TYPE (SokyApplication, soky_application, SOKY, APPLICATION, AdwApplication)

SokyApplication *soky_application_new (void);

/* Opens a window that shows and verifies @file. */
void soky_application_open_file (SokyApplication *self, GFile *file);

G_END_DECLS
