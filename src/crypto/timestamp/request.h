/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/digest.h"

G_BEGIN_DECLS

/**
 * soky_timestamp_request_new:
 * @imprint: what is to be stamped hashes to this by @hash
 * @nonce: (out) (transfer full): random bytes that the answer must repeat
 *
 * Returns: (transfer full): a TimeStampReq (RFC 3161 §2.4.1) in DER that asks for the server's
 *   certificate too
 */
GBytes *soky_timestamp_request_new (SokyHash hash, GBytes *imprint, GBytes **nonce);

G_END_DECLS
