/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/authority.h"
#include "crypto/trust/trust.h"
#include "sign/report.h"
#include "sign/sign.h"

G_BEGIN_DECLS

/* Somebody who signs in the tests: an authority of their own, a certificate, and who trusts it. */
typedef struct {
  char *folder; /* scratch; holds trust.pem */
  char *trust_path;
  SokyAuthority *authority;
  SokySigner *signer;
  SokyTrust *trust;
} Identity;

Identity *identity_new (SokyNewKey key, const char *holder);
/* With a certificate that was valid only from @from to @until ("2020-01-01T00:00:00Z"). */
Identity *identity_new_between (SokyNewKey key, const char *holder, const char *from,
                                const char *until);
void identity_free (Identity *self);

/* A path in the scratch folder. */
char *identity_path (Identity *self, const char *name);
/* Writes @document there and signs it; aborts the test when that fails. */
GBytes *identity_sign (Identity *self, GBytes *document, const SokySignOptions *options);

/* Verifies in memory; aborts the test when it is no readable PDF. */
SokyReport *verify_bytes (GBytes *document, SokyTrust *trust);
/* The one signature of a report. */
const SokySignatureReport *only_signature (const SokyReport *report);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Identity, identity_free)

G_END_DECLS
