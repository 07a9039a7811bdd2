/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdf/appearance/appearance.h"

G_BEGIN_DECLS

/* Where a signature of a profile stands when neither a field nor a rectangle is given. */
typedef enum {
  SOKY_SPOT_ANCHOR,         /* at the office that the paper prints, else a free place */
  SOKY_SPOT_OVER_SIGNATURE, /* a stamp: over the left third of a person's signature */
  SOKY_SPOT_END,            /* after the last line of the text, else at the foot of the last page */
  SOKY_SPOT_TOP_RIGHT,      /* of the first page */
  SOKY_N_SPOTS
} SokySpot;

/* A profile of Nghị định 30/2020/NĐ-CP, Phụ lục I (domain.md §1.2), or the text box of lesson
 * plans: "person", "initial", "org", "attachment", "copy", "text", as data/profiles.ini has them.
 */
typedef struct {
  char *name;
  char *below; /* template where the paper prints office and name */
  char *free;  /* template where it does not */
  char *words; /* template for a signer without a picture */
  SokySpot spot;
  SokyInk ink;
} SokySignProfile;

/* Read once and kept. Returns: (transfer none) (nullable): %NULL with a SokySignError that lists
 *   the profiles there are */
const SokySignProfile *soky_sign_profile_get (const char *name, GError **error);

/* Whether a signer's picture is seen where the paper prints the office, or where it does not. */
gboolean soky_sign_profile_has_image (const SokySignProfile *self);

G_END_DECLS
