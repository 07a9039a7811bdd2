/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/fetch.h"
#include "crypto/revocation/crl.h"
#include "crypto/revocation/ocsp.h"

G_BEGIN_DECLS

/* Asking the places that a certificate names (address.h). What comes back is read, not believed:
 * soky_ocsp_judge() and soky_crl_judge() say what it is worth. All of these block. */

/**
 * soky_ocsp_fetch:
 * @issuer: of @certificate
 *
 * Asks each address in turn (RFC 6960 appendix A, by POST) until one gives a response.
 *
 * Returns: (transfer full) (nullable): or %NULL with the last #SokyFetchError or #SokyCryptoError;
 *   %SOKY_CRYPTO_ERROR_UNSUPPORTED when the certificate names no address
 */
SokyOcsp *soky_ocsp_fetch (SokyFetcher *fetcher, SokyCertificate *certificate,
                           SokyCertificate *issuer, GCancellable *cancellable, GError **error);

/* Fetches the list of the first address that gives one; errors as of soky_ocsp_fetch(). */
SokyCrl *soky_crl_fetch (SokyFetcher *fetcher, SokyCertificate *certificate,
                         GCancellable *cancellable, GError **error);

/* The issuer's certificate, from the addresses that @certificate names (caIssuers); DER, PEM or
 * PKCS#7. Returns: (transfer full) (element-type SokyCertificate) (nullable): errors as above */
GPtrArray *soky_certificate_fetch_issuers (SokyFetcher *fetcher, SokyCertificate *certificate,
                                           GCancellable *cancellable, GError **error);

G_END_DECLS
