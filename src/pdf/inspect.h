/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdf/document.h"

G_BEGIN_DECLS

typedef enum {
  SOKY_PDF_WARY_JAVASCRIPT,
  SOKY_PDF_WARY_LAUNCH,
  SOKY_PDF_WARY_SUBMIT, /* SubmitForm, ImportData */
  SOKY_PDF_WARY_REMOTE, /* GoToR, GoToE, URI opened without a click */
  SOKY_PDF_WARY_EMBEDDED_FILE,
  SOKY_PDF_WARY_MULTIMEDIA,
  SOKY_PDF_WARY_XFA,
  SOKY_PDF_WARY_HIDDEN_CONTENT, /* optional content that is off by default */
  SOKY_PDF_WARY_NEED_APPEARANCES,
} SokyPdfWaryKind;

typedef struct {
  SokyPdfWaryKind kind;
  int page;     /* from 1; 0 = the document as a whole */
  char *detail; /* one translated sentence */
} SokyPdfWary;

void soky_pdf_wary_free (SokyPdfWary *self);

/* What in the file would make a signer wary, so that it can be said before a PIN is asked.
 * Returns: (transfer full) (element-type SokyPdfWary) (nullable) */
GPtrArray *soky_pdf_inspect (SokyPdf *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyPdfWary, soky_pdf_wary_free)

G_END_DECLS
