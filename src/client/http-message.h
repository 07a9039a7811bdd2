/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/secret.h"
#include "client/request.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* A request as libsoup sends it, private to this room. It may be made several times.
 * @url: of the server; @token: (nullable)
 * Returns: (transfer full) (nullable): NULL with a #GIOError when the body's file cannot be read */
SoupMessage *soky_http_message_new (const char *url, const SokyRequest *request,
                                    const SokySecret *token, GError **error);

G_END_DECLS
