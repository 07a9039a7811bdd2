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

G_END_DECLS
