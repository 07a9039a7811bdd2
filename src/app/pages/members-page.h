/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/widgets/office-page.h"

G_BEGIN_DECLS

/* The people of the unit and of all below it: found, added, changed. */
#define SOKY_TYPE_MEMBERS_PAGE (soky_members_page_get_type ())
G_DECLARE_FINAL_TYPE (SokyMembersPage, soky_members_page, SOKY, MEMBERS_PAGE, SokyOfficePage)

G_END_DECLS
