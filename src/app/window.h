/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/place.h"
#include "app/workspace.h"
#include "base/secret.h"
#include "crypto/trust/trust.h"

G_BEGIN_DECLS

/* The school's books: sign-in, lists, and the book that is open. */
#define SOKY_TYPE_WINDOW (soky_window_get_type ())
G_DECLARE_FINAL_TYPE (SokyWindow, soky_window, SOKY, WINDOW, AdwApplicationWindow)

/* @trust: the anchors that signatures are verified with */
GtkWidget *soky_window_new (GtkApplication *application, SokyTrust *trust);
/* Whom to trust from now on. */
void soky_window_set_trust (SokyWindow *self, SokyTrust *trust);

/**
 * soky_window_sign_in:
 * @server: (nullable): address; %NULL keeps what was used last
 * @ca_file: (nullable): PEM of the authority of the server's certificate
 * @login: (nullable): the account
 * @password: (nullable): with it the window signs in at once, else it asks
 */
void soky_window_sign_in (SokyWindow *self, const char *server, const char *ca_file,
                          const char *login, SokySecret *password);

/* Says for a moment that something is done. */
void soky_window_toast (SokyWindow *self, const char *text);
/* Shows @book; the lists are loaded again behind it. */
void soky_window_open_book (SokyWindow *self, SokyBook *book);
/* Shows the book of that id, if there is one for this person. */
void soky_window_find_book (SokyWindow *self, const char *id);
/* Away from any book, to that place. */
void soky_window_show_place (SokyWindow *self, SokyPlace place);
/* (transfer none) (nullable): of the person who is signed in */
SokyWorkspace *soky_window_get_workspace (SokyWindow *self);

/* The topic of the help about what is shown. */
const char *soky_window_get_help_topic (SokyWindow *self);

G_END_DECLS
