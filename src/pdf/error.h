/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Why a file is refused. Messages are translated, and say what to do next. */
typedef enum {
  SOKY_PDF_ERROR_NOT_PDF,   /* no %PDF header, or no trailer at all */
  SOKY_PDF_ERROR_TRUNCATED, /* a PDF that ends too early */
  SOKY_PDF_ERROR_DAMAGED,   /* cross-references or objects that need repair */
  SOKY_PDF_ERROR_ENCRYPTED,
  SOKY_PDF_ERROR_TOO_LARGE,
  SOKY_PDF_ERROR_UNSUPPORTED,
  SOKY_PDF_ERROR_LIMIT, /* deeper, longer or more than any honest file */
  SOKY_PDF_ERROR_NO_SUCH_FIELD,
  SOKY_PDF_ERROR_FIELD_SIGNED,
  SOKY_PDF_ERROR_NO_SUCH_PAGE,
  SOKY_PDF_ERROR_SIGNED,        /* what would break a signature is not done */
  SOKY_PDF_ERROR_PASSWORD,      /* missing or wrong */
  SOKY_PDF_ERROR_NOT_PERMITTED, /* DocMDP, FieldMDP or a lock forbids it */
} SokyPdfError;

#define SOKY_PDF_ERROR (soky_pdf_error_quark ())
GQuark soky_pdf_error_quark (void);

G_END_DECLS
