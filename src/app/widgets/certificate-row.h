/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/token/token.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A certificate on a token that is plugged in, with a radio button; one that cannot be used is
 * disabled and says why. */
#define SOKY_TYPE_CERTIFICATE_ROW (soky_certificate_row_get_type ())
G_DECLARE_FINAL_TYPE (SokyCertificateRow, soky_certificate_row, SOKY, CERTIFICATE_ROW, AdwActionRow)

/* @obstacle: (nullable): why it cannot be used, beyond what the certificate itself says */
GtkWidget *soky_certificate_row_new (SokyToken *token, SokyTokenCertificate *certificate,
                                     const char *obstacle);
SokyToken *soky_certificate_row_get_token (SokyCertificateRow *self);
SokyTokenCertificate *soky_certificate_row_get_certificate (SokyCertificateRow *self);
GtkCheckButton *soky_certificate_row_get_button (SokyCertificateRow *self);
gboolean soky_certificate_row_is_usable (SokyCertificateRow *self);

G_END_DECLS
