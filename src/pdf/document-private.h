/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdf/document.h"
#include "pdf/object.h"
#include "pdf/xref.h"

G_BEGIN_DECLS

/* What the siblings of this room may see of a document. */

typedef struct {
  int number; /* of the page object */
  int generation;
  double box[4]; /* what is shown: the crop box within the medium */
  int rotation;  /* 0, 90, 180 or 270 clockwise */
} SokyPdfPage;

qpdf_data soky_pdf_get_qpdf (SokyPdf *self);
const SokyXref *soky_pdf_get_xref (SokyPdf *self);
SokyObject soky_pdf_get_catalog (SokyPdf *self);

/* Refuses with SOKY_PDF_ERROR_DAMAGED when libqpdf had anything to complain of until now. */
gboolean soky_pdf_check_sound (SokyPdf *self, GError **error);

/* Pages from 0; found through /Kids by ourselves, as libqpdf would repair the tree on its way. */
const SokyPdfPage *soky_pdf_get_page (SokyPdf *self, guint index, GError **error);
/* The page with that object number, from 1; 0 = none. */
int soky_pdf_find_page (SokyPdf *self, int number, int generation);

G_END_DECLS
