/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/call.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Gives @message the status, headers and body of @reply; of a file only the first piece.
 * @last: the connection is closed after it */
void soky_send (SoupServerMessage *message, SokyReply *reply, gboolean last);
/* The next piece of a file, once the one before was written. */
void soky_send_more (SoupServerMessage *message, SokyReply *reply);

G_END_DECLS
