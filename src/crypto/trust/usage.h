/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/certificate.h"

G_BEGIN_DECLS

/* What a certificate must have been issued for. */
typedef enum {
  SOKY_TRUST_PURPOSE_SIGNING,      /* documents, by a person or an organisation */
  SOKY_TRUST_PURPOSE_TIMESTAMPING, /* RFC 3161 §2.3 */
} SokyTrustPurpose;

/* Whether @leaf was issued for @purpose. Signing: key usage absent or with digitalSignature or
 * nonRepudiation (the government's leaves carry the latter alone); extended usage absent, or with
 * one that persons get (e-mail, document signing, client, logon), never a server's, a program's or
 * a timestamp authority's alone. Timestamps: extended usage critical, timeStamping and nothing
 * else. */
gboolean soky_usage_permits (SokyCertificate *leaf, SokyTrustPurpose purpose);

/* Whether @authority may have certificates for @purpose below it: those whose own extended usage
 * is limited pass the limit on. */
gboolean soky_usage_permits_below (SokyCertificate *authority, SokyTrustPurpose purpose);

G_END_DECLS
