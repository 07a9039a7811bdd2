/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/secret.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* HTTPS to one server: trust, the bearer token, limits, and errors in words that people understand.
 * All calls are asynchronous on the main loop; nothing blocks. */
#define SOKY_TYPE_CONNECTION (soky_connection_get_type ())
G_DECLARE_FINAL_TYPE (SokyConnection, soky_connection, SOKY, CONNECTION, GObject)

/* One request. Strings are copied by soky_request_new(); fields may be set until it is sent. */
typedef struct {
  char *method;
  char *path;          /* below /api/v1, with an encoded query: "/books?view=inbox" */
  GHashTable *headers; /* name -> value */
  char *content_type;  /* of the body; NULL = no body */
  GBytes *body;        /* nullable */
  char *body_file;     /* nullable: the body is this file's bytes from body_offset on */
  goffset body_offset;
  char *save_as; /* nullable: the answer's body is appended to this file, not kept in memory */
} SokyRequest;

SokyRequest *soky_request_new (const char *method, const char *path);
void soky_request_free (SokyRequest *self);
void soky_request_set_header (SokyRequest *self, const char *name, const char *value);
/* Takes @json as the body. */
void soky_request_set_json (SokyRequest *self, char *json);
/* The same for JSON that holds a secret, in bytes that wipe themselves. */
void soky_request_set_json_bytes (SokyRequest *self, GBytes *json);

typedef struct {
  guint status;
  char *etag;   /* nullable */
  GBytes *body; /* empty when it was saved to a file */
} SokyResponse;

void soky_response_free (SokyResponse *self);

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

/* Takes @request. Writes carry an Idempotency-Key of their own unless one is set. */
void soky_connection_send_async (SokyConnection *self, SokyRequest *request,
                                 GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data);
/* Returns: (transfer full) (nullable): an answer with a 2xx status, or %NULL with a
 * #SokyClientError, or a SOKY_WIRE_ERROR made from the server's problem document. */
SokyResponse *soky_connection_send_finish (SokyConnection *self, GAsyncResult *result,
                                           GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyRequest, soky_request_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyResponse, soky_response_free)

G_END_DECLS
