/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/appearance/line.h"

#include "base/text.h"

#define FAMILIES "Liberation Serif, Times New Roman, Tinos, DejaVu Serif, DejaVu Sans"

#define LINE_SIZE 9.0
#define TITLE_SIZE 10.0

/* The paper is Vietnamese, whatever language the program speaks. */
static const struct {
  const char *label;
  double size;
  gboolean bold;
} styles[SOKY_N_LINES] = {
    [SOKY_LINE_TITLE] = {"", TITLE_SIZE, TRUE},
    [SOKY_LINE_NAME] = {"Ký bởi: ", LINE_SIZE, TRUE},
    [SOKY_LINE_ORGANISATION] = {"Cơ quan: ", LINE_SIZE, FALSE},
    [SOKY_LINE_TIME] = {"Thời gian ký: ", LINE_SIZE, FALSE},
    [SOKY_LINE_REASON] = {"Lý do: ", LINE_SIZE, FALSE},
};

/* Composed, on one line, without characters that do not print. */
static char *
clean_text (const char *text)
{
  if (text == NULL)
    return NULL;
  g_autofree char *composed = soky_text_normalize (text);
  g_autoptr (GString) result = g_string_new (NULL);
  gboolean blank = FALSE;
  for (const char *p = composed; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    if (g_unichar_isspace (c) || !g_unichar_isprint (c)) {
      blank = TRUE;
      continue;
    }
    if (blank && result->len > 0)
      g_string_append_c (result, ' ');
    blank = FALSE;
    g_string_append_unichar (result, c);
  }
  return result->len == 0 ? NULL : g_string_free (g_steal_pointer (&result), FALSE);
}

PangoLayout *
soky_line_new (PangoContext *context, SokyLine line, const char *text)
{
  g_autofree char *cleaned = clean_text (text);
  if (cleaned == NULL)
    return NULL;

  PangoLayout *layout = pango_layout_new (context);
  g_autofree char *whole = g_strconcat (styles[line].label, cleaned, NULL);
  pango_layout_set_text (layout, whole, -1);
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);

  g_autoptr (PangoFontDescription) font = pango_font_description_from_string (FAMILIES);
  pango_font_description_set_absolute_size (font, styles[line].size * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);

  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  if (styles[line].bold) {
    PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);
    bold->start_index = (guint) strlen (styles[line].label);
    pango_attr_list_insert (attributes, bold);
  }
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  pango_layout_set_attributes (layout, attributes);
  return layout;
}

PangoContext *
soky_line_context_new (void)
{
  /* metrics without rounding to pixels: the same text at any scale */
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  cairo_font_options_t *options = cairo_font_options_create ();
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

void
soky_line_set_apart (PangoLayout *layout, SokyLine line, gboolean apart)
{
  g_autofree char *text = g_strdup (pango_layout_get_text (layout));
  text[strlen (styles[line].label) - 1] = apart ? '\n' : ' ';
  pango_layout_set_text (layout, text, -1);
}
