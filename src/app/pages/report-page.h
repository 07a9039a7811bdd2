/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/place.h"
#include "app/widgets/fold-bin.h"
#include "app/workspace.h"

G_BEGIN_DECLS

/* How far the books within the person's reach are: what was submitted, is being signed, came back,
 * is approved or published, and what is missing; in all, week by week, and by type, group, class,
 * week or person.
 *
 * Signal "show-list" (int: a SokyPlace, pointer: the SokyBookFilter that it is to show). */
#define SOKY_TYPE_REPORT_PAGE (soky_report_page_get_type ())
G_DECLARE_FINAL_TYPE (SokyReportPage, soky_report_page, SOKY, REPORT_PAGE, SokyFoldBin)

/* @workspace: (nullable): %NULL empties the page (signed out) */
void soky_report_page_set_workspace (SokyReportPage *self, SokyWorkspace *workspace);
/* Asks the server again; what is shown stays until it answers. */
void soky_report_page_reload (SokyReportPage *self);

G_END_DECLS
