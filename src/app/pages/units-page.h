/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/widgets/office-page.h"

G_BEGIN_DECLS

/* The units that the person may know of, as a tree: added, renamed, moved, closed, removed. */
#define SOKY_TYPE_UNITS_PAGE (soky_units_page_get_type ())
G_DECLARE_FINAL_TYPE (SokyUnitsPage, soky_units_page, SOKY, UNITS_PAGE, SokyOfficePage)

G_END_DECLS
