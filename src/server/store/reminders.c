/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/store/reminders.h"

/* Each call goes to the backend that the transaction is of. */

gboolean
soky_store_add_reminder (SokyTransaction *tx, const SokyReminder *reminder, const char *day,
                         GError **error)
{
  return tx->reminders->add (tx, reminder, day, error);
}

gboolean
soky_store_has_reminder (SokyTransaction *tx, const SokyReminder *reminder, const char *day,
                         gboolean *found, GError **error)
{
  return tx->reminders->has (tx, reminder, day, found, error);
}

gboolean
soky_store_is_returned (SokyTransaction *tx, const SokyReminder *reminder, gboolean *found,
                        GError **error)
{
  return tx->reminders->is_returned (tx, reminder, found, error);
}

GPtrArray *
soky_store_list_reminders (SokyTransaction *tx, const char *person_id, gint64 since_us, guint limit,
                           GError **error)
{
  return tx->reminders->list (tx, person_id, since_us, limit, error);
}
