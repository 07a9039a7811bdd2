/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "pdf/changes-private.h"

#define FLAGS_UNSEEN (1 << 1 | 1 << 5) /* Hidden, NoView */

/* All that a signature field or its widget needs; nothing that acts by itself. */
static gboolean
is_plain_key (const char *key)
{
  static const char *const keys[] = {"/Type", "/Subtype", "/FT",           "/T", "/TU",   "/TM",
                                     "/V",    "/F",       "/Ff",           "/P", "/Rect", "/AP",
                                     "/AS",   "/MK",      "/DA",           "/Q", "/DR",   "/Lock",
                                     "/SV",   "/Kids",    "/Parent",       "/H", "/BS",   "/Border",
                                     "/NM",   "/M",       "/StructParent", NULL};
  return g_strv_contains (keys, key);
}

static gboolean
has_plain_keys (const SokyFormNode *node)
{
  for (guint i = 0; i < soky_value_get_length (node->dict); i++) {
    if (!is_plain_key (node->dict->keys->pdata[i]))
      return FALSE;
  }
  return TRUE;
}

static double
get_number (SokyGraph *graph, const SokyValue *array, guint index)
{
  return soky_value_get_number (soky_graph_resolve (graph, soky_value_get_item (array, index)), 0);
}

static gboolean
is_visible (SokyGraph *graph, const SokyFormNode *node)
{
  const SokyValue *rect = soky_graph_get (graph, node->dict, "/Rect");
  gint64 flags = soky_value_get_integer (soky_graph_get (graph, node->dict, "/F"), 0);
  if (!node->is_widget || (flags & FLAGS_UNSEEN) != 0)
    return FALSE;
  return get_number (graph, rect, 0) != get_number (graph, rect, 2) &&
         get_number (graph, rect, 1) != get_number (graph, rect, 3);
}

static gboolean
name_is_new (const SokyComparison *self, const SokyFormNode *node)
{
  return *node->name != '\0' && strchr (node->name, '.') == NULL &&
         soky_form_count (self->old_form, node->name) == 0 &&
         soky_form_count (self->new_form, node->name) == 1;
}

static gboolean
is_timestamp (SokyComparison *self, const SokyFormNode *node)
{
  const SokyValue *signature = soky_form_get_value (self->new_graph, node);
  return soky_value_is (soky_value_get (signature, "/SubFilter"), "/ETSI.RFC3161") &&
         soky_value_is (soky_value_get (signature, "/Type"), "/DocTimeStamp");
}

static void
check_visibility (SokyComparison *self, const SokyFormNode *node)
{
  if (!is_visible (self->new_graph, node))
    return;
  if (self->permissions->is_certified && self->permissions->level < SOKY_CHANGE_ANNOTATION)
    soky_comparison_forbid (self, soky_change_at_field (SOKY_PDF_CHANGE_SIGNATURE_ADDED, node),
                            _ ("field “%s”: a visible field was added to a certified document"),
                            node->name);
  else
    soky_comparison_permit (self, SOKY_CHANGE_FORM,
                            soky_change_at_field (SOKY_PDF_CHANGE_SIGNATURE_ADDED, node),
                            _ ("field “%s”: a visible signature was added"), node->name);
}

static void
check_added_field (SokyComparison *self, const SokyFormNode *node)
{
  if (!name_is_new (self, node)) {
    soky_comparison_forbid (self, soky_change_at_field (SOKY_PDF_CHANGE_FIELD_ADDED, node),
                            _ ("field “%s”: its name was taken already"), node->name);
    return;
  }
  soky_comparison_check_new_signature (
      self, node,
      is_timestamp (self, node) && !is_visible (self->new_graph, node) ? SOKY_CHANGE_ARCHIVE
                                                                       : SOKY_CHANGE_FORM);
}

void
soky_comparison_check_added (SokyComparison *self, const SokyFormNode *node)
{
  gboolean is_field = node->parent == NULL;
  gboolean is_kid =
      !is_field && !node->is_field && node->is_widget && node->parent->parent == NULL &&
      soky_form_find (self->old_form, node->parent->number, node->parent->generation) == NULL;
  if (!g_str_equal (node->type, "/Sig") || !has_plain_keys (node) || (!is_field && !is_kid)) {
    soky_comparison_forbid (self, soky_change_at_field (SOKY_PDF_CHANGE_FIELD_ADDED, node),
                            _ ("field “%s”: it was added"), node->name);
    return;
  }
  if (is_field)
    check_added_field (self, node);
  check_visibility (self, node);
  if (node->is_widget)
    g_hash_table_insert (self->approved, soky_graph_key (node->number, node->generation),
                         GINT_TO_POINTER (0));
}
