/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/cms/reader.h"
#include "pdf/signature.h"
#include "sign/hash-pass.h"
#include "sign/report.h"

G_BEGIN_DECLS

/* One signature of a file on its way to a verdict: what the PDF says, its CMS, its hash. */
typedef struct {
  const SokyPdfSignature *signature; /* borrowed from the list */
  SokyCms *cms;                      /* nullable: none, or not readable */
  GBytes *imprint;                   /* nullable: of a document timestamp */
  gint64 timestamp_us;               /* of a document timestamp */
  SokyHashJob job;
  gboolean supported; /* FALSE: a form of signature that is not read here */
  char *problem;      /* nullable: why it cannot be read */
} SokyCandidate;

/* What the cryptography of a candidate came to. */
typedef struct {
  SokyIntegrity integrity;
  const char *indication; /* nullable: EN 319 102-1, when integrity is not OK */
  gboolean proven_wrong;  /* as opposed to: cannot be told */
  char *reason;           /* nullable */
} SokyFinding;

SokyCandidate *soky_candidate_new (const SokyPdfSignature *signature);
void soky_candidate_free (SokyCandidate *self);
/* After the hash pass. */
void soky_candidate_check (SokyCandidate *self, SokyFinding *finding);
void soky_finding_clear (SokyFinding *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyCandidate, soky_candidate_free)

G_END_DECLS
