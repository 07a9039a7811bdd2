/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/signing-look.h"

#include "book/row-look.h"
#include "sign/signature-images.h"

static const SokySignatureImage kind_images[SOKY_N_STEP_KINDS] = {
    [SOKY_STEP_PERSON] = SOKY_SIGNATURE_IMAGE_MAIN,
    [SOKY_STEP_INITIAL] = SOKY_SIGNATURE_IMAGE_INITIAL,
    [SOKY_STEP_STAMP] = SOKY_SIGNATURE_IMAGE_SEAL,
};

void
soky_signing_look_init (SokySigningLook *self, const SokyBookType *type, const SokyStep *step,
                        const char *code)
{
  const SokyRouteRow *row = step ? soky_book_type_find_row (type, step) : NULL;
  gboolean delegated = FALSE;

  *self = (SokySigningLook){.options = {.placement = {.visible = TRUE, .anywhere = TRUE}}};
  if (row == NULL)
    return;
  self->office = soky_step_print_office (step, row, &delegated);
  self->image = soky_signature_images_find (kind_images[step->kind]);
  self->code = row->code ? g_strdup (code) : NULL;
  self->anywhere = (SokySignOptions){
      .role = soky_role_to_string (step->role),
      .profile = soky_profile_to_string (row->profile),
      .image_path = self->image,
      .title = self->office,
      .code = self->code,
      .placement = {.visible = TRUE, .anywhere = TRUE},
  };
  self->options = self->anywhere;
  if (row->anchor == NULL)
    return;
  self->at_office = self->anywhere;
  self->at_office.placement.anchor = row->anchor;
  self->at_office.placement.side = row->above ? SOKY_PDF_SIDE_ABOVE : SOKY_PDF_SIDE_BELOW;
  self->at_office.title = delegated ? self->office : NULL;
  self->at_office.otherwise = &self->anywhere;
  self->options = self->at_office;
  if (!delegated)
    return;
  /* a paper that is made out to the deputy prints both lines itself */
  self->heading = g_strdelimit (g_strdup (self->office), "\n", ' ');
  self->options.placement.anchor = self->heading;
  self->options.title = NULL;
  self->options.otherwise = &self->at_office;
}

void
soky_signing_look_clear (SokySigningLook *self)
{
  g_free (self->code);
  g_free (self->office);
  g_free (self->heading);
  g_free (self->image);
}
