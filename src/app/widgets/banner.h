/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A strip below the header that tells a lasting state, with the button that mends it (AdwBanner
 * came with libadwaita 1.3). Signal "button-clicked". */
#define SOKY_TYPE_BANNER (soky_banner_get_type ())
G_DECLARE_FINAL_TYPE (SokyBanner, soky_banner, SOKY, BANNER, AdwBin)

/* Shows the strip. @style: "info", "warning" or "error"; @button: (nullable): its label */
void soky_banner_show (SokyBanner *self, const char *style, const char *text, const char *button);
void soky_banner_hide (SokyBanner *self);
gboolean soky_banner_is_shown (SokyBanner *self);

G_END_DECLS
