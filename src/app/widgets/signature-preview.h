/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/signature-drawing.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The part of a page where a person's signature will stand, with the very look that will be signed;
 * or why there is no place for it. A button asks for another place.
 *
 * Signals: "place": the person wants to choose the place; "sealed-changed": the picture with the
 * stamp is wanted, or no more. */
#define SOKY_TYPE_SIGNATURE_PREVIEW (soky_signature_preview_get_type ())
G_DECLARE_FINAL_TYPE (SokySignaturePreview, soky_signature_preview, SOKY, SIGNATURE_PREVIEW,
                      AdwPreferencesGroup)

/* Draws in a thread; what was shown before stays until then. */
void soky_signature_preview_show (SokySignaturePreview *self, const SokySignatureSubject *subject);
void soky_signature_preview_clear (SokySignaturePreview *self);
/* While it is signed, nothing is chosen. */
void soky_signature_preview_set_busy (SokySignaturePreview *self, gboolean busy);
/* Whether the picture with the stamp on it is wanted; there is one only if the person made it. */
void soky_signature_preview_offer_sealed (SokySignaturePreview *self, gboolean offered);
gboolean soky_signature_preview_is_sealed (SokySignaturePreview *self);

G_END_DECLS
