/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A part of the window that may come to have the window to itself: what sidebar and pages are.
 *
 * Property "folded" (boolean): it has. Signal "go-back": to the sidebar, from a page that is
 * folded. */
#define SOKY_TYPE_FOLD_BIN (soky_fold_bin_get_type ())
G_DECLARE_DERIVABLE_TYPE (SokyFoldBin, soky_fold_bin, SOKY, FOLD_BIN, AdwBin)

struct _SokyFoldBinClass {
  AdwBinClass parent_class;
};

/* Also a callback for the "Back" button of templates. */
void soky_fold_bin_go_back (SokyFoldBin *self);

G_END_DECLS
