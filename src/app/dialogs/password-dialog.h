/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Changes the password of the account.
 *
 * Signal "done": it was changed. Signal "given-up": it had to be, and the person would rather sign
 * out. The dialog closes by itself after either. */
#define SOKY_TYPE_PASSWORD_DIALOG (soky_password_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SokyPasswordDialog, soky_password_dialog, SOKY, PASSWORD_DIALOG, AdwWindow)

/* Whether it is forced depends on @session: the password was given out for one time. */
GtkWidget *soky_password_dialog_new (GtkWindow *parent, SokySession *session);

G_END_DECLS
