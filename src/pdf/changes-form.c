/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/changes-form.h"

#include "pdf/changes-private.h"

#define MAX_DEPTH 32
#define MAX_NODES 100000
#define MAX_NAME_BYTES (16 * 1024 * 1024)

static void
node_free (SokyFormNode *node)
{
  g_free (node->name);
  g_free (node);
}

/* The attribute of the nearest node upwards that has it. */
static const SokyValue *
get_inherited (SokyGraph *graph, const SokyFormNode *node, const char *key)
{
  for (; node != NULL; node = node->parent) {
    const SokyValue *value = soky_graph_get (graph, node->dict, key);
    if (value != NULL)
      return value;
  }
  return NULL;
}

static const char *
intern_type (const SokyValue *type)
{
  static const char *const types[] = {"/Sig", "/Tx", "/Btn", "/Ch"};
  for (guint i = 0; i < G_N_ELEMENTS (types); i++) {
    if (soky_value_is (type, types[i]))
      return types[i];
  }
  return "";
}

static char *
qualify (const SokyFormNode *parent, const char *partial)
{
  const char *above = parent == NULL ? "" : parent->name;
  if (partial == NULL)
    return g_strdup (above);
  return *above == '\0' ? g_strdup (partial) : g_strconcat (above, ".", partial, NULL);
}

static SokyFormNode *
add_node (SokyForm *self, SokyGraph *graph, const SokyValue *reference, const SokyFormNode *parent)
{
  const SokyValue *dict = soky_graph_resolve (graph, reference);
  gpointer key = soky_graph_key (reference->number, reference->generation);
  /* what is not there shows nothing, and what was met before keeps its first place */
  if (dict == NULL || g_hash_table_contains (self->by_key, key))
    return NULL;
  /* a stream has more to it than a dictionary, which the rules for fields would not see */
  if (dict->kind != SOKY_VALUE_DICTIONARY || soky_graph_is_stream (graph, reference) ||
      self->nodes->len >= MAX_NODES || self->name_bytes > MAX_NAME_BYTES) {
    self->is_sound = FALSE;
    return NULL;
  }
  g_autofree char *partial = soky_value_dup_text (soky_graph_get (graph, dict, "/T"));
  SokyFormNode *node = g_new0 (SokyFormNode, 1);
  node->graph = graph;
  node->number = reference->number;
  node->generation = reference->generation;
  node->dict = dict;
  node->parent = parent;
  node->name = qualify (parent, partial);
  self->name_bytes += strlen (node->name);
  node->is_field = partial != NULL || parent == NULL;
  node->is_widget = soky_value_is (soky_graph_get (graph, dict, "/Subtype"), "/Widget");
  node->type = intern_type (get_inherited (graph, node, "/FT"));
  if (node->is_field)
    g_hash_table_replace (self->by_name, node->name,
                          GUINT_TO_POINTER (soky_form_count (self, node->name) + 1));
  g_ptr_array_add (self->nodes, node);
  g_hash_table_insert (self->by_key, key, node);
  return node;
}

static void
add_all (SokyForm *self, SokyGraph *graph, const SokyValue *array, const SokyFormNode *parent,
         guint depth)
{
  if (depth > MAX_DEPTH) {
    self->is_sound = FALSE;
    return;
  }
  for (guint i = 0; i < soky_value_get_length (array); i++) {
    const SokyValue *item = soky_value_get_item (array, i);
    if (item->kind != SOKY_VALUE_REFERENCE)
      continue;
    SokyFormNode *node = add_node (self, graph, item, parent);
    if (node != NULL)
      add_all (self, graph, soky_graph_get (graph, node->dict, "/Kids"), node, depth + 1);
  }
}

SokyForm *
soky_form_new (SokyGraph *graph)
{
  SokyForm *self = g_new0 (SokyForm, 1);
  self->nodes = g_ptr_array_new_with_free_func ((GDestroyNotify) node_free);
  self->by_key = g_hash_table_new (NULL, NULL);
  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  self->is_sound = TRUE;
  const SokyValue *root = soky_graph_get (graph, soky_graph_get_trailer (graph), "/Root");
  const SokyValue *form = soky_graph_get (graph, root, "/AcroForm");
  add_all (self, graph, soky_graph_get (graph, form, "/Fields"), NULL, 0);
  return self;
}

void
soky_form_free (SokyForm *self)
{
  g_hash_table_unref (self->by_key);
  g_hash_table_unref (self->by_name);
  g_ptr_array_unref (self->nodes);
  g_free (self);
}

SokyFormNode *
soky_form_find (const SokyForm *self, int number, int generation)
{
  return g_hash_table_lookup (self->by_key, soky_graph_key (number, generation));
}

guint
soky_form_count (const SokyForm *self, const char *name)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->by_name, name));
}

const SokyValue *
soky_form_get_value (SokyGraph *graph, const SokyFormNode *node)
{
  return get_inherited (graph, node, "/V");
}
