/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/reminders.h"

#include "book/date.h"
#include "book/error.h"
#include "book/names.h"
#include "server/log.h"
#include "server/report.h"
#include "server/store/directory.h"
#include "server/store/reminders.h"

#define MOST_MISSING 50000

/* What is being sent. */
typedef struct {
  SokyTransaction *tx;
  const SokyOrigin *origin;
  const char *note; /* nullable */
  char *day;
  char *school_year;
  GHashTable *missing; /* of format_place() */
} Sending;

static void
sending_clear (Sending *self)
{
  g_free (self->day);
  g_free (self->school_year);
  g_clear_pointer (&self->missing, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sending, sending_clear)

/* Always four lines, so that no text with line ends passes for another place.
 * @class_name: (nullable): of any */
static char *
format_place (const char *person_id, const char *type_id, const char *period,
              const char *class_name)
{
  return g_strjoin ("\n", person_id, type_id, period, class_name ? class_name : "", NULL);
}

static void
note_missing (Sending *self, const SokyMissingBook *book)
{
  if (book->person_id == NULL)
    return;
  g_hash_table_add (self->missing,
                    format_place (book->person_id, book->type_id, book->period, NULL));
  g_hash_table_add (self->missing,
                    format_place (book->person_id, book->type_id, book->period, book->class_name));
}

static gboolean
load_missing (Sending *self, GError **error)
{
  const SokyPerson *sender = self->origin->person;
  g_auto (SokyReach) reach = {0};
  const SokyMissingQuestion question = {.person = sender,
                                        .reach = &reach,
                                        .until_now = TRUE,
                                        .most = MOST_MISSING,
                                        .now_us = self->origin->now_us};

  soky_reach_of_person (sender, &reach);
  g_autoptr (SokyMissingReport) report = soky_report_missing (self->tx, &question, error);
  if (report == NULL)
    return FALSE;
  self->missing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < report->books->len; i++)
    note_missing (self, report->books->pdata[i]);
  self->school_year = g_strdup (report->school_year);
  return TRUE;
}

/* Leaves @person empty for somebody who does not exist; FALSE only when the store failed. */
static gboolean
find_person (SokyTransaction *tx, const char *id, SokyPerson **person, GError **error)
{
  g_autoptr (GError) problem = NULL;

  *person = soky_store_get_person (tx, id, &problem);
  if (problem == NULL || g_error_matches (problem, SOKY_STORE_ERROR, SOKY_STORE_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

static gboolean
record (Sending *self, const SokyReminder *one, GError **error)
{
  g_autofree char *detail =
      soky_log_pairs ("type", one->type_id, "year", one->school_year, "period", one->period,
                      "class", one->class_name, "note", one->note, NULL);

  return soky_store_add_reminder (self->tx, one, self->day, error) &&
         soky_audit_add (self->tx, self->origin, "reminded", one->person_id, detail, error);
}

static gboolean
send_one (Sending *self, SokyReminder *one, GError **error)
{
  g_autofree char *place =
      format_place (one->person_id, one->type_id, one->period, one->class_name);
  g_autoptr (SokyPerson) person = NULL;
  SokyReminderCase found = {.missing = g_hash_table_contains (self->missing, place)};

  soky_names_assign (&one->school_year, self->school_year);
  soky_names_assign (&one->sender_id, self->origin->person->id);
  soky_names_assign (&one->sender_name, self->origin->person->name);
  soky_names_assign (&one->note, self->note);
  one->made_us = self->origin->now_us;
  if (!find_person (self->tx, one->person_id, &person, error) ||
      !soky_store_is_returned (self->tx, one, &found.returned, error) ||
      !soky_store_has_reminder (self->tx, one, self->day, &found.reminded, error))
    return FALSE;
  found.person = person;
  one->outcome = soky_reminder_decide (self->origin->person, &found);
  return one->outcome != SOKY_REMINDER_SENT || record (self, one, error);
}

gboolean
soky_reminders_send (SokyTransaction *tx, const SokyOrigin *origin, SokyReminderOrder *order,
                     GError **error)
{
  g_auto (Sending) self = {.tx = tx, .origin = origin};
  GDate today;

  if (!soky_reminder_may_send (origin->person))
    return soky_book_refuse (SOKY_BOOK_ERROR_NOT_PERMITTED, error);
  g_autofree char *note = soky_reminder_clean_note (order->note, error);
  if (note == NULL || !load_missing (&self, error))
    return FALSE;
  self.note = *note != '\0' ? note : NULL;
  soky_date_from_moment (origin->now_us, &today);
  self.day = soky_date_format (&today);
  for (guint i = 0; i < order->reminders->len; i++) {
    if (!send_one (&self, order->reminders->pdata[i], error))
      return FALSE;
  }
  return TRUE;
}
