/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  SOKY_PDF_CHANGE_FILE,     /* the bytes themselves: what follows the end, what cannot be read */
  SOKY_PDF_CHANGE_DOCUMENT, /* the catalog or the trailer */
  SOKY_PDF_CHANGE_METADATA,
  SOKY_PDF_CHANGE_EVIDENCE, /* certificates, revocation lists and answers (DSS) */
  SOKY_PDF_CHANGE_CONTENT_REPLACED,
  SOKY_PDF_CHANGE_CONTENT_REMOVED,
  SOKY_PDF_CHANGE_PAGE_CHANGED,
  SOKY_PDF_CHANGE_PAGE_REMOVED,
  SOKY_PDF_CHANGE_ANNOTATION_ADDED,
  SOKY_PDF_CHANGE_ANNOTATION_CHANGED,
  SOKY_PDF_CHANGE_ANNOTATION_REMOVED,
  SOKY_PDF_CHANGE_FORM, /* what all its fields share */
  SOKY_PDF_CHANGE_FIELD_ADDED,
  SOKY_PDF_CHANGE_FIELD_FILLED,
  SOKY_PDF_CHANGE_FIELD_CHANGED,
  SOKY_PDF_CHANGE_FIELD_REMOVED,
  SOKY_PDF_CHANGE_SIGNATURE_ADDED,
  SOKY_PDF_CHANGE_SIGNATURE_REPLACED,
  SOKY_PDF_CHANGE_TIMESTAMP_ADDED,
} SokyPdfChangeKind;
#define SOKY_PDF_CHANGE_KINDS (SOKY_PDF_CHANGE_TIMESTAMP_ADDED + 1)

/* One change of a document after a signature. */
typedef struct {
  SokyPdfChangeKind kind;
  gboolean permitted; /* by the whitelist and by what was signed */
  int object;         /* number of the object that changed; 0 = none alone */
  int generation;
  int page;          /* from 1; 0 = none */
  char *field;       /* fully qualified name; "" when no field is meant */
  gboolean has_rect; /* whether @rect says where on @page */
  double rect[4];    /* points: x0 y0 x1 y1, x0 <= x1, y0 <= y1 */
  char *text;        /* one phrase in the user's language; UTF-8, never empty */
} SokyPdfChange;

/* A change that concerns the file as a whole. */
SokyPdfChange *soky_pdf_change_new (SokyPdfChangeKind kind, gboolean permitted, const char *text);
SokyPdfChange *soky_pdf_change_copy (const SokyPdfChange *self);
void soky_pdf_change_free (SokyPdfChange *self);

/* "content-replaced", "signature-added"…: the words used in JSON. */
const char *soky_pdf_change_kind_to_string (SokyPdfChangeKind kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyPdfChange, soky_pdf_change_free)

G_END_DECLS
