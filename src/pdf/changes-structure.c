/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/changes-private.h"

#define MAX_DEPTH 8
#define MAX_TREE_NODES 100000

/* The number tree of a structure tree, flat: "3" -> spelling. */
typedef struct {
  SokyGraph *graph;
  SokyComparison *comparison;
  GHashTable *entries;
  GHashTable *seen;
} Parents;

static gboolean
is_reference_to_nothing_old (SokyComparison *self, const SokyValue *value)
{
  return value->kind == SOKY_VALUE_REFERENCE &&
         soky_graph_load (self->old_graph, value->number, value->generation) == NULL;
}

static gboolean
has_element_keys (const SokyValue *element)
{
  static const char *const keys[] = {"/Type", "/S",  "/P",    "/K", "/Pg",
                                     "/T",    "/ID", "/Lang", "/A", NULL};
  for (guint i = 0; i < soky_value_get_length (element); i++) {
    if (!g_strv_contains (keys, element->keys->pdata[i]))
      return FALSE;
  }
  return element->kind == SOKY_VALUE_DICTIONARY;
}

/* New structure that leads to new signature fields and nowhere else. */
static gboolean
leads_to_fields (SokyComparison *self, const SokyValue *kid, guint depth)
{
  const SokyValue *node = soky_graph_resolve (self->new_graph, kid);
  if (node == NULL || depth > MAX_DEPTH || !soky_comparison_spend (self, 1))
    return FALSE;
  if (node->kind == SOKY_VALUE_ARRAY) {
    for (guint i = 0; i < soky_value_get_length (node); i++) {
      if (!leads_to_fields (self, soky_value_get_item (node, i), depth + 1))
        return FALSE;
    }
    return soky_value_get_length (node) > 0;
  }
  const SokyValue *object = soky_value_get (node, "/Obj");
  if (object != NULL)
    return object->kind == SOKY_VALUE_REFERENCE &&
           g_hash_table_contains (self->approved,
                                  soky_graph_key (object->number, object->generation));
  return is_reference_to_nothing_old (self, kid) && has_element_keys (node) &&
         leads_to_fields (self, soky_value_get (node, "/K"), depth + 1);
}

static guint
count_kids (SokyGraph *graph, const SokyValue *kids)
{
  const SokyValue *list = soky_graph_resolve (graph, kids);
  if (kids == NULL)
    return 0;
  return list != NULL && list->kind == SOKY_VALUE_ARRAY ? soky_value_get_length (list) : 1;
}

/* /K is one kid, or an array of them. */
static const SokyValue *
get_kid (SokyGraph *graph, const SokyValue *kids, guint index)
{
  const SokyValue *list = soky_graph_resolve (graph, kids);
  return list != NULL && list->kind == SOKY_VALUE_ARRAY ? soky_value_get_item (list, index) : kids;
}

static gboolean
kids_follow (SokyComparison *self, const SokyValue *old_kids, const SokyValue *new_kids)
{
  guint n_old = count_kids (self->old_graph, old_kids);
  guint n_new = count_kids (self->new_graph, new_kids);
  if (!soky_comparison_spend (self, n_old + n_new))
    return FALSE;
  guint kept = 0;
  for (guint i = 0; i < n_new; i++) {
    const SokyValue *kid = get_kid (self->new_graph, new_kids, i);
    if (kept < n_old && soky_value_equal (get_kid (self->old_graph, old_kids, kept), kid))
      kept++;
    else if (!leads_to_fields (self, kid, 0))
      return FALSE;
  }
  for (guint i = 0; i < n_old; i++)
    soky_comparison_require (self, get_kid (self->old_graph, old_kids, i), 0);
  return kept == n_old;
}

