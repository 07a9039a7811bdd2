/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/fetch.h"
#include "crypto/trust/trust.h"

G_BEGIN_DECLS

/* All that proves that a certificate could be relied on at a moment: the path above it, and that
 * nobody on it was revoked. Each piece once. */
typedef struct {
  GPtrArray *certificates; /* SokyCertificate */
  GPtrArray *ocsps;        /* GBytes */
  GPtrArray *crls;         /* GBytes */
} SokyCertificateProof;

SokyCertificateProof *soky_certificate_proof_new (void);
void soky_certificate_proof_free (SokyCertificateProof *self);
/* Adds all that is in @other. */
void soky_certificate_proof_add (SokyCertificateProof *self, const SokyCertificateProof *other);

/* Designated initialisers; nothing in it is owned. */
typedef struct {
  SokyFetcher *fetcher; /* nullable: nothing is fetched */
  SokyTrust *trust;     /* nullable or empty: any path to a self-signed certificate will do */
  const SokyCertificateProof
      *known; /* nullable: what is at hand, and used before anything is fetched */
} SokyCertificateProofContext;

/**
 * soky_certificate_proof_collect:
 * @certificate: of a signer, or of a timestamp server
 * @others: (element-type SokyCertificate) (nullable): certificates that may complete the path
 * @at_us: the moment at which it was used
 *
 * Adds to @self what is needed for @certificate. Missing issuers are fetched from where their
 * certificates say. A certificate of an authority that publishes no status needs none. Blocks.
 *
 * Returns: %FALSE with %SOKY_CRYPTO_ERROR_REVOKED when one on the path was revoked by then,
 *   %SOKY_CRYPTO_ERROR_NO_PATH, %SOKY_CRYPTO_ERROR_NO_STATUS, or %G_IO_ERROR_CANCELLED
 */
gboolean soky_certificate_proof_collect (SokyCertificateProof *self,
                                         const SokyCertificateProofContext *context,
                                         SokyCertificate *certificate, GPtrArray *others,
                                         gint64 at_us, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyCertificateProof, soky_certificate_proof_free)

G_END_DECLS
