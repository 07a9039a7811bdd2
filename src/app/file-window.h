/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/signed-version.h"
#include "crypto/trust/trust.h"

G_BEGIN_DECLS

/* One PDF on its own: its pages, and what its signatures are worth. */
#define SOKY_TYPE_FILE_WINDOW (soky_file_window_get_type ())
G_DECLARE_FINAL_TYPE (SokyFileWindow, soky_file_window, SOKY, FILE_WINDOW, AdwApplicationWindow)

/* @trust: (nullable): the anchors to verify with */
GtkWidget *soky_file_window_new (GtkApplication *application, SokyTrust *trust);
/* Whom to trust from now on; what is shown is verified once more. */
void soky_file_window_set_trust (SokyFileWindow *self, SokyTrust *trust);
void soky_file_window_open (SokyFileWindow *self, GFile *file);
/* Shows an earlier state of a file, and says so in a banner. */
void soky_file_window_show_version (SokyFileWindow *self, SokySignedVersion *version);

G_END_DECLS
