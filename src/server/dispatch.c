/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/dispatch.h"

#include "server/answers.h"
#include "server/log.h"
#include "server/packing.h"
#include "server/page/frame.h"
#include "server/sessions.h"
#include "server/store/directory.h"
#include "wire/error.h"

#include <string.h>

#define SCHEME "Bearer "
#define JSON "application/json"

gboolean
soky_dispatch_identify (SokyTransaction *tx, SokyCall *call, GError **error)
{
  const char *header = soky_call_get_header (call, "authorization");
  const char *token = header && g_ascii_strncasecmp (header, SCHEME, strlen (SCHEME)) == 0
                          ? header + strlen (SCHEME)
                          : NULL;

  g_clear_pointer (&call->session, soky_session_record_free);
  g_clear_pointer (&call->person, soky_person_unref);
  call->session = soky_sessions_find (tx, token, call->now_us, error);
  if (call->session == NULL)
    return FALSE;
  call->person = soky_store_get_person (tx, call->session->person_id, error);
  if (call->person == NULL)
    return FALSE;
  return call->person->active || soky_wire_refuse (SOKY_WIRE_ERROR_UNAUTHENTICATED, error);
}

gboolean
soky_dispatch_authenticate (SokyTransaction *tx, SokyCall *call, GError **error)
{
  return soky_dispatch_identify (tx, call, error) &&
         (!call->session->must_change ||
          soky_wire_refuse (SOKY_WIRE_ERROR_PASSWORD_CHANGE_REQUIRED, error));
}

static gboolean
find_session (const SokyRoute *route, SokyTransaction *tx, SokyCall *call, GError **error)
{
  if (route->flags & SOKY_ROUTE_PUBLIC)
    return TRUE;
  return route->flags & SOKY_ROUTE_ANY_PASSWORD ? soky_dispatch_identify (tx, call, error)
                                                : soky_dispatch_authenticate (tx, call, error);
}

static gboolean
answer_write (SokyService *service, const SokyRoute *route, SokyCall *call, SokyTransaction *tx,
              SokyReply *reply, GError **error)
{
  gboolean keep = (route->flags & SOKY_ROUTE_UNREPEATED) == 0;
  gboolean replayed = FALSE;

  if (keep && !soky_answers_replay (tx, call, reply, &replayed, error))
    return FALSE;
  if (replayed)
    return TRUE;
  return route->handler (service, call, tx, reply, error) &&
         (!keep || soky_answers_keep (tx, call, reply, error)) &&
         soky_transaction_commit (tx, error);
}

/* A body that is not streamed is JSON. */
static gboolean
check_media_type (const SokyRoute *route, const SokyCall *call, GError **error)
{
  const char *type = soky_call_get_header (call, "content-type");

  if ((route->flags & SOKY_ROUTE_UPLOAD) || g_bytes_get_size (call->body) == 0 ||
      (type != NULL && g_ascii_strncasecmp (type, JSON, strlen (JSON)) == 0))
    return TRUE;
  return soky_wire_refuse (SOKY_WIRE_ERROR_BAD_MEDIA_TYPE, error);
}

static gboolean
answer (SokyService *service, const SokyRoute *route, SokyCall *call, SokyReply *reply,
        GError **error)
{
  if (!check_media_type (route, call, error))
    return FALSE;
  if (route->flags & SOKY_ROUTE_OWN_TRANSACTIONS)
    return route->handler (service, call, NULL, reply, error);

  g_autoptr (SokyTransaction) tx = soky_store_begin (service->store, route->mode, error);
  if (tx == NULL)
    return FALSE;
  if (!find_session (route, tx, call, error))
    return FALSE;
  if (route->mode == SOKY_STORE_WRITE)
    return answer_write (service, route, call, tx, reply, error);
  return route->handler (service, call, tx, reply, error);
}

/* A session that is used stays alive; not worth failing a request for. */
static void
touch_session (SokyService *service, SokyCall *call)
{
  if (call->session == NULL || !soky_session_needs_touch (call->session, call->now_us))
    return;
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyTransaction) tx = soky_store_begin (service->store, SOKY_STORE_WRITE, &error);
  if (tx == NULL ||
      !soky_sessions_touch (tx, call->session, service->settings->session_hours, call->now_us,
                            &error) ||
      !soky_transaction_commit (tx, &error))
    soky_log ("session-not-touched", "text", error->message, NULL);
}

static void
log_call (const SokyRoute *route, const SokyCall *call, const SokyReply *reply, gint64 started_us)
{
  g_autofree char *status = g_strdup_printf ("%u", reply->status);
  g_autofree char *took =
      g_strdup_printf ("%.1f", (double) (g_get_monotonic_time () - started_us) / 1000);

  soky_log ("request", "method", call->method, "route", route->pattern, "id", call->id, "person",
            call->person ? call->person->id : NULL, "status", status, "ms", took, NULL);
}

static void
set_refusal (SokyService *service, const SokyRoute *route, const SokyCall *call,
             const GError *error, SokyReply *reply)
{
  soky_reply_set_error (reply, error);
  if (route != NULL && (route->flags & SOKY_ROUTE_PAGE))
    soky_page_refuse (service, call, error, reply);
}

SokyReply *
soky_dispatch_refuse (SokyService *service, const SokyRoute *route, const SokyCall *call,
                      const GError *error)
{
  SokyReply *reply = soky_reply_new ();
  set_refusal (service, route, call, error, reply);
  return reply;
}

SokyReply *
soky_dispatch (SokyService *service, const SokyRoute *route, SokyCall *call)
{
  g_autoptr (SokyReply) reply = soky_reply_new ();
  g_autoptr (GError) error = NULL;
  gint64 started_us = g_get_monotonic_time ();

  if (!answer (service, route, call, reply, &error))
    set_refusal (service, route, call, error, reply);
  else
    touch_session (service, call);
  if (reply->body != NULL && (route->flags & SOKY_ROUTE_SECRET) == 0)
    reply->packed = soky_packing_pack (soky_call_get_header (call, "accept-encoding"), reply->body);
  log_call (route, call, reply, started_us);
  return g_steal_pointer (&reply);
}
