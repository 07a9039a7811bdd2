/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The types of book of a school, each with how its signatures look: for its administrator. */
#define SOKY_TYPE_LOOKS_WINDOW (soky_looks_window_get_type ())
G_DECLARE_FINAL_TYPE (SokyLooksWindow, soky_looks_window, SOKY, LOOKS_WINDOW, AdwWindow)

GtkWidget *soky_looks_window_new (GtkWindow *parent, SokyWorkspace *workspace);

G_END_DECLS
