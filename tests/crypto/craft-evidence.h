/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "craft.h"

G_BEGIN_DECLS

/* OCSP responses and CRLs, honest and dishonest, straight from OpenSSL. */

#define CRAFT_HOUR_US (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)

/* Whatever is left out takes a sound value: good, this update at CRAFT_NOW_US, the next an hour
 * later, signed by the issuer. */
typedef struct {
  Crafted *certificate;
  Crafted *issuer; /* as it is named in the evidence */
  Crafted *signer; /* NULL = the issuer */
  gboolean by_key; /* the responder names itself by its key */
  gboolean revoked;
  gboolean unknown;
  int cause; /* CRLReason + 1; 0 = none given */
  gint64 revoked_us;
  gint64 invalid_us; /* invalidity date; 0 = none */
  gint64 this_us, next_us;
  gint64 produced_us;      /* 0 = this_us */
  gint64 keeps_expired_us; /* archive cutoff, or expiredCertsOnCRL; 0 = none */
  gboolean without_next;
  const char *extra;   /* "nid=value" of an extension of the list */
  const EVP_MD *md;    /* of the signature */
  const EVP_MD *id_md; /* of the certificate's name in a response */
} CraftEvidence;

/* An OCSPResponse. */
GBytes *craft_ocsp (const CraftEvidence *evidence);
/* A CRL that lists the certificate when it is revoked, else only another one. */
GBytes *craft_crl (const CraftEvidence *evidence);
/* A timestamp token (RFC 3161) over @stamped. */
GBytes *craft_token (Crafted *tsa, GBytes *stamped, gint64 time_us);
/* A responder to which @issuer delegates. */
Crafted *craft_responder (Crafted *issuer, const char *name);

G_END_DECLS
