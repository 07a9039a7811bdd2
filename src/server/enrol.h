/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/certificate.h"
#include "server/audit.h"
#include "server/store/enrolments.h"

G_BEGIN_DECLS

/* A certificate that a person is to sign with: asked for by the person, who has shown that the key
 * is at hand, and confirmed by somebody who knows whose it is. */

typedef struct {
  const SokyPerson *person;
  SokyCertificate *certificate;
  gboolean organisation; /* it is the organisation's, for its stamp */
  gboolean confirmed;    /* needs nobody any more */
} SokyEnrolmentOrder;

/**
 * soky_enrol:
 *
 * One that is in force already stays so; one that was withdrawn begins anew.
 *
 * Returns: (transfer full) (nullable): %NULL with a #SokyCryptoError when nobody can sign with it,
 *   %SOKY_WIRE_ERROR_CONFLICT when it is another person's, %SOKY_WIRE_ERROR_FORBIDDEN for an
 *   organisation's certificate with somebody who keeps none, or a #SokyStoreError
 */
SokyCertificateRecord *soky_enrol (SokyTransaction *tx, const SokyOrigin *origin,
                                   const SokyEnrolmentOrder *order, GError **error);

/* The same on the command line, where whoever types has seen whose it is. */
gboolean soky_enrol_at_once (SokyTransaction *tx, const SokyOrigin *origin,
                             const SokyPerson *person, SokyCertificate *certificate,
                             gboolean organisation, GError **error);

/* Whether the certificate names the person by a mark of the account: e-mail or identity number. The
 * caller has seen that its issuer is trusted. */
gboolean soky_enrol_matches (SokyTransaction *tx, const SokyPerson *person,
                             SokyCertificate *certificate, gboolean *matches, GError **error);

/* From now on its signatures are accepted, or no longer; @reason: (nullable): in the words of who
 * withdraws it. */
gboolean soky_enrol_confirm (SokyTransaction *tx, const SokyOrigin *origin,
                             SokyCertificateRecord *record, GError **error);
gboolean soky_enrol_withdraw (SokyTransaction *tx, const SokyOrigin *origin,
                              SokyCertificateRecord *record, const char *reason, GError **error);

G_END_DECLS
