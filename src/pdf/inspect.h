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
  SOKY_PDF_WARY_INVISIBLE_TEXT, /* a layer of text that is not drawn, over or under a picture */
  SOKY_PDF_WARY_FIELD_LOOK,     /* a field shows something else than it holds */
  SOKY_PDF_WARY_CHANGED_AFTER,  /* more than is permitted was changed after a signature */
} SokyPdfWaryKind;

typedef struct {
  SokyPdfWaryKind kind;
  int page;     /* from 1; 0 = the document as a whole */
  char *detail; /* one translated sentence */
} SokyPdfWary;

void soky_pdf_wary_free (SokyPdfWary *self);
/* The word used in JSON: "javascript", "invisible-text". */
const char *soky_pdf_wary_kind_to_string (SokyPdfWaryKind kind);

/* What in the file can act, or be hidden from who signs it, so that it can be said before a PIN is
 * asked. Returns: (transfer full) (element-type SokyPdfWary) (nullable): by page */
GPtrArray *soky_pdf_inspect (SokyPdf *self, GError **error);

/**
 * soky_pdf_inspect_look:
 *
 * Where what a reader sees is not what the file holds: text that is not drawn, fields whose look
 * differs from their value, changes after an earlier signature that it does not permit. Reads the
 * content of every page, up to a limit.
 *
 * Returns: (transfer full) (element-type SokyPdfWary) (nullable): by page; or %NULL with a
 *   #SokyPdfError, or cancelled
 */
GPtrArray *soky_pdf_inspect_look (SokyPdf *self, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyPdfWary, soky_pdf_wary_free)

G_END_DECLS
