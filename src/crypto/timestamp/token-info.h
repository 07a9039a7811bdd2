/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/digest.h"
#include "crypto/error.h"

G_BEGIN_DECLS

/**
 * soky_timestamp_read_info:
 * @content: what a timestamp token encapsulates: a TSTInfo (RFC 3161 §2.4.2) in DER
 * @hash: (out): how the stamped bytes are to be hashed
 * @imprint: (out) (transfer full): what they must hash to
 * @time_us: (out): the moment that the timestamp states
 *
 * Only reads; the signature over @content is checked by soky_cms_check().
 *
 * Returns: %FALSE with %SOKY_CRYPTO_ERROR_MALFORMED
 */
gboolean soky_timestamp_read_info (GBytes *content, SokyHash *hash, GBytes **imprint,
                                   gint64 *time_us, GError **error);

/* (transfer full) (nullable): the bytes of the nonce, a positive number, in the same @content */
GBytes *soky_timestamp_read_nonce (GBytes *content);

G_END_DECLS
