/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/import/plan.h"
#include "wire/school.h"

G_BEGIN_DECLS

/* People as a file has them, put together from the lines that name the same account. */

typedef struct {
  guint line; /* the first that names the person */
  char *login;
  char *name;
  char *email;          /* nullable: the file does not say */
  SokyUnit *unit;       /* nullable: likewise */
  GPtrArray *positions; /* SokyPosition; their units are set when the person is complete */
  gboolean wrong;       /* there is an error about it */
} SokyImportDraft;

typedef struct {
  SokyImportPlan *plan;
  const SokyImportMapping *mapping;
  const SokyImportLayout *layout;
  SokySchool *school;
  GHashTable *units;          /* words of the name -> SokyUnit: the school's groups, and new ones */
  GHashTable *drafts;         /* login -> SokyImportDraft */
  GPtrArray *order;           /* the same, owned, as they came */
  const SokyImportLine *line; /* that is being read */
} SokyImportDrafts;

gboolean soky_import_drafts_init (SokyImportDrafts *self, SokyTransaction *tx,
                                  const char *school_id, GError **error);
void soky_import_drafts_clear (SokyImportDrafts *self);
/* Reads the line; what is wrong with it becomes an error of the report. */
void soky_import_drafts_take (SokyImportDrafts *self, const SokyImportLine *line);

/* Notes that a cell of the present line is wrong. */
void soky_import_drafts_refuse (SokyImportDrafts *self, SokyImportDraft *draft, SokyColumn column,
                                const char *message, const char *cell);
/* Adds what the present line says that the person is. */
void soky_import_drafts_add_positions (SokyImportDrafts *self, SokyImportDraft *draft);

/* Whether the table says anything about what people are. */
gboolean soky_import_layout_tells_positions (const SokyImportLayout *layout);
SokyPosition *soky_import_position_copy (const SokyPosition *position);
void soky_import_position_free (SokyPosition *position);
/* Roles that a person holds in the school rather than in a group. */
gboolean soky_import_role_is_of_school (SokyRole role);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SokyImportDrafts, soky_import_drafts_clear)

G_END_DECLS
