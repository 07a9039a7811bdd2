/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/signature-drawing.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* "Chọn chỗ ký": the page with the very look that will be signed, which is moved, resized or drawn
 * elsewhere. Before it covers anything, the person is asked.
 *
 * Signal "placed": soky_place_dialog_get_wish() says where; the dialog has closed. */
#define SOKY_TYPE_PLACE_DIALOG (soky_place_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SokyPlaceDialog, soky_place_dialog, SOKY, PLACE_DIALOG, AdwWindow)

/* Begins where the signature would stand by @subject. */
GtkWidget *soky_place_dialog_new (GtkWindow *parent, const SokySignatureSubject *subject);
/* (transfer none) */
const SokySigningWish *soky_place_dialog_get_wish (SokyPlaceDialog *self);

G_END_DECLS
