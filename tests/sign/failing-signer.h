/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/signer.h"

G_BEGIN_DECLS

/* A real key whose owner has bad luck. */
typedef enum {
  FAILING_REFUSES,  /* an error, as when the token is pulled out */
  FAILING_WRONG,    /* a signature of something else */
  FAILING_TOO_LONG, /* far more bytes than any signature has, and more each time */
  FAILING_LATE,     /* good, but its chain has one certificate more from then on */
} Failing;

/* Good until the @nth signature (from 1), and failing from then on. */
/* How often it was asked. */
guint failing_signer_count (SokySigner *signer);
SokySigner *failing_signer_new (SokySigner *honest, Failing how, guint nth);

G_END_DECLS
