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
    /* a stream has more to it than a dictionary, which the rules for pages would not see */
    if (!soky_graph_is_stream_object (self->old_graph, page->number, page->generation))
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

static gboolean
is_untouched (SokyComparison *self, int number)
{
  return soky_graph_is_untouched (self->old_graph, self->new_graph, number);
}

/* Whether a page has the same bytes as before, and its list of annotations, too. */
static gboolean
is_same_page (SokyComparison *self, const SokyObjectPlace *page, SokyScan *scan)
{
  guint number = 0;
  guint generation = 0;
  SokyScan value;
  if (!is_untouched (self, page->number) ||
      !soky_graph_begin (self->new_graph, page->number, page->generation, scan))
    return FALSE;
  SokyScan within = *scan;
  soky_scan_space (&within);
  g_autoptr (GHashTable) dictionary = soky_scan_dictionary (&within);
  if (dictionary == NULL)
    return FALSE;
  return !soky_scan_value (&within, dictionary, "Annots", &value) ||
         !soky_scan_object_head (&value, "R", &number, &generation) ||
         is_untouched (self, (int) number);
}

static void
check_page (SokyComparison *self, const SokyObjectPlace *object)
{
  SokyScan scan;
  if (self->permissions->level < SOKY_CHANGE_ANNOTATION && is_same_page (self, object, &scan) &&
      soky_comparison_require_scanned (self, &scan, object->page))
    return;
  int page = object->page;
  const SokyValue *old_page = soky_graph_load (self->old_graph, object->number, object->generation);
  const SokyValue *new_page = soky_graph_load (self->new_graph, object->number, object->generation);
  if (old_page == NULL || new_page == NULL || new_page->kind != SOKY_VALUE_DICTIONARY) {
    soky_comparison_forbid (self, soky_change_at_object (SOKY_PDF_CHANGE_PAGE_REMOVED, object),
                            _ ("page %d: it was removed"), page);
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
    soky_comparison_forbid (self, soky_change_at_object (SOKY_PDF_CHANGE_PAGE_CHANGED, object),
                            _ ("page %d: %s was added"), page, key);
  }
}

void
soky_comparison_check_pages (SokyComparison *self)
{
  for (guint i = 0; i < self->pages->len; i++)
    check_page (self, &g_array_index (self->pages, SokyObjectPlace, i));
}
