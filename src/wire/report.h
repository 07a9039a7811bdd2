/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/book.h"
#include "book/expectation.h"

G_BEGIN_DECLS

/* The answers of GET /reports/missing and GET /reports/progress. */

typedef enum {
  SOKY_PROGRESS_BY_TYPE,
  SOKY_PROGRESS_BY_UNIT, /* the owner's: a group */
  SOKY_PROGRESS_BY_CLASS,
  SOKY_PROGRESS_BY_PERIOD,
  SOKY_PROGRESS_BY_PERSON,
  SOKY_PROGRESS_BY_SCHOOL,
  SOKY_N_PROGRESS_KEYS
} SokyProgressKey;

/* A book that has not been submitted. */
typedef struct {
  char *type_id;
  char *type_name;
  char *period;
  char *unit_id; /* the group it belongs to, or the school */
  char *unit_name;
  char *person_id; /* nullable: nobody in particular, as all below */
  char *person_name;
  char *class_name;
  char *subject;
  gint64 due_us; /* 0 = no deadline */
  gboolean overdue;
} SokyMissingBook;

/* How many are missing of one type, unit, class, period or person, however many are told. */
typedef struct {
  char *key;   /* an id, a class or a period; empty: of no class */
  char *label; /* for people */
  guint count;
} SokyMissingCount;

typedef struct {
  char *school_year;
  char *from; /* "2026-09-07": the last days of the periods that were looked at lie here */
  char *to;
  guint expected;                          /* books in all */
  guint submitted;                         /* in time */
  guint late;                              /* submitted after the deadline */
  GPtrArray *books;                        /* SokyMissingBook; by type, period, unit, person */
  guint skipped;                           /* so many come before those */
  gboolean complete;                       /* FALSE: there are more after them */
  GPtrArray *counts[SOKY_N_PROGRESS_KEYS]; /* SokyMissingCount, of all; none by school */
} SokyMissingReport;

/* How many books are in which state. */
typedef struct {
  char *key;                       /* an id, a class or a period; empty: of no class */
  char *label;                     /* for people */
  guint states[SOKY_BOOK_DELETED]; /* by SokyBookState */
  guint late; /* submitted after the deadline, or not yet though it has passed */
} SokyProgressRow;

typedef struct {
  SokyProgressKey by;
  GPtrArray *rows; /* SokyProgressRow */
} SokyProgressReport;

SokyMissingBook *soky_missing_book_new (const SokyExpectation *expectation, gboolean overdue);
void soky_missing_book_free (SokyMissingBook *self);
SokyMissingCount *soky_missing_count_new (const char *key, const char *label, guint count);
void soky_missing_count_free (SokyMissingCount *self);
SokyMissingReport *soky_missing_report_new (const char *school_year);
void soky_missing_report_free (SokyMissingReport *self);
char *soky_missing_report_to_json (const SokyMissingReport *self);
SokyMissingReport *soky_missing_report_from_json (const char *text, gssize length, GError **error);

SokyProgressRow *soky_progress_row_new (const char *key, const char *label);
void soky_progress_row_free (SokyProgressRow *self);
guint soky_progress_row_get_total (const SokyProgressRow *self);
SokyProgressReport *soky_progress_report_new (SokyProgressKey by);
void soky_progress_report_free (SokyProgressReport *self);
char *soky_progress_report_to_json (const SokyProgressReport *self);
SokyProgressReport *soky_progress_report_from_json (const char *text, gssize length,
                                                    GError **error);

/* "type", "unit", "class", "period", "person", "school" */
const char *soky_progress_key_to_string (SokyProgressKey key);
gboolean soky_progress_key_from_string (const char *text, SokyProgressKey *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyMissingReport, soky_missing_report_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyProgressRow, soky_progress_row_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyProgressReport, soky_progress_report_free)

G_END_DECLS
