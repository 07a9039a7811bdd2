/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "pdf/changes-private.h"

/* /F of an annotation and /Ff of a field (ISO 32000-2 tables 167 and 227) */
#define FLAGS_CONCEALING (1 << 0 | 1 << 1 | 1 << 5) /* Invisible, Hidden, NoView */
#define FLAGS_SETTLING                                                                             \
  (1 << 2 | 1 << 6 | 1 << 7 | 1 << 9) /* Print, ReadOnly, Locked, LockedContents */
#define FIELD_FLAG_READ_ONLY (1 << 0)

static gboolean
is_among (const char *key, const char *const *keys)
{
  return g_strv_contains (keys, key);
}

/* What follows from a new value: it may change with it, and only with it. */
static gboolean
follows_value (const char *key)
{
  static const char *const keys[] = {"/V",  "/AP", "/AS", "/RV", "/I",
                                     "/TI", "/DA", "/Q",  "/M",  NULL};
  return is_among (key, keys);
}

static gboolean
is_signature_node (const SokyFormNode *node)
{
  return g_str_equal (node->type, "/Sig");
}

static char *
spell_value (SokyGraph *graph, const SokyFormNode *node)
{
  const SokyValue *value = soky_form_get_value (graph, node);
  return value == NULL ? g_strdup ("null") : g_strndup (value->text, value->length);
}

static gboolean
value_changed (SokyComparison *self, const SokyFormNode *old_node, const SokyFormNode *new_node)
{
  g_autofree char *old_value = spell_value (self->old_graph, old_node);
  g_autofree char *new_value = spell_value (self->new_graph, new_node);
  return !g_str_equal (old_value, new_value);
}

/* Flags that make a filled field permanent may be added; nothing may be hidden. A field that is
 * signed may also come out of hiding. */
static gboolean
flags_may_follow (const char *key, const SokyValue *old_value, const SokyValue *new_value,
                  gboolean is_signature)
{
  gint64 before = soky_value_get_integer (old_value, 0);
  gint64 after = soky_value_get_integer (new_value, 0);
  gint64 set = after & ~before;
  gint64 cleared = before & ~after;
  if (g_str_equal (key, "/Ff"))
    return cleared == 0 && (set & ~FIELD_FLAG_READ_ONLY) == 0;
  return (set & ~FLAGS_SETTLING) == 0 && (cleared & ~(is_signature ? FLAGS_CONCEALING : 0)) == 0;
}

/* What a filled field showed before. If something outside the form shows it too, it was there for
 * more than this field. */
static void
explain (SokyComparison *self, const SokyValue *value)
{
  if (value == NULL || value->kind != SOKY_VALUE_REFERENCE)
    return;
  SokyObjectPlace place = {value->number, value->generation, 0};
  g_array_append_val (self->explained, place);
}

/* One key of a field whose value has changed. */
static void
check_filled_key (SokyComparison *self, const SokyFormNode *old_node, const SokyFormNode *new_node,
                  const char *key)
{
  const SokyValue *old_value = soky_value_get (old_node->dict, key);
  const SokyValue *new_value = soky_value_get (new_node->dict, key);
  gboolean is_flags = g_str_equal (key, "/F") || g_str_equal (key, "/Ff");
  gboolean is_decoration =
      g_str_equal (key, "/MK") &&
      (is_signature_node (old_node) || self->permissions->level == SOKY_CHANGE_ANNOTATION);
  if (follows_value (key) || is_decoration) {
    explain (self, old_value);
    return;
  }
  if (is_flags && flags_may_follow (key, old_value, new_value, is_signature_node (old_node)))
    return;
  if (g_str_equal (key, "/Type") && old_value == NULL && soky_value_is (new_value, "/Annot"))
    return;
  if (!soky_value_equal (old_value, new_value))
    soky_comparison_forbid (self, soky_change_at_field (SOKY_PDF_CHANGE_FIELD_CHANGED, old_node),
                            _ ("field “%s”: %s was changed"), old_node->name, key);
  soky_comparison_require (self, old_value, 0);
}

static void
check_filled (SokyComparison *self, const SokyFormNode *old_node, const SokyFormNode *new_node)
{
  for (guint i = 0; i < soky_value_get_length (old_node->dict); i++)
    check_filled_key (self, old_node, new_node, old_node->dict->keys->pdata[i]);
  for (guint i = 0; i < soky_value_get_length (new_node->dict); i++) {
    const char *key = new_node->dict->keys->pdata[i];
    if (soky_value_get (old_node->dict, key) == NULL)
      check_filled_key (self, old_node, new_node, key);
  }
}

/* A field whose value stays: all of it stays. */
static void
check_kept (SokyComparison *self, const SokyFormNode *old_node, const SokyFormNode *new_node)
{
  if (!soky_value_equal (old_node->dict, new_node->dict))
    soky_comparison_forbid (self, soky_change_at_field (SOKY_PDF_CHANGE_FIELD_CHANGED, old_node),
                            _ ("field “%s”: it was changed without its value"), old_node->name);
  soky_comparison_require (self, old_node->dict, 0);
}

