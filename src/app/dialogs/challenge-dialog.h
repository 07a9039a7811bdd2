/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/session.h"
#include "crypto/token/monitor.h"
#include "wire/challenge.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A certificate and a PIN for one answer to a challenge of the server: to sign in without a
 * password, or to register the certificate in the account.
 *
 * Signal "done": it went well; the dialog closes by itself. */
#define SOKY_TYPE_CHALLENGE_DIALOG (soky_challenge_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SokyChallengeDialog, soky_challenge_dialog, SOKY, CHALLENGE_DIALOG, AdwWindow)

GtkWidget *soky_challenge_dialog_new (GtkWindow *parent, SokySession *session,
                                      SokyTokenMonitor *monitor, SokyPurpose purpose);
/* Whether the certificate that was registered waits for somebody to confirm it. */
gboolean soky_challenge_dialog_is_unconfirmed (SokyChallengeDialog *self);
/* For an account that wants both: the sign-in goes by this password and the token. */
void soky_challenge_dialog_add_password (SokyChallengeDialog *self, const char *login,
                                         SokySecret *password);

G_END_DECLS
