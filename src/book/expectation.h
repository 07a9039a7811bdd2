/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/book.h"
#include "book/period.h"
#include "book/person.h"
#include "book/unit.h"

G_BEGIN_DECLS

/* Which books a school expects of whom, and which of them have come. */

/* Who is there. Nothing is owned. */
typedef struct {
  const SokyUnit *school;
  GPtrArray *groups; /* SokyUnit */
  GPtrArray *people; /* SokyPerson, those who have left too */
  const char *const *classes;
} SokyRoster;

/* One book that has to be submitted. */
typedef struct {
  SokyBookType *type;
  char *school_year;
  char *period;
  char *unit_id; /* the group it belongs to, or the school */
  char *unit_name;
  char *person_id; /* nullable, with the name: nobody in particular has to make it */
  char *person_name;
  char *class_name; /* nullable: for any */
  char *subject;    /* nullable: for any */
  gint64 due_us;    /* 0 = no deadline */
} SokyExpectation;

typedef enum {
  SOKY_DELIVERY_MISSING,   /* there is still time, or no deadline */
  SOKY_DELIVERY_OVERDUE,   /* missing, and the deadline has passed */
  SOKY_DELIVERY_SUBMITTED, /* in time */
  SOKY_DELIVERY_LATE,      /* submitted after the deadline */
  SOKY_N_DELIVERIES
} SokyDelivery;

/**
 * soky_expect:
 *
 * The rule. About a teacher: one of each who teaches (or, where teachers submit none, of each who
 * may). About a subject: one of each subject teacher for each class and subject of a position, as
 * far as the type asks for them. About a class or its pupils: one of each class, from its homeroom
 * teacher. About a group: one of each, from its head. About the school: one, from whoever alone may
 * make it. A type that is locked or not approved is not expected, nor is one without a calendar
 * ("as needed").
 *
 * Returns: (transfer full) (element-type SokyExpectation)
 */
GPtrArray *soky_expect (const SokyBookType *type, const SokyCalendar *calendar, const char *period,
                        const SokyRoster *roster);

/* The periods of a frequency whose last day is one of @dates, in order. */
char **soky_period_list_within (const SokyCalendar *calendar, SokyFrequency frequency,
                                const SokyDates *dates);

/* Whether @book, once submitted, is what is expected. */
gboolean soky_expectation_is_about (const SokyExpectation *self, const SokyBook *book);
/* When @book was first submitted; 0 while it is not (drafts, and what was recalled). Its first
 * round is needed. */
gint64 soky_book_get_submitted (const SokyBook *book);
/* @books: (element-type SokyBook): those that may be it */
SokyDelivery soky_expectation_judge (const SokyExpectation *self, GPtrArray *books, gint64 now_us);

/* "missing", "overdue", "submitted", "late" */
const char *soky_delivery_to_string (SokyDelivery delivery);
gboolean soky_delivery_from_string (const char *text, SokyDelivery *delivery);

SokyExpectation *soky_expectation_new (SokyBookType *type, const char *school_year,
                                       const char *period);
void soky_expectation_free (SokyExpectation *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyExpectation, soky_expectation_free)

G_END_DECLS
