/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/fetch.h"
#include "crypto/trust/trust.h"

G_BEGIN_DECLS

/* How much must be known of revocation before a signature is called valid. In every case, a
 * certificate that is known to be revoked is refused, and what is known is used. */
typedef enum {
  /* Where a certificate says that its status is published, it must be known; a certificate of an
   * authority that publishes none is believed, and the report says that it was not checked. */
  SOKY_REVOCATION_PUBLISHED,
  /* What is not known does not stand in the way; the report says so. */
  SOKY_REVOCATION_PREFER,
  /* The status of every certificate must be known. */
  SOKY_REVOCATION_REQUIRE,
} SokyRevocationRule;

/* What a verification goes by. Designated initialisers: what is left out is the strict default of
 * a program that stands alone. Nothing in it is owned. */
typedef struct {
  SokyTrust *trust;           /* nullable: without it, nobody vouches for anyone */
  SokyTrust *timestamp_trust; /* nullable: anchors for timestamps besides those of trust */
  SokyRevocationRule revocation;
  SokyFetcher *fetcher; /* nullable: the network; without it, nothing leaves the machine */
  gint64 now_us;        /* the moment of the verification; 0 = the clock's */
} SokyVerifyPolicy;

/* "published", "prefer", "require" */
const char *soky_revocation_rule_to_string (SokyRevocationRule rule);
gboolean soky_revocation_rule_from_string (const char *text, SokyRevocationRule *rule);

G_END_DECLS
