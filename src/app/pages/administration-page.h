/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/workspace.h"

G_BEGIN_DECLS

/* Quản trị: leads to the pages by which a school, or what is above it, is administered, each a
 * SokyOfficePage.
 *
 * Property "folded" (boolean): the page has the window to itself. Signal "go-back" (folded: to the
 * sidebar). */
#define SOKY_TYPE_ADMINISTRATION_PAGE (soky_administration_page_get_type ())
G_DECLARE_FINAL_TYPE (SokyAdministrationPage, soky_administration_page, SOKY, ADMINISTRATION_PAGE,
                      AdwBin)

/* @workspace: (nullable): %NULL empties the page (signed out) */
void soky_administration_page_set_workspace (SokyAdministrationPage *self,
                                             SokyWorkspace *workspace);
/* Shows the list of all pages again. */
void soky_administration_page_show_start (SokyAdministrationPage *self);

G_END_DECLS
