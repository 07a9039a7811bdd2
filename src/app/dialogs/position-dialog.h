/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/dialogs/office-dialog.h"
#include "book/person.h"

G_BEGIN_DECLS

/* One role of a person: which, where, for which class and subject. Nothing is sent: "done" says
 * that it is to be taken over. */
#define SOKY_TYPE_POSITION_DIALOG (soky_position_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SokyPositionDialog, soky_position_dialog, SOKY, POSITION_DIALOG,
                      SokyOfficeDialog)

/* @units: (element-type SokyUnit): where it can be; @position: (nullable): NULL for a new one */
GtkWidget *soky_position_dialog_new (GtkWindow *parent, SokySession *session, GPtrArray *units,
                                     const SokyPosition *position);
/* What was chosen; (transfer none). */
const SokyPosition *soky_position_dialog_get_position (SokyPositionDialog *self);

G_END_DECLS
