/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sign/examine.h"
#include "wire/error.h"

G_BEGIN_DECLS

/* What is accepted into a book. All refusals are #SokyWireError, with the reason in words. Whose
 * certificate it is, and whether it is this person's turn, is for the rules (book/rules.h). */

/* A whole new PDF: readable, with a page, nothing in it that a signer must not be shown, and what
 * signatures it may have are sound. */
gboolean soky_acceptance_check_base (const SokyExamination *examination, GError **error);

/**
 * soky_acceptance_check_update:
 * @base_length: of the head that was extended
 * @length: of the whole file
 * @now_us: certificates must be good at this moment
 *
 * Appended bytes: exactly one more signature and nothing else; it covers the whole file, is sound
 * and leads to an anchor; every earlier signature stays what it was.
 *
 * Returns: (transfer none) (nullable): the certificate that it was made with
 */
SokyCertificate *soky_acceptance_check_update (const SokyExamination *examination,
                                               goffset base_length, goffset length, gint64 now_us,
                                               GError **error);

/* What the server itself appended to a published book: timestamps and evidence, and nothing else;
 * every signature and timestamp in it is valid. */
gboolean soky_acceptance_check_protection (const SokyExamination *examination, goffset base_length,
                                           GError **error);

G_END_DECLS
