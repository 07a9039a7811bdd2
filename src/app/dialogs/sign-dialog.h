/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/pin-session.h"
#include "client/session-books.h"
#include "crypto/token/monitor.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* "Ký số": the certificate among the tokens plugged in, the PIN, and the signature on the way to
 * the server. It is the turn of the person who is signed in.
 *
 * Signal "signed" (SokyBook): the book as the server has it; the dialog says so and closes by
 * itself. */
#define SOKY_TYPE_SIGN_DIALOG (soky_sign_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SokySignDialog, soky_sign_dialog, SOKY, SIGN_DIALOG, AdwWindow)

/* @type: of @book */
GtkWidget *soky_sign_dialog_new (GtkWindow *parent, SokySession *session, SokyTokenMonitor *monitor,
                                 SokyBook *book, SokyBookType *type);

/* One login for several books: @login (nullable) is open already, and the dialog closes as soon as
 * it has signed, so that the next book can follow. */
void soky_sign_dialog_share_login (SokySignDialog *self, SokyPinSession *login);
/* (transfer none) (nullable): what the book was signed with */
SokyPinSession *soky_sign_dialog_get_login (SokySignDialog *self);

G_END_DECLS
