/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/signer.h"

G_BEGIN_DECLS

/* A line of text that a key signs to show that somebody has it, and nothing else. What is hashed
 * begins with a sentence of our own; neither signed attributes (which begin with the tag of a SET)
 * nor a PDF can begin like that, so such a signature is of no use on any document. */
#define SOKY_STATEMENT_MAX 1000 /* bytes of the text */

typedef struct {
  SokyScheme scheme;
  GBytes *value;
} SokyStatementSignature;

void soky_statement_signature_clear (SokyStatementSignature *self);

/**
 * soky_statement_sign:
 * @text: printable ASCII
 * @signature: (out caller-allocates): to be cleared
 *
 * Blocks; uses the key once.
 */
gboolean soky_statement_sign (SokySigner *signer, const char *text,
                              SokyStatementSignature *signature, GCancellable *cancellable,
                              GError **error);

/* Whether @signature is that of @certificate's key over @text. */
gboolean soky_statement_verify (SokyCertificate *certificate, const char *text, SokyScheme scheme,
                                GBytes *signature);

/* "rsa-pkcs1", "rsa-pss", "ecdsa" */
const char *soky_scheme_to_string (SokyScheme scheme);
gboolean soky_scheme_from_string (const char *text, SokyScheme *scheme);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SokyStatementSignature, soky_statement_signature_clear)

G_END_DECLS
