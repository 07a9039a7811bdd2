/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdf/change.h"
#include "pdf/signature.h"

G_BEGIN_DECLS

typedef enum {
  SOKY_PDF_CHANGES_NONE,      /* nothing, or nothing that a reader could see */
  SOKY_PDF_CHANGES_PERMITTED, /* further signatures, permitted form filling, DSS, timestamps */
  SOKY_PDF_CHANGES_FORBIDDEN,
} SokyPdfChangeLevel;

typedef struct {
  SokyPdfChangeLevel level;
  GPtrArray *list; /* SokyPdfChange* */
  guint forbidden; /* so many at the start of @list are those that are forbidden */
} SokyPdfChanges;

/* Compares one document with its earlier revisions; what the comparisons have in common is read
 * once. */
typedef struct _SokyPdfComparer SokyPdfComparer;

/* @document must outlive the comparer. */
SokyPdfComparer *soky_pdf_comparer_new (SokyPdf *document);
void soky_pdf_comparer_free (SokyPdfComparer *self);

/**
 * soky_pdf_comparer_run:
 * @signature: one of soky_pdf_list_signatures() of the document, with a byte range in order
 *
 * What changed in the document after @signature, by comparing the object graphs of the signed
 * revision and of the present one: a whitelist in the manner of ISO 32000-2 §12.8.2.2 (DocMDP),
 * FieldMDP and field locks; all that no rule explains is forbidden.
 *
 * Returns: (transfer full) (nullable): the changes, or %NULL with a SokyPdfError when the signed
 *   revision cannot be read by itself
 */
SokyPdfChanges *soky_pdf_comparer_run (SokyPdfComparer *self, const SokyPdfSignature *signature,
                                       GCancellable *cancellable, GError **error);
/* The same for one signature alone. */
SokyPdfChanges *soky_pdf_compare (SokyPdf *document, const SokyPdfSignature *signature,
                                  GCancellable *cancellable, GError **error);
/* Likewise for a revision that nobody signed, which ends at byte @end: the same whitelist, so that
 * bytes which were appended can be told to be a signature and nothing else. */
SokyPdfChanges *soky_pdf_compare_revision (SokyPdf *document, goffset end,
                                           GCancellable *cancellable, GError **error);
/* The same with what @self has read already. */
SokyPdfChanges *soky_pdf_comparer_run_revision (SokyPdfComparer *self, goffset end,
                                                GCancellable *cancellable, GError **error);
void soky_pdf_changes_free (SokyPdfChanges *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyPdfComparer, soky_pdf_comparer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyPdfChanges, soky_pdf_changes_free)

G_END_DECLS
