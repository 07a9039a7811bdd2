/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/preflight.h"

#include <math.h>

#include "pdf/content.h"
#include "pdf/document-private.h"
#include "pdf/fonts.h"
#include "pdf/signature.h"

#define A4_WIDTH 595.28 /* points */
#define A4_HEIGHT 841.89
#define TOLERANCE 9.0 /* 3 mm */
#define MAX_ITEMS 100

typedef struct {
  SokyPdf *document;
  GPtrArray *items;
  int page;
} Preflight;

void
soky_pdf_preflight_item_free (SokyPdfPreflightItem *self)
{
  g_free (self->font);
  g_free (self);
}

const char *
soky_pdf_preflight_kind_to_string (SokyPdfPreflightKind kind)
{
  static const char *const words[] = {
      [SOKY_PDF_PREFLIGHT_FONT_MISSING] = "font-missing",
      [SOKY_PDF_PREFLIGHT_FONT_LEGACY] = "font-legacy",
      [SOKY_PDF_PREFLIGHT_PAGE_SIZE] = "page-size",
      [SOKY_PDF_PREFLIGHT_PAGE_TURNED] = "page-turned",
      [SOKY_PDF_PREFLIGHT_SCAN] = "scan",
      [SOKY_PDF_PREFLIGHT_TOO_LARGE] = "too-large",
      [SOKY_PDF_PREFLIGHT_SIGNED] = "signed",
  };
  g_return_val_if_fail ((gsize) kind < G_N_ELEMENTS (words), "other");
  return words[kind];
}

/* Counts for a kind, and for a font where there is one. */
static void
note (Preflight *self, SokyPdfPreflightKind kind, const char *font)
{
  for (guint i = 0; i < self->items->len; i++) {
    SokyPdfPreflightItem *known = g_ptr_array_index (self->items, i);
    if (known->kind == kind && g_strcmp0 (known->font, font) == 0) {
      known->count++;
      return;
    }
  }
  if (self->items->len >= MAX_ITEMS)
    return;
  SokyPdfPreflightItem *item = g_new0 (SokyPdfPreflightItem, 1);
  item->kind = kind;
  item->page = self->page;
  item->count = 1;
  item->font = g_strdup (font);
  g_ptr_array_add (self->items, item);
}

static void
note_font (const SokyPdfFont *font, gpointer user_data)
{
  Preflight *self = user_data;

  if (font->is_legacy)
    note (self, SOKY_PDF_PREFLIGHT_FONT_LEGACY, font->name);
  else if (!font->is_embedded)
    note (self, SOKY_PDF_PREFLIGHT_FONT_MISSING, font->name);
}

static gboolean
is_a4 (const SokyPdfPage *page)
{
  double width = page->box[2] - page->box[0], height = page->box[3] - page->box[1];
  double narrow = MIN (width, height), wide = MAX (width, height);

  return fabs (narrow - A4_WIDTH) <= TOLERANCE && fabs (wide - A4_HEIGHT) <= TOLERANCE;
}

static gboolean
look_at_pages (Preflight *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (SokyGraph) graph = soky_graph_new (self->document);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  SokyContentBudget budget = SOKY_CONTENT_BUDGET;

  for (guint i = 0; i < soky_pdf_count_pages (self->document); i++) {
    const SokyPdfPage *page = soky_pdf_get_page (self->document, i, error);
    SokyContentTraits traits;
    if (page == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
    const SokyValue *dict = soky_graph_load (graph, page->number, page->generation);
    self->page = (int) i + 1;
    if (!is_a4 (page))
      note (self, SOKY_PDF_PREFLIGHT_PAGE_SIZE, NULL);
    if (page->rotation != 0)
      note (self, SOKY_PDF_PREFLIGHT_PAGE_TURNED, NULL);
    soky_pdf_fonts_foreach (graph, dict, seen, note_font, self);
    soky_content_look (graph, dict, &budget, &traits);
    if (traits.shows_image && !traits.shows_text && !traits.hides_text)
      note (self, SOKY_PDF_PREFLIGHT_SCAN, NULL);
  }
  self->page = 0;
  return TRUE;
}

GPtrArray *
soky_pdf_preflight (SokyPdf *self, goffset limit, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_autoptr (GPtrArray) items =
      g_ptr_array_new_with_free_func ((GDestroyNotify) soky_pdf_preflight_item_free);
  g_autoptr (GPtrArray) signatures = soky_pdf_list_signatures (self, error);
  Preflight preflight = {self, items, 0};

  if (signatures == NULL)
    return NULL;
  if (limit > 0 && soky_input_get_size (soky_pdf_get_input (self)) > limit)
    note (&preflight, SOKY_PDF_PREFLIGHT_TOO_LARGE, NULL);
  for (guint i = 0; i < signatures->len; i++)
    note (&preflight, SOKY_PDF_PREFLIGHT_SIGNED, NULL);
  return look_at_pages (&preflight, cancellable, error) ? g_steal_pointer (&items) : NULL;
}
