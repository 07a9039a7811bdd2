/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sign/policy.h"
#include "sign/report.h"
#include "sign/status-pool.h"

G_BEGIN_DECLS

/* What all signatures of one file share while they are verified. */
typedef struct {
  const SokyVerifyPolicy *policy;
  gint64 now_us;
  SokyStatusPool *pool;
  GCancellable *cancellable;
} SokyValidation;

/* What became of a certificate: of a signer, or of a timestamp's authority. */
typedef struct {
  SokyReportTrust trust;
  gint64 at_us;           /* the moment for which it was judged */
  const char *indication; /* EN 319 102-1; NULL when trusted */
  char *reason;           /* a sentence; NULL when trusted */
  gboolean unchecked;     /* trusted, though a status in the path is not known */
  gboolean documented;    /* trusted, and the file itself proves each status */
  gboolean preserved;     /* and that proof is covered by a timestamp */
  GPtrArray *chain;       /* SokyCertificate */
  GPtrArray *statuses;    /* SokyStatusReport */
} SokyPathVerdict;

/**
 * soky_path_judge:
 * @proven_us: since when what was signed is proven to exist; 0 = by nothing
 *
 * EN 319 102-1 §5.2.6 (X.509 certificate validation) at the present, or, where the signature is
 * proven to be older, §5.6.2.1 (past certificate validation) at that time: the path held then, and
 * no certificate in it had been revoked then, by evidence that can be believed today. What was
 * revoked or has expired since does not matter; without proof it does.
 *
 * Returns: (transfer full)
 */
SokyPathVerdict *soky_path_judge (const SokyValidation *self, SokyCertificate *certificate,
                                  SokyTrustPurpose purpose, gint64 proven_us);
void soky_path_verdict_free (SokyPathVerdict *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyPathVerdict, soky_path_verdict_free)

G_END_DECLS
