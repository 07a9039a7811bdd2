/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/appearance/line.h"

#include "base/text.h"

#include <string.h>

#define MOST_LINES 3

/* Composed, on one line, without characters that do not print. */
static char *
clean_line (const char *text)
{
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
  return g_strdup (result->str);
}

static char *
clean_text (const char *text, gboolean lines)
{
  if (!lines)
    return clean_line (text);
  g_auto (GStrv) parts = g_strsplit (text, "\n", MOST_LINES);
  g_autoptr (GString) result = g_string_new (NULL);
  for (guint i = 0; parts[i] != NULL; i++) {
    g_autofree char *line = clean_line (parts[i]);
    if (*line != '\0')
      g_string_append_printf (result, "%s%s", result->len > 0 ? "\n" : "", line);
  }
  return g_strdup (result->str);
}

/* The label is in the weight of the paper, the text in its own. */
static void
set_font (PangoLayout *layout, const SokyTemplateLine *style)
{
  g_autoptr (PangoFontDescription) font = soky_font_describe (style->size, FALSE, style->italic);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_layout_set_font_description (layout, font);
  if (style->bold) {
    PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);
    bold->start_index = (guint) strlen (style->label);
    pango_attr_list_insert (attributes, bold);
  }
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  pango_layout_set_attributes (layout, attributes);
}

PangoLayout *
soky_line_new (PangoContext *context, const SokyTemplateLine *style, const char *text,
               gboolean lines)
{
  g_autofree char *cleaned = text == NULL ? NULL : clean_text (text, lines);
  if (cleaned == NULL || *cleaned == '\0')
    return NULL;

  PangoLayout *layout = pango_layout_new (context);
  g_autofree char *whole =
      g_strconcat (style->label, *style->label == '\0' ? "" : " ", cleaned, NULL);
  pango_layout_set_text (layout, whole, -1);
  set_font (layout, style);
  return layout;
}

void
soky_line_set_apart (PangoLayout *layout, const SokyTemplateLine *style, gboolean apart)
{
  if (*style->label == '\0')
    return;
  g_autofree char *text = g_strdup (pango_layout_get_text (layout));
  text[strlen (style->label)] = apart ? '\n' : ' ';
  pango_layout_set_text (layout, text, -1);
}
