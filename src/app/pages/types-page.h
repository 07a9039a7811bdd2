/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/widgets/office-page.h"

G_BEGIN_DECLS

/* The types of books that the unit has, its own and those from above, and those to approve. */
#define SOKY_TYPE_TYPES_PAGE (soky_types_page_get_type ())
G_DECLARE_FINAL_TYPE (SokyTypesPage, soky_types_page, SOKY, TYPES_PAGE, SokyOfficePage)

G_END_DECLS
