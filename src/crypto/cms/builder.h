/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/signer.h"

G_BEGIN_DECLS

/**
 * soky_cms_build:
 * @content_digest: the digest of the detached content, by @hash
 *
 * A detached CMS SignedData (RFC 5652) with one SignerInfo as PAdES baseline wants it
 * (EN 319 142-1 §6.3): content-type, message-digest, signing-certificate-v2 with issuer and serial
 * (RFC 5035), no signing-time; the signer's certificate and its chain embedded.
 *
 * Returns: (transfer full) (nullable): DER, or %NULL with a #SokyCryptoError or the signer's error
 */
GBytes *soky_cms_build (SokySigner *signer, SokyScheme scheme, SokyHash hash,
                        GBytes *content_digest, GCancellable *cancellable, GError **error);

/* An upper bound in bytes for what soky_cms_build() will return, without using the key. */
gsize soky_cms_estimate_size (SokySigner *signer, SokyScheme scheme, SokyHash hash);

G_END_DECLS
