/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "crypto/certificate.h"

G_BEGIN_DECLS

/* A certificate and those above it, with all that they say. */
#define SOKY_TYPE_CERTIFICATE_DIALOG (soky_certificate_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SokyCertificateDialog, soky_certificate_dialog, SOKY, CERTIFICATE_DIALOG,
                      AdwWindow)

/* @chain: (element-type SokyCertificate) (nullable): what is above @certificate, whether or not it
 * begins with @certificate itself */
GtkWidget *soky_certificate_dialog_new (GtkWindow *parent, SokyCertificate *certificate,
                                        GPtrArray *chain);

G_END_DECLS
