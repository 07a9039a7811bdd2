/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/administration.h"
#include "server/audit.h"
#include "server/store/accounts.h"

G_BEGIN_DECLS

/* What administration looks at: all units, all administrators, and who asks. What somebody may not
 * know of is "not found", whether it is there or not; what he knows of but does not administer is
 * "forbidden". */
typedef struct {
  GPtrArray *units;
  GPtrArray *administrators;
  SokyAdministration rules;
} SokyOffice;

/* @actor: (nullable): %NULL is the command line */
gboolean soky_office_open (SokyOffice *self, SokyTransaction *tx, const SokyPerson *actor,
                           GError **error);
void soky_office_clear (SokyOffice *self);

/* (transfer none) (nullable): a unit that the actor may know of */
const SokyUnit *soky_office_find_unit (const SokyOffice *self, const char *id, GError **error);
/* The same, and he administers it. */
const SokyUnit *soky_office_need_unit (const SokyOffice *self, const char *id, GError **error);
/* @wanted, or where that is NULL the first unit that the actor administers. (transfer none) */
const char *soky_office_choose_unit (const SokyOffice *self, const char *wanted, GError **error);
/* A person whom the actor administers; or himself, when @himself. */
SokyPerson *soky_office_need_person (const SokyOffice *self, SokyTransaction *tx, const char *id,
                                     gboolean himself, GError **error);
/* What the store says of a record that is missing, there already or changed, as a client hears it.
 * Always FALSE. */
gboolean soky_office_explain (GError *problem, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SokyOffice, soky_office_clear)

G_END_DECLS
