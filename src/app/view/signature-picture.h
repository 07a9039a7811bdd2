/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/input.h"
#include "sign/preview.h"

#include <gdk/gdk.h>

G_BEGIN_DECLS

/**
 * soky_signature_picture_draw:
 * @input: the PDF that would be signed
 * @preview: a visible signature in it
 *
 * The part of the page around the signature, with the very look that would be signed in its place.
 * Blocks; run it in a thread.
 *
 * Returns: (transfer full) (nullable): or %NULL with a #SokyViewError
 */
GdkTexture *soky_signature_picture_draw (SokyInput *input, const SokySignPreview *preview,
                                         GError **error);
/* The look by itself, clear where nothing is drawn. As above. */
GdkTexture *soky_signature_picture_draw_alone (const SokySignPreview *preview, GError **error);

/**
 * soky_signature_picture_draw_page:
 * @page: from 1; one that the document does not have is taken for its last
 * @found: (out): the page that is drawn, the size as shown, in points, and how many there are
 *
 * A whole page, to choose a place on. Blocks; run it in a thread.
 *
 * Returns: (transfer full) (nullable): or %NULL with a #SokyViewError
 */
typedef struct {
  int page, count;
  double width, height;
} SokyPageSize;
GdkTexture *soky_signature_picture_draw_page (SokyInput *input, int page, SokyPageSize *found,
                                              GError **error);

G_END_DECLS
