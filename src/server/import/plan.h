/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/person.h"
#include "book/unit.h"
#include "server/import/mapping.h"
#include "server/store/store.h"

G_BEGIN_DECLS

/* From a table to what it would change. Nothing is written here. */

typedef struct {
  SokyImportKind kind;
  const char *school_id;
  const char *actor_id;    /* nullable: who imports, and is never deactivated by that */
  gboolean remove_missing; /* what the school has and the file has not is taken out */
} SokyImportOrder;

typedef struct {
  SokyImportReport *report;
  GPtrArray *units;   /* SokyUnit: groups that are new */
  GPtrArray *added;   /* SokyPerson */
  GPtrArray *changed; /* SokyPerson: as they will be */
  GPtrArray *removed; /* SokyPerson: as they will be, inactive */
  GHashTable *emails; /* identifier of a person -> address to set */
  char **names;       /* nullable: the whole new list of classes or subjects */
} SokyImportPlan;

/**
 * soky_import_plan:
 * @file: the bytes of the table
 * @mapping: spellings of headers and roles
 *
 * A file that cannot be read gives a plan whose report has one error that says so.
 *
 * Returns: (transfer full) (nullable): the plan, or %NULL with a #SokyStoreError
 */
SokyImportPlan *soky_import_plan (SokyTransaction *tx, const SokyImportOrder *order, GBytes *file,
                                  const SokyImportMapping *mapping, GError **error);
void soky_import_plan_free (SokyImportPlan *self);

/* What the parts of planning share. */
gboolean soky_import_plan_people (SokyTransaction *tx, const SokyImportOrder *order,
                                  const SokyImportTable *table, const SokyImportMapping *mapping,
                                  const SokyImportLayout *layout, SokyImportPlan *plan,
                                  GError **error);
gboolean soky_import_plan_names (SokyTransaction *tx, const SokyImportOrder *order,
                                 const SokyImportTable *table, const SokyImportLayout *layout,
                                 SokyImportPlan *plan, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyImportPlan, soky_import_plan_free)

G_END_DECLS
