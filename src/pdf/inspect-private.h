/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdf/inspect.h"

G_BEGIN_DECLS

SokyPdfWary *soky_pdf_wary_new (SokyPdfWaryKind kind, int page, const char *detail);
/* By page, then by kind. */
void soky_pdf_wary_sort (GPtrArray *findings);

/* inspect-fields.c: adds a finding for each field that shows something else than it holds. */
gboolean soky_inspect_fields (SokyPdf *document, GPtrArray *findings, GCancellable *cancellable,
                              GError **error);

G_END_DECLS
