/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What an appearance may be made of. */
typedef enum {
  SOKY_PART_TITLE,
  SOKY_PART_RULE, /* a short line of colour below the title */
  SOKY_PART_IMAGE,
  SOKY_PART_NAME,
  SOKY_PART_ORGANISATION,
  SOKY_PART_TIME,
  SOKY_PART_REASON,
  SOKY_PART_NUMBER,
  SOKY_PART_FORM,
  SOKY_N_PARTS
} SokyPart;

/* How a part that is text is written. */
typedef struct {
  char *label; /* never NULL; "Ký bởi:" */
  double size; /* points */
  gboolean bold;
  gboolean italic;
} SokyTemplateLine;

/* How a kind of appearance is made up: a file of data/appearance/. Lengths in points. */
typedef struct {
  char *name;
  SokyPart parts[SOKY_N_PARTS]; /* from the top */
  guint n_parts;
  SokyTemplateLine lines[SOKY_N_PARTS];
  gboolean left; /* text starts at the left, else it is centred */
  gboolean frame;
  double padding;
  double column; /* where text wraps at natural size */
  double image_width, image_height;
  gboolean real_size; /* the picture's own resolution gives its size */
  double code;        /* side of a QR code, its quiet zone included */
  char *smaller; /* nullable: the template for places where this one would be too small to read */
} SokyTemplate;

/**
 * soky_template_get:
 * @name: a file of data/appearance/, without ".ini"
 *
 * Read once and kept. Returns: (transfer none) (nullable): %NULL with a SokyPdfError that names the
 * template, and the key that is wrong
 */
const SokyTemplate *soky_template_get (const char *name, GError **error);

/* The same from the text of such a file. Returns: (transfer full) (nullable) */
SokyTemplate *soky_template_parse (const char *name, const char *text, gsize length,
                                   GError **error);
void soky_template_free (SokyTemplate *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyTemplate, soky_template_free)

G_END_DECLS
