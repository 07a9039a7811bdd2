/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "client/session.h"

G_BEGIN_DECLS

/* Asks for server, account and password, and signs in.
 *
 * Signal "signed-in" (SokySession): the session of the person. Signal "token-wanted" (SokySession,
 * the account, SokySecret): the password is right, and the account asks for the token as well. */
#define SOKY_TYPE_SIGN_IN_PAGE (soky_sign_in_page_get_type ())
G_DECLARE_FINAL_TYPE (SokySignInPage, soky_sign_in_page, SOKY, SIGN_IN_PAGE, AdwBin)

GtkWidget *soky_sign_in_page_new (void);

/* Fills the form; %NULL leaves a field as it is. @ca_file has no field of its own. */
void soky_sign_in_page_fill (SokySignInPage *self, const char *server, const char *ca_file,
                             const char *login);
/* Signs in with what the form says and this password. */
void soky_sign_in_page_submit (SokySignInPage *self, SokySecret *password);
/* Shows a message above the form: why the person is here again. */
void soky_sign_in_page_show_message (SokySignInPage *self, const char *message);

/* (transfer full) (nullable): not signed in, to ask the server that is entered who it is */
SokySession *soky_sign_in_page_make_session (SokySignInPage *self);
const char *soky_sign_in_page_get_server (SokySignInPage *self);
const char *soky_sign_in_page_get_login (SokySignInPage *self);

G_END_DECLS
