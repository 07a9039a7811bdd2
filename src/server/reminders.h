/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/audit.h"
#include "wire/reminder.h"

G_BEGIN_DECLS

/**
 * soky_reminders_send:
 * @origin: with a person
 * @order: its reminders get their outcomes; those that are sent are recorded, with an audit record
 *   each
 *
 * Who is of another school is told like who does not exist.
 *
 * Returns: %FALSE with a #SokyBookError when the person may remind nobody or the note is too long,
 *   or a #SokyStoreError
 */
gboolean soky_reminders_send (SokyTransaction *tx, const SokyOrigin *origin,
                              SokyReminderOrder *order, GError **error);

G_END_DECLS
