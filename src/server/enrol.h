/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/certificate.h"
#include "server/audit.h"

G_BEGIN_DECLS

/**
 * soky_enrol:
 * @organisation: the certificate is the organisation's, for its stamp
 *
 * From now on @person signs with this certificate. One that is enrolled already stays so.
 *
 * Returns: %FALSE with a #SokyCryptoError when nobody can sign with it, or a #SokyStoreError
 */
gboolean soky_enrol (SokyTransaction *tx, const SokyOrigin *origin, const SokyPerson *person,
                     SokyCertificate *certificate, gboolean organisation, GError **error);

G_END_DECLS
