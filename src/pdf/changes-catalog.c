/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "pdf/changes-private.h"

typedef void (*KeyRule) (SokyComparison *self, const SokyValue *old_value,
                         const SokyValue *new_value);

static const SokyValue *
resolve_old (SokyComparison *self, const SokyValue *value)
{
  return soky_graph_resolve (self->old_graph, value);
}

static const SokyValue *
resolve_new (SokyComparison *self, const SokyValue *value)
{
  return soky_graph_resolve (self->new_graph, value);
}

static void
check_acroform (SokyComparison *self, const SokyValue *old_value, const SokyValue *new_value)
{
  soky_comparison_check_form (self, resolve_old (self, old_value), resolve_new (self, new_value));
}

static void
check_dss (SokyComparison *self, const SokyValue *old_value, const SokyValue *new_value)
{
  soky_comparison_check_dss (self, resolve_old (self, old_value), resolve_new (self, new_value));
}

/* "/1.7" as 17; 0 when it is nothing of the kind. */
static int
read_version (const SokyValue *value)
{
  if (value == NULL || value->length != 4 || value->text[0] != '/' || value->text[2] != '.' ||
      !g_ascii_isdigit (value->text[1]) || !g_ascii_isdigit (value->text[3]))
    return 0;
  return 10 * g_ascii_digit_value (value->text[1]) + g_ascii_digit_value (value->text[3]);
}

static void
check_version (SokyComparison *self, const SokyValue *old_value, const SokyValue *new_value)
{
  const SokyValue *old_version = resolve_old (self, old_value);
  const SokyValue *new_version = resolve_new (self, new_value);
  if (soky_value_equal (old_version, new_version))
    return;
  if (read_version (new_version) <= read_version (old_version))
    soky_comparison_forbid (self, soky_change_at (SOKY_PDF_CHANGE_DOCUMENT),
                            _ ("the document: its version of PDF was lowered"));
  else
    soky_comparison_permit (self, SOKY_CHANGE_ARCHIVE, soky_change_at (SOKY_PDF_CHANGE_DOCUMENT),
                            _ ("the version of PDF was raised"));
}

static gboolean
extension_may_follow (SokyComparison *self, const SokyValue *old_extension,
                      const SokyValue *new_extension)
{
  const SokyValue *old_base = soky_graph_get (self->old_graph, old_extension, "/BaseVersion");
  const SokyValue *new_base = soky_graph_get (self->new_graph, new_extension, "/BaseVersion");
  const SokyValue *old_level = soky_graph_get (self->old_graph, old_extension, "/ExtensionLevel");
  const SokyValue *new_level = soky_graph_get (self->new_graph, new_extension, "/ExtensionLevel");
  return read_version (new_base) >= read_version (old_base) &&
         soky_value_get_integer (new_level, -1) >= soky_value_get_integer (old_level, G_MAXINT64);
}

static void
check_extensions (SokyComparison *self, const SokyValue *old_value, const SokyValue *new_value)
{
  const SokyValue *old_dict = resolve_old (self, old_value);
  const SokyValue *new_dict = resolve_new (self, new_value);
  if (soky_value_equal (old_dict, new_dict) && soky_value_equal (old_value, new_value))
    return;
  for (guint i = 0; i < soky_value_get_length (old_dict); i++) {
    const char *key = old_dict->keys->pdata[i];
    const SokyValue *old_extension = resolve_old (self, old_dict->items->pdata[i]);
    const SokyValue *new_extension = soky_graph_get (self->new_graph, new_dict, key);
    if (!soky_value_equal (old_extension, new_extension) &&
        !extension_may_follow (self, old_extension, new_extension)) {
      soky_comparison_forbid (self, soky_change_at (SOKY_PDF_CHANGE_DOCUMENT),
                              _ ("the document: its extension %s was changed"), key);
      return;
    }
  }
  soky_comparison_permit (self, SOKY_CHANGE_ARCHIVE, soky_change_at (SOKY_PDF_CHANGE_DOCUMENT),
                          _ ("extensions of PDF were declared"));
}

static void
check_metadata (SokyComparison *self, const SokyValue *old_value, const SokyValue *new_value)
{
  if (soky_value_equal (old_value, new_value) &&
      (old_value->kind != SOKY_VALUE_REFERENCE ||
       soky_graph_is_untouched (self->old_graph, self->new_graph, old_value->number)))
    return;
  const SokyValue *dict = resolve_new (self, new_value);
  if (!soky_graph_is_stream (self->new_graph, new_value) ||
      !soky_value_is (soky_value_get (dict, "/Type"), "/Metadata"))
    soky_comparison_forbid (self, soky_change_at (SOKY_PDF_CHANGE_METADATA),
                            _ ("the document: its metadata was removed"));
  else
    soky_comparison_permit (self, SOKY_CHANGE_ARCHIVE, soky_change_at (SOKY_PDF_CHANGE_METADATA),
                            _ ("the metadata was updated"));
}

static void
check_mark_info (SokyComparison *self, const SokyValue *old_value, const SokyValue *new_value)
{
  static const char *const known[] = {"/Marked", "/UserProperties", "/Suspects"};
  const SokyValue *dict = resolve_new (self, new_value);
  if (soky_value_equal (resolve_old (self, old_value), dict))
    return;
  for (guint i = 0; i < soky_value_get_length (dict); i++) {
    gboolean is_known = FALSE;
    for (guint k = 0; k < G_N_ELEMENTS (known); k++)
      is_known = is_known || g_str_equal (dict->keys->pdata[i], known[k]);
    if (!is_known) {
      soky_comparison_forbid (self, soky_change_at (SOKY_PDF_CHANGE_DOCUMENT),
                              _ ("the document: %s was changed"), "/MarkInfo");
      return;
    }
  }
}

