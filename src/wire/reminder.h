/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/reminder.h"

G_BEGIN_DECLS

/* The body of POST /reminders: {items: [{person_id, type_id, period, class?}], note?}. */
typedef struct {
  GPtrArray *reminders; /* SokyReminder: 1 to SOKY_REMINDER_MAX_COUNT */
  char *note;           /* nullable */
} SokyReminderOrder;

/* @note: (nullable) */
SokyReminderOrder *soky_reminder_order_new (const char *note);
void soky_reminder_order_free (SokyReminderOrder *self);
char *soky_reminder_order_to_json (const SokyReminderOrder *self);
SokyReminderOrder *soky_reminder_order_from_json (const char *text, gssize length, GError **error);

/* The answer: each of them, in the same order, with what became of it.
 * @reminders: (element-type SokyReminder) */
char *soky_reminder_outcomes_to_json (GPtrArray *reminders);
/* Returns: (transfer full) (element-type SokyReminder) (nullable) */
GPtrArray *soky_reminder_outcomes_from_json (const char *text, gssize length, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyReminderOrder, soky_reminder_order_free)

G_END_DECLS
