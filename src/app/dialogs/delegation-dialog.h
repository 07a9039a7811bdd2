/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/workspace.h"

G_BEGIN_DECLS

/* Makes a record of delegation; says before it is sent why it could not be.
 *
 * Signal "made": the server has it; the dialog has closed. */
#define SOKY_TYPE_DELEGATION_DIALOG (soky_delegation_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SokyDelegationDialog, soky_delegation_dialog, SOKY, DELEGATION_DIALOG,
                      AdwWindow)

/* @records: (nullable) (element-type SokyDelegationRecord): those of the school that are known */
GtkWidget *soky_delegation_dialog_new (GtkWindow *parent, SokyWorkspace *workspace,
                                       GPtrArray *records);

G_END_DECLS
