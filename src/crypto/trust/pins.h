/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/certificate.h"

G_BEGIN_DECLS

/* Fingerprints under which the authorities of Vietnam are known. None of their certificates comes
 * with the program: whoever adds one as an anchor is told whether it is the known one. */
typedef enum {
  SOKY_PIN_NONE,     /* an authority that is not in the list */
  SOKY_PIN_KNOWN,    /* the very certificate */
  SOKY_PIN_CONTRARY, /* bears the name of a known authority and is another certificate */
} SokyPin;

/* @authority: (out) (optional): what the known authority is called, or NULL */
SokyPin soky_pin_check (SokyCertificate *certificate, const char **authority);
/* A sentence for whoever added it; NULL for SOKY_PIN_NONE. */
char *soky_pin_describe (SokyCertificate *certificate);

G_END_DECLS
