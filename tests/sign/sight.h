/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * judge_sight:
 * @before: a PDF; @after: the same, signed
 * @folder: for scratch files
 * @box: of its first page, what is shown of it; @rotation: how far it is turned
 * @rect: of the signature, in the page's own points
 * @found: (out): x0 y0 x1 y1 of what looks different, in pixels from the top left
 * @shown: (out): where @rect is shown, likewise
 *
 * The eye: on the first page nothing is seen to change but where the signature stands.
 *
 * Returns: %FALSE when pdftoppm is not there or does not draw the page without errors
 */
gboolean judge_sight (const char *before, const char *after, const char *folder,
                      const double box[4], int rotation, const double rect[4], double found[4],
                      double shown[4]);

G_END_DECLS
