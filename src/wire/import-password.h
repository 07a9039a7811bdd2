/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/import.h"

G_BEGIN_DECLS

/* One-time passwords of people who are new in a school. Whoever imports makes a random seed and
 * sends it along; both ends derive the passwords from it, so that no answer holds one, none is
 * stored, and none is lost with an answer. */

#define SOKY_IMPORT_SEED_HEADER "Soky-Password-Seed"
#define SOKY_IMPORT_SEED_LENGTH 64 /* hexadecimal digits */

/* Whether @text (nullable) is a seed. */
gboolean soky_import_seed_is_valid (const char *text);
/**
 * soky_import_derive_password:
 *
 * The first 60 bits of HMAC-SHA-256 (key: the seed's digits, data: the login) as twelve letters and
 * digits that are not mistaken for each other, in groups of four: "k7mq-2xwd-9fha".
 */
SokySecret *soky_import_derive_password (const SokySecret *seed, const char *login);
/* A table "login,name,password" of those whom @report added, with a byte order mark, so that
 * spreadsheets read it; wiped when it is freed. */
GBytes *soky_import_passwords_to_csv (const SokyImportReport *report, const SokySecret *seed);

G_END_DECLS
