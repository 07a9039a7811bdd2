/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/reminder.h"

#include "book/names.h"
#include "book/reach.h"
#include "book/rules-private.h"

static const char *const outcomes[SOKY_N_REMINDER_OUTCOMES] = {
    [SOKY_REMINDER_SENT] = "sent",
    [SOKY_REMINDER_REPEATED] = "repeated",
    [SOKY_REMINDER_NOT_LATE] = "not_late",
    [SOKY_REMINDER_NOT_PERMITTED] = "not_permitted",
};

SOKY_DEFINE_NAMES (SokyReminderOutcome, soky_reminder_outcome, outcomes)

gboolean
soky_reminder_may_send (const SokyPerson *sender)
{
  g_auto (SokyReach) reach = {0};

  soky_reach_of_person (sender, &reach);
  return reach.school || reach.groups->len > 0;
}

gboolean
soky_reminder_may_send_to (const SokyPerson *sender, const SokyPerson *person)
{
  g_auto (SokyReach) reach = {0};

  if (!person->active || g_str_equal (sender->id, person->id) ||
      g_strcmp0 (sender->school_id, person->school_id) != 0)
    return FALSE;
  soky_reach_of_person (sender, &reach);
  return reach.school || g_ptr_array_find_with_equal_func (reach.groups, person->unit_id,
                                                           (GEqualFunc) g_str_equal, NULL);
}

SokyReminderOutcome
soky_reminder_decide (const SokyPerson *sender, const SokyReminderCase *one)
{
  if (one->person == NULL || !soky_reminder_may_send_to (sender, one->person))
    return SOKY_REMINDER_NOT_PERMITTED;
  if (!one->missing && !one->returned)
    return SOKY_REMINDER_NOT_LATE;
  return one->reminded ? SOKY_REMINDER_REPEATED : SOKY_REMINDER_SENT;
}

char *
soky_reminder_clean_note (const char *note, GError **error)
{
  return soky_rules_clean_text (note, FALSE, SOKY_REMINDER_MAX_NOTE, error);
}

SokyReminder *
soky_reminder_new (const char *person_id, const char *type_id, const char *period,
                   const char *class_name)
{
  SokyReminder *self = g_new0 (SokyReminder, 1);

  self->person_id = g_strdup (person_id);
  self->type_id = g_strdup (type_id);
  self->type_name = g_strdup ("");
  self->school_year = g_strdup ("");
  self->period = g_strdup (period);
  self->class_name = g_strdup (class_name);
  self->sender_id = g_strdup ("");
  self->sender_name = g_strdup ("");
  return self;
}

void
soky_reminder_free (SokyReminder *self)
{
  if (self == NULL)
    return;
  g_free (self->person_id);
  g_free (self->type_id);
  g_free (self->type_name);
  g_free (self->school_year);
  g_free (self->period);
  g_free (self->class_name);
  g_free (self->sender_id);
  g_free (self->sender_name);
  g_free (self->note);
  g_free (self);
}
