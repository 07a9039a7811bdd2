/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For whoever watches over the server. */
#include "config.h"

#include "base/platform.h"
#include "crypto/random.h"
#include "server/log.h"
#include "server/resources/resources.h"
#include "server/store/accounts.h"
#include "wire/error.h"

#include <glib/gstdio.h>
#include <string.h>

#define BEARER "Bearer "
#define MOST_WORD 1024
/* nobody makes the server look more often than that */
#define HEALTH_US (2 * G_USEC_PER_SEC)

static gboolean
can_write (const char *folder, GError **error)
{
  g_autofree char *place = g_build_filename (folder, "health", NULL);
  g_autofree char *path = NULL;
  int fd = soky_platform_create_beside (place, &path, error);

  if (fd < 0)
    return FALSE;
  gboolean good = soky_platform_write_at (fd, 0, "x", 1, error);
  soky_platform_close (fd);
  g_unlink (path);
  return good;
}

static gboolean
can_record (SokyService *service, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (service->settings->database);
  g_autoptr (SokyTransaction) tx = NULL;

  if (!can_write (folder, error))
    return FALSE;
  tx = soky_store_begin (service->store, SOKY_STORE_WRITE, error);
  return tx != NULL;
}

/* The first thing that is wrong; NULL when nothing is. */
static const char *
find_trouble (SokyService *service)
{
  g_autoptr (GError) error = NULL;
  const char *trouble = NULL;

  if (!can_record (service, &error))
    trouble = "store";
  else if (!can_write (service->settings->blobs, &error) ||
           !can_write (service->settings->uploads, &error))
    trouble = "blobs";
  else if (!soky_workers_are_alive (service->workers, &error))
    trouble = "workers";
  if (trouble != NULL)
    soky_log ("unhealthy", "part", trouble, "text", error->message, NULL);
  return trouble;
}

gboolean
soky_health_get (SokyService *service, SokyCall *call, SokyTransaction *tx, SokyReply *reply,
                 GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&service->health_lock);
  gint64 now_us = g_get_monotonic_time ();

  if (service->health_at_us == 0 || now_us - service->health_at_us > HEALTH_US) {
    service->trouble = find_trouble (service);
    service->health_at_us = now_us;
  }
  if (service->trouble == NULL)
    soky_reply_set_json (reply, 200, g_strdup ("{\"status\":\"ok\"}"));
  else
    soky_reply_set_json (
        reply, 503, g_strdup_printf ("{\"status\":\"failing\",\"part\":\"%s\"}", service->trouble));
  return TRUE;
}

static gboolean
shows_word (const SokySettings *settings, const SokyCall *call)
{
  const char *header = soky_call_get_header (call, "authorization");
  g_autofree char *word = NULL;

  if (settings->metrics_token_file == NULL || header == NULL ||
      g_ascii_strncasecmp (header, BEARER, strlen (BEARER)) != 0 ||
      !g_file_get_contents (settings->metrics_token_file, &word, NULL, NULL))
    return FALSE;
  header += strlen (BEARER);
  gsize length = strlen (g_strstrip (word));
  return length > 0 && length <= MOST_WORD && strlen (header) == length &&
         soky_constant_time_equal (header, word, length);
}

/* Not through a proxy, which may stand on this machine for everybody. */
static gboolean
is_of_this_machine (const SokyCall *call)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (call->address);

  if (soky_call_get_header (call, "x-forwarded-for") != NULL ||
      soky_call_get_header (call, "forwarded") != NULL)
    return FALSE;
  return address ? g_inet_address_get_is_loopback (address)
                 : g_str_equal (call->address, SOKY_PROXY_UNIX);
}

static void
add_gauges (SokyService *service, guint64 sessions, SokyReply *reply)
{
  guint most = 0, busy = 0, idle = 0;

  soky_workers_count (service->workers, &most, &busy, &idle);
  SokyGauge gauges[5 + SOKY_N_LANES] = {
      {"soky_workers", "Processes that examine PDFs.", "state=\"busy\"", busy},
      {"soky_workers", NULL, "state=\"idle\"", idle},
      {"soky_workers_most", "How many there may be.", NULL, most},
      {"soky_sessions", "Sessions that have not ended.", NULL, sessions},
  };
  guint count = 4;
  for (guint i = 0; service->lanes != NULL && i < SOKY_N_LANES; i++)
    gauges[count++] = (SokyGauge){"soky_waiting_requests", "Requests that wait for their turn.",
                                  soky_lane_get_label (i), soky_lanes_count (service->lanes, i)};
  char *text = soky_metrics_format (service->metrics, gauges, count);
  reply->status = 200;
  reply->content_type = "text/plain; version=0.0.4; charset=utf-8";
  reply->body = g_bytes_new_take (text, strlen (text));
}

gboolean
soky_metrics_get (SokyService *service, SokyCall *call, SokyTransaction *tx, SokyReply *reply,
                  GError **error)
{
  guint64 sessions = 0;

  if (!is_of_this_machine (call) && !shows_word (service->settings, call))
    return soky_wire_refuse (SOKY_WIRE_ERROR_FORBIDDEN, error);
  if (!soky_store_count_sessions (tx, call->now_us, &sessions, error))
    return FALSE;
  add_gauges (service, sessions, reply);
  return TRUE;
}
