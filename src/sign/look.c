/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign/look.h"

static SokyAppearanceSpec
describe (const SokySignOptions *options, SokyCertificate *certificate, gint64 time_us)
{
  const char *organisation = soky_certificate_get_organisation (certificate);

  return (SokyAppearanceSpec){
      .template_name = options->template_name,
      .title = options->title,
      .name = soky_certificate_get_holder (certificate),
      .organisation = *organisation != '\0' ? organisation : NULL,
      .reason = options->reason,
      .number = options->number,
      .form = options->form,
      .code = options->code,
      .time_us = time_us,
      .image_path = options->image_path,
  };
}

void
soky_look_clear (SokyLook *self)
{
  soky_place_clear (&self->place);
  g_clear_pointer (&self->drawn, g_bytes_unref);
}

/* Draws what one of the alternatives says. */
static gboolean
try_one (SokyPdf *document, const SokySignOptions *options, SokyAppearanceSpec *spec,
         SokyLook *look, GCancellable *cancellable, GError **error)
{
  if (!soky_placement_resolve (document, options, spec, &look->place, cancellable, error))
    return FALSE;
  if (spec->width <= 0 || spec->height <= 0)
    return TRUE;
  look->drawn = soky_appearance_draw (spec, error);
  return look->drawn != NULL;
}

gboolean
soky_look_make (SokyPdf *document, const SokySignOptions *options, SokyCertificate *certificate,
                gint64 time_us, SokyLook *look, GCancellable *cancellable, GError **error)
{
  *look = (SokyLook){0};
  for (;;) {
    SokyAppearanceSpec spec = describe (options, certificate, time_us);
    g_autoptr (GError) problem = NULL;
    if (try_one (document, options, &spec, look, cancellable, &problem))
      return TRUE;
    soky_look_clear (look);
    if (options->otherwise == NULL ||
        !g_error_matches (problem, SOKY_SIGN_ERROR, SOKY_SIGN_ERROR_ANCHOR_NOT_FOUND)) {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
    options = options->otherwise;
  }
}
