/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a visible signature shows. Strings are UTF-8 in any composition; NULL leaves a line out. */
typedef struct {
  const char *title; /* "TỔ TRƯỞNG CHUYÊN MÔN" */
  const char *name;
  const char *organisation;
  const char *reason;
  gint64 time_us;         /* 0 = not shown; always shown in +07:00 */
  const char *image_path; /* nullable: PNG or JPEG of the written signature */
  double width, height;   /* points */
} SokyAppearanceSpec;

/* A size in points that shows all lines of @spec at their natural size. */
void soky_appearance_measure (const SokyAppearanceSpec *spec, double *width, double *height);

/**
 * soky_appearance_draw:
 *
 * Draws by Pango and Cairo, fonts embedded and subset; text is shrunk to fit and wrapped, never
 * cut.
 *
 * Returns: (transfer full) (nullable): a one-page PDF of the spec's size
 */
GBytes *soky_appearance_draw (const SokyAppearanceSpec *spec, GError **error);

G_END_DECLS
