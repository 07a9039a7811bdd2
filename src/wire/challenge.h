/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* How a person shows that a certificate's key is in his hands: the server gives a challenge, the
 * client makes a sentence of it, the key signs the sentence. The client makes the sentence itself,
 * of parts whose form it checks, so that no server can have anything else signed. */
typedef enum {
  SOKY_PURPOSE_ENROL,   /* register the certificate in the account */
  SOKY_PURPOSE_SIGN_IN, /* sign in without a password */
} SokyPurpose;

const char *soky_purpose_to_string (SokyPurpose purpose);
gboolean soky_purpose_from_string (const char *text, SokyPurpose *purpose);

/* The answer of POST /challenges. */
typedef struct {
  char *id;
  char *nonce; /* 64 hexadecimal digits */
  gint64 expires_us;
} SokyChallenge;

/* What the sentence is about. Nothing is owned. */
typedef struct {
  SokyPurpose purpose;
  const char *host;        /* by which the client knows the server: "soky.example.vn:8443" */
  const char *account;     /* identifier of the person; "" when signing in */
  const char *fingerprint; /* of the certificate */
  const char *nonce;
} SokyClaim;

/* Returns: (transfer full) (nullable): the sentence; NULL when a part has a form that it must not
 * have */
char *soky_claim_to_text (const SokyClaim *claim);
/* Whether @host may stand in a claim: letters, digits, ".", "-", ":", "[", "]"; up to 255. */
gboolean soky_host_is_plain (const char *host);

/* What proves it: the body of POST /enrolments, and of POST /session in place of a password. */
typedef struct {
  char *challenge; /* its id */
  char *scheme;    /* "rsa-pkcs1", "rsa-pss", "ecdsa" */
  GBytes *signature;
  GBytes *certificate; /* DER */
  GPtrArray *chain;    /* GBytes, DER: those that may lead to an anchor */
  gboolean organisation;
} SokyProof;

/* The body of POST /challenges. */
typedef struct {
  SokyPurpose purpose;
  char *host;
} SokyChallengeRequest;

SokyChallenge *soky_challenge_new (const char *id, const char *nonce, gint64 expires_us);
void soky_challenge_free (SokyChallenge *self);
char *soky_challenge_to_json (const SokyChallenge *self);
SokyChallenge *soky_challenge_from_json (const char *text, gssize length, GError **error);

SokyProof *soky_proof_new (const char *challenge, const char *scheme, GBytes *signature,
                           GBytes *certificate);
void soky_proof_free (SokyProof *self);
char *soky_proof_to_json (const SokyProof *self);
SokyProof *soky_proof_from_json (const char *text, gssize length, GError **error);

void soky_challenge_request_free (SokyChallengeRequest *self);
char *soky_challenge_request_to_json (SokyPurpose purpose, const char *host);
SokyChallengeRequest *soky_challenge_request_from_json (const char *text, gssize length,
                                                        GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyChallenge, soky_challenge_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyProof, soky_proof_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyChallengeRequest, soky_challenge_request_free)

G_END_DECLS
