/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sign/signature-images.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* One kind of picture: how it looks, and how it is chosen, written or removed. */
#define SOKY_TYPE_SIGNATURE_IMAGE_GROUP (soky_signature_image_group_get_type ())
G_DECLARE_FINAL_TYPE (SokySignatureImageGroup, soky_signature_image_group, SOKY,
                      SIGNATURE_IMAGE_GROUP, AdwPreferencesGroup)

void soky_signature_image_group_set_kind (SokySignatureImageGroup *self, SokySignatureImage kind);

G_END_DECLS
