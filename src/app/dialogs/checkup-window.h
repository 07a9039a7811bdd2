/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/session.h"
#include "crypto/token/monitor.h"
#include "crypto/trust/trust.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* "Kiểm tra máy ký": whether this computer has all that signing needs, line by line, with what to
 * do; the key is tried when the person enters the PIN. */
#define SOKY_TYPE_CHECKUP_WINDOW (soky_checkup_window_get_type ())
G_DECLARE_FINAL_TYPE (SokyCheckupWindow, soky_checkup_window, SOKY, CHECKUP_WINDOW, AdwWindow)

/* @session: (nullable): of the server to ask, signed in or not; @trust: (nullable) */
GtkWidget *soky_checkup_window_new (GtkWindow *parent, SokySession *session,
                                    SokyTokenMonitor *monitor, SokyTrust *trust);

G_END_DECLS
