/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Tells its child how much room there is (AdwBreakpointBin came with libadwaita 1.4).
 *
 * Properties: "child"; "threshold" (int, pixels); "narrow" (boolean, read only): the width is below
 * the threshold. It is told before the child gets its size, so that the child can change. */
#define SOKY_TYPE_WIDTH_BIN (soky_width_bin_get_type ())
G_DECLARE_FINAL_TYPE (SokyWidthBin, soky_width_bin, SOKY, WIDTH_BIN, GtkWidget)

gboolean soky_width_bin_is_narrow (SokyWidthBin *self);

G_END_DECLS
