/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/revocation/revocation.h"

G_BEGIN_DECLS

/* An OCSP response (RFC 6960), read once and then asked; nothing in it is believed before
 * soky_ocsp_judge() has checked its signature. */
typedef struct _SokyOcsp SokyOcsp;

#define SOKY_OCSP_MAX_SIZE (256 * 1024)

/**
 * soky_ocsp_new:
 * @der: an OCSPResponse, or a bare BasicOCSPResponse, as a CMS carries it
 *
 * Returns: (transfer full) (nullable): or %NULL with %SOKY_CRYPTO_ERROR_MALFORMED, or with
 *   %SOKY_CRYPTO_ERROR_FAILED when the responder answered that it cannot tell (try later)
 */
SokyOcsp *soky_ocsp_new (GBytes *der, GError **error);
void soky_ocsp_free (SokyOcsp *self);
/* (transfer none): what soky_ocsp_new() read */
GBytes *soky_ocsp_get_der (SokyOcsp *self);
/* (transfer none) (element-type SokyCertificate): the responder's, and what else comes with it */
GPtrArray *soky_ocsp_get_certificates (SokyOcsp *self);

/**
 * soky_ocsp_judge:
 * @issuer: of @certificate, of a path that was checked
 * @at_us: the moment for which the status is asked
 * @now_us: the present, to find answers from the future
 *
 * The response must be about @certificate, signed by @issuer or by a responder to which @issuer
 * itself delegated (extended usage OCSPSigning, valid when it signed). A good answer stands for
 * @at_us when it was given later, or before and no newer one was due; an answer that was given
 * after @certificate expired stands only with an archive cutoff.
 *
 * Returns: (transfer full)
 */
SokyRevocation *soky_ocsp_judge (SokyOcsp *self, SokyCertificate *certificate,
                                 SokyCertificate *issuer, gint64 at_us, gint64 now_us);

/* Whether @responder's own certificate says that it needs no check of its status
 * (id-pkix-ocsp-nocheck), or names no place where to ask (RFC 6960 §4.2.2.2.1). */
gboolean soky_ocsp_responder_stands_alone (SokyCertificate *responder);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyOcsp, soky_ocsp_free)

G_END_DECLS
