/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdf/document.h"

G_BEGIN_DECLS

typedef enum {
  SOKY_PDF_PREFLIGHT_FONT_MISSING, /* not embedded: another machine shows another one */
  SOKY_PDF_PREFLIGHT_FONT_LEGACY,  /* TCVN3, VNI, VPS: its letters mean others */
  SOKY_PDF_PREFLIGHT_PAGE_SIZE,    /* not A4 */
  SOKY_PDF_PREFLIGHT_PAGE_TURNED,
  SOKY_PDF_PREFLIGHT_SCAN, /* a picture without text */
  SOKY_PDF_PREFLIGHT_TOO_LARGE,
  SOKY_PDF_PREFLIGHT_SIGNED, /* signatures that saving anew would break */
} SokyPdfPreflightKind;

/* One finding of a kind; of several pages, the first is named. */
typedef struct {
  SokyPdfPreflightKind kind;
  int page;    /* the first, from 1; 0 = the document as a whole */
  guint count; /* pages, or signatures, that it holds for */
  char *font;  /* nullable: without the prefix of a subset */
} SokyPdfPreflightItem;

void soky_pdf_preflight_item_free (SokyPdfPreflightItem *self);
/* The word used in JSON: "font-missing". */
const char *soky_pdf_preflight_kind_to_string (SokyPdfPreflightKind kind);

/**
 * soky_pdf_preflight:
 * @limit: the largest file that will be taken, in bytes; 0 = any
 *
 * What should be mended in a PDF before others are asked to sign it.
 *
 * Returns: (transfer full) (element-type SokyPdfPreflightItem) (nullable): or %NULL with a
 *   #SokyPdfError, or cancelled
 */
GPtrArray *soky_pdf_preflight (SokyPdf *self, goffset limit, GCancellable *cancellable,
                               GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyPdfPreflightItem, soky_pdf_preflight_item_free)

G_END_DECLS
