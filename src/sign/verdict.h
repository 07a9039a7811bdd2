/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sign/trust-judge.h"

G_BEGIN_DECLS

/* What a verdict rests on besides the fields of the report. */
typedef struct {
  const SokyFinding *finding;
  const char *coverage_problem; /* nullable: why the coverage is partial */
  gboolean names_certificate;   /* the signed attributes name the certificate, where they must */
  const SokyTrustVerdict *trust;
} SokyEvidence;

/* Sets verdict, indication and reason from integrity, coverage, changes and trust: first what
 * proves the document altered, then what is weak, then who signed (EN 319 102-1 §5). */
void soky_verdict_decide (SokySignatureReport *report, const SokyEvidence *evidence);

G_END_DECLS
