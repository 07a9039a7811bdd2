/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sign/placement.h"
#include "sign/profile.h"

G_BEGIN_DECLS

/* A signature that looks for its place. */
typedef struct {
  SokyPdf *document;
  const SokySignOptions *options;
  GPtrArray *fields; /* SokyPdfField */
  SokyAppearanceSpec *look;
  const SokySignProfile *profile; /* nullable */
  GCancellable *cancellable;
} SokySearch;

/* Decides template and place; where @placed, the place is a field's and only the template is
 * decided. */
gboolean soky_search_place (SokySearch *self, gboolean placed, SokyPlace *place, GError **error);

G_END_DECLS
