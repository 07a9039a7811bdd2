/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/platform.h"
#include "server/commands/command.h"
#include "server/http.h"
#include "server/log.h"
#include "server/protection.h"
#include "server/tls.h"
#include "server/upload.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#define STANDARD_INPUT 0

static char *state;
static int port = -1;
static gboolean plain;
static gboolean with_input;
static char *record;

static const GOptionEntry entries[] = {
    {"port", 0, 0, G_OPTION_ARG_INT, &port,
     N_ ("the port, in place of the one in server.conf; 0 = any free one"), N_ ("NUMBER")},
    {"insecure-loopback", 0, 0, G_OPTION_ARG_NONE, &plain,
     N_ ("without TLS, on a loopback address only: behind a proxy on this machine"), NULL},
    {"end-with-input", 0, 0, G_OPTION_ARG_NONE, &with_input,
     N_ ("end as soon as standard input is closed: with whoever started it"), NULL},
    {"record", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_FILENAME, &record, "", NULL},
    {NULL},
};

typedef struct {
  SokyHttp *http;
  GMainLoop *loop;
} Serving;

static void
stopped_cb (gpointer data)
{
  g_main_loop_quit (((Serving *) data)->loop);
}

static gboolean
stop_cb (gpointer data)
{
  Serving *serving = data;
  soky_log ("stopping", NULL);
  soky_platform_notify ("STOPPING=1");
  soky_http_stop (serving->http, stopped_cb, serving);
  return G_SOURCE_CONTINUE;
}

static gboolean
reload_cb (gpointer data)
{
  Serving *serving = data;
  soky_http_reload (serving->http);
  return G_SOURCE_CONTINUE;
}

static int
run (SokyService *service)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyHttp) http = soky_http_start (service, plain, &error);
  if (http == NULL)
    return soky_command_fail (error);

  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Serving serving = {http, loop};
  g_autofree char *url = soky_http_get_url (http);
  soky_platform_on_stop (stop_cb, &serving);
  soky_platform_on_reload (reload_cb, &serving);
  soky_log ("listening", "url", url, NULL);
  /* whoever started the server waits for this line */
  g_print ("listening %s\n", url);
  fflush (stdout);
  soky_platform_notify ("READY=1");
  g_main_loop_run (loop);
  soky_log ("stopped", NULL);
  return SOKY_COMMAND_OK;
}

int
soky_command_serve (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  if (!soky_command_parse (&argc, &argv, "", _ ("Serves until it is asked to stop."), entries,
                           &state))
    return SOKY_COMMAND_USAGE;
  if (port > G_MAXUINT16 || port < -1)
    return soky_command_usage (_ ("A port is a number from 0 to 65535."));
  g_autoptr (SokyService) service = soky_service_open (state, NULL, &error);
  if (service == NULL)
    return soky_command_fail (error);
  if (record != NULL && !(service->recording = soky_recording_new (record, &error)))
    return soky_command_fail (error);
  if (port >= 0)
    service->settings->port = (guint16) port;
  /* before any other thread runs; the workers inherit it */
  g_setenv ("LANGUAGE", service->settings->language, TRUE);
  soky_tls_prepare ();
  soky_log_take_over ();
  if (with_input)
    soky_platform_end_with_pipe (STANDARD_INPUT, 0);
  soky_platform_ignore_file_limits ();
  soky_upload_clean (service->settings->uploads);
  g_autoptr (SokyProtection) protection = soky_protection_start (service, NULL);
  return run (service);
}
