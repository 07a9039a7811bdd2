/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/certificate.h"

G_BEGIN_DECLS

/* What a certificate says, for people. */

/* What its key may be used for (RFC 5280 §4.2.1.3, §4.2.1.12), in the user's language: "digital
 * signature, non-repudiation"; "" when it does not say. */
char *soky_certificate_describe_usage (SokyCertificate *self);
/* "RSA, 2048 bits". */
char *soky_certificate_describe_key (SokyCertificate *self);
/* "3A:5F:…": how authorities publish it. */
char *soky_certificate_format_fingerprint (SokyCertificate *self);
/* Issued by itself: the top of a chain. */
gboolean soky_certificate_is_root (SokyCertificate *self);

G_END_DECLS
