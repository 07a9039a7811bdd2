/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/store/store-sqlite-private.h"

G_BEGIN_DECLS

/* The parts of the SQLite backend that store/administration.h is for, and what they share. */

/* In front of a SELECT: the unit ?1 and all below it, as "below (id)". */
#define SOKY_SQL_BELOW                                                                             \
  "WITH RECURSIVE below (id) AS (SELECT ?1 UNION SELECT unit.id FROM unit JOIN below "             \
  "ON unit.parent_id = below.id) "
/* After an UPDATE that names the expected version: whether it found it. */
gboolean soky_sqlite_was_changed (gint64 changes, GError **error);

gboolean soky_sqlite_update_unit (SokyTransaction *tx, const SokyUnit *unit, guint64 expected,
                                  GError **error);
gboolean soky_sqlite_remove_unit (SokyTransaction *tx, const char *id, guint64 expected,
                                  GError **error);
gboolean soky_sqlite_is_unit_used (SokyTransaction *tx, const char *id, gboolean *used,
                                   GError **error);

gboolean soky_sqlite_add_school_year (SokyTransaction *tx, const char *school_id,
                                      const SokySchoolYear *year, GError **error);
gboolean soky_sqlite_put_year (SokyTransaction *tx, const char *school_id, const SokyYearPlan *plan,
                               GError **error);
SokyYearPlan *soky_sqlite_get_year (SokyTransaction *tx, const char *school_id, const char *name,
                                    GError **error);
/* The present one; the fields of a school without any are empty. */
SokyYearPlan *soky_sqlite_get_present_year (SokyTransaction *tx, const char *school_id,
                                            GError **error);
gboolean soky_sqlite_set_year_classes (SokyTransaction *tx, const char *school_id,
                                       const char *school_year, const char *const *names,
                                       GError **error);
/* Newest first. */
char **soky_sqlite_list_years (SokyTransaction *tx, const char *school_id, GError **error);
/* The first column of every row. */
char **soky_sqlite_read_texts (SokyQuery *query, GError **error);
gboolean soky_sqlite_set_classes (SokyTransaction *tx, const char *school_id,
                                  const char *const *names, GError **error);

gboolean soky_sqlite_update_person (SokyTransaction *tx, const SokyPerson *person, guint64 expected,
                                    GError **error);
GPtrArray *soky_sqlite_list_administrators (SokyTransaction *tx, GError **error);
SokyBookType *soky_sqlite_get_book_type_of (SokyTransaction *tx, const char *id,
                                            const char *unit_id, GError **error);
GPtrArray *soky_sqlite_list_own_types (SokyTransaction *tx, const char *unit_id, GError **error);
gboolean soky_sqlite_update_book_type (SokyTransaction *tx, const SokyBookType *type,
                                       guint64 expected, GError **error);
gboolean soky_sqlite_set_variant (SokyTransaction *tx, const char *unit_id,
                                  const SokyBookType *type, guint64 expected, GError **error);

G_END_DECLS
