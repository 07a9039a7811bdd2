/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/appearance/font.h"

#include "pdf/error.h"

#include <glib/gi18n-lib.h>

/* Times in its measures; the first is what Debian ships, the others are drawn to the same ones. */
static const char *const families[] = {"Liberation Serif", "Tinos", "Times New Roman"};
/* letters that old versions of these fonts lack */
static const gunichar needed[] = {0x1ec6 /* Ệ */, 0x1eef /* ữ */, 0x1eb4 /* Ẵ */, 0x1ef4 /* Ỵ */};

static PangoContext *shared;
static const char *family; /* set with it */

static PangoContext *
make_context (void)
{
  PangoFontMap *map = pango_cairo_font_map_new ();
  PangoContext *context = pango_font_map_create_context (map);
  cairo_font_options_t *options = cairo_font_options_create ();

  g_object_unref (map);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);
  pango_cairo_context_set_resolution (context, 72);
  pango_context_set_round_glyph_positions (context, FALSE);
  pango_context_set_language (context, pango_language_from_string ("vi"));
  pango_context_set_base_dir (context, PANGO_DIRECTION_LTR);
  return context;
}

static gboolean
has_letters (PangoFont *font)
{
  for (guint i = 0; i < G_N_ELEMENTS (needed); i++) {
    if (!pango_font_has_char (font, needed[i]))
      return FALSE;
  }
  return TRUE;
}

/* Whether the family itself is there: fontconfig would give another font for one that is not. */
static gboolean
is_complete (PangoContext *context, const char *name)
{
  g_autoptr (PangoFontDescription) wanted = pango_font_description_new ();
  pango_font_description_set_family_static (wanted, name);
  g_autoptr (PangoFont) font = pango_context_load_font (context, wanted);
  g_autoptr (PangoFontDescription) found = font ? pango_font_describe (font) : NULL;
  return found != NULL &&
         g_ascii_strcasecmp (pango_font_description_get_family (found), name) == 0 &&
         has_letters (font);
}

PangoContext *
soky_font_context (GError **error)
{
  if (shared != NULL)
    return shared;
  PangoContext *context = make_context ();
  for (guint i = 0; i < G_N_ELEMENTS (families); i++) {
    if (!is_complete (context, families[i]))
      continue;
    family = families[i];
    shared = context;
    return shared;
  }
  g_object_unref (context);
  g_set_error_literal (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_UNSUPPORTED,
                       _ ("The font of visible signatures, Liberation Serif 2, is not installed. "
                          "Install it (Debian: fonts-liberation2), or sign without a visible "
                          "signature."));
  return NULL;
}

PangoFontDescription *
soky_font_describe (double size, gboolean bold, gboolean italic)
{
  PangoFontDescription *font = pango_font_description_new ();
  pango_font_description_set_family_static (font, family);
  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  if (bold)
    pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  if (italic)
    pango_font_description_set_style (font, PANGO_STYLE_ITALIC);
  return font;
}
