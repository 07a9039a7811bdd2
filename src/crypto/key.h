/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Private keys in files and in the making. Only files below src/crypto include this header. */

#include "base/secret.h"
#include "crypto/authority.h"
#include "crypto/openssl.h"
#include "crypto/signer.h"

G_BEGIN_DECLS

/* @password may be NULL. */
EVP_PKEY *soky_key_read_pem (const char *path, SokySecret *password, GError **error);

/**
 * soky_key_read_p12:
 * @key: (out) (transfer full): the private key
 *
 * Files of old Windows versions (RC2-40) are read too.
 *
 * Returns: (transfer full) (element-type SokyCertificate) (nullable): the key's certificate first
 */
GPtrArray *soky_key_read_p12 (const char *path, SokySecret *password, EVP_PKEY **key,
                              GError **error);

EVP_PKEY *soky_key_generate (SokyNewKey kind, GError **error);
/* PKCS#8 in PEM, encrypted when there is a @password; readable by the owner alone. */
gboolean soky_key_write_pem (EVP_PKEY *key, SokySecret *password, const char *path, GError **error);

/* Writes what is in a memory BIO as a file that only its owner can read. */
gboolean soky_key_write_private (BIO *bio, const char *path, GError **error);

/* @others: (nullable) (element-type SokyCertificate): where the chain is taken from */
SokySigner *soky_software_signer_new_from_key (EVP_PKEY *key, SokyCertificate *certificate,
                                               GPtrArray *others, GError **error);

G_END_DECLS
