/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/authority.h"

G_BEGIN_DECLS

/* Real tokens in software (SoftHSM 2) in a folder of the test's own, each with a key and a
 * certificate from an authority made for the test. */
typedef struct _FixtureTokens FixtureTokens;

/* Designated initialisers; all but @label may be left out. */
typedef struct {
  const char *label;
  const char *pin;          /* else FIXTURE_PIN */
  const char *holder;       /* else @label */
  const char *organisation; /* else none */
  SokyLeafKind kind;
  SokyNewKey key;
  const char *key_id;         /* CKA_ID in hexadecimal, else "01" */
  const char *certificate_id; /* CKA_ID, else @key_id */
  gint64 not_after_us;        /* else ten years from now */
  gboolean with_authority;    /* the authority's certificate on the token too */
  gboolean without_key;
} FixtureTokenRequest;

#define FIXTURE_PIN "12345678"
#define FIXTURE_SO_PIN "87654321"

/* SoftHSM's module, or NULL when it or pkcs11-tool is not installed: the test skips then. */
const char *fixture_tokens_find_module (void);

/* A folder without tokens and a root authority. Sets SOFTHSM2_CONF for this process and those that
 * it starts. */
FixtureTokens *fixture_tokens_new (void);
/* Makes a token, or, when one of that label is there, puts another key and certificate on it.
 * SoftHSM sees a new token only in processes that start afterwards.
 * Returns: (transfer full): what was put on the token */
SokyIssued *fixture_tokens_add (FixtureTokens *self, const FixtureTokenRequest *request);
/* Puts what is on one token on another one as well, as a spare. */
void fixture_tokens_add_spare (FixtureTokens *self, const FixtureTokenRequest *request,
                               SokyIssued *issued);
/* Takes a token away, as if it was unplugged. */
void fixture_tokens_remove (FixtureTokens *self, const char *label);
/* The value of SOFTHSM2_CONF. */
const char *fixture_tokens_get_config (FixtureTokens *self);
SokyAuthority *fixture_tokens_get_authority (FixtureTokens *self);
/* A PEM file with the root's certificate. */
const char *fixture_tokens_get_anchor_file (FixtureTokens *self);
void fixture_tokens_free (FixtureTokens *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FixtureTokens, fixture_tokens_free)

G_END_DECLS
