/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/place.h"
#include "app/widgets/fold-bin.h"
#include "app/workspace.h"

G_BEGIN_DECLS

/* What a person should know when the day begins: what waits, what came back, what is due, how far
 * the books of the unit are, what happened.
 *
 * Signals: "open-book" (SokyBook); "open-id" (string: of a book);
 * "show-list" (int: a SokyPlace, pointer: the SokyBookFilter that it is to show). */
#define SOKY_TYPE_OVERVIEW_PAGE (soky_overview_page_get_type ())
G_DECLARE_FINAL_TYPE (SokyOverviewPage, soky_overview_page, SOKY, OVERVIEW_PAGE, SokyFoldBin)

/* @workspace: (nullable): %NULL empties the page (signed out) */
void soky_overview_page_set_workspace (SokyOverviewPage *self, SokyWorkspace *workspace);
/* Asks the server again; what is shown stays until it answers. */
void soky_overview_page_reload (SokyOverviewPage *self);

G_END_DECLS
