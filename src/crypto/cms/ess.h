/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/openssl.h"

G_BEGIN_DECLS

/* The signing-certificate attributes (RFC 2634 §5.4, RFC 5035 §3). Only for src/crypto. */

/**
 * soky_ess_names:
 * @value: the value of signing-certificate or signing-certificate-v2
 * @v2: which of the two
 *
 * Returns: whether its first entry is @x509, by hash and, where given, by issuer and serial
 */
gboolean soky_ess_names (const ASN1_STRING *value, gboolean v2, X509 *x509);

G_END_DECLS
