/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/local-client.h"

#include "base/clock.h"
#include "base/input.h"
#include "crypto/random.h"
#include "server/dispatch.h"
#include "server/sessions.h"
#include "server/store/directory.h"
#include "wire/headers.h"
#include "wire/problem.h"

#include <string.h>

#define KEY_BYTES 16

struct _SokyLocalClient {
  SokyService *service;
  SokySessionRecord *session;
  char *authorization;
};

SokyLocalClient *
soky_local_client_new (SokyService *service, const char *login, GError **error)
{
  g_autoptr (SokyTransaction) tx = soky_store_begin (service->store, SOKY_STORE_WRITE, error);
  g_autoptr (SokyPerson) person = tx ? soky_store_find_person (tx, login, error) : NULL;
  g_autoptr (SokySecret) token = NULL;

  if (person == NULL)
    return NULL;
  const SokyOrigin origin = {person, "", soky_clock_now_us ()};
  g_autoptr (SokySessionRecord) session = soky_sessions_start (tx, &origin, 1, &token, error);
  if (session == NULL || !soky_transaction_commit (tx, error))
    return NULL;
  SokyLocalClient *self = g_new0 (SokyLocalClient, 1);
  self->service = service;
  self->session = g_steal_pointer (&session);
  self->authorization = g_strconcat ("Bearer ", soky_secret_peek (token), NULL);
  return self;
}

void
soky_local_client_free (SokyLocalClient *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyTransaction) tx =
      soky_store_begin (self->service->store, SOKY_STORE_WRITE, &error);

  if (tx == NULL || !soky_store_end_session (tx, self->session->id, &error) ||
      !soky_transaction_commit (tx, &error))
    g_warning ("the session stays open: %s", error->message);
  soky_session_record_free (self->session);
  soky_wipe (self->authorization, strlen (self->authorization));
  g_free (self->authorization);
  g_free (self);
}

char *
soky_local_client_get_authorization (SokyLocalClient *self)
{
  return g_strdup (self->authorization);
}

static void
set_header (SokyCall *call, const char *name, const char *value)
{
  g_hash_table_insert (call->headers, g_strdup (name), g_strdup (value));
}

static SokyCall *
make_call (SokyLocalClient *self, const char *method, const char *path, guint64 version)
{
  SokyCall *call = soky_call_new (method, path, "", soky_clock_now_us ());
  g_autofree char *key = soky_random_hex (KEY_BYTES);
  g_autofree char *etag = soky_version_format (version);

  set_header (call, "authorization", self->authorization);
  set_header (call, "idempotency-key", key);
  if (version > 0)
    set_header (call, "if-match", etag);
  return call;
}

static GBytes *
answer (SokyLocalClient *self, SokyCall *call, GError **error)
{
  const SokyRoute *route = soky_router_find (call->path, call, error);
  g_autoptr (SokyReply) reply = route ? soky_dispatch (self->service, route, call) : NULL;

  if (reply == NULL)
    return NULL;
  if (reply->status < 300)
    return reply->body ? g_bytes_ref (reply->body) : g_bytes_new (NULL, 0);
  gsize length = 0;
  const char *text = g_bytes_get_data (reply->body, &length);
  g_autoptr (SokyProblem) problem = soky_problem_from_json (text, (gssize) length);
  g_set_error (error, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_UNKNOWN, "%s %s: %u %s %s", call->method,
               call->path, reply->status, problem ? problem->code : "",
               problem && problem->detail ? problem->detail : "");
  return NULL;
}

GBytes *
soky_local_client_send (SokyLocalClient *self, const char *method, const char *path, char *json,
                        guint64 version, GError **error)
{
  g_autoptr (SokyCall) call = make_call (self, method, path, version);

  if (json != NULL) {
    set_header (call, "content-type", "application/json");
    g_bytes_unref (call->body);
    call->body = g_bytes_new_take (json, strlen (json));
  }
  return answer (self, call, error);
}

static gboolean
add_run (const guint8 *data, gsize length, gpointer upload, GError **error)
{
  return soky_upload_add (upload, data, length, error);
}

GBytes *
soky_local_client_upload (SokyLocalClient *self, const char *path, const char *file,
                          goffset base_length, const char *base_sha256, guint64 version,
                          GError **error)
{
  g_autoptr (SokyCall) call = make_call (self, "POST", path, version);
  g_autofree char *base = soky_base_format (base_sha256, base_length);
  g_autoptr (SokyInput) input = soky_input_open (file, error);
  const SokySettings *settings = self->service->settings;

  set_header (call, "soky-base", base);
  call->upload =
      input ? soky_upload_new (settings->uploads, SOKY_MAX_PDF_BYTES (settings), error) : NULL;
  if (call->upload == NULL ||
      !soky_input_stream (input, base_length, soky_input_get_size (input) - base_length, add_run,
                          call->upload, NULL, error))
    return NULL;
  return answer (self, call, error);
}
