/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/appearance/code.h"

#include "pdf/error.h"

#include <glib/gi18n-lib.h>
#include <qrencode.h>
#include <string.h>

#define QUIET_ZONE 4      /* modules on every side (ISO/IEC 18004 §6.3.8) */
#define LEAST_MODULE 0.96 /* points: two dots at 150 dots an inch */
#define LONGEST 200       /* bytes: a code of 57 modules */

struct _SokyCode {
  QRcode *code;
};

SokyCode *
soky_code_new (const char *address, GError **error)
{
  /* a tenth of it may be dirty or folded (level M) */
  QRcode *code = strlen (address) <= LONGEST
                     ? QRcode_encodeString (address, 0, QR_ECLEVEL_M, QR_MODE_8, 1)
                     : NULL;
  if (code == NULL) {
    g_set_error_literal (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_LIMIT,
                         _ ("The address for the QR code is too long. Give a shorter one."));
    return NULL;
  }
  SokyCode *self = g_new0 (SokyCode, 1);
  self->code = code;
  return self;
}

void
soky_code_free (SokyCode *self)
{
  QRcode_free (self->code);
  g_free (self);
}

double
soky_code_get_least (const SokyCode *self)
{
  return LEAST_MODULE * (self->code->width + 2 * QUIET_ZONE);
}

/* The dark run that starts at @x, in modules. */
static int
run_length (const SokyCode *self, int x, int y)
{
  const unsigned char *row = self->code->data + (gsize) y * (gsize) self->code->width;
  int end = x;
  while (end < self->code->width && (row[end] & 1) != 0)
    end++;
  return end - x;
}

void
soky_code_draw (const SokyCode *self, cairo_t *cr, double x, double y, double side)
{
  int width = self->code->width;
  double module = side / (width + 2 * QUIET_ZONE);

  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_rectangle (cr, 0, 0, side, side);
  cairo_fill (cr);
  cairo_scale (cr, module, module);
  cairo_translate (cr, QUIET_ZONE, QUIET_ZONE);
  cairo_set_source_rgb (cr, 0, 0, 0);
  /* one path, so that no hair line shows between the rows */
  for (int row = 0; row < width; row++) {
    for (int column = 0; column < width; column++) {
      int run = run_length (self, column, row);
      if (run > 0)
        cairo_rectangle (cr, column, row, run, 1);
      column += run;
    }
  }
  cairo_fill (cr);
  cairo_restore (cr);
}
