/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/secret.h"

G_BEGIN_DECLS

/* Passwords are kept as argon2id hashes (RFC 9106), which hold their own salt and parameters. Each
 * call takes a tenth of a second and 64 MiB. */

/* What a new password must have: at least this many characters, at most as many bytes as a line
 * that is read without echo. */
#define SOKY_PASSWORD_LEAST 8

/* Returns: (transfer full): text for the store */
char *soky_password_hash (const SokySecret *password);

/* Likewise for a password of at least 60 random bits, which nobody guesses however fast the hash
 * is: a thousand of them take a second. A sign-in with it makes the hash anew. */
char *soky_password_hash_random (const SokySecret *password);

/**
 * soky_password_verify:
 * @hash: (nullable): of the account; %NULL when there is no such account, which takes as long
 * @outdated: (out) (optional): whether it was made with weaker parameters than today's
 *
 * Returns: whether @password is the right one
 */
gboolean soky_password_verify (const char *hash, const SokySecret *password, gboolean *outdated);

/* Returns: %FALSE with %G_IO_ERROR_INVALID_ARGUMENT when it is too short */
gboolean soky_password_check_new (const SokySecret *password, GError **error);

G_END_DECLS
