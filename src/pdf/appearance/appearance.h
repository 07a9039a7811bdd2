/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The colour that a picture is given when it is drawn. */
typedef enum {
  SOKY_INK_KEEP,
  SOKY_INK_BLUE, /* written signatures (Nghị định 30/2020, Phụ lục I) */
  SOKY_INK_RED,  /* stamps */
} SokyInk;

/* What a visible signature shows; its template decides which of it, and how. Strings are UTF-8 in
 * any composition; NULL leaves a line out. */
typedef struct {
  const char *template_name; /* of data/appearance/; NULL = "person-image" with a picture, else
                                "person-text" */
  const char *title;         /* lines end in '\n': "KT. HIỆU TRƯỞNG\nPHÓ HIỆU TRƯỞNG" */
  const char *name;
  const char *organisation;
  const char *reason;
  const char *number;     /* of the document that an attachment belongs to: "12/KH-THCS" */
  const char *form;       /* of a copy: "Sao y" */
  gint64 time_us;         /* 0 = not shown; always shown in +07:00 */
  const char *image_path; /* nullable: PNG or JPEG of the written signature or the stamp */
  SokyInk ink;
  const char *code;     /* nullable: the address that a QR code leads to, added to any template */
  double width, height; /* points */
} SokyAppearanceSpec;

/* A size in points that shows all of @spec at its natural size; of a stamp, the real one. */
void soky_appearance_measure (const SokyAppearanceSpec *spec, double *width, double *height);

/**
 * soky_appearance_draw:
 *
 * Draws by Pango and Cairo, fonts embedded and subset; text is shrunk to fit and wrapped, never
 * cut. The same spec gives the same bytes, and the last few are remembered, so that a batch draws
 * once what it shows often. May be called from any thread.
 *
 * Returns: (transfer full) (nullable): a one-page PDF of the spec's size, or %NULL with a
 *   SokyPdfError: the place is too small for the code, no such template, picture or font
 */
GBytes *soky_appearance_draw (const SokyAppearanceSpec *spec, GError **error);

G_END_DECLS
