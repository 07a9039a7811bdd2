/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/service.h"

G_BEGIN_DECLS

/* The HTTPS server: connections, requests, answers. Lives on the main loop. */
typedef struct _SokyHttp SokyHttp;

/**
 * soky_http_start:
 * @plain: without TLS, which only a loopback address allows
 *
 * Returns: (transfer full) (nullable): a server that listens, or %NULL with a #GIOError or
 *   #GTlsError
 */
SokyHttp *soky_http_start (SokyService *service, gboolean plain, GError **error);

/* Takes up the certificate anew; that also happens by itself when its files change. */
void soky_http_reload (SokyHttp *self);

/**
 * soky_http_stop:
 * @stopped: called once the requests that were accepted have been answered
 *
 * Takes no more connections.
 */
void soky_http_stop (SokyHttp *self, void (*stopped) (gpointer data), gpointer data);
void soky_http_free (SokyHttp *self);

/* "https://127.0.0.1:8443" */
char *soky_http_get_url (SokyHttp *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyHttp, soky_http_free)

G_END_DECLS
