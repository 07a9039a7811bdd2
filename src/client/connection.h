/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/secret.h"
#include "client/request.h"

G_BEGIN_DECLS

/* HTTPS to one server: trust, the bearer token, limits, and errors in words that people understand.
 * All calls are asynchronous on the main loop; nothing blocks. */
#define SOKY_TYPE_CONNECTION (soky_connection_get_type ())
G_DECLARE_FINAL_TYPE (SokyConnection, soky_connection, SOKY, CONNECTION, GObject)

/**
 * soky_connection_new:
 * @url: "https://host[:port]"; plain http:// is refused but for loopback addresses
 * @ca_file: (nullable): PEM of the authority that the server's certificate comes from, in place of
 *   the system's
 *
 * Returns: (transfer full) (nullable): the connection, or %NULL with a #SokyClientError
 */
SokyConnection *soky_connection_new (const char *url, const char *ca_file, GError **error);
const char *soky_connection_get_url (SokyConnection *self);
/* (nullable): the bearer token sent with every request from now on. */
void soky_connection_set_token (SokyConnection *self, SokySecret *token);

/* Takes @request. Writes carry an Idempotency-Key: when the connection breaks, the request is sent
 * once more with the same key, and when that fails too, the key is kept for when the person tries
 * again, so that a write whose answer was lost is not done twice. */
void soky_connection_send_async (SokyConnection *self, SokyRequest *request,
                                 GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data);
/* Returns: (transfer full) (nullable): an answer with a 2xx status, or %NULL with a
 * #SokyClientError, or a SOKY_WIRE_ERROR made from the server's problem document. */
SokyResponse *soky_connection_send_finish (SokyConnection *self, GAsyncResult *result,
                                           GError **error);

G_END_DECLS
