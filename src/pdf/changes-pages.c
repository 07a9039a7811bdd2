/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "pdf/changes-private.h"

static void
rule_object (SokyComparison *self, int number, int generation)
{
  g_hash_table_add (self->ruled, soky_graph_key (number, generation));
}

void
soky_comparison_find_pages (SokyComparison *self)
{
  const SokyValue *root = soky_value_get (soky_graph_get_trailer (self->old_graph), "/Root");
  if (root != NULL && root->kind == SOKY_VALUE_REFERENCE &&
      !soky_graph_is_stream (self->old_graph, root))
    rule_object (self, root->number, root->generation);
  self->pages = soky_graph_list_pages (self->old_graph);
  for (guint i = 0; i < self->pages->len; i++) {
    const SokyObjectPlace *page = &g_array_index (self->pages, SokyObjectPlace, i);
    rule_object (self, page->number, page->generation);
  }
}

/* What a program adds to a page of a tagged document together with a field. */
static gboolean
comes_with_field (const char *key, const SokyValue *value)
{
  return (g_str_equal (key, "/Tabs") && soky_value_is (value, "/S")) ||
         (g_str_equal (key, "/StructParents") && soky_value_get_integer (value, -1) >= 0);
}

static void
check_page (SokyComparison *self, const SokyObjectPlace *object)
{
  int page = object->page;
  const SokyValue *old_page = soky_graph_load (self->old_graph, object->number, object->generation);
  const SokyValue *new_page = soky_graph_load (self->new_graph, object->number, object->generation);
  if (old_page == NULL || new_page == NULL || new_page->kind != SOKY_VALUE_DICTIONARY) {
    soky_comparison_forbid (self, _ ("page %d: it was removed"), page);
    return;
  }
  gboolean has_field = soky_comparison_check_annotations (self, old_page, new_page, page);
  for (guint i = 0; i < soky_value_get_length (old_page); i++) {
    const char *key = old_page->keys->pdata[i];
    if (!g_str_equal (key, "/Annots"))
      soky_comparison_require_equal (self, old_page->items->pdata[i],
                                     soky_value_get (new_page, key), key, page);
  }
  for (guint i = 0; i < soky_value_get_length (new_page); i++) {
    const char *key = new_page->keys->pdata[i];
    if (g_str_equal (key, "/Annots") || soky_value_get (old_page, key) != NULL ||
        (has_field && comes_with_field (key, new_page->items->pdata[i])))
      continue;
    soky_comparison_forbid (self, _ ("page %d: %s was added"), page, key);
  }
}

void
soky_comparison_check_pages (SokyComparison *self)
{
  for (guint i = 0; i < self->pages->len; i++)
    check_page (self, &g_array_index (self->pages, SokyObjectPlace, i));
}
