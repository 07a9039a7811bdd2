/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/workspace.h"

G_BEGIN_DECLS

/* Ủy quyền: who decides in whose place in the school, and until when; those who may make a new one
 * or withdraw one. */
#define SOKY_TYPE_DELEGATIONS_WINDOW (soky_delegations_window_get_type ())
G_DECLARE_FINAL_TYPE (SokyDelegationsWindow, soky_delegations_window, SOKY, DELEGATIONS_WINDOW,
                      AdwWindow)

GtkWidget *soky_delegations_window_new (GtkWindow *parent, SokyWorkspace *workspace);

G_END_DECLS
