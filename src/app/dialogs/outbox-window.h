/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/workspace.h"

G_BEGIN_DECLS

/* "Waiting to Be Sent": every change that waits, with what can be done about it.
 * Signal "open-book" with a #SokyBook. */
#define SOKY_TYPE_OUTBOX_WINDOW (soky_outbox_window_get_type ())
G_DECLARE_FINAL_TYPE (SokyOutboxWindow, soky_outbox_window, SOKY, OUTBOX_WINDOW, AdwWindow)

/* @workspace: with an outbox */
GtkWidget *soky_outbox_window_new (GtkWindow *parent, SokyWorkspace *workspace);

G_END_DECLS
