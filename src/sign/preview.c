/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign/preview.h"

#include "base/clock.h"
#include "pdf/anchor-page.h"
#include "pdf/anchor-picture.h"
#include "sign/look.h"

#include <string.h>

void
soky_sign_preview_clear (SokySignPreview *self)
{
  g_clear_pointer (&self->look, g_bytes_unref);
}

/* Where the signature is seen. */
static gboolean
find_shown (SokyPdf *document, SokySignPreview *preview, GError **error)
{
  SokyAnchorPage view = {0};
  double shown[4];

  if (!soky_pdf_get_page_geometry (document, preview->page, view.crop, &view.rotation, error))
    return FALSE;
  soky_anchor_page_to_shown (&view, preview->rect, shown);
  preview->shown[0] = shown[0];
  preview->shown[1] = shown[1];
  preview->shown[2] = shown[2] - shown[0];
  preview->shown[3] = shown[3] - shown[1];
  return TRUE;
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
  preview->given = look.place.given;
  if (look.drawn != NULL && !find_shown (document, preview, error))
    return FALSE;
  preview->look = g_steal_pointer (&look.drawn);
  return TRUE;
}

GBytes *
soky_sign_preview_to_png (const SokySignPreview *self, double dpi, GError **error)
{
  g_return_val_if_fail (self->look != NULL, NULL);

  return soky_pdf_picture (self->look, dpi, error);
}
