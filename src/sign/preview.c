/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign/preview.h"

#include "base/clock.h"
#include "pdf/anchor-picture.h"
#include "sign/look.h"

#include <string.h>

void
soky_sign_preview_clear (SokySignPreview *self)
{
  g_clear_pointer (&self->look, g_bytes_unref);
}

/* Where a rectangle is seen: within the page's box, turned clockwise as the page is. */
static void
turn (const double box[4], int rotation, const double rect[4], double shown[4])
{
  gboolean sideways = rotation == 90 || rotation == 270;

  shown[2] = sideways ? rect[3] - rect[1] : rect[2] - rect[0];
  shown[3] = sideways ? rect[2] - rect[0] : rect[3] - rect[1];
  switch (rotation) {
  case 90:
    shown[0] = rect[1] - box[1];
    shown[1] = rect[0] - box[0];
    break;
  case 180:
    shown[0] = box[2] - rect[2];
    shown[1] = rect[1] - box[1];
    break;
  case 270:
    shown[0] = box[3] - rect[3];
    shown[1] = box[2] - rect[2];
    break;
  default:
    shown[0] = rect[0] - box[0];
    shown[1] = box[3] - rect[3];
    break;
  }
}

gboolean
soky_sign_preview (const char *input_path, const SokySignOptions *options,
                   SokyCertificate *certificate, SokySignPreview *preview,
                   GCancellable *cancellable, GError **error)
{
  gint64 time_us = options->signing_time_us != 0 ? options->signing_time_us : soky_clock_now_us ();
  g_auto (SokyLook) look = {0};

  *preview = (SokySignPreview){0};
  g_autoptr (SokyInput) input = soky_input_open (input_path, error);
  g_autoptr (SokyPdf) document = input ? soky_pdf_open (input, error) : NULL;
  if (document == NULL || !soky_placement_check_permission (document, options, error) ||
      !soky_look_make (document, options, certificate, time_us, &look, cancellable, error))
    return FALSE;
  preview->page = look.place.page;
  memcpy (preview->rect, look.place.rect, sizeof preview->rect);
  if (look.drawn != NULL) {
    double box[4];
    int rotation = 0;
    if (!soky_pdf_get_page_geometry (document, preview->page, box, &rotation, error))
      return FALSE;
    turn (box, rotation, preview->rect, preview->shown);
  }
  preview->look = g_steal_pointer (&look.drawn);
  return TRUE;
}

GBytes *
soky_sign_preview_to_png (const SokySignPreview *self, double dpi, GError **error)
{
  g_return_val_if_fail (self->look != NULL, NULL);

  return soky_pdf_picture (self->look, dpi, error);
}
