/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/widgets/office-page.h"

G_BEGIN_DECLS

/* Who is signed in, of all people of the unit and below. */
#define SOKY_TYPE_SESSIONS_PAGE (soky_sessions_page_get_type ())
G_DECLARE_FINAL_TYPE (SokySessionsPage, soky_sessions_page, SOKY, SESSIONS_PAGE, SokyOfficePage)

G_END_DECLS
