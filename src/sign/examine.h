/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdf/document.h"
#include "sign/verify.h"

G_BEGIN_DECLS

/* What a server wants to know of a file before it takes it. */
typedef struct {
  guint pages;
  char *refused;      /* nullable: what in it no signer should be shown, in words */
  gboolean altered;   /* the bytes after the base do more than sign, stamp a time, fill a form */
  char *alteration;   /* nullable: the first such change, in words */
  SokyReport *report; /* every signature in it */
} SokyExamination;

/**
 * soky_examine:
 * @input: a PDF, from anywhere: taken as hostile
 * @base_length: the first bytes, that were accepted before; 0 when all of it is new
 * @policy: as in soky_verify_by()
 *
 * Verifies all signatures, and compares the file with its own beginning.
 *
 * Returns: (transfer full) (nullable): or %NULL with a #SokyPdfError when it, or its beginning, is
 *   not readable as a PDF, or an I/O error
 */
SokyExamination *soky_examine (SokyInput *input, goffset base_length,
                               const SokyVerifyPolicy *policy, GCancellable *cancellable,
                               GError **error);
void soky_examination_free (SokyExamination *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyExamination, soky_examination_free)

G_END_DECLS
