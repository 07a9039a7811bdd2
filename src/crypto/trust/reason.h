/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/trust/trust.h"

G_BEGIN_DECLS

/* OpenSSL's verdicts on a path (X509_V_ERR_…) in words. Only for trust.c. */

/* Whether @code says that there is no path to an anchor, rather than a bad one. */
gboolean soky_trust_is_no_path (int code);

SokyTrustFault soky_trust_get_fault (int code);

/**
 * soky_trust_explain:
 * @depth: which certificate is meant, 0 = the signer's
 * @chain: (element-type SokyCertificate): what was found of the path, leaf first
 * @leaf: the signer's, in case @chain is empty
 */
char *soky_trust_explain (int code, int depth, GPtrArray *chain, SokyCertificate *leaf);

G_END_DECLS
