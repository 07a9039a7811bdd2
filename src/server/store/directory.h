/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/year-plan.h"
#include "server/store/store.h"

#include "book/book-type.h"
#include "book/person.h"
#include "book/unit.h"
#include "wire/person.h"
#include "wire/school.h"

G_BEGIN_DECLS

/* The school: units, people and their positions, book types, years, classes, subjects. A record
 * that is asked for and missing is SOKY_STORE_ERROR_NOT_FOUND; arrays may be empty. */

/* Which people are asked for. */
typedef struct {
  const char *school_id; /* nullable: then those of unit_id and of all units below it */
  const char *unit_id;
  gboolean inactive; /* also those who have left */
  const char *text;  /* nullable: words that the name holds, in any case, with or without marks */
  SokyRole role;     /* SOKY_ROLE_NONE for all */
  const char *after; /* nullable: the cursor of the page before */
  guint limit;
} SokyPeopleQuestion;

/* A school year: its first week's Monday and how many weeks it has. */
typedef struct {
  const char *name;   /* "2026-2027" */
  const char *begins; /* "2026-09-07" */
  guint weeks;
} SokySchoolYear;

struct _SokyDirectoryTable {
  gboolean (*add_unit) (SokyTransaction *, const SokyUnit *, GError **);
  SokyUnit *(*get_unit) (SokyTransaction *, const char *id, GError **);
  GPtrArray *(*list_units) (SokyTransaction *, GError **);
  gboolean (*add_person) (SokyTransaction *, const SokyPerson *, GError **);
  SokyPerson *(*get_person) (SokyTransaction *, const char *id, GError **);
  SokyPerson *(*find_person) (SokyTransaction *, const char *login, GError **);
  SokyPeoplePage *(*search_people) (SokyTransaction *, const SokyPeopleQuestion *, GError **);
  GPtrArray *(*list_people) (SokyTransaction *, const char *school_id, GError **);
  gboolean (*update_unit) (SokyTransaction *, const SokyUnit *, guint64 expected, GError **);
  gboolean (*remove_unit) (SokyTransaction *, const char *id, guint64 expected, GError **);
  gboolean (*is_unit_used) (SokyTransaction *, const char *id, gboolean *used, GError **);
  gboolean (*update_person) (SokyTransaction *, const SokyPerson *, guint64 expected, GError **);
  GPtrArray *(*list_administrators) (SokyTransaction *, GError **);
  gboolean (*update_book_type) (SokyTransaction *, const SokyBookType *, guint64, GError **);
  gboolean (*set_variant) (SokyTransaction *, const char *, const SokyBookType *, guint64,
                           GError **);
  SokyBookType *(*get_book_type_of) (SokyTransaction *, const char *, const char *, GError **);
  GPtrArray *(*list_own_types) (SokyTransaction *, const char *unit_id, GError **);
  gboolean (*put_year) (SokyTransaction *, const char *, const SokyYearPlan *, GError **);
  SokyYearPlan *(*get_year) (SokyTransaction *, const char *, const char *, GError **);
  gboolean (*set_year_classes) (SokyTransaction *, const char *, const char *, const char *const *,
                                GError **);
  gboolean (*add_book_type) (SokyTransaction *, const SokyBookType *, GError **);
  SokyBookType *(*get_book_type) (SokyTransaction *, const char *id, GError **);
  GPtrArray *(*list_book_types) (SokyTransaction *, const char *unit_id, GError **);
  gboolean (*set_looks) (SokyTransaction *, const char *, const char *, GPtrArray *, gint64,
                         GError **);
  gboolean (*add_school_year) (SokyTransaction *, const char *, const SokySchoolYear *, GError **);
  gboolean (*set_classes) (SokyTransaction *, const char *, const char *const *, GError **);
  gboolean (*set_subjects) (SokyTransaction *, const char *, const char *const *, GError **);
  SokySchool *(*get_school) (SokyTransaction *, const char *school_id, GError **);
};

gboolean soky_store_add_unit (SokyTransaction *tx, const SokyUnit *unit, GError **error);
SokyUnit *soky_store_get_unit (SokyTransaction *tx, const char *id, GError **error);
/* Parents before children. (element-type SokyUnit) */
GPtrArray *soky_store_list_units (SokyTransaction *tx, GError **error);

/* With positions. The names of units come from the units, whatever @person says. */
gboolean soky_store_add_person (SokyTransaction *tx, const SokyPerson *person, GError **error);
SokyPerson *soky_store_get_person (SokyTransaction *tx, const char *id, GError **error);
SokyPerson *soky_store_find_person (SokyTransaction *tx, const char *login, GError **error);
/* By name. */
SokyPeoplePage *soky_store_search_people (SokyTransaction *tx, const SokyPeopleQuestion *question,
                                          GError **error);

/* Everybody of the school, whether active or not, by name. (element-type SokyPerson) */
GPtrArray *soky_store_list_people (SokyTransaction *tx, const char *school_id, GError **error);

/* New types go to the end of the list. */
gboolean soky_store_add_book_type (SokyTransaction *tx, const SokyBookType *type, GError **error);
SokyBookType *soky_store_get_book_type (SokyTransaction *tx, const char *id, GError **error);
/* The built-in ones, and those of @unit_id and of all units above it, with the looks that the
 * nearest of these units has set. (element-type SokyBookType) */
GPtrArray *soky_store_list_book_types (SokyTransaction *tx, const char *unit_id, GError **error);

/* What signatures on books of @type_id look like in @unit_id and below; an empty array takes back
 * what was set there. @looks: (element-type SokyRowLook): checked before */
gboolean soky_store_set_looks (SokyTransaction *tx, const char *unit_id, const char *type_id,
                               GPtrArray *looks, gint64 now_us, GError **error);

gboolean soky_store_add_school_year (SokyTransaction *tx, const char *school_id,
                                     const SokySchoolYear *year, GError **error);
/* Replace the whole list, of the present year; the order is kept. */
gboolean soky_store_set_classes (SokyTransaction *tx, const char *school_id,
                                 const char *const *names, GError **error);
gboolean soky_store_set_subjects (SokyTransaction *tx, const char *school_id,
                                  const char *const *names, GError **error);
/* With the present year's weeks and classes. */
SokySchool *soky_store_get_school (SokyTransaction *tx, const char *school_id, GError **error);

G_END_DECLS
