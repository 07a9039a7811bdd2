/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/signer.h"
#include "pdf/lock.h"
#include "pdf/seed.h"

G_BEGIN_DECLS

/* The signature that is about to be made. */
typedef struct {
  SokySigner *signer;
  const char *subfilter;
  SokyHash hash; /* UNKNOWN: any that is safe; set to the one that was chosen */
  char *reason;  /* owned; nullable; filled in when the field allows one reason alone */
  int certify;   /* set when the field asks for a certification */
  SokyPdfLock lock;
  gboolean has_timestamp;
  gboolean has_revocation;
} SokySeedOffer;

/**
 * soky_seed_obey:
 * @seed: what the field wants (ISO 32000-2 §12.7.5.5)
 * @offer: what is left open in it is decided as the field demands
 *
 * Returns: %FALSE with SOKY_SIGN_ERROR_SEED and the one demand that cannot be met
 */
gboolean soky_seed_obey (const SokyPdfSeed *seed, SokySeedOffer *offer, GError **error);

G_END_DECLS
