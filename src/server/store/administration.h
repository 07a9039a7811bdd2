/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/store/directory.h"

G_BEGIN_DECLS

/* Changes of what store/directory.h tells of. */

/* A change is SOKY_STORE_ERROR_CHANGED unless the record has the version @expected; it makes it one
 * more. The level of a unit stays. */
gboolean soky_store_update_unit (SokyTransaction *tx, const SokyUnit *unit, guint64 expected,
                                 GError **error);
/* One that is not used, but for what it was given itself: years, classes, looks. */
gboolean soky_store_remove_unit (SokyTransaction *tx, const char *id, guint64 expected,
                                 GError **error);
/* Whether people, books, units or types are of it. */
gboolean soky_store_is_unit_used (SokyTransaction *tx, const char *id, gboolean *used,
                                  GError **error);

/* Name, unit, whether active, and positions; as above. */
gboolean soky_store_update_person (SokyTransaction *tx, const SokyPerson *person, guint64 expected,
                                   GError **error);
/* Everybody who is administrator of some unit. (element-type SokyPerson) */
GPtrArray *soky_store_list_administrators (SokyTransaction *tx, GError **error);

/* The type as @unit_id has it, whether or not the unit may use it; @unit_id (nullable). */
SokyBookType *soky_store_get_book_type_of (SokyTransaction *tx, const char *id, const char *unit_id,
                                           GError **error);
/* Those that were defined in @unit_id and in all units below it. (element-type SokyBookType) */
GPtrArray *soky_store_list_own_types (SokyTransaction *tx, const char *unit_id, GError **error);
/* The definition itself. The looks that its unit has set are taken back: they are in it. */
gboolean soky_store_update_book_type (SokyTransaction *tx, const SokyBookType *type,
                                      guint64 expected, GError **error);
/* What @unit_id and all below it have in place of the type that they inherit; likewise. */
gboolean soky_store_set_variant (SokyTransaction *tx, const char *unit_id, const SokyBookType *type,
                                 guint64 expected, GError **error);

/* Adds or replaces it, with its terms, holidays and classes; a present one is the only one. */
gboolean soky_store_put_year (SokyTransaction *tx, const char *school_id, const SokyYearPlan *plan,
                              GError **error);
SokyYearPlan *soky_store_get_year (SokyTransaction *tx, const char *school_id, const char *name,
                                   GError **error);
gboolean soky_store_set_year_classes (SokyTransaction *tx, const char *school_id,
                                      const char *school_year, const char *const *names,
                                      GError **error);

G_END_DECLS
