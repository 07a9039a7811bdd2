/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/widgets/office-page.h"

G_BEGIN_DECLS

/* The school years with weeks, terms, holidays and classes, and the subjects of the school. */
#define SOKY_TYPE_YEARS_PAGE (soky_years_page_get_type ())
G_DECLARE_FINAL_TYPE (SokyYearsPage, soky_years_page, SOKY, YEARS_PAGE, SokyOfficePage)

G_END_DECLS
