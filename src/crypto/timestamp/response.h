/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/error.h"

G_BEGIN_DECLS

/**
 * soky_timestamp_response_read:
 * @response: what a timestamp server answered: a TimeStampResp (RFC 3161 §2.4.2) in DER
 *
 * Only takes it apart; the token is checked by soky_timestamp_accept().
 *
 * Returns: (transfer full) (nullable): the token, or %NULL with %SOKY_CRYPTO_ERROR_TIMESTAMP when
 *   the server refused, with its words, or with %SOKY_CRYPTO_ERROR_MALFORMED
 */
GBytes *soky_timestamp_response_read (GBytes *response, GError **error);

G_END_DECLS
