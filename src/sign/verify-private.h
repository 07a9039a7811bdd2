/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/digest.h"
#include "pdf/changes.h"
#include "pdf/document.h"
#include "sign/verify.h"

G_BEGIN_DECLS

/* More signatures than this are refused as SOKY_PDF_ERROR_LIMIT: a class book that is signed every
 * week of a year holds some forty. */
#define SOKY_VERIFY_MAX_SIGNATURES 200

/**
 * soky_verify_prepared:
 * @base: the document before it was signed
 * @result: the file with the update appended, the hole still empty
 *
 * The part of the self-check that needs no signature, done before the key is asked: the new
 * signature's place is sound and covers the whole file, and no earlier signature that was in order
 * is harmed by it.
 *
 * Returns: %FALSE with a SokySignError (SELF_CHECK, NOT_PERMITTED), or an I/O error
 */
gboolean soky_verify_prepared (SokyPdf *base, SokyInput *result, const gint64 byte_range[4],
                               GCancellable *cancellable, GError **error);

/**
 * soky_verify_filled:
 * @result: the file that soky_verify_prepared() accepted, the hole now filled
 * @digest: of the covered bytes, as it was signed; not computed a second time
 *
 * Reads the hole back and checks the signature in it.
 */
gboolean soky_verify_filled (SokyInput *result, const gint64 byte_range[4], SokyHash hash,
                             GBytes *digest, GError **error);
/* The same for a document timestamp. */
gboolean soky_verify_stamped (SokyInput *result, const gint64 byte_range[4], SokyHash hash,
                              GBytes *digest, GError **error);
/* What soky_verify_by() does, for a @document that is open already; @comparer is of it. */
SokyReport *soky_verify_document (SokyPdf *document, SokyPdfComparer *comparer, const char *name,
                                  const SokyVerifyPolicy *policy, GCancellable *cancellable,
                                  GError **error);
/* Whether no signature of @base that was in order is harmed by what was appended to it. */
gboolean soky_verify_appended (SokyPdf *base, SokyInput *result, GCancellable *cancellable,
                               GError **error);

G_END_DECLS
