/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/output.h"
#include "pdf/document-private.h"

G_BEGIN_DECLS

/* An incremental update (ISO 32000-2 §7.5.6): objects that are new or replaced, then a
 * cross-reference section of the kind of the last one, all appended to bytes that stay as they are.
 * New numbers lie above every number that the file uses or refers to. */
typedef struct _SokyPdfUpdate SokyPdfUpdate;

/* Returns: (transfer full) (nullable): an empty update, or %NULL with a SokyPdfError when @base is
 *   not fit to be appended to; @base must outlive it */
SokyPdfUpdate *soky_pdf_update_new (SokyPdf *base, GError **error);
void soky_pdf_update_free (SokyPdfUpdate *self);

/* A new number, generation 0; each must get an object. */
guint soky_pdf_update_allocate (SokyPdfUpdate *self);

/* Sets the object of a number: PDF source without obj and endobj. Two different ones for a number
 * make the update fail when it is written. */
void soky_pdf_update_set (SokyPdfUpdate *self, guint number, guint generation, const char *source);
/* The same for a stream; @dictionary is what stands between << and >>, without /Length. */
void soky_pdf_update_set_stream (SokyPdfUpdate *self, guint number, const char *dictionary,
                                 GBytes *data);

/* Appends everything to @output, which holds the base and nothing else. Once. */
gboolean soky_pdf_update_write (SokyPdfUpdate *self, SokyOutput *output, GError **error);
/* Where the source of object @number begins in the output, after it was written. */
goffset soky_pdf_update_get_place (SokyPdfUpdate *self, guint number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyPdfUpdate, soky_pdf_update_free)

G_END_DECLS
