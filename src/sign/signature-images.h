/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdf/appearance/ink.h"

G_BEGIN_DECLS

/* The user's own pictures, kept as PNG in the user's data folder, readable by nobody else. */
typedef enum {
  SOKY_SIGNATURE_IMAGE_MAIN,    /* chính: the whole signature, blue */
  SOKY_SIGNATURE_IMAGE_INITIAL, /* nháy, blue */
  SOKY_SIGNATURE_IMAGE_SEALED,  /* có dấu: the person's signature with the stamp on it */
  SOKY_SIGNATURE_IMAGE_SEAL,    /* con dấu: the organisation's stamp, red */
  SOKY_N_SIGNATURE_IMAGES
} SokySignatureImage;

/**
 * soky_signature_image_read:
 * @path: (type filename): a PNG or JPEG: a picture, a scan, a photograph of ink on paper
 *
 * Makes a picture of it that can be signed with: paper taken away, trimmed, ink of the kind's
 * colour, at most 1000 pixels a side; a seal keeps its real size. Nothing is kept yet: show it,
 * then soky_signature_images_keep() it. Takes up to a second; run it in a thread.
 *
 * Returns: (transfer full) (nullable): a PNG with alpha, or %NULL with an error that says what to
 * do
 */
GBytes *soky_signature_image_read (SokySignatureImage kind, const char *path, GError **error);

/* The same from what was drawn with mouse or pen; see soky_ink_draw(). */
GBytes *soky_signature_image_draw (SokySignatureImage kind, const SokyInkStroke *strokes,
                                   guint count, double span, GError **error);

/* Keeps @png (of the two above) in place of what was kept before. */
gboolean soky_signature_images_keep (SokySignatureImage kind, GBytes *png, GError **error);
gboolean soky_signature_images_remove (SokySignatureImage kind, GError **error);
/* Returns: (transfer full) (nullable) (type filename): the file, or %NULL when there is none */
char *soky_signature_images_find (SokySignatureImage kind);

G_END_DECLS
