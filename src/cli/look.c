/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/look.h"

#include "base/output.h"
#include "cli/command.h"
#include "sign/preview.h"

#include <glib/gi18n.h>
#include <math.h>

#define PREVIEW_DPI 300

GOptionGroup *
soky_look_options_group (SokyLookOptions *self)
{
  const GOptionEntry entries[] = {
      {"visible", 0, 0, G_OPTION_ARG_NONE, &self->visible, N_ ("Show the signature on a page"),
       NULL},
      {"page", 0, 0, G_OPTION_ARG_INT, &self->page,
       N_ ("On this page (from 1; -1 is the last, which is the default)"), N_ ("N")},
      {"rect", 0, 0, G_OPTION_ARG_STRING, &self->rect,
       N_ ("In this place: left, bottom, width, height in points"), N_ ("X,Y,W,H")},
      {"anchor", 0, 0, G_OPTION_ARG_STRING, &self->anchor, N_ ("Under the last place of this text"),
       N_ ("TEXT")},
      {"anchor-side", 0, 0, G_OPTION_ARG_STRING, &self->side,
       N_ ("Below that text (the default) or above it"), N_ ("below|above")},
      {"role", 0, 0, G_OPTION_ARG_STRING, &self->role,
       N_ ("In the empty signature field of this name, in any spelling, if there is one"),
       N_ ("NAME")},
      {"profile", 0, 0, G_OPTION_ARG_STRING, &self->profile,
       N_ ("Look and place by Decree 30/2020: person, initial, org, attachment, copy, text"),
       N_ ("NAME")},
      {"template", 0, 0, G_OPTION_ARG_STRING, &self->template_name,
       N_ ("Look by this template: person-text, person-image, compact, qr …"), N_ ("NAME")},
      {"title", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->title,
       N_ ("Office above the name; once more for a second line (KT. …)"), N_ ("TEXT")},
      {"image", 0, 0, G_OPTION_ARG_FILENAME, &self->image,
       N_ ("Picture of the written signature or the stamp, PNG or JPEG"), N_ ("FILE")},
      {"number", 0, 0, G_OPTION_ARG_STRING, &self->number,
       N_ ("Number and symbol, for the profile attachment"), N_ ("TEXT")},
      {"form", 0, 0, G_OPTION_ARG_STRING, &self->form,
       N_ ("Form of the copy, for the profile copy (“Sao y”)"), N_ ("TEXT")},
      {"qr", 0, 0, G_OPTION_ARG_STRING, &self->code, N_ ("A QR code that leads to this address"),
       N_ ("URL")},
      {"preview", 0, 0, G_OPTION_ARG_FILENAME, &self->preview,
       N_ ("Do not sign: draw what the signature would look like, as .png or .pdf"), N_ ("OUT")},
      G_OPTION_ENTRY_NULL,
  };
  GOptionGroup *group = g_option_group_new (NULL, NULL, NULL, NULL, NULL);

  g_option_group_add_entries (group, entries);
  return group;
}

void
soky_look_options_clear (SokyLookOptions *self)
{
  char *texts[] = {self->rect,    self->anchor,  self->side,   self->role,
                   self->profile, self->image,   self->number, self->form,
                   self->code,    self->preview, self->lines,  self->template_name};

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  g_strfreev (self->title);
  *self = (SokyLookOptions){0};
}

/* "X,Y,W,H" in points. */
static gboolean
parse_rect (const char *text, SokyPlacement *placement)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);
  double *numbers[] = {&placement->x, &placement->y, &placement->width, &placement->height};

  if (g_strv_length (parts) != G_N_ELEMENTS (numbers))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++) {
    char *end = NULL;
    *numbers[i] = g_ascii_strtod (g_strstrip (parts[i]), &end);
    if (end == parts[i] || *end != '\0' || !isfinite (*numbers[i]))
      return FALSE;
  }
  return placement->width > 0 && placement->height > 0;
}

static gboolean
is_visible (const SokyLookOptions *self)
{
  return self->visible || self->rect || self->anchor || self->page != 0 || self->role ||
         self->profile || self->template_name || self->title || self->image || self->code ||
         self->preview;
}

static const char *
apply_place (const SokyLookOptions *self, SokyPlacement *placement)
{
  *placement = (SokyPlacement){.visible = is_visible (self),
                               .page = self->page,
                               .anchor = self->anchor,
                               .anywhere = self->rect == NULL};
  if (self->rect != NULL && self->anchor != NULL)
    return _ ("Give either --rect or --anchor.");
  if (self->rect != NULL && !parse_rect (self->rect, placement))
    return _ ("--rect takes four numbers: left,bottom,width,height.");
  if (self->side == NULL)
    return NULL;
  if (self->anchor == NULL)
    return _ ("--anchor-side goes with --anchor.");
  if (g_str_equal (self->side, "above"))
    placement->side = SOKY_PDF_SIDE_ABOVE;
  else if (!g_str_equal (self->side, "below"))
    return _ ("--anchor-side is below or above.");
  return NULL;
}

const char *
soky_look_options_apply (SokyLookOptions *self, SokySignOptions *options)
{
  g_free (self->lines);
  self->lines = self->title ? g_strjoinv ("\n", self->title) : NULL;
  options->role = self->role;
  options->profile = self->profile;
  options->template_name = self->template_name;
  options->title = self->lines;
  options->image_path = self->image;
  options->number = self->number;
  options->form = self->form;
  options->code = self->code;
  return apply_place (self, &options->placement);
}

static gboolean
write_file (const char *path, GBytes *bytes, GError **error)
{
  gsize length = 0;
  const void *data = g_bytes_get_data (bytes, &length);
  g_autoptr (SokyOutput) output = soky_output_new (path, error);

  return output != NULL && soky_output_write (output, data, length, error) &&
         soky_output_commit (output, error);
}

static gboolean
draw_preview (const char *path, const SokySignPreview *preview, GError **error)
{
  gboolean as_pdf = g_str_has_suffix (path, ".pdf");
  g_autoptr (GBytes) bytes =
      as_pdf ? g_bytes_ref (preview->look) : soky_sign_preview_to_png (preview, PREVIEW_DPI, error);

  return bytes != NULL && write_file (path, bytes, error);
}

int
soky_look_preview (const SokyLookOptions *self, const SokyKeyOptions *key,
                   const SokySignOptions *options, const char *input)
{
  g_autoptr (GError) error = NULL;
  g_auto (SokySignPreview) preview = {0};
  g_autoptr (SokyCertificate) certificate = soky_key_find_certificate (key, &error);

  if (certificate == NULL) {
    soky_cli_print_error (NULL, error);
    return SOKY_CLI_FAILED;
  }
  if (!soky_sign_preview (input, options, certificate, &preview, NULL, &error) ||
      !draw_preview (self->preview, &preview, &error)) {
    soky_cli_print_error (input, error);
    return SOKY_CLI_FAILED;
  }
  g_print (_ ("page %d: %.1f,%.1f,%.1f,%.1f\n"), preview.page, preview.rect[0], preview.rect[1],
           preview.rect[2] - preview.rect[0], preview.rect[3] - preview.rect[1]);
  return SOKY_CLI_OK;
}