/* A dictionary of its own, which was not there before, with the parts of a signature. */
static gboolean
is_new_signature (SokyComparison *self, const SokyFormNode *node, const SokyValue *signature)
{
  const SokyValue *value = soky_value_get (node->dict, "/V");
  if (value == NULL ||
      (value->kind == SOKY_VALUE_REFERENCE &&
       soky_graph_load (self->old_graph, value->number, value->generation) != NULL))
    return FALSE;
  return soky_value_get (signature, "/Contents") != NULL &&
         soky_value_get (signature, "/ByteRange") != NULL;
}

void
soky_comparison_check_new_signature (SokyComparison *self, const SokyFormNode *node,
                                     SokyChangeLevel level)
{
  const SokyValue *signature = soky_form_get_value (self->new_graph, node);
  if (!is_new_signature (self, node, signature)) {
    soky_comparison_forbid (self, soky_change_at_field (SOKY_PDF_CHANGE_FIELD_CHANGED, node),
                            _ ("field “%s”: its value is no signature"), node->name);
    return;
  }
  if (soky_permissions_certifies (self->new_graph, signature)) {
    soky_comparison_forbid (self, soky_change_at_field (SOKY_PDF_CHANGE_SIGNATURE_ADDED, node),
                            _ ("field “%s”: it certifies what others signed before"), node->name);
    return;
  }
  if (self->permissions->is_limited && soky_permissions_lock_level (self->new_graph, node->dict) >
                                           (gint64) self->permissions->level) {
    soky_comparison_forbid (self, soky_change_at_field (SOKY_PDF_CHANGE_SIGNATURE_ADDED, node),
                            _ ("field “%s”: it allows what an earlier signature does not"),
                            node->name);
    return;
  }
  if (soky_value_is (soky_value_get (signature, "/SubFilter"), "/ETSI.RFC3161"))
    soky_comparison_permit (self, level,
                            soky_change_at_field (SOKY_PDF_CHANGE_TIMESTAMP_ADDED, node),
                            _ ("field “%s”: a timestamp was added"), node->name);
  else
    soky_comparison_permit (self, level,
                            soky_change_at_field (SOKY_PDF_CHANGE_SIGNATURE_ADDED, node),
                            _ ("field “%s” was signed"), node->name);
}

static void
check_new_value (SokyComparison *self, const SokyFormNode *old_node, const SokyFormNode *new_node)
{
  const SokyValue *old_value = soky_form_get_value (self->old_graph, old_node);
  if (is_signature_node (old_node) && old_value != NULL)
    soky_comparison_forbid (self,
                            soky_change_at_field (SOKY_PDF_CHANGE_SIGNATURE_REPLACED, old_node),
                            _ ("field “%s”: its signature was replaced"), old_node->name);
  else if (soky_permissions_lock (self->permissions, old_node->name))
    soky_comparison_forbid (self, soky_change_at_field (SOKY_PDF_CHANGE_FIELD_CHANGED, old_node),
                            _ ("field “%s”: it was locked by a signature, and changed"),
                            old_node->name);
  else if (is_signature_node (old_node))
    soky_comparison_check_new_signature (self, new_node, SOKY_CHANGE_FORM);
  else
    soky_comparison_permit (self, SOKY_CHANGE_FORM,
                            soky_change_at_field (SOKY_PDF_CHANGE_FIELD_FILLED, old_node),
                            _ ("field “%s” was filled in"), old_node->name);
}

static gboolean
same_place (const SokyFormNode *old_node, const SokyFormNode *new_node)
{
  const SokyFormNode *old_parent = old_node->parent;
  const SokyFormNode *new_parent = new_node->parent;
  if (!g_str_equal (old_node->name, new_node->name) || old_node->type != new_node->type)
    return FALSE;
  if (old_parent == NULL || new_parent == NULL)
    return old_parent == NULL && new_parent == NULL;
  return old_parent->number == new_parent->number &&
         old_parent->generation == new_parent->generation;
}

static void
check_node (SokyComparison *self, const SokyFormNode *old_node)
{
  const SokyFormNode *new_node =
      soky_form_find (self->new_form, old_node->number, old_node->generation);
  if (new_node == NULL || !same_place (old_node, new_node)) {
    soky_comparison_forbid (self, soky_change_at_field (SOKY_PDF_CHANGE_FIELD_REMOVED, old_node),
                            _ ("field “%s”: it was removed"), old_node->name);
    return;
  }
  if (!value_changed (self, old_node, new_node)) {
    check_kept (self, old_node, new_node);
    return;
  }
  if (old_node->is_field)
    check_new_value (self, old_node, new_node);
  check_filled (self, old_node, new_node);
}

void
soky_comparison_check_fields (SokyComparison *self)
{
  for (guint i = 0; i < self->old_form->nodes->len; i++)
    check_node (self, self->old_form->nodes->pdata[i]);
  for (guint i = 0; i < self->new_form->nodes->len; i++) {
    const SokyFormNode *node = self->new_form->nodes->pdata[i];
    if (soky_form_find (self->old_form, node->number, node->generation) == NULL)
      soky_comparison_check_added (self, node);
  }
}
