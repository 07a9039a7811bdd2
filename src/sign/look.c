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

gboolean
soky_look_make (SokyPdf *document, const SokySignOptions *options, SokyCertificate *certificate,
                gint64 time_us, SokyLook *look, GCancellable *cancellable, GError **error)
{
  SokyAppearanceSpec spec = describe (options, certificate, time_us);

  *look = (SokyLook){0};
  if (!soky_placement_resolve (document, options, &spec, &look->place, cancellable, error))
    return FALSE;
  if (spec.width <= 0 || spec.height <= 0)
    return TRUE;
  look->drawn = soky_appearance_draw (&spec, error);
  return look->drawn != NULL;
}
