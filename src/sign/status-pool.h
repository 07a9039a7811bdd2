/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/fetch.h"
#include "crypto/revocation/revocation.h"
#include "sign/report-proof.h"

G_BEGIN_DECLS

/* The evidence of one file: its OCSP responses, revocation lists and certificates, wherever they
 * stand in it, and what the network adds. */
typedef struct _SokyStatusPool SokyStatusPool;

/* Where the evidence of an answer came from, and since when it is proven to exist. */
typedef struct {
  SokyProvenance provenance;
  gint64 since_us;
} SokyEvidenceSource;

/* @fetcher: (nullable): without it, nothing is asked of the network */
SokyStatusPool *soky_status_pool_new (gint64 now_us, SokyFetcher *fetcher);
void soky_status_pool_free (SokyStatusPool *self);

/* Evidence of the file, once each; what cannot be read, or is more than any honest file holds, is
 * left out. @since_us: since when it is proven to have existed; the earliest word counts. */
void soky_status_pool_add_ocsp (SokyStatusPool *self, GBytes *der, gint64 since_us);
void soky_status_pool_add_crl (SokyStatusPool *self, GBytes *der, gint64 since_us);
void soky_status_pool_add_certificate (SokyStatusPool *self, SokyCertificate *certificate);
/* (transfer none) (element-type SokyCertificate) */
GPtrArray *soky_status_pool_get_certificates (SokyStatusPool *self);

/**
 * soky_status_pool_ask:
 * @issuer: of @certificate, of a path that holds at @at_us
 * @at_us: the moment for which the status is asked
 * @source: (out): where the evidence came from
 *
 * The worst that sound evidence says: revoked for good before anything else, then the newest word.
 * Evidence whose signer's certificate has expired counts only when it is proven to have existed
 * before. Asks the network, once for each certificate, when the file does not answer.
 *
 * Returns: (transfer full)
 */
SokyRevocation *soky_status_pool_ask (SokyStatusPool *self, SokyCertificate *certificate,
                                      SokyCertificate *issuer, gint64 at_us,
                                      SokyEvidenceSource *source, GCancellable *cancellable);

/* Fetches the issuer of @last, which ends a path too early; FALSE when nothing new came. */
gboolean soky_status_pool_fetch_issuer (SokyStatusPool *self, SokyCertificate *last,
                                        GCancellable *cancellable);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyStatusPool, soky_status_pool_free)

G_END_DECLS
