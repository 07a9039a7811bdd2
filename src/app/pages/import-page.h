/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/widgets/office-page.h"

G_BEGIN_DECLS

/* Tables of people, classes and subjects: shown what would change, then brought into the school. */
#define SOKY_TYPE_IMPORT_PAGE (soky_import_page_get_type ())
G_DECLARE_FINAL_TYPE (SokyImportPage, soky_import_page, SOKY, IMPORT_PAGE, SokyOfficePage)

/* As if this table had been chosen: what it would change is shown. */
void soky_import_page_open (SokyImportPage *self, const char *path);

G_END_DECLS
