/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Writes PDF files piece by piece, honest or not: objects, then a cross-reference section for those
 * since the last one, as often as wanted. */
typedef struct _PdfBuilder PdfBuilder;

/* How the rows of a cross-reference stream are packed. */
typedef enum {
  PDF_ROWS_PLAIN,
  PDF_ROWS_DEFLATED,
  PDF_ROWS_PREDICTED, /* deflated after the PNG filters, each row by another one */
} PdfRows;

/* @junk stands before %PDF; offsets count from there. */
PdfBuilder *pdf_builder_new (const char *junk);
/* The bytes until now, and the end of the builder. */
GBytes *pdf_builder_finish (PdfBuilder *self);

void pdf_builder_text (PdfBuilder *self, const char *text);
gsize pdf_builder_get_length (PdfBuilder *self);

void pdf_builder_object (PdfBuilder *self, guint number, const char *format, ...)
    G_GNUC_PRINTF (3, 4);
void pdf_builder_object_generation (PdfBuilder *self, guint number, guint generation,
                                    const char *body);
void pdf_builder_stream (PdfBuilder *self, guint number, const char *entries, const char *data);
/* Puts objects into the object stream @container: pairs of a number and a body, then 0. */
void pdf_builder_pack (PdfBuilder *self, guint container, ...);
void pdf_builder_free_number (PdfBuilder *self, guint number);

/* Catalog 1, page tree 2, @pages pages from 3 on, each with one content stream after it. */
void pdf_builder_document (PdfBuilder *self, guint pages, const char *page_entries);
/* The same with @catalog_entries; in object stream @container when it is not 0. */
void pdf_builder_catalog (PdfBuilder *self, guint pages, guint container,
                          const char *catalog_entries);

/* Each ends a revision. @entries go into the trailer; /Root, /Size and /Prev are added unless they
 * are there. */
void pdf_builder_end_table (PdfBuilder *self, const char *entries);
void pdf_builder_end_stream (PdfBuilder *self, guint number, PdfRows rows, const char *entries);
/* Packed objects are hidden from those who know tables alone; @number is of the stream. */
void pdf_builder_end_hybrid (PdfBuilder *self, guint number, const char *entries);

/* @count pages, a table. */
GBytes *pdf_builder_simple (guint count);

G_END_DECLS
