/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/certificate.h"

G_BEGIN_DECLS

/* What one piece of evidence (an OCSP response, a CRL) says of one certificate at one moment. */

typedef enum {
  SOKY_REVOCATION_GOOD,    /* not revoked at that moment */
  SOKY_REVOCATION_REVOKED, /* since revoked_at_us, which may be after that moment */
  SOKY_REVOCATION_UNKNOWN, /* nothing can be told from it: see fault */
} SokyRevocationState;

typedef enum { SOKY_EVIDENCE_NONE, SOKY_EVIDENCE_OCSP, SOKY_EVIDENCE_CRL } SokyEvidenceKind;

typedef enum {
  SOKY_EVIDENCE_SOUND,
  SOKY_EVIDENCE_MISSING,      /* there is none at all */
  SOKY_EVIDENCE_FOREIGN,      /* about another certificate, or of another issuer */
  SOKY_EVIDENCE_FORGED,       /* its signature is wrong */
  SOKY_EVIDENCE_NOT_ENTITLED, /* signed by somebody who may not speak for the issuer */
  SOKY_EVIDENCE_WEAK,         /* it rests on an old hash or a short key */
  SOKY_EVIDENCE_STALE,        /* newer information was due before that moment */
  SOKY_EVIDENCE_EARLY,        /* dated in the future */
  SOKY_EVIDENCE_TOO_LATE,     /* made when expired certificates were no longer listed */
  SOKY_EVIDENCE_NO_ANSWER,    /* the responder does not know the certificate */
  SOKY_EVIDENCE_UNSUPPORTED,  /* a delta or indirect CRL, one for some reasons alone */
} SokyEvidenceFault;

/* CRLReason (RFC 5280 §5.3.1), as far as it matters here. */
#define SOKY_CAUSE_NONE -1
#define SOKY_CAUSE_HOLD 6

typedef struct {
  SokyEvidenceKind kind;
  SokyRevocationState state;
  SokyEvidenceFault fault;    /* SOUND unless the state is UNKNOWN */
  gint64 revoked_at_us;       /* the earlier of revocation and invalidity date; 0 unless REVOKED */
  int cause;                  /* CRLReason; SOKY_CAUSE_NONE when not given */
  gint64 produced_at_us;      /* when it was signed; 0 = unknown */
  gint64 this_update_us;      /* 0 = unknown */
  gint64 next_update_us;      /* 0 = not given */
  SokyCertificate *responder; /* nullable: who signed it, when it was not the issuer itself */
} SokyRevocation;

SokyRevocation *soky_revocation_new (SokyEvidenceKind kind);
SokyRevocation *soky_revocation_copy (const SokyRevocation *self);
void soky_revocation_free (SokyRevocation *self);

/* A sentence in the user's language: good, revoked since when and why, or what is wrong with the
 * evidence. */
char *soky_revocation_describe (const SokyRevocation *self);

/* The words of JSON: "good", "revoked", "unknown"; "none", "ocsp", "crl"; "keyCompromise"…, "" */
const char *soky_revocation_state_to_string (SokyRevocationState state);
const char *soky_evidence_kind_to_string (SokyEvidenceKind kind);
const char *soky_evidence_fault_to_string (SokyEvidenceFault fault);
const char *soky_revocation_cause_to_string (int cause);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyRevocation, soky_revocation_free)

G_END_DECLS
