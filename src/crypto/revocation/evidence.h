/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/openssl.h"
#include "crypto/revocation/revocation.h"

G_BEGIN_DECLS

/* What OCSP responses and CRLs have in common. Only for src/crypto/revocation. */

/* A certificate whose status is asked, and when. */
typedef struct {
  SokyCertificate *certificate;
  SokyCertificate *issuer;
  gint64 at_us;
  gint64 now_us;
} SokyStatusQuestion;

/* Makes @self UNKNOWN for that reason. */
void soky_evidence_refuse (SokyRevocation *self, SokyEvidenceFault fault);

/* Whether @self, which tells nothing yet, may stand for the moment asked; @keeps_expired_us: since
 * when expired certificates are still listed, G_MAXINT64 when nothing says so. Sets the fault. */
gboolean soky_evidence_is_timely (SokyRevocation *self, const SokyStatusQuestion *question,
                                  gint64 keeps_expired_us);

/* The state of a certificate that is listed as revoked. A suspension counts only while the
 * evidence is fresh: it may have been lifted since. */
void soky_evidence_set_revoked (SokyRevocation *self, const SokyStatusQuestion *question,
                                const ASN1_TIME *revoked, const ASN1_TIME *invalid, int cause);

/* Whether @algorithm and @signer's key are still safe. */
gboolean soky_evidence_is_strong (const X509_ALGOR *algorithm, SokyCertificate *signer);

/* Whether @certificate bears @issuer's name and was signed by its key. */
gboolean soky_evidence_was_issued_by (SokyCertificate *certificate, SokyCertificate *issuer);

G_END_DECLS
