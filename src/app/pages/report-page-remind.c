/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nhắc nộp: who is ticked among those who are late gets a reminder. */
#include "config.h"

#include "app/pages/report-page-private.h"

#include <glib/gi18n.h>

#include "client/session-reports.h"

static void
update_button (SokyReportPage *self)
{
  gboolean any = FALSE;

  for (guint i = 0; i < self->ticks->len && !any; i++)
    any = gtk_check_button_get_active (self->ticks->pdata[i]);
  gtk_widget_set_sensitive (self->remind_button, any);
}

void
soky_report_page_add_tick (SokyReportPage *self, AdwActionRow *row, const SokyMissingBook *book)
{
  const SokyPerson *own = soky_session_get_person (soky_workspace_get_session (self->workspace));

  if (book->person_id == NULL || g_str_equal (book->person_id, own->id) ||
      !soky_reminder_may_send (own))
    return;
  GtkWidget *tick = gtk_check_button_new ();
  gtk_widget_set_valign (tick, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (tick), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  book->person_name, -1);
  g_object_set_data_full (
      G_OBJECT (tick), "reminder",
      soky_reminder_new (book->person_id, book->type_id, book->period, book->class_name),
      (GDestroyNotify) soky_reminder_free);
  g_signal_connect_object (tick, "toggled", G_CALLBACK (update_button), self, G_CONNECT_SWAPPED);
  adw_action_row_add_prefix (row, tick);
  adw_action_row_set_activatable_widget (row, tick);
  g_ptr_array_add (self->ticks, tick);
  gtk_widget_set_visible (self->remind_box, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->all_check), TRUE);
}

void
soky_report_page_clear_ticks (SokyReportPage *self)
{
  g_ptr_array_set_size (self->ticks, 0);
  gtk_check_button_set_active (self->all_check, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->all_check), FALSE);
  gtk_widget_set_visible (self->remind_box, FALSE);
  update_button (self);
}

void
soky_report_page_tick_all (SokyReportPage *self)
{
  gboolean active = gtk_check_button_get_active (self->all_check);

  for (guint i = 0; i < self->ticks->len; i++)
    gtk_check_button_set_active (self->ticks->pdata[i], active);
}

/* "12 reminders sent. Skipped: 3 reminded today already · 1 not late any more" */
static char *
describe (GPtrArray *reminders)
{
  guint counts[SOKY_N_REMINDER_OUTCOMES] = {0};
  const char *const reasons[SOKY_N_REMINDER_OUTCOMES] = {
      [SOKY_REMINDER_REPEATED] = _ ("reminded today already: %u"),
      [SOKY_REMINDER_NOT_LATE] = _ ("not late any more: %u"),
      [SOKY_REMINDER_NOT_PERMITTED] = _ ("not of your unit: %u")};
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < reminders->len; i++)
    counts[((const SokyReminder *) reminders->pdata[i])->outcome]++;
  g_string_printf (text, _ ("Reminders sent: %u."), counts[SOKY_REMINDER_SENT]);
  if (counts[SOKY_REMINDER_SENT] == reminders->len)
    return g_strdup (text->str);
  g_string_append_printf (text, " %s", _ ("Skipped:"));
  for (guint i = SOKY_REMINDER_SENT + 1; i < SOKY_N_REMINDER_OUTCOMES; i++) {
    g_auto (GStrv) parts = counts[i] > 0 ? g_strsplit (reasons[i], "%u", 2) : NULL;
    if (parts != NULL)
      g_string_append_printf (text, " %s%u%s;", parts[0], counts[i], parts[1] ? parts[1] : "");
  }
  text->str[text->len - 1] = '.';
  return g_strdup (text->str);
}

static void
reminded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyReportPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) reminders =
      soky_session_remind_finish (SOKY_SESSION (source), result, &error);

  update_button (self);
  if (reminders == NULL) {
    soky_banner_show (self->banner, "warning", error->message, NULL);
    return;
  }
  g_autofree char *words = describe (reminders);
  soky_banner_show (self->banner, "info", words, NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->note_entry), "");
  for (guint i = 0; i < self->ticks->len; i++)
    gtk_check_button_set_active (self->ticks->pdata[i], FALSE);
  gtk_check_button_set_active (self->all_check, FALSE);
}

void
soky_report_page_remind (SokyReportPage *self)
{
  const char *note = gtk_editable_get_text (GTK_EDITABLE (self->note_entry));
  g_autoptr (SokyReminderOrder) order = soky_reminder_order_new (*note != '\0' ? note : NULL);

  for (guint i = 0; i < self->ticks->len; i++) {
    const SokyReminder *one = g_object_get_data (G_OBJECT (self->ticks->pdata[i]), "reminder");
    if (gtk_check_button_get_active (self->ticks->pdata[i]))
      g_ptr_array_add (order->reminders, soky_reminder_new (one->person_id, one->type_id,
                                                            one->period, one->class_name));
  }
  if (order->reminders->len == 0)
    return;
  gtk_widget_set_sensitive (self->remind_button, FALSE);
  soky_session_remind_async (soky_workspace_get_session (self->workspace), order, NULL, reminded_cb,
                             g_object_ref (self));
}
