/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/input.h"
#include "pdf/xref.h"

G_BEGIN_DECLS

/**
 * soky_packed_check:
 * @known: object streams that were looked at before, filled by this call: where one begins -> where
 *   it ends; a later look at a beginning of the same bytes may share it
 *
 * Unpacks every object stream that the cross-references name, within limits, before libqpdf does so
 * without any: it may not blow up, and its objects must follow one another without overlapping
 * (ISO 32000-2 §7.5.7), since libqpdf reads each from its start to wherever it ends.
 *
 * Returns: %FALSE with a SokyPdfError: DAMAGED, LIMIT, or UNSUPPORTED for other packing than Flate
 */
gboolean soky_packed_check (SokyInput *input, const SokyXref *xref, GHashTable *known,
                            GError **error);

G_END_DECLS
