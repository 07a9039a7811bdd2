/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/appearance/appearance.h"

#include "pdf/appearance/layout.h"
#include "pdf/appearance/recent.h"
#include "pdf/appearance/slim.h"
#include "pdf/error.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* PDF's own limit of a page side (ISO 32000-2, annex C) */
#define LARGEST_SIDE 14400.0
/* for a look that cannot be drawn: drawing it says why */
#define UNKNOWN_SIDE 36.0
#define ANY_TIME_US G_USEC_PER_SEC

/* Pango's fonts belong to one thread at a time. */
static GMutex drawing;

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

static gboolean
check_status (cairo_status_t status, GError **error)
{
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  g_set_error (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_UNSUPPORTED,
               _ ("The signature's picture could not be drawn (%s)."),
               cairo_status_to_string (status));
  return FALSE;
}

static GBytes *
draw (const SokyAppearanceSpec *spec, GError **error)
{
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
  gboolean drawn = soky_appearance_layout_draw (layout, cr, spec->width, spec->height, error);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  cairo_status_t status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (!drawn || !check_status (status, error))
    return NULL;
  g_autoptr (GBytes) whole = g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
  return soky_appearance_slim (whole);
}

void
soky_appearance_measure (const SokyAppearanceSpec *spec, double *width, double *height)
{
  SokyAppearanceSpec any = *spec;
  double size[2] = {UNKNOWN_SIDE, UNKNOWN_SIDE};

  /* figures are of one width, so the size is the same at any time and in any place */
  any.time_us = spec->time_us != 0 ? ANY_TIME_US : 0;
  any.width = any.height = 0;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&drawing);
  g_autofree char *key = soky_recent_key (&any);
  g_autoptr (GBytes) known = soky_recent_find (key);
  if (known != NULL) {
    memcpy (size, g_bytes_get_data (known, NULL), sizeof size);
  } else {
    g_autoptr (SokyAppearanceLayout) layout = soky_appearance_layout_new (&any, NULL);
    if (layout != NULL) {
      soky_appearance_layout_measure (layout, &size[0], &size[1]);
      g_autoptr (GBytes) bytes = g_bytes_new (size, sizeof size);
      soky_recent_keep (key, bytes);
    }
  }
  *width = size[0];
  *height = size[1];
}

GBytes *
soky_appearance_draw (const SokyAppearanceSpec *spec, GError **error)
{
  if (!is_side (spec->width) || !is_side (spec->height)) {
    g_set_error_literal (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_LIMIT,
                         _ ("The place of the signature has no usable size. Draw it again."));
    return NULL;
  }
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&drawing);
  g_autofree char *key = soky_recent_key (spec);
  GBytes *drawn = soky_recent_find (key);
  if (drawn != NULL)
    return drawn;
  drawn = draw (spec, error);
  if (drawn != NULL)
    soky_recent_keep (key, drawn);
  return drawn;
}
