/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/secret.h"
#include "crypto/token/message.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The program's end of one soky-token process, which is started when it is first asked, and anew
 * after it ended. Thread-safe: one request at a time. */
#define SOKY_TYPE_TOKEN_DRIVER (soky_token_driver_get_type ())
G_DECLARE_FINAL_TYPE (SokyTokenDriver, soky_token_driver, SOKY, TOKEN_DRIVER, GObject)

/* How long an answer may take, in multiples of the driver's patience. */
#define SOKY_TOKEN_SHORT 1
#define SOKY_TOKEN_LONG 6   /* the token computes or checks a PIN */
#define SOKY_TOKEN_HUMAN 12 /* a person types on the reader */

/* Designated initialisers. */
typedef struct {
  GByteArray *message; /* (transfer full) */
  SokySecret *pin;     /* (nullable): sent after it, straight from its locked memory */
  SokySecret *new_pin; /* (nullable): after that one, to replace it */
  guint patience;      /* SOKY_TOKEN_SHORT, … */
  guint process;       /* the one that must answer; 0 for any, started if need be */
} SokyTokenRequest;

typedef struct {
  guint8 *body;
  SokyMessageReader reader; /* after rv and detail */
  guint64 rv;
  char *detail;
  guint process; /* which process it was: they are counted from 1 */
} SokyTokenReply;

void soky_token_reply_clear (SokyTokenReply *self);

/* @path: (type filename): the module, an absolute path
 * @patience_ms: how long a driver that only lists may stay silent */
SokyTokenDriver *soky_token_driver_new (const char *path, guint patience_ms);
const char *soky_token_driver_get_path (SokyTokenDriver *self);
/* The module's file name, for messages. */
const char *soky_token_driver_get_name (SokyTokenDriver *self);

/**
 * soky_token_driver_call:
 *
 * A cancelled call waits two seconds more for the answer, so that the token's session survives,
 * and then ends the process.
 *
 * Returns: whether there is an answer in @reply, good or bad
 */
gboolean soky_token_driver_call (SokyTokenDriver *self, const SokyTokenRequest *request,
                                 SokyTokenReply *reply, GCancellable *cancellable, GError **error);

/* The number of the process that runs, or of the last one; 0 when none was started yet. */
guint soky_token_driver_get_process (SokyTokenDriver *self);

/* Ends the process, if it runs: it logs out and goes. The next call starts another. */
void soky_token_driver_end (SokyTokenDriver *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SokyTokenReply, soky_token_reply_clear)

G_END_DECLS
