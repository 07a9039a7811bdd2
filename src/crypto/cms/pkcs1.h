/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/cms/reader.h"

G_BEGIN_DECLS

/**
 * soky_cms_from_pkcs1:
 * @contents: a bare RSA signature: a DER OCTET STRING, possibly followed by padding
 * @certificates: (element-type GBytes): DER; the first is the signer's
 *
 * Reads what adbe.x509.rsa_sha1 (ISO 32000-1 table 257) puts into /Contents and /Cert as the
 * message that it stands for: one signer, no signed attributes. Despite its name other hashes than
 * SHA-1 are in use; the signature itself says which.
 *
 * Returns: (transfer full) (nullable): or %NULL with a #SokyCryptoError
 */
SokyCms *soky_cms_from_pkcs1 (GBytes *contents, GPtrArray *certificates, GError **error);

G_END_DECLS
