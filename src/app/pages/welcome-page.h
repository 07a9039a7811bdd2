/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What a person meets at the first start: is this computer able to sign, a first file of one's own,
 * and then the school.
 *
 * Signal "left": on to the sign-in. */
#define SOKY_TYPE_WELCOME_PAGE (soky_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (SokyWelcomePage, soky_welcome_page, SOKY, WELCOME_PAGE, AdwBin)

G_END_DECLS
