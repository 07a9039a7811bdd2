/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/import/plan.h"

static SokyImportPlan *
plan_new (SokyImportKind kind)
{
  SokyImportPlan *self = g_new0 (SokyImportPlan, 1);

  self->report = soky_import_report_new (kind);
  self->units = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_unit_unref);
  self->added = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_person_unref);
  self->changed = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_person_unref);
  self->removed = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_person_unref);
  self->emails = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
soky_import_plan_free (SokyImportPlan *self)
{
  if (self == NULL)
    return;
  soky_import_report_free (self->report);
  g_ptr_array_unref (self->units);
  g_ptr_array_unref (self->added);
  g_ptr_array_unref (self->changed);
  g_ptr_array_unref (self->removed);
  g_hash_table_unref (self->emails);
  g_strfreev (self->names);
  g_free (self);
}

/* By line of the file; what is not of a line comes last. */
static int
compare_rows (gconstpointer a, gconstpointer b)
{
  guint first = (*(const SokyImportRow *const *) a)->line - 1;
  guint second = (*(const SokyImportRow *const *) b)->line - 1;

  return first < second ? -1 : first > second;
}

static gboolean
fill (SokyTransaction *tx, const SokyImportOrder *order, const SokyImportTable *table,
      const SokyImportMapping *mapping, SokyImportPlan *plan, GError **error)
{
  g_autoptr (SokyImportLayout) layout =
      soky_import_mapping_find (mapping, order->kind, table, error);

  if (layout == NULL)
    return FALSE;
  g_strfreev (plan->report->ignored);
  plan->report->ignored = g_strdupv (layout->ignored);
  if (order->kind == SOKY_IMPORT_PEOPLE)
    return soky_import_plan_people (tx, order, table, mapping, layout, plan, error);
  return soky_import_plan_names (tx, order, table, layout, plan, error);
}

SokyImportPlan *
soky_import_plan (SokyTransaction *tx, const SokyImportOrder *order, GBytes *file,
                  const SokyImportMapping *mapping, GError **error)
{
  g_autoptr (SokyImportPlan) plan = plan_new (order->kind);
  g_autoptr (GError) problem = NULL;
  g_autoptr (SokyImportTable) table = soky_import_table_read (file, &problem);

  if (table != NULL)
    fill (tx, order, table, mapping, plan, &problem);
  if (problem != NULL && problem->domain != SOKY_IMPORT_FILE_ERROR) {
    g_propagate_error (error, g_steal_pointer (&problem));
    return NULL;
  }
  if (problem != NULL)
    soky_import_report_add (plan->report, 0, SOKY_IMPORT_ERROR, "", "")->message =
        g_strdup (problem->message);
  g_ptr_array_sort (plan->report->rows, compare_rows);
  soky_import_report_seal (plan->report);
  return g_steal_pointer (&plan);
}
