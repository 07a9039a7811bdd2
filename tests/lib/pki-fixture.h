/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A public-key infrastructure on loopback (pki_services.py), in a process that ends with the test:
 * people of an intermediate authority "school" below "root", a timestamp server below "tsa-root",
 * OCSP, CRLs and issuers' certificates over HTTP, all answered by openssl's own programs.
 *
 * The folder holds NAME.key, NAME.pem, NAME.cer (DER) and NAME-chain.pem (with the intermediate) of
 * signer (RSA), second, revoked, listed (a CRL alone), stale (an OCSP answer of three weeks ago),
 * silent (no addresses at all), root, school, tsa-root, tsa and web (TLS); trust.pem has both
 * roots. */
typedef struct _FixturePki FixturePki;

/* NULL when openssl or faketime is not installed: the test skips then. */
FixturePki *fixture_pki_new (void);
void fixture_pki_free (FixturePki *self);

/* "http://127.0.0.1:PORT" with @path ("/tsa", "/tsa/wrong-nonce", "/ocsp/school", "/school.crl",
 * "/school.cer"; the faults are named in pki_services.py). */
char *fixture_pki_url (FixturePki *self, const char *path);
/* The same over TLS with the certificate "web", below "root". */
char *fixture_pki_https_url (FixturePki *self, const char *path);
/* A file of the folder. */
char *fixture_pki_file (FixturePki *self, const char *name);

/* From now on the certificate @name is revoked (since the first of January 2025). */
void fixture_pki_revoke (FixturePki *self, const char *name);
/* How often @path was asked for. */
guint fixture_pki_count (FixturePki *self, const char *path);
/* Whether all services are out of order. */
void fixture_pki_silence (FixturePki *self, gboolean silent);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FixturePki, fixture_pki_free)

G_END_DECLS
