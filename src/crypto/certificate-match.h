/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/certificate.h"

G_BEGIN_DECLS

/* Whether a certificate is of the kind that somebody demands (the seed values of a signature field,
 * ISO 32000-2 table 238). */

/* @pattern: for each bit of keyUsage from digitalSignature on: '1' set, '0' not set, anything else
 * (or nothing): either. Without the extension every use is allowed (RFC 5280 §4.2.1.3). */
gboolean soky_certificate_matches_usage (SokyCertificate *self, const char *pattern);
/* @policy: an object identifier in dotted numbers */
gboolean soky_certificate_has_policy (SokyCertificate *self, const char *policy);
/* @key: "CN", "OU", "emailAddress" or dotted numbers; @value: UTF-8, all of it */
gboolean soky_certificate_has_subject (SokyCertificate *self, const char *key, const char *value);

G_END_DECLS
