/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A whole cut into coloured shares. What it shows has to be said in words beside it as well. */
#define SOKY_TYPE_SHARE_BAR (soky_share_bar_get_type ())
G_DECLARE_FINAL_TYPE (SokyShareBar, soky_share_bar, SOKY, SHARE_BAR, GtkWidget)

GtkWidget *soky_share_bar_new (void);
/**
 * soky_share_bar_set:
 * @shares: @n numbers; those that are 0 are not seen
 * @colours: @n names of the style sheet ("accent_color")
 */
void soky_share_bar_set (SokyShareBar *self, const guint *shares, const char *const *colours,
                         guint n);

G_END_DECLS
