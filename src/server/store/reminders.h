/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/store/store.h"

#include "book/reminder.h"

G_BEGIN_DECLS

/* Who was reminded of what. */

struct _SokyReminderTable {
  gboolean (*add) (SokyTransaction *, const SokyReminder *, const char *day, GError **);
  gboolean (*has) (SokyTransaction *, const SokyReminder *, const char *day, gboolean *, GError **);
  gboolean (*is_returned) (SokyTransaction *, const SokyReminder *, gboolean *, GError **);
  GPtrArray *(*list) (SokyTransaction *, const char *person_id, gint64 since_us, guint limit,
                      GError **);
};

/* @day: of Vietnam, "2026-09-07". A second one of a day is %SOKY_STORE_ERROR_EXISTS. */
gboolean soky_store_add_reminder (SokyTransaction *tx, const SokyReminder *reminder,
                                  const char *day, GError **error);
/* Whether the person was reminded of this type and period on @day. */
gboolean soky_store_has_reminder (SokyTransaction *tx, const SokyReminder *reminder,
                                  const char *day, gboolean *found, GError **error);
/* Whether such a book of the person came back. */
gboolean soky_store_is_returned (SokyTransaction *tx, const SokyReminder *reminder, gboolean *found,
                                 GError **error);
/* The last one of each book that was not submitted since then, newest first.
 * (element-type SokyReminder) */
GPtrArray *soky_store_list_reminders (SokyTransaction *tx, const char *person_id, gint64 since_us,
                                      guint limit, GError **error);

G_END_DECLS
