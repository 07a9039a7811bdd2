/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sign/signature-images.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Makes one picture of a signature: written on the pad or read from a file, looked at on light and
 * dark paper, and kept when the person says so.
 *
 * Signal "kept": the picture is in its place; the dialog has closed. */
#define SOKY_TYPE_SIGNATURE_IMAGE_DIALOG (soky_signature_image_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SokySignatureImageDialog, soky_signature_image_dialog, SOKY,
                      SIGNATURE_IMAGE_DIALOG, AdwWindow)

/* @file: (nullable): a picture, a scan or a photograph; %NULL to write on the pad */
GtkWidget *soky_signature_image_dialog_new (GtkWindow *parent, SokySignatureImage kind,
                                            GFile *file);

G_END_DECLS
