/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/appearance/appearance.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#include "pdf/appearance/layout.h"
#include "pdf/appearance/slim.h"
#include "pdf/error.h"

#define MARGIN 4.0
#define FRAME_LINE 0.5
#define ACCENT_LINE 1.2
#define ACCENT_LENGTH 36.0
/* PDF's own limit of a page side (ISO 32000-2, annex C) */
#define LARGEST_SIDE 14400.0

static cairo_status_t
collect (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static gboolean
is_side (double length)
{
  return isfinite (length) && length > 0 && length <= LARGEST_SIDE;
}

static double
margin_for (double width, double height)
{
  return MIN (MARGIN, 0.06 * MIN (width, height));
}

static void
draw_frame (cairo_t *cr, double width, double height)
{
  double line = MIN (FRAME_LINE, 0.02 * MIN (width, height));
  cairo_set_source_rgb (cr, 0.62, 0.67, 0.74);
  cairo_set_line_width (cr, line);
  cairo_rectangle (cr, line / 2, line / 2, width - line, height - line);
  cairo_stroke (cr);
}

/* On the upper edge; a title has it below itself. */
static void
draw_accent (cairo_t *cr, double width, double height)
{
  double length = MIN (ACCENT_LENGTH, width / 3);
  cairo_set_source_rgb (cr, 0.70, 0.13, 0.13);
  cairo_set_line_width (cr, MIN (ACCENT_LINE, 0.04 * height));
  cairo_move_to (cr, (width - length) / 2, cairo_get_line_width (cr) / 2);
  cairo_rel_line_to (cr, length, 0);
  cairo_stroke (cr);
}

static void
draw_all (cairo_t *cr, const SokyAppearanceSpec *spec, SokyAppearanceLayout *layout)
{
  double margin = 0;
  if (!soky_appearance_layout_is_wordless (layout)) {
    margin = margin_for (spec->width, spec->height);
    draw_frame (cr, spec->width, spec->height);
    if (spec->title == NULL || *spec->title == '\0')
      draw_accent (cr, spec->width, spec->height);
  }
  cairo_translate (cr, margin, margin);
  soky_appearance_layout_draw (layout, cr, spec->width - 2 * margin, spec->height - 2 * margin);
}

void
soky_appearance_measure (const SokyAppearanceSpec *spec, double *width, double *height)
{
  SokyAppearanceSpec words = *spec;
  words.width = words.height = 0;
  g_autoptr (SokyAppearanceLayout) layout = soky_appearance_layout_new (&words, NULL);
  if (layout == NULL) {
    /* an unreadable picture is reported by drawing */
    words.image_path = NULL;
    layout = soky_appearance_layout_new (&words, NULL);
  }
  soky_appearance_layout_measure (layout, width, height);
  *width = ceil (*width + 2 * MARGIN);
  *height = ceil (*height + 2 * MARGIN);
}

GBytes *
soky_appearance_draw (const SokyAppearanceSpec *spec, GError **error)
{
  if (!is_side (spec->width) || !is_side (spec->height)) {
    g_set_error_literal (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_LIMIT,
                         _ ("The place of the signature has no usable size. Draw it again."));
    return NULL;
  }
  g_autoptr (SokyAppearanceLayout) layout = soky_appearance_layout_new (spec, error);
  if (layout == NULL)
    return NULL;

  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface =
      cairo_pdf_surface_create_for_stream (collect, bytes, spec->width, spec->height);
  cairo_pdf_surface_restrict_to_version (surface, CAIRO_PDF_VERSION_1_5);
  /* the same appearance is the same bytes, whenever it is drawn */
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, NULL);
  cairo_t *cr = cairo_create (surface);
  draw_all (cr, spec, layout);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  cairo_status_t status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status != CAIRO_STATUS_SUCCESS) {
    g_set_error (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_UNSUPPORTED,
                 _ ("The signature's picture could not be drawn (%s)."),
                 cairo_status_to_string (status));
    return NULL;
  }
  g_autoptr (GBytes) drawn = g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
  return soky_appearance_slim (drawn);
}
