/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/file-checks.h"

G_BEGIN_DECLS

/* Many PDF files verified at once: a table with the verdict of each. */
#define SOKY_TYPE_FILES_WINDOW (soky_files_window_get_type ())
G_DECLARE_FINAL_TYPE (SokyFilesWindow, soky_files_window, SOKY, FILES_WINDOW, AdwApplicationWindow)

/* @trust: (nullable): the anchors to verify with */
GtkWidget *soky_files_window_new (GtkApplication *application, SokyTrust *trust);
/* @files: (element-type GFile): files and folders */
void soky_files_window_add (SokyFilesWindow *self, GPtrArray *files);
/* Whom to trust from now on; every file is verified once more. */
void soky_files_window_set_trust (SokyFilesWindow *self, SokyTrust *trust);
/* (transfer none): what the table is made of */
SokyFileChecks *soky_files_window_get_checks (SokyFilesWindow *self);
/* The table as it is sorted and filtered now, as CSV. */
GBytes *soky_files_window_make_csv (SokyFilesWindow *self);

G_END_DECLS
