/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/secret.h"
#include "server/audit.h"
#include "server/store/accounts.h"

G_BEGIN_DECLS

/* Sessions: a random token that only the client has; the store has its hash. A session ends after
 * some hours without use, or when it is revoked. */

/* How often the time of use is written down: not with every request. */
#define SOKY_SESSION_TOUCH_US ((gint64) 5 * 60 * G_USEC_PER_SEC)

/**
 * soky_sessions_start:
 * @token: (out) (transfer full): for the client
 *
 * Starts a session of @origin's person, and removes those that have expired.
 */
SokySessionRecord *soky_sessions_start (SokyTransaction *tx, const SokyOrigin *origin, guint hours,
                                        SokySecret **token, GError **error);

/**
 * soky_sessions_find:
 * @token: (nullable): as the client sent it
 *
 * Returns: (transfer full) (nullable): the session, or %NULL with
 *   %SOKY_WIRE_ERROR_UNAUTHENTICATED when there is none or it has expired
 */
SokySessionRecord *soky_sessions_find (SokyTransaction *tx, const char *token, gint64 now_us,
                                       GError **error);

/* Whether the time of use is old enough to be written down. */
gboolean soky_session_needs_touch (const SokySessionRecord *session, gint64 now_us);
gboolean soky_sessions_touch (SokyTransaction *tx, SokySessionRecord *session, guint hours,
                              gint64 now_us, GError **error);

G_END_DECLS
