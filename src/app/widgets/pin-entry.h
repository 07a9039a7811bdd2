/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/token/token.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Where a person enters the PIN of one token, with what that token says about its PIN: a wrong one
 * before, the last try, locked, none set, or that it is typed on the reader.
 *
 * Signal "changed": something was typed, or the state is another. Signal "activate": Enter. */
#define SOKY_TYPE_PIN_ENTRY (soky_pin_entry_get_type ())
G_DECLARE_FINAL_TYPE (SokyPinEntry, soky_pin_entry, SOKY, PIN_ENTRY, GtkBox)

/* Shows the state that @token is in now, also when it is the same token as before; what was typed
 * for another one is forgotten. @token: (nullable): nothing is shown */
void soky_pin_entry_set_token (SokyPinEntry *self, SokyToken *token);

/* What the entry is called, where "PIN of the token" would not do. */
void soky_pin_entry_set_title (SokyPinEntry *self, const char *title);

/* Whether there is something to try: a PIN was typed, or the reader will ask for it. */
gboolean soky_pin_entry_is_ready (SokyPinEntry *self);
/* While busy nothing can be typed, and a reader with keys of its own is pointed to. */
void soky_pin_entry_set_busy (SokyPinEntry *self, gboolean busy);
void soky_pin_entry_grab (SokyPinEntry *self);

/**
 * soky_pin_entry_take_async:
 * @accept: what the button says that spends the last try ("Sign with This PIN")
 *
 * Takes the PIN out of the entry, for one attempt; nothing can send it again. Before the last try
 * the person is asked, and "Cancel" is the default.
 */
void soky_pin_entry_take_async (SokyPinEntry *self, const char *accept,
                                GAsyncReadyCallback callback, gpointer user_data);
/* @pin: (out) (transfer full) (nullable): %NULL when it is typed on the reader
 * Returns: %FALSE when the person stopped, or the token went meanwhile */
gboolean soky_pin_entry_take_finish (SokyPinEntry *self, GAsyncResult *result, SokySecret **pin);

G_END_DECLS
