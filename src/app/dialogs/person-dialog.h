/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/dialogs/office-dialog.h"
#include "book/person.h"

G_BEGIN_DECLS

/* A person with roles and account, for the administrator: added, changed, given a new password,
 * ended. */
#define SOKY_TYPE_PERSON_DIALOG (soky_person_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SokyPersonDialog, soky_person_dialog, SOKY, PERSON_DIALOG, SokyOfficeDialog)

/* @units: (element-type SokyUnit): all that are known; @person_id: (nullable): NULL for a new one
 */
GtkWidget *soky_person_dialog_new (GtkWindow *parent, SokySession *session, GPtrArray *units,
                                   const char *person_id);

G_END_DECLS
