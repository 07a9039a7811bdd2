/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/workspace.h"

G_BEGIN_DECLS

/* The views of books with their counts, and who is signed in.
 *
 * Property "folded" (boolean): it has the window to itself. Signal "view-chosen" (int: a
 * SokyBookView): by the person, not by soky_sidebar_choose(). */
#define SOKY_TYPE_SIDEBAR (soky_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (SokySidebar, soky_sidebar, SOKY, SIDEBAR, AdwBin)

/* @workspace: (nullable): %NULL forgets the person */
void soky_sidebar_set_workspace (SokySidebar *self, SokyWorkspace *workspace);
/* Marks the view that is shown. */
void soky_sidebar_choose (SokySidebar *self, SokyBookView view);

G_END_DECLS
