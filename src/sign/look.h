/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/certificate.h"
#include "sign/placement.h"

G_BEGIN_DECLS

/* How a signature looks, and where: the same for a preview and for what is signed. */
typedef struct {
  SokyPlace place;
  GBytes *drawn; /* nullable: a one-page PDF of the place's size as it is shown; NULL = invisible */
} SokyLook;

void soky_look_clear (SokyLook *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SokyLook, soky_look_clear)

/* Finds the place and draws. @certificate names the signer and the organisation. */
gboolean soky_look_make (SokyPdf *document, const SokySignOptions *options,
                         SokyCertificate *certificate, gint64 time_us, SokyLook *look,
                         GCancellable *cancellable, GError **error);

G_END_DECLS
