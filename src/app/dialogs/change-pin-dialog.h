/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/token/token.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* "Đổi mã PIN": the present PIN, tried once for each press of the button, and the new one twice, by
 * the token's own rules. On a reader with keys of its own both are typed there. */
#define SOKY_TYPE_CHANGE_PIN_DIALOG (soky_change_pin_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SokyChangePinDialog, soky_change_pin_dialog, SOKY, CHANGE_PIN_DIALOG,
                      AdwWindow)

GtkWidget *soky_change_pin_dialog_new (GtkWindow *parent, SokyTokenHost *host, SokyToken *token);

G_END_DECLS
