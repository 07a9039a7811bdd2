/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/error.h"

G_BEGIN_DECLS

/* Bytes that soky_cms_add_timestamp() adds to a signature besides the token. */
#define SOKY_CMS_TIMESTAMP_OVERHEAD 64

/**
 * soky_cms_add_timestamp:
 * @cms: a signature made by soky_cms_build()
 * @token: a timestamp token (RFC 3161) over its signature value
 *
 * Returns: (transfer full) (nullable): the signature with the token among its unsigned attributes
 *   (signature-time-stamp, EN 319 122-1 §5.3), or %NULL with a #SokyCryptoError
 */
GBytes *soky_cms_add_timestamp (GBytes *cms, GBytes *token, GError **error);

G_END_DECLS
