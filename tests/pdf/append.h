/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdf/prepare.h"
#include "pdf/update.h"

G_BEGIN_DECLS

/* A file that an update is appended to, and what came of it. */
typedef struct {
  char *folder;
  char *path;
  SokyInput *input; /* of the base */
  SokyPdf *base;
  SokyOutput *output;
  SokyPdfHole hole;
  SokyPdf *result; /* after append_finish() */
} Append;

/* Opens @base and copies it to the output; takes @base. */
Append *append_new (GBytes *base);
void append_free (Append *self);

/* Commits the output, opens it, and asserts that the base is a prefix of it, that it ends a
 * revision and that libqpdf has nothing to say against it. */
SokyPdf *append_finish (Append *self);

/* Signs with @spec and a CMS that is none. */
gboolean append_sign (Append *self, const SokyPdfSignatureSpec *spec, GError **error);
/* Takes @base; the signed file, opened, or the test is aborted. */
Append *append_signed (GBytes *base, const SokyPdfSignatureSpec *spec);
/* Takes @base; signing must fail with that code and leave the output as it was. */
void append_assert_refused (GBytes *base, const SokyPdfSignatureSpec *spec, SokyPdfError code);

/* The source of an object of the result. */
char *append_dup_object (Append *self, guint number);
/* The bytes of the result. */
GBytes *append_dup_bytes (Append *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Append, append_free)

G_END_DECLS
