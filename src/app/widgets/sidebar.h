/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/place.h"
#include "app/widgets/fold-bin.h"
#include "app/workspace.h"

G_BEGIN_DECLS

/* The places that this person can go to, how much waits there, and who is signed in.
 *
 * Signal "place-chosen" (int: a SokyPlace): by the person, not by soky_sidebar_choose(). */
#define SOKY_TYPE_SIDEBAR (soky_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (SokySidebar, soky_sidebar, SOKY, SIDEBAR, SokyFoldBin)

/* @workspace: (nullable): %NULL forgets the person */
void soky_sidebar_set_workspace (SokySidebar *self, SokyWorkspace *workspace);
/* Marks the place that is shown. */
void soky_sidebar_choose (SokySidebar *self, SokyPlace place);

G_END_DECLS
