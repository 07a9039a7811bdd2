/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/token/token.h"

G_BEGIN_DECLS

/**
 * soky_choose_certificate:
 * @token_name: (nullable): label or serial number of the token
 * @name: (nullable): CKA_ID in hexadecimal, label, holder, serial number or fingerprint
 * @token: (out) (transfer full): where it was found
 * @certificate: (out) (transfer full): the one certificate that answers and can sign
 *
 * Returns: %FALSE with a SokyCliError that names what is there, when none or several answer
 */
gboolean soky_choose_certificate (SokyTokenHost *host, const char *token_name, const char *name,
                                  SokyToken **token, SokyTokenCertificate **certificate,
                                  GError **error);

/* @token_name: (nullable): as above
 * @token: (out) (transfer full): the one token that answers */
gboolean soky_choose_token (SokyTokenHost *host, const char *token_name, SokyToken **token,
                            GError **error);

G_END_DECLS
