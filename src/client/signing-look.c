/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "client/signing-look.h"

#include "book/row-look.h"
#include "sign/profile.h"
#include "sign/signature-images.h"

static const SokySignatureImage kind_images[SOKY_N_STEP_KINDS] = {
    [SOKY_STEP_PERSON] = SOKY_SIGNATURE_IMAGE_MAIN,
    [SOKY_STEP_INITIAL] = SOKY_SIGNATURE_IMAGE_INITIAL,
    [SOKY_STEP_STAMP] = SOKY_SIGNATURE_IMAGE_SEAL,
};

static SokySignatureImage
choose_image (const SokyStep *step, const SokySigningWish *wish)
{
  if (wish != NULL && wish->sealed && step->kind == SOKY_STEP_PERSON)
    return SOKY_SIGNATURE_IMAGE_SEALED;
  return kind_images[step->kind];
}

/* Beside the text that the type names, if it names one. */
static void
place_at_office (SokySigningLook *self, const SokyRouteRow *row, gboolean delegated)
{
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

static SokyPlacement
get_wished_place (const SokySigningWish *wish)
{
  return (SokyPlacement){.visible = TRUE,
                         .page = wish->page,
                         .x = wish->shown[0],
                         .y = wish->shown[1],
                         .width = wish->shown[2],
                         .height = wish->shown[3],
                         .as_shown = TRUE,
                         .clear = !wish->covering};
}

/* A place that was chosen, which may be one that the type would have taken. */
static void
place_as_wished (SokySigningLook *self, const SokySigningWish *wish)
{
  self->beside = self->options;
  self->options = self->anywhere;
  self->options.beside = &self->beside;
  self->options.placement = get_wished_place (wish);
}

void
soky_signing_look_init (SokySigningLook *self, const SokyBookType *type, const SokyStep *step,
                        const SokyDelegationRecord *by, const char *code,
                        const SokySigningWish *wish)
{
  const SokyRouteRow *row = step ? soky_book_type_find_row (type, step) : NULL;
  gboolean delegated = FALSE;

  *self = (SokySigningLook){.anywhere = {.placement = {.visible = TRUE, .anywhere = TRUE}}};
  if (row != NULL) {
    self->office = soky_step_print_office (step, row, by, &delegated);
    self->image = soky_signature_images_find (choose_image (step, wish));
    self->code = row->code ? g_strdup (code) : NULL;
    self->number =
        wish != NULL && wish->numbering.number > 0 ? soky_numbering_print (&wish->numbering) : NULL;
    self->anywhere = (SokySignOptions){
        .role = soky_role_to_string (step->role),
        .profile = soky_profile_to_string (row->profile),
        .image_path = self->image,
        .title = self->office,
        .code = self->code,
        .number = self->number,
        .placement = {.visible = TRUE, .anywhere = TRUE},
    };
  }
  self->options = self->anywhere;
  if (row != NULL)
    place_at_office (self, row, delegated);
  if (wish != NULL && wish->page > 0)
    place_as_wished (self, wish);
}

gboolean
soky_signing_look_can_seal (const SokyBookType *type, const SokyStep *step)
{
  const SokyRouteRow *row = soky_book_type_find_row (type, step);
  const SokySignProfile *profile =
      row != NULL ? soky_sign_profile_get (soky_profile_to_string (row->profile), NULL) : NULL;
  g_autofree char *sealed = soky_signature_images_find (SOKY_SIGNATURE_IMAGE_SEALED);

  return sealed != NULL && step->kind == SOKY_STEP_PERSON && profile != NULL &&
         soky_sign_profile_has_image (profile);
}

/* "TM. HỘI ĐỒNG TRƯỜNG / CHỦ TỊCH", as a person types it on one line. */
static char *
split_lines (const char *office)
{
  g_auto (GStrv) parts = g_strsplit (office != NULL ? office : "", "/", -1);
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++) {
    if (*g_strstrip (parts[i]) != '\0')
      g_string_append_printf (lines, "%s%s", lines->len > 0 ? "\n" : "", parts[i]);
  }
  return lines->len > 0 ? g_string_free (g_steal_pointer (&lines), FALSE) : NULL;
}

void
soky_signing_look_init_for_file (SokySigningLook *self, const SokyFileLook *look,
                                 const SokySigningWish *wish)
{
  static const struct {
    const char *profile;
    int image; /* -1 = none */
  } kinds[] = {
      [SOKY_FILE_LOOK_MAIN] = {"person", SOKY_SIGNATURE_IMAGE_MAIN},
      [SOKY_FILE_LOOK_INITIAL] = {"initial", SOKY_SIGNATURE_IMAGE_INITIAL},
      [SOKY_FILE_LOOK_SEAL] = {"org", SOKY_SIGNATURE_IMAGE_SEAL},
      [SOKY_FILE_LOOK_WORDS] = {"person", -1},
  };
  int image = kinds[look->kind].image;

  *self = (SokySigningLook){.image = image >= 0 ? soky_signature_images_find (image) : NULL,
                            .office = split_lines (look->office)};
  self->options = (SokySignOptions){.profile = kinds[look->kind].profile,
                                    .image_path = self->image,
                                    .title = self->office,
                                    .placement = {.visible = TRUE, .anywhere = TRUE}};
  if (wish == NULL || wish->page == 0)
    return;
  self->options.placement = get_wished_place (wish);
  if (wish->last)
    self->options.placement.page = 0;
}

void
soky_signing_look_clear (SokySigningLook *self)
{
  g_free (self->code);
  g_free (self->office);
  g_free (self->heading);
  g_free (self->image);
  g_free (self->number);
}
