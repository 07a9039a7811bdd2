/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdf/document.h"
#include "pdf/signature.h"

G_BEGIN_DECLS

/* Writes a PDF revision by revision, in whatever way a test wants it, honest or not. */
typedef struct _Revisions Revisions;

Revisions *revisions_new (void);
void revisions_free (Revisions *self);

/* An object as "number: spelling"; it replaces one of that number. */
void revisions_add (Revisions *self, guint number, const char *spelling);
void revisions_add_stream (Revisions *self, guint number, const char *entries, const char *data);
/* A signature dictionary over the whole file as it will be at the end of this revision; its
 * /Contents are no CMS. */
void revisions_add_signature (Revisions *self, guint number, const char *entries);
void revisions_free_object (Revisions *self, guint number);
/* Ends the revision. @trailer holds its entries but /Size and /Prev. */
void revisions_end (Revisions *self, const char *trailer);
/* Bytes that belong to no revision. */
void revisions_append (Revisions *self, const char *text);

/* What was written so far, opened. */
SokyPdf *revisions_open (Revisions *self);
GBytes *revisions_get_bytes (Revisions *self);
/* The last signature that was written, as if it stood in the field of that name. */
SokyPdfSignature *revisions_describe_signature (Revisions *self, const char *field);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Revisions, revisions_free)

G_END_DECLS
