/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/dialogs/office-dialog.h"
#include "book/unit.h"

G_BEGIN_DECLS

/* A unit: added, renamed, moved, closed, removed. */
#define SOKY_TYPE_UNIT_DIALOG (soky_unit_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SokyUnitDialog, soky_unit_dialog, SOKY, UNIT_DIALOG, SokyOfficeDialog)

/* @units: (element-type SokyUnit): all that are known; @unit: (nullable): NULL for a new one */
GtkWidget *soky_unit_dialog_new (GtkWindow *parent, SokySession *session, GPtrArray *units,
                                 SokyUnit *unit);

G_END_DECLS
