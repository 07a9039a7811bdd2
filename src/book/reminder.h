/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/person.h"

G_BEGIN_DECLS

/* Nhắc nộp: somebody who looks after others' books reminds them of one that is late. */

#define SOKY_REMINDER_MAX_NOTE 200  /* characters */
#define SOKY_REMINDER_MAX_COUNT 500 /* at once */

/* What became of a reminder that was asked for. */
typedef enum {
  SOKY_REMINDER_SENT,
  SOKY_REMINDER_REPEATED,      /* the person was reminded of it today */
  SOKY_REMINDER_NOT_LATE,      /* no such book is missing, or was returned */
  SOKY_REMINDER_NOT_PERMITTED, /* nobody whom the sender looks after */
  SOKY_N_REMINDER_OUTCOMES
} SokyReminderOutcome;

typedef struct {
  char *person_id; /* who is reminded */
  char *type_id;
  char *type_name;
  char *school_year;
  char *period;
  char *class_name; /* nullable: of any */
  char *sender_id;
  char *sender_name;
  char *note; /* nullable */
  gint64 made_us;
  SokyReminderOutcome outcome;
} SokyReminder;

/* What is known of somebody who may be reminded. */
typedef struct {
  const SokyPerson *person; /* nullable: there is nobody of that identifier */
  gboolean missing;         /* the book is expected of the person and was not submitted */
  gboolean returned;        /* it came back to the person */
  gboolean reminded;        /* of this type and period, today, by whomever */
} SokyReminderCase;

/* Whether @sender may remind anybody: heads of groups, and whoever leads or administers a school.
 */
gboolean soky_reminder_may_send (const SokyPerson *sender);
/* Whether @person is one of those: of the group, or of the school. Nobody reminds himself. */
gboolean soky_reminder_may_send_to (const SokyPerson *sender, const SokyPerson *person);
/* The rule: to one's own people, of what is late, once a day. */
SokyReminderOutcome soky_reminder_decide (const SokyPerson *sender, const SokyReminderCase *one);
/* Returns: (transfer full) (nullable): @note as it is kept, empty for none; %NULL with
 *   %SOKY_BOOK_ERROR_TEXT_TOO_LONG */
char *soky_reminder_clean_note (const char *note, GError **error);

/* With empty texts; @class_name: (nullable) */
SokyReminder *soky_reminder_new (const char *person_id, const char *type_id, const char *period,
                                 const char *class_name);
void soky_reminder_free (SokyReminder *self);

/* "sent", "repeated", "not_late", "not_permitted" */
const char *soky_reminder_outcome_to_string (SokyReminderOutcome outcome);
gboolean soky_reminder_outcome_from_string (const char *text, SokyReminderOutcome *outcome);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyReminder, soky_reminder_free)

G_END_DECLS
