/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/input.h"
#include "base/secret.h"

G_BEGIN_DECLS

/* Whether a file that was refused with @refusal may be signed as a clean copy of it. */
gboolean soky_clean_copy_is_possible (const GError *refusal);
/* Whether soky_clean_copy_make() failed for want of the right password. */
gboolean soky_clean_copy_needs_password (const GError *error);

/**
 * soky_clean_copy_make:
 * @password: (nullable): of an encrypted file
 *
 * See soky_pdf_repair(); the copy is kept only as long as the result. Blocks.
 *
 * Returns: (transfer full) (nullable): the copy, or %NULL with a SokyPdfError or I/O error
 */
SokyInput *soky_clean_copy_make (SokyInput *input, SokySecret *password, GCancellable *cancellable,
                                 GError **error);

G_END_DECLS
