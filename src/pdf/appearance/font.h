/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

/**
 * soky_font_context:
 *
 * Text of the size it has on paper: 72 dpi, without hints or rounding to pixels. The one context of
 * the process: whoever uses it holds the lock of soky_appearance_draw().
 *
 * Returns: (transfer none) (nullable): %NULL with a SokyPdfError when no font with Times's measures
 *   and all Vietnamese letters is installed, since the signature would look different on every
 *   machine
 */
PangoContext *soky_font_context (GError **error);

/* Of that font. @size in points. Returns: (transfer full) */
PangoFontDescription *soky_font_describe (double size, gboolean bold, gboolean italic);

G_END_DECLS
