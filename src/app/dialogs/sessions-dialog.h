/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Where the account is signed in, and ending that. */
#define SOKY_TYPE_SESSIONS_DIALOG (soky_sessions_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SokySessionsDialog, soky_sessions_dialog, SOKY, SESSIONS_DIALOG, AdwWindow)

GtkWidget *soky_sessions_dialog_new (GtkWindow *parent, SokySession *session);

G_END_DECLS
