/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdf/graph.h"

G_BEGIN_DECLS

/* What the content of pages does (ISO 32000-2 §7.8.2, §8.9, §9.3), as far as somebody wants to know
 * who signs it. Streams that are encoded by anything but FlateDecode are passed over. */
typedef struct {
  gboolean shows_text;
  gboolean hides_text; /* text in render mode 3, which is neither filled nor stroked */
  gboolean shows_image;
} SokyContentTraits;

/* How much content is decoded before the rest is passed over: bytes left for a whole document. */
typedef struct {
  gsize bytes;
} SokyContentBudget;

#define SOKY_CONTENT_BUDGET ((SokyContentBudget){64 * 1024 * 1024})

/* The resources of a page (nullable), its own or of a node above it; NULL when there are none. */
const SokyValue *soky_content_get_resources (SokyGraph *graph, const SokyValue *page);

/* Looks at a page's content and at the forms that it draws. @page is its dictionary (nullable). */
void soky_content_look (SokyGraph *graph, const SokyValue *page, SokyContentBudget *budget,
                        SokyContentTraits *traits);

/* One XObject that is drawn: its name with the slash, and whether text in it begins invisible. */
typedef void (*SokyContentDraw) (const char *name, gboolean hidden, gpointer user_data);

/* One content stream, decoded: what it does by itself. @hidden: text begins invisible in it. */
void soky_content_scan (const guint8 *data, gsize length, gboolean hidden,
                        SokyContentTraits *traits, SokyContentDraw draw, gpointer user_data);

G_END_DECLS
