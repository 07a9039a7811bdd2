/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/place.h"
#include "app/workspace.h"

G_BEGIN_DECLS

/* What a person should know when the day begins: what waits, what came back, what is due, how far
 * the books of the unit are, what happened.
 *
 * Property "folded" (boolean): the page has the window to itself. Signals: "open-book" (SokyBook);
 * "show-place" (int: a SokyPlace); "go-back" (folded: to the sidebar). */
#define SOKY_TYPE_OVERVIEW_PAGE (soky_overview_page_get_type ())
G_DECLARE_FINAL_TYPE (SokyOverviewPage, soky_overview_page, SOKY, OVERVIEW_PAGE, AdwBin)

/* @workspace: (nullable): %NULL empties the page (signed out) */
void soky_overview_page_set_workspace (SokyOverviewPage *self, SokyWorkspace *workspace);
/* Asks the server again; what is shown stays until it answers. */
void soky_overview_page_reload (SokyOverviewPage *self);

G_END_DECLS
