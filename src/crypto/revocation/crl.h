/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/revocation/revocation.h"

G_BEGIN_DECLS

/* A certificate revocation list (RFC 5280 §5), read once and then asked. */
typedef struct _SokyCrl SokyCrl;

#define SOKY_CRL_MAX_SIZE (32 * 1024 * 1024)

/* @data: DER, or PEM as some servers hand it out. Returns: (transfer full) (nullable): or %NULL
 * with %SOKY_CRYPTO_ERROR_MALFORMED */
SokyCrl *soky_crl_new (GBytes *data, GError **error);
void soky_crl_free (SokyCrl *self);
/* (transfer none) */
GBytes *soky_crl_get_der (SokyCrl *self);

/**
 * soky_crl_judge:
 * @issuer: of @certificate, of a path that was checked
 * @at_us: the moment for which the status is asked
 * @now_us: the present, to find lists from the future
 *
 * The list must be @issuer's own (who may sign lists), complete, and its scope must take in
 * @certificate. Freshness as in soky_ocsp_judge(); a list that was made after @certificate expired
 * stands only when it says that it keeps expired ones (expiredCertsOnCRL). Delta and indirect
 * lists are %SOKY_EVIDENCE_UNSUPPORTED.
 *
 * Returns: (transfer full)
 */
SokyRevocation *soky_crl_judge (SokyCrl *self, SokyCertificate *certificate,
                                SokyCertificate *issuer, gint64 at_us, gint64 now_us);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyCrl, soky_crl_free)

G_END_DECLS
