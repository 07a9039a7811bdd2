/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/certificate.h"
#include "sign/sign.h"

G_BEGIN_DECLS

/* What a signature would look like and where it would stand. */
typedef struct {
  int page;        /* from 1 */
  gboolean given;  /* the place is that of a field which the document has: it cannot be another */
  double rect[4];  /* points x0 y0 x1 y1, default user space; all 0 = invisible */
  double shown[4]; /* points x y width height from the page's upper left corner, as it is shown */
  GBytes *look;    /* nullable: a one-page PDF, upright as the page is shown; NULL = invisible */
} SokySignPreview;

void soky_sign_preview_clear (SokySignPreview *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SokySignPreview, soky_sign_preview_clear)

/**
 * soky_sign_preview:
 * @input_path: (type filename): the PDF that would be signed
 * @certificate: the signer's: no key and no PIN is needed
 * @preview: (out): to be cleared
 *
 * Goes the way of soky_sign_file() up to the drawing: the look is the very one that would be
 * signed. Blocks as long as that does; run it in a thread.
 *
 * Returns: %FALSE with what would be refused at signing
 */
gboolean soky_sign_preview (const char *input_path, const SokySignOptions *options,
                            SokyCertificate *certificate, SokySignPreview *preview,
                            GCancellable *cancellable, GError **error);

/* A look as a picture on white paper, @dpi dots an inch. Returns: (transfer full): a PNG */
GBytes *soky_sign_preview_to_png (const SokySignPreview *self, double dpi, GError **error);

G_END_DECLS
