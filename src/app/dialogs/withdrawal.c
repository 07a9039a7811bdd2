/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/withdrawal.h"

#include "app/gtk-compat.h"

#include <glib/gi18n.h>

#define LONGEST 300 /* characters of a reason */

typedef struct {
  SokySession *session;
  char *id;
  GtkEntry *entry;
  GCancellable *life;
  GAsyncReadyCallback done;
  GObject *owner;
} Withdrawal;

static void
withdrawal_free (Withdrawal *self)
{
  g_object_unref (self->session);
  g_free (self->id);
  g_object_unref (self->entry);
  g_object_unref (self->life);
  g_object_unref (self->owner);
  g_free (self);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Withdrawal *self = user_data;

  if (soky_ask_finish (result) && !g_cancellable_is_cancelled (self->life))
    soky_session_withdraw_enrolment_async (self->session, self->id,
                                           gtk_editable_get_text (GTK_EDITABLE (self->entry)),
                                           self->life, self->done, g_object_ref (self->owner));
  withdrawal_free (self);
}

void
soky_withdrawal_ask (GtkWindow *parent, SokySession *session, const SokyEnrolment *enrolment,
                     const SokyWithdrawalWords *words, GCancellable *life, GAsyncReadyCallback done,
                     GObject *owner)
{
  g_return_if_fail (SOKY_IS_SESSION (session) && enrolment->id != NULL);

  const char *label = _ ("Reason, which the holder will read");
  Withdrawal *self = g_new0 (Withdrawal, 1);

  self->session = g_object_ref (session);
  self->id = g_strdup (enrolment->id);
  self->entry = GTK_ENTRY (g_object_ref_sink (gtk_entry_new ()));
  self->life = g_object_ref (life);
  self->done = done;
  self->owner = g_object_ref (owner);
  gtk_entry_set_max_length (self->entry, LONGEST);
  gtk_entry_set_placeholder_text (self->entry, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  const SokyQuestion question = {.heading = words->heading,
                                 .body = words->body,
                                 .accept = words->accept,
                                 .destructive = TRUE,
                                 .extra = GTK_WIDGET (self->entry)};
  soky_ask_async (parent, &question, asked_cb, self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}
