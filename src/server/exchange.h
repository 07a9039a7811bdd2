/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/lanes.h"
#include "server/service.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* One request on its way through HTTP: its headers are read, then its body (a JSON message in
 * memory, an upload to a file), then it is answered in its lane, then the answer is sent, a file
 * piece by piece. All on the main loop but the answering. */

/* What all exchanges of a server share. */
typedef struct {
  SokyService *service;
  SokyLanes *lanes;
  guint open;    /* requests whose headers have come and whose answers have not left */
  guint running; /* those of them, and of connections that are gone, that a lane works on */
  gboolean stopping;
  void (*idle) (gpointer user_data); /* nullable: the last one that ran has ended */
  gpointer user_data;
} SokyExchanges;

gboolean soky_exchanges_are_idle (const SokyExchanges *self);

/* For soup_server_add_early_handler() and soup_server_add_handler(). */
void soky_exchange_headers_cb (SoupServer *server, SoupServerMessage *message, const char *path,
                               GHashTable *query, gpointer exchanges);
void soky_exchange_body_cb (SoupServer *server, SoupServerMessage *message, const char *path,
                            GHashTable *query, gpointer exchanges);

G_END_DECLS
