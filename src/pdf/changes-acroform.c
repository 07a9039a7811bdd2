/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "pdf/changes-private.h"

static void
require_equal (SokyComparison *self, const char *key, const SokyValue *old_value,
               const SokyValue *new_value)
{
  if (!soky_value_equal (old_value, new_value))
    soky_comparison_forbid (self, soky_change_at (SOKY_PDF_CHANGE_FORM),
                            _ ("the form: %s was changed"), key);
  soky_comparison_require (self, old_value, 0);
}

/* The old root fields all stay, in their order; what comes between and after is checked with the
 * fields. */
static void
check_field_list (SokyComparison *self, const SokyValue *old_list, const SokyValue *new_list)
{
  guint kept = 0;
  for (guint i = 0; i < soky_value_get_length (new_list); i++) {
    const SokyValue *field = soky_value_get_item (new_list, i);
    if (soky_value_equal (field, soky_value_get_item (old_list, kept)))
      kept++;
    else if (field->kind != SOKY_VALUE_REFERENCE)
      soky_comparison_forbid (self, soky_change_at (SOKY_PDF_CHANGE_FORM),
                              _ ("the form: a field was added"));
  }
  if (kept < soky_value_get_length (old_list))
    soky_comparison_forbid (self, soky_change_at (SOKY_PDF_CHANGE_FORM),
                            _ ("the form: a field was removed"));
  soky_comparison_require (self, old_list, 0);
}

/* Resources may be added; those that were there stay (a font is what a text looks like), but for
 * the shapes that signing programs put there for the latest signature alone. */
static void
check_resources (SokyComparison *self, const SokyValue *old_resources,
                 const SokyValue *new_resources)
{
  for (guint i = 0; i < soky_value_get_length (old_resources); i++) {
    const char *category = old_resources->keys->pdata[i];
    const SokyValue *old_names =
        soky_graph_resolve (self->old_graph, old_resources->items->pdata[i]);
    const SokyValue *new_names = soky_graph_get (self->new_graph, new_resources, category);
    if (g_str_equal (category, "/XObject"))
      continue;
    if (old_names == NULL || old_names->kind != SOKY_VALUE_DICTIONARY) {
      require_equal (self, category, old_names, new_names);
      continue;
    }
    for (guint k = 0; k < soky_value_get_length (old_names); k++)
      require_equal (self, old_names->keys->pdata[k], old_names->items->pdata[k],
                     soky_value_get (new_names, old_names->keys->pdata[k]));
  }
}

static void
check_signature_flags (SokyComparison *self, const SokyValue *old_value, const SokyValue *new_value)
{
  gint64 before = soky_value_get_integer (soky_graph_resolve (self->old_graph, old_value), 0);
  gint64 after = soky_value_get_integer (soky_graph_resolve (self->new_graph, new_value), 0);
  if ((before & ~after) != 0 || (after & ~3) != 0)
    soky_comparison_forbid (self, soky_change_at (SOKY_PDF_CHANGE_FORM),
                            _ ("the form: %s was changed"), "/SigFlags");
}

/* Defaults may be given where there were none; FALSE → TRUE would have readers draw fields anew. */
static void
check_default (SokyComparison *self, const char *key, const SokyValue *old_value,
               const SokyValue *new_value)
{
  gboolean is_drawing = g_str_equal (key, "/NeedAppearances");
  gboolean was_absent = old_value == NULL || soky_value_is (old_value, "false");
  if (is_drawing && !soky_value_is (soky_graph_resolve (self->new_graph, new_value), "true"))
    return;
  if (!is_drawing && was_absent)
    return;
  require_equal (self, key, old_value, new_value);
}

static void
check_key (SokyComparison *self, const SokyValue *old_form, const SokyValue *new_form,
           const char *key)
{
  const SokyValue *old_value = soky_value_get (old_form, key);
  const SokyValue *new_value = soky_value_get (new_form, key);
  if (g_str_equal (key, "/Fields")) {
    check_field_list (self, soky_graph_resolve (self->old_graph, old_value),
                      soky_graph_resolve (self->new_graph, new_value));
  } else if (g_str_equal (key, "/DR")) {
    check_resources (self, soky_graph_resolve (self->old_graph, old_value),
                     soky_graph_resolve (self->new_graph, new_value));
  } else if (g_str_equal (key, "/SigFlags")) {
    check_signature_flags (self, old_value, new_value);
  } else if (g_str_equal (key, "/DA") || g_str_equal (key, "/Q") ||
             g_str_equal (key, "/NeedAppearances")) {
    check_default (self, key, old_value, new_value);
  } else {
    require_equal (self, key, old_value, new_value);
  }
}

void
soky_comparison_check_form (SokyComparison *self, const SokyValue *old_form,
                            const SokyValue *new_form)
{
  self->in_form = TRUE;
  for (guint i = 0; i < soky_value_get_length (old_form); i++)
    check_key (self, old_form, new_form, old_form->keys->pdata[i]);
  for (guint i = 0; i < soky_value_get_length (new_form); i++) {
    const char *key = new_form->keys->pdata[i];
    if (soky_value_get (old_form, key) == NULL)
      check_key (self, old_form, new_form, key);
  }
  if (!self->new_form->is_sound)
    soky_comparison_forbid (self, soky_change_at (SOKY_PDF_CHANGE_FORM),
                            _ ("the form: its fields are not in order"));
  soky_comparison_check_fields (self);
  self->in_form = FALSE;
}
