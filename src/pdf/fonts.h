/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdf/graph.h"

G_BEGIN_DECLS

/* A font that a page uses (ISO 32000-2 §9.6, §9.7). */
typedef struct {
  char *name; /* without the prefix of a subset; "" when it has none */
  gboolean is_embedded;
  gboolean is_legacy; /* eight bits with letters of TCVN3, VNI or VPS in the places of others */
} SokyPdfFont;

typedef void (*SokyPdfFontFunc) (const SokyPdfFont *font, gpointer user_data);

/* Whether a font of that name has an encoding from before Unicode. */
gboolean soky_pdf_font_is_legacy (const char *name);

/* Calls @func for each font in the resources of @page (nullable) and of the forms in them. @seen
 * (soky_graph_key()) holds what was looked at on earlier pages, so that each comes once. */
void soky_pdf_fonts_foreach (SokyGraph *graph, const SokyValue *page, GHashTable *seen,
                             SokyPdfFontFunc func, gpointer user_data);

G_END_DECLS
