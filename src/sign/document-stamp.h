/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/output.h"
#include "crypto/timestamp/timestamper.h"

G_BEGIN_DECLS

/**
 * soky_document_stamp_append:
 * @output: a PDF, all of it; an update with a document timestamp over it is appended
 *
 * ISO 32000-2 §12.8.5, EN 319 142-1 §5.4.3. Checked: the timestamp, its place, and that no
 * signature before it is harmed. Only for extend.c.
 */
gboolean soky_document_stamp_append (SokyOutput *output, SokyTimestamper *timestamper,
                                     GCancellable *cancellable, GError **error);

G_END_DECLS
