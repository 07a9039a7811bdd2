/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/certificate.h"

G_BEGIN_DECLS

/* Where a certificate says that things are to be had (RFC 5280 §4.2.1.13, §4.2.2.1): http and https
 * addresses alone, in its own order, at most eight. Nothing here asks the network.
 *
 * Returns: (transfer full): a list that ends with NULL, empty when it names none */
char **soky_certificate_list_ocsp_addresses (SokyCertificate *self);
char **soky_certificate_list_crl_addresses (SokyCertificate *self);
/* Of its issuer's certificate. */
char **soky_certificate_list_issuer_addresses (SokyCertificate *self);

/* Whether it names any place where its status is to be had. */
gboolean soky_certificate_publishes_status (SokyCertificate *self);

G_END_DECLS
