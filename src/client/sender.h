/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/session.h"

G_BEGIN_DECLS

/* Sends what waits in the outbox of a session's library, one item after the other, by itself: when
 * something is written, when the network comes back, and after ever longer pauses while the server
 * cannot be reached. To be made and used on the main loop; nothing blocks.
 * Signal "changed": the state, or what waits. */
#define SOKY_TYPE_SENDER (soky_sender_get_type ())
G_DECLARE_FINAL_TYPE (SokySender, soky_sender, SOKY, SENDER, GObject)

typedef enum {
  SOKY_SENDER_IDLE, /* the server is there, and nothing is being sent */
  SOKY_SENDER_SENDING,
  SOKY_SENDER_OFFLINE, /* it tries again by itself */
  SOKY_SENDER_SIGN_IN, /* the server is there, and does not know who this is */
} SokySenderState;

/* @session: with a library; kept alive */
SokySender *soky_sender_new (SokySession *session);
SokySenderState soky_sender_get_state (SokySender *self);
/* Tries at once, without waiting for the pause to end. */
void soky_sender_kick (SokySender *self);
/* No more is sent from now on; what is on its way is sent again next time, with the same key. */
void soky_sender_stop (SokySender *self);

G_END_DECLS
