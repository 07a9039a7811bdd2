/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* "Ảnh chữ ký của tôi": the pictures that the person's signatures show, one of each kind. */
#define SOKY_TYPE_SIGNATURE_IMAGES_WINDOW (soky_signature_images_window_get_type ())
G_DECLARE_FINAL_TYPE (SokySignatureImagesWindow, soky_signature_images_window, SOKY,
                      SIGNATURE_IMAGES_WINDOW, AdwWindow)

GtkWidget *soky_signature_images_window_new (GtkWindow *parent);

G_END_DECLS
