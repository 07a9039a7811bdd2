/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/input.h"

G_BEGIN_DECLS

typedef enum {
  SOKY_REMARK_NOTE,    /* good to know */
  SOKY_REMARK_CAUTION, /* to be looked at before it is signed */
  SOKY_REMARK_GRAVE,   /* nobody should sign it as it is; a server refuses it */
} SokyRemarkWeight;

/* What a person is told of a PDF, in words of the user's language. */
typedef struct {
  SokyRemarkWeight weight;
  const char *kind; /* for programs: "javascript", "font-missing" */
  int page;         /* from 1; 0 = the document as a whole */
  char *text;       /* one sentence */
  char *advice;     /* nullable: what to do about it */
} SokyRemark;

void soky_remark_free (SokyRemark *self);
/* "note", "caution", "grave" */
const char *soky_remark_weight_to_string (SokyRemarkWeight weight);

/**
 * soky_remarks_for_signer:
 *
 * What in a PDF can act, is hidden, looks other than it is, or was changed after an earlier
 * signature: to be said before a PIN is asked. Blocks.
 *
 * Returns: (transfer full) (element-type SokyRemark) (nullable): the gravest first; or %NULL with a
 *   #SokyPdfError, or cancelled
 */
GPtrArray *soky_remarks_for_signer (SokyInput *input, GCancellable *cancellable, GError **error);

/**
 * soky_remarks_for_submitter:
 * @limit: the largest file that the server takes, in bytes; 0 = any
 *
 * What should be mended in a PDF before others are asked to sign it: fonts, pages, size, earlier
 * signatures, and what the signers will be warned of. Blocks.
 *
 * Returns: as soky_remarks_for_signer()
 */
GPtrArray *soky_remarks_for_submitter (SokyInput *input, goffset limit, GCancellable *cancellable,
                                       GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyRemark, soky_remark_free)

G_END_DECLS