static void
check_structure (SokyComparison *self, const SokyValue *old_value, const SokyValue *new_value)
{
  if (old_value != NULL && soky_value_equal (old_value, new_value)) {
    soky_comparison_require (self, old_value, 0);
    return;
  }
  if (!soky_comparison_structure_follows (self, resolve_old (self, old_value),
                                          resolve_new (self, new_value)))
    soky_comparison_forbid (self, soky_change_at (SOKY_PDF_CHANGE_DOCUMENT),
                            _ ("the document: %s was changed"), "/StructTreeRoot");
}

/* The form comes first: it finds the new fields that others make room for. */
static const struct {
  const char *key;
  KeyRule rule;
} key_rules[] = {
    {"/AcroForm", check_acroform},        {"/DSS", check_dss},
    {"/Extensions", check_extensions},    {"/Metadata", check_metadata},
    {"/MarkInfo", check_mark_info},       {"/Version", check_version},
    {"/StructTreeRoot", check_structure},
};

static KeyRule
find_rule (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (key_rules); i++) {
    if (g_str_equal (key_rules[i].key, key))
      return key_rules[i].rule;
  }
  return NULL;
}

static void
check_catalog (SokyComparison *self, const SokyValue *old_catalog, const SokyValue *new_catalog)
{
  for (guint i = 0; i < soky_value_get_length (old_catalog); i++) {
    const char *key = old_catalog->keys->pdata[i];
    if (find_rule (key) == NULL)
      soky_comparison_require_equal (self, old_catalog->items->pdata[i],
                                     soky_value_get (new_catalog, key), key, 0);
  }
  for (guint i = 0; i < soky_value_get_length (new_catalog); i++) {
    const char *key = new_catalog->keys->pdata[i];
    if (find_rule (key) == NULL && soky_value_get (old_catalog, key) == NULL)
      soky_comparison_forbid (self, soky_change_at (SOKY_PDF_CHANGE_DOCUMENT),
                              _ ("the document: %s was added"), key);
  }
  for (guint i = 0; i < G_N_ELEMENTS (key_rules); i++) {
    const SokyValue *old_value = soky_value_get (old_catalog, key_rules[i].key);
    const SokyValue *new_value = soky_value_get (new_catalog, key_rules[i].key);
    if (old_value != NULL && new_value == NULL)
      soky_comparison_forbid (self, soky_change_at (SOKY_PDF_CHANGE_DOCUMENT),
                              _ ("the document: %s was removed"), key_rules[i].key);
    else if (new_value != NULL)
      key_rules[i].rule (self, old_value, new_value);
  }
}

/* Keys of a trailer or cross-reference stream that no reader shows. */
static gboolean
is_bookkeeping (const char *key)
{
  static const char *const keys[] = {"/Size", "/Prev",   "/XRefStm",     "/ID",     "/Info",
                                     "/Type", "/W",      "/Index",       "/Filter", "/DecodeParms",
                                     "/Root", "/Length", "/DocChecksum", "/F",      "/FFilter"};
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++) {
    if (g_str_equal (keys[i], key))
      return TRUE;
  }
  return FALSE;
}

static void
check_trailer_keys (SokyComparison *self, const SokyValue *old_trailer,
                    const SokyValue *new_trailer)
{
  for (guint i = 0; i < soky_value_get_length (old_trailer); i++) {
    const char *key = old_trailer->keys->pdata[i];
    if (is_bookkeeping (key))
      continue;
    const SokyValue *new_value = soky_value_get (new_trailer, key);
    if (new_value != NULL)
      soky_comparison_require_equal (self, old_trailer->items->pdata[i], new_value, key, 0);
    else
      soky_comparison_require (self, old_trailer->items->pdata[i], 0);
  }
  for (guint i = 0; i < soky_value_get_length (new_trailer); i++) {
    const char *key = new_trailer->keys->pdata[i];
    if (!is_bookkeeping (key) && soky_value_get (old_trailer, key) == NULL)
      soky_comparison_forbid (self, soky_change_at (SOKY_PDF_CHANGE_DOCUMENT),
                              _ ("the document: %s was added"), key);
  }
}

void
soky_comparison_check_trailer (SokyComparison *self)
{
  const SokyValue *old_trailer = soky_graph_get_trailer (self->old_graph);
  const SokyValue *new_trailer = soky_graph_get_trailer (self->new_graph);
  const SokyValue *old_root = soky_value_get (old_trailer, "/Root");
  const SokyValue *new_root = soky_value_get (new_trailer, "/Root");
  if (old_root == NULL || old_root->kind != SOKY_VALUE_REFERENCE ||
      !soky_value_equal (old_root, new_root)) {
    soky_comparison_forbid (self, soky_change_at (SOKY_PDF_CHANGE_DOCUMENT),
                            _ ("the document: its catalog was replaced by another"));
    return;
  }
  check_trailer_keys (self, old_trailer, new_trailer);
  const SokyValue *old_catalog = resolve_old (self, old_root);
  const SokyValue *new_catalog = resolve_new (self, new_root);
  if (old_catalog == NULL || new_catalog == NULL)
    soky_comparison_forbid (self, soky_change_at (SOKY_PDF_CHANGE_DOCUMENT),
                            _ ("the document: its catalog was replaced by another"));
  else
    check_catalog (self, old_catalog, new_catalog);
}