static void
flatten (Parents *parents, const SokyValue *reference, guint depth)
{
  const SokyValue *node = soky_graph_resolve (parents->graph, reference);
  if (depth > MAX_DEPTH || node == NULL || g_hash_table_size (parents->seen) > MAX_TREE_NODES ||
      !g_hash_table_add (parents->seen, (gpointer) node) ||
      !soky_comparison_spend (parents->comparison,
                              soky_value_get_length (soky_value_get (node, "/Nums"))))
    return;
  const SokyValue *numbers = soky_graph_get (parents->graph, node, "/Nums");
  for (guint i = 0; i + 1 < soky_value_get_length (numbers); i += 2) {
    const SokyValue *number = soky_value_get_item (numbers, i);
    g_hash_table_replace (parents->entries, g_strndup (number->text, number->length),
                          (gpointer) soky_value_get_item (numbers, i + 1));
  }
  const SokyValue *kids = soky_graph_get (parents->graph, node, "/Kids");
  for (guint i = 0; i < soky_value_get_length (kids); i++)
    flatten (parents, soky_value_get_item (kids, i), depth + 1);
}

static GHashTable *
flatten_parents (SokyComparison *self, SokyGraph *graph, const SokyValue *tree)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  Parents parents = {graph, self, g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
                     seen};
  flatten (&parents, tree, 0);
  return parents.entries;
}

/* The same element, or the same elements in another array object. */
static gboolean
parent_equal (SokyComparison *self, const SokyValue *old_value, const SokyValue *new_value)
{
  const SokyValue *old_list = soky_graph_resolve (self->old_graph, old_value);
  const SokyValue *new_list = soky_graph_resolve (self->new_graph, new_value);
  gboolean are_lists = old_list != NULL && old_list->kind == SOKY_VALUE_ARRAY;
  soky_comparison_require (self, are_lists ? old_list : old_value, 0);
  return are_lists ? soky_value_equal (old_list, new_list)
                   : soky_value_equal (old_value, new_value);
}

/* What belonged to a parent still does. */
static gboolean
parents_follow (SokyComparison *self, const SokyValue *old_tree, const SokyValue *new_tree)
{
  g_autoptr (GHashTable) old_entries = flatten_parents (self, self->old_graph, old_tree);
  g_autoptr (GHashTable) new_entries = flatten_parents (self, self->new_graph, new_tree);
  GHashTableIter iter;
  gpointer number;
  gpointer value;
  g_hash_table_iter_init (&iter, old_entries);
  while (g_hash_table_iter_next (&iter, &number, &value)) {
    if (!parent_equal (self, value, g_hash_table_lookup (new_entries, number)))
      return FALSE;
  }
  return TRUE;
}

static gboolean
key_follows (SokyComparison *self, const SokyValue *old_node, const SokyValue *new_node,
             const char *key)
{
  gboolean is_root = soky_value_is (soky_value_get (old_node, "/Type"), "/StructTreeRoot");
  const SokyValue *old_value = soky_value_get (old_node, key);
  const SokyValue *new_value = soky_value_get (new_node, key);
  if (g_str_equal (key, "/K"))
    return kids_follow (self, old_value, new_value);
  if (is_root && g_str_equal (key, "/ParentTree"))
    return parents_follow (self, old_value, new_value);
  if (is_root && g_str_equal (key, "/ParentTreeNextKey"))
    return soky_value_get_integer (new_value, -1) >= soky_value_get_integer (old_value, 0);
  if (is_root && old_value == NULL && soky_value_is (new_value, "<< >>"))
    return TRUE;
  soky_comparison_require (self, old_value, 0);
  return soky_value_equal (old_value, new_value);
}

gboolean
soky_comparison_structure_follows (SokyComparison *self, const SokyValue *old_node,
                                   const SokyValue *new_node)
{
  const SokyValue *type = soky_value_get (old_node, "/Type");
  const SokyValue *parent = soky_value_get (old_node, "/P");
  gboolean is_element = soky_value_get (old_node, "/S") != NULL && parent != NULL &&
                        parent->kind == SOKY_VALUE_REFERENCE &&
                        (type == NULL || soky_value_is (type, "/StructElem"));
  if ((!is_element && !soky_value_is (type, "/StructTreeRoot")) || new_node == NULL)
    return FALSE;
  for (guint i = 0; i < soky_value_get_length (old_node); i++) {
    if (!key_follows (self, old_node, new_node, old_node->keys->pdata[i]))
      return FALSE;
  }
  for (guint i = 0; i < soky_value_get_length (new_node); i++) {
    const char *key = new_node->keys->pdata[i];
    if (soky_value_get (old_node, key) == NULL && !key_follows (self, old_node, new_node, key))
      return FALSE;
  }
  return TRUE;
}
