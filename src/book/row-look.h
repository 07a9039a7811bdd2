/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/book-type.h"
#include "book/delegation-record.h"
#include "book/person.h"

G_BEGIN_DECLS

/* How and where the signatures of a role look on the books of a type, as an administrator changed
 * it for a unit and those below. */
typedef struct {
  SokyRole role;
  SokyStepKind kind;
  SokyProfile profile;
  char *anchor; /* nullable: a free place */
  gboolean above;
  gboolean code;
} SokyRowLook;

SokyRowLook *soky_row_look_new (SokyRole role, SokyStepKind kind, SokyProfile profile,
                                const char *anchor);
SokyRowLook *soky_row_look_copy (const SokyRowLook *self);
void soky_row_look_free (SokyRowLook *self);

/* The looks of a type's rows as they are. (transfer full) (element-type SokyRowLook) */
GPtrArray *soky_book_type_get_looks (const SokyBookType *type);

/* Whether each of @looks is for a row that @type has, once, with a profile that its kind can have
 * (a stamp is "org"). Returns: %FALSE with %SOKY_BOOK_ERROR_BAD_LOOK */
gboolean soky_book_type_check_looks (const SokyBookType *type, GPtrArray *looks, GError **error);

/* The type with @looks in place of its rows' own; those whose row is gone say nothing.
 * Returns: (transfer full) */
SokyBookType *soky_book_type_with_looks (SokyBookType *type, GPtrArray *looks);

/* Whether a step of that kind can have that profile. */
gboolean soky_step_kind_can_look (SokyStepKind kind, SokyProfile profile);

/* The unit whose books' looks @person may change: where the person is administrator.
 * Returns: (transfer none) (nullable): %NULL with %SOKY_BOOK_ERROR_NOT_PERMITTED */
const char *soky_person_get_managed_unit (const SokyPerson *person, GError **error);

/**
 * soky_step_print_office:
 * @row: (nullable): of the step
 * @by: (nullable): the record by which it is about to be signed in another's place
 * @delegated: (out): whether it is more than the paper prints: in the place of another
 *
 * The office as it stands above the signature of @step, in capitals: of who stands in, by what was
 * delegated; a vice-principal who signs where the principal is asked for signs "KT. HIỆU TRƯỞNG /
 * PHÓ HIỆU TRƯỞNG", two lines parted by '\n'.
 */
char *soky_step_print_office (const SokyStep *step, const SokyRouteRow *row,
                              const SokyDelegationRecord *by, gboolean *delegated);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyRowLook, soky_row_look_free)

G_END_DECLS
