/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/token/monitor.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* "USB token": what is plugged in, what each token says of its PIN, and the drivers that are
 * installed. From here a PIN is changed, the letter for a locked token is written, and a driver's
 * file is chosen. It follows what is plugged in and out. */
#define SOKY_TYPE_TOKENS_WINDOW (soky_tokens_window_get_type ())
G_DECLARE_FINAL_TYPE (SokyTokensWindow, soky_tokens_window, SOKY, TOKENS_WINDOW, AdwWindow)

GtkWidget *soky_tokens_window_new (GtkWindow *parent, SokyTokenMonitor *monitor);

G_END_DECLS
