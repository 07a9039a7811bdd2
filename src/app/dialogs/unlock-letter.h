/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/token/token.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* (transfer full): the letter by which a school asks for @token to be unlocked, with all that the
 * token says of itself; the rest is left to be filled in. @now_us: its date */
char *soky_unlock_letter_write (SokyToken *token, gint64 now_us);

/* Shows that letter, to be copied. */
void soky_unlock_letter_show (GtkWindow *parent, SokyToken *token);

G_END_DECLS
