/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Small PDF files of every kind of cross-reference, made from nothing. Each has @pages pages with
 * the line "Lesson N" at 72,700 and, on the last one, "NGUOI SOAN" at 72,400. */
typedef enum {
  DOCUMENT_TABLE,   /* classic table */
  DOCUMENT_STREAM,  /* cross-reference stream */
  DOCUMENT_OBJECTS, /* object stream and cross-reference stream */
  DOCUMENT_HYBRID,  /* table with /XRefStm */
  DOCUMENT_JUNK,    /* a table, and bytes before %PDF */
  DOCUMENT_FORM,    /* a table, an empty signature field "Approve" and a text field "Note" */
  DOCUMENT_KINDS,
} DocumentKind;

const char *document_kind_name (DocumentKind kind);
GBytes *document_make (DocumentKind kind, guint pages);

/* Writes a page, and a stream of @length bytes that take no room on the disk. FALSE when the disk
 * cannot do that. */
gboolean document_write_huge (const char *path, gint64 length);

/* A page, and @count fields that claim to be signed. */
GBytes *document_make_claims (guint count);

/* @base with an update appended that gives object @number the body @body; classic table only. */
GBytes *document_update (GBytes *base, guint number, const char *body);

/* Where @needle first stands at or after @from; aborts the test when it does not. */
gsize document_find (GBytes *document, const char *needle, gsize from);

G_END_DECLS
