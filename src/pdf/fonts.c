/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/fonts.h"

#include <string.h>

#include "pdf/content.h"

#define MAX_DEPTH 8     /* forms within forms */
#define SUBSET_PREFIX 7 /* "ABCDEF+" */

typedef struct {
  SokyGraph *graph;
  GHashTable *seen;
  SokyPdfFontFunc func;
  gpointer user_data;
} Walk;

gboolean
soky_pdf_font_is_legacy (const char *name)
{
  /* .VnTime, VnArialH; VNI-Times; VPS Times */
  const char *start = *name == '.' ? name + 1 : name;

  return (g_str_has_prefix (start, "Vn") && g_ascii_isupper (start[2])) ||
         g_str_has_prefix (name, "VNI") || g_str_has_prefix (name, "VPS ") ||
         g_str_has_prefix (name, "VPS-");
}

static gboolean
has_subset_prefix (const char *name)
{
  for (int i = 0; i < SUBSET_PREFIX - 1; i++) {
    if (!g_ascii_isupper (name[i]))
      return FALSE;
  }
  return name[SUBSET_PREFIX - 1] == '+';
}

static char *
dup_name (SokyGraph *graph, const SokyValue *font)
{
  const SokyValue *base = soky_graph_get (graph, font, "/BaseFont");
  g_autofree char *spelled = base != NULL && base->kind == SOKY_VALUE_SCALAR && base->length > 1
                                 ? g_strndup (base->text + 1, base->length - 1)
                                 : g_strdup ("");
  /* a name may spell any byte as # and two digits (ISO 32000-2 §7.3.5) */
  g_strdelimit (spelled, "#", '%');
  g_autofree char *name = g_uri_unescape_string (spelled, NULL);
  const char *whole = name ? name : spelled;
  return g_utf8_make_valid (has_subset_prefix (whole) ? whole + SUBSET_PREFIX : whole, -1);
}

static gboolean
is_embedded (SokyGraph *graph, const SokyValue *font)
{
  const SokyValue *descendants = soky_graph_get (graph, font, "/DescendantFonts");
  const SokyValue *described = soky_graph_resolve (graph, soky_value_get_item (descendants, 0));
  const SokyValue *descriptor =
      soky_graph_get (graph, described ? described : font, "/FontDescriptor");

  return soky_value_is (soky_graph_get (graph, font, "/Subtype"), "/Type3") ||
         soky_value_get (descriptor, "/FontFile") != NULL ||
         soky_value_get (descriptor, "/FontFile2") != NULL ||
         soky_value_get (descriptor, "/FontFile3") != NULL;
}

/* Whether it is met for the first time; what is no object of its own always is. */
static gboolean
is_new (Walk *self, const SokyValue *value)
{
  return value->kind != SOKY_VALUE_REFERENCE ||
         g_hash_table_add (self->seen, soky_graph_key (value->number, value->generation));
}

static void
look_at_fonts (Walk *self, const SokyValue *fonts)
{
  for (guint i = 0; i < soky_value_get_length (fonts); i++) {
    const SokyValue *item = soky_value_get_item (fonts, i);
    const SokyValue *font = soky_graph_resolve (self->graph, item);
    if (font == NULL || !is_new (self, item))
      continue;
    g_autofree char *name = dup_name (self->graph, font);
    const SokyPdfFont found = {name, is_embedded (self->graph, font),
                               soky_pdf_font_is_legacy (name)};
    self->func (&found, self->user_data);
  }
}

static void
look_at_resources (Walk *self, const SokyValue *resources, guint depth)
{
  const SokyValue *objects = soky_graph_get (self->graph, resources, "/XObject");

  look_at_fonts (self, soky_graph_get (self->graph, resources, "/Font"));
  for (guint i = 0; depth < MAX_DEPTH && i < soky_value_get_length (objects); i++) {
    const SokyValue *item = soky_value_get_item (objects, i);
    if (is_new (self, item))
      look_at_resources (
          self, soky_graph_get (self->graph, soky_graph_resolve (self->graph, item), "/Resources"),
          depth + 1);
  }
}

void
soky_pdf_fonts_foreach (SokyGraph *graph, const SokyValue *page, GHashTable *seen,
                        SokyPdfFontFunc func, gpointer user_data)
{
  Walk self = {graph, seen, func, user_data};

  look_at_resources (&self, soky_content_get_resources (graph, page), 0);
}
