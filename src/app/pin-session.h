/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/token/token.h"

G_BEGIN_DECLS

/* One login to a token, for as many signatures as follow. It ends by itself after five idle
 * minutes, when the screen is locked and when its last reference goes: the window that owns it. The
 * PIN itself is not kept here.
 *
 * Signal "ended" (SokyPinSessionEnd): the signer is good for nothing any more. */
#define SOKY_TYPE_PIN_SESSION (soky_pin_session_get_type ())
G_DECLARE_FINAL_TYPE (SokyPinSession, soky_pin_session, SOKY, PIN_SESSION, GObject)

typedef enum {
  SOKY_PIN_SESSION_DONE, /* soky_pin_session_end() */
  SOKY_PIN_SESSION_IDLE,
  SOKY_PIN_SESSION_AWAY, /* the screen was locked, or the computer went to sleep */
} SokyPinSessionEnd;

/**
 * soky_pin_session_open_async:
 * @pin: (nullable): %NULL for a PIN pad; tried once
 *
 * Logs in, in a thread.
 */
void soky_pin_session_open_async (SokyTokenHost *host, SokyToken *token,
                                  SokyTokenCertificate *certificate, SokySecret *pin,
                                  GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data);
/* Returns: (transfer full) (nullable): %NULL with a SokyTokenError; the state of the PIN is then
 * the token's */
SokyPinSession *soky_pin_session_open_finish (GAsyncResult *result, GError **error);

/* All (transfer none). */
SokySigner *soky_pin_session_get_signer (SokyPinSession *self);
SokyToken *soky_pin_session_get_token (SokyPinSession *self);
SokyTokenCertificate *soky_pin_session_get_certificate (SokyPinSession *self);
gboolean soky_pin_session_is_open (SokyPinSession *self);

/* The session is in use: the idle time starts anew. To be called at every signature. */
void soky_pin_session_touch (SokyPinSession *self);
/* Logs out, in a thread. */
void soky_pin_session_end (SokyPinSession *self);

/* What to tell the person whose session ended like that, in their language. */
const char *soky_pin_session_end_words (SokyPinSessionEnd end);

G_END_DECLS
