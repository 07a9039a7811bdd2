/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/trust/trust.h"
#include "sign/report.h"
#include "base/input.h"

G_BEGIN_DECLS

/**
 * soky_verify:
 * @input: a PDF, from anywhere: taken as hostile
 * @name: what the report calls it
 * @trust: (nullable): the anchors; without any, no signature is more than indeterminate
 *
 * One pass over the file for all its signatures. A signature that cannot be read is reported as
 * invalid, not as an error of this call.
 *
 * Returns: (transfer full) (nullable): the report (without signatures when the file has none), or
 *   %NULL with a SokyPdfError when it is not readable as a PDF, or an I/O error
 */
SokyReport *soky_verify (SokyInput *input, const char *name, SokyTrust *trust,
                         GCancellable *cancellable, GError **error);

G_END_DECLS
