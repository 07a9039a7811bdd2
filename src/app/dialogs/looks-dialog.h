/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/session-looks.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* How the signatures on books of one type look and where they stand, role by role, for the unit
 * that an administrator looks after.
 *
 * Signal "saved". */
#define SOKY_TYPE_LOOKS_DIALOG (soky_looks_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SokyLooksDialog, soky_looks_dialog, SOKY, LOOKS_DIALOG, AdwWindow)

GtkWidget *soky_looks_dialog_new (GtkWindow *parent, SokySession *session, SokyBookType *type);

G_END_DECLS
