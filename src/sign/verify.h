/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/input.h"
#include "sign/policy.h"
#include "sign/report.h"

G_BEGIN_DECLS

/**
 * soky_verify_by:
 * @input: a PDF, from anywhere: taken as hostile
 * @name: what the report calls it
 * @policy: without anchors, no signature is more than indeterminate
 *
 * EN 319 102-1. A signature is judged at the time of the best proof of its existence: its own
 * timestamp, a document timestamp over it, each itself judged at the time that the next one
 * proves; without proof, at the present. The claimed time proves nothing.
 *
 * One pass over the file for all its signatures. A signature that cannot be read is reported as
 * invalid, not as an error of this call.
 *
 * Returns: (transfer full) (nullable): the report (without signatures when the file has none), or
 *   %NULL with a SokyPdfError when it is not readable as a PDF, or an I/O error
 */
SokyReport *soky_verify_by (SokyInput *input, const char *name, const SokyVerifyPolicy *policy,
                            GCancellable *cancellable, GError **error);

/* The same by the default policy with @trust (nullable): without the network, and with the status
 * of a certificate demanded where it is published. */
SokyReport *soky_verify (SokyInput *input, const char *name, SokyTrust *trust,
                         GCancellable *cancellable, GError **error);

G_END_DECLS
