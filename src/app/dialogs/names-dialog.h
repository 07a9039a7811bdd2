/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/dialogs/office-dialog.h"
#include "wire/school.h"

G_BEGIN_DECLS

/* The subjects of a school, a line each. */
#define SOKY_TYPE_NAMES_DIALOG (soky_names_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SokyNamesDialog, soky_names_dialog, SOKY, NAMES_DIALOG, SokyOfficeDialog)

GtkWidget *soky_names_dialog_new (GtkWindow *parent, SokySession *session,
                                  const SokySchool *school);

/* A list of names in a text view, a line each, as dialogs show them. */
GtkTextView *soky_names_view_new (AdwPreferencesGroup *group, const char *label,
                                  const char *const *names);
/* Without blanks and empty lines. Returns: (transfer full) */
char **soky_names_view_get (GtkTextView *view);

G_END_DECLS
