/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/secret.h"
#include "pdf/document.h"

G_BEGIN_DECLS

/* What a clean copy is like. */
typedef struct {
  guint pages;            /* as many as could be read of the original */
  gboolean was_encrypted; /* the copy is not */
} SokyPdfRepair;

/* Whether a clean copy can be tried of a file that was refused with @error: it is damaged, cut off
 * or encrypted, and not signed as far as is known. */
gboolean soky_pdf_is_repairable (const GError *error);

/**
 * soky_pdf_repair:
 * @input: a file that is damaged or encrypted
 * @password: (nullable): the user's or the owner's; not needed when the file opens without
 * @output_path: (type filename): a new file; appears whole or not at all
 * @repair: (out) (nullable)
 *
 * Writes everything that can be read into a new file that is in order and not encrypted. A file
 * with a signature is refused, since none survives that (ISO 32000-2 §12.8.1); so is an encrypted
 * one whose author does not permit changes (§7.6.4.2), unless @password is the owner's. The copy is
 * opened by our own strict reader, and has every page, before it takes its name.
 *
 * Returns: %FALSE with a SokyPdfError or I/O error; %SOKY_PDF_ERROR_PASSWORD when the password is
 *   missing or wrong
 */
gboolean soky_pdf_repair (SokyInput *input, SokySecret *password, const char *output_path,
                          SokyPdfRepair *repair, GCancellable *cancellable, GError **error);

G_END_DECLS
