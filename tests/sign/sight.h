/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where a signature stands on the first page, and where something was seen to change. */
typedef struct {
  double box[4];   /* what is shown of the page, in its own points */
  int rotation;    /* how far it is turned */
  double rect[4];  /* of the signature, in the page's own points */
  double shown[4]; /* out: x0 y0 x1 y1 of it, in pixels from the top left */
  double found[4]; /* out: of what looks different, likewise */
} Sight;

/* The eye: between the PDF @before and the same, signed, @after, nothing is seen to change on the
 * first page but where the signature stands. @folder is for scratch files.
 * Returns: FALSE when pdftoppm is not there or does not draw the page without errors */
gboolean judge_sight (const char *before, const char *after, const char *folder, Sight *sight);

G_END_DECLS
