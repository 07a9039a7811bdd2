/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/secret.h"
#include "crypto/signer.h"

G_BEGIN_DECLS

/* A key in a file: for tests, servers and people without a token. */
#define SOKY_TYPE_SOFTWARE_SIGNER (soky_software_signer_get_type ())
G_DECLARE_FINAL_TYPE (SokySoftwareSigner, soky_software_signer, SOKY, SOFTWARE_SIGNER, SokySigner)

/* @key_path: PEM private key; @certificate_path: PEM, the signer's first, its chain after it.
 * @password may be NULL. */
SokySigner *soky_software_signer_new_from_pem (const char *key_path, const char *certificate_path,
                                               SokySecret *password, GError **error);
SokySigner *soky_software_signer_new_from_p12 (const char *path, SokySecret *password,
                                               GError **error);

G_END_DECLS
