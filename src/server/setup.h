/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/authority.h"
#include "server/store/store.h"

G_BEGIN_DECLS

/* Files of a state folder that are not named in server.conf. */
#define SOKY_SETUP_AUTHORITY "server-ca.pem"
#define SOKY_SETUP_AUTHORITY_KEY "server-ca-key.pem"

/**
 * soky_setup_folder:
 * @state: (type filename): made with mode 0700 when it is missing
 * @hosts: (nullable): DNS names and addresses that the TLS certificate is for, besides those of
 *   this machine
 *
 * Makes what is missing: settings, an authority with a TLS certificate, the folders, the database
 * with the built-in book types. What is there already is left alone.
 */
gboolean soky_setup_folder (const char *state, const char *const *hosts, GError **error);

/**
 * soky_setup_authority:
 * @key_name: below @state, likewise @certificate_name
 *
 * Loads an authority of the state folder, or makes it.
 */
SokyAuthority *soky_setup_authority (const char *state, const char *title, const char *key_name,
                                     const char *certificate_name, GError **error);

/* The school year that runs now: from the Monday after 5 September. */
gboolean soky_setup_add_year (SokyTransaction *tx, const char *school_id, GError **error);

G_END_DECLS
