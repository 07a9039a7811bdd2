/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/reminders.h"

#include "server/resources/resources.h"

gboolean
soky_reminders_post (SokyService *service, SokyCall *call, SokyTransaction *tx, SokyReply *reply,
                     GError **error)
{
  const SokyOrigin origin = soky_call_get_origin (call);
  gssize length = 0;
  const char *text = soky_call_get_text (call, &length);
  g_autoptr (SokyReminderOrder) order = soky_reminder_order_from_json (text, length, error);

  if (order == NULL || !soky_reminders_send (tx, &origin, order, error))
    return FALSE;
  soky_reply_set_json (reply, 200, soky_reminder_outcomes_to_json (order->reminders));
  return TRUE;
}
