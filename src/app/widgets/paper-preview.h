/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A picture as it looks on light paper and on dark paper, side by side. */
#define SOKY_TYPE_PAPER_PREVIEW (soky_paper_preview_get_type ())
G_DECLARE_FINAL_TYPE (SokyPaperPreview, soky_paper_preview, SOKY, PAPER_PREVIEW, GtkBox)

/* @picture: (nullable): a PNG or JPEG that was made by this program; without one, both papers are
 * empty */
void soky_paper_preview_set_picture (SokyPaperPreview *self, GBytes *picture);

G_END_DECLS
