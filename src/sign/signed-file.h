/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/output.h"
#include "pdf/document.h"
#include "sign/candidate.h"

G_BEGIN_DECLS

/* A file that is being extended, with its signatures read and checked. Only for extend*.c. */
typedef struct {
  SokyPdf *document;
  GPtrArray *signatures; /* SokyPdfSignature* in the order of their revisions */
  GPtrArray *candidates; /* SokyCandidate*, one for each */
} SokySignedFile;

/* Returns: (transfer full) (nullable): what @output holds so far, or %NULL with a SokyPdfError, or
 *   a SokySignError when there is no signature or one of them is broken */
SokySignedFile *soky_signed_file_read (SokyOutput *output, GCancellable *cancellable,
                                       GError **error);
void soky_signed_file_free (SokySignedFile *self);

/* When the signature existed by the timestamp that it carries itself (its own moment, when it is a
 * document timestamp); 0 = it carries none. */
gint64 soky_signed_file_get_own_time (SokySignedFile *self, guint index);
/* When it existed by the first document timestamp after it; 0 = there is none. */
gint64 soky_signed_file_get_cover_time (SokySignedFile *self, guint index);
/* Whether every signature has its time. */
gboolean soky_signed_file_has_times (SokySignedFile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokySignedFile, soky_signed_file_free)

G_END_DECLS
