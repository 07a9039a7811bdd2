/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/outbox.h"
#include "client/sender.h"

G_BEGIN_DECLS

/* A change that waits to be sent, in a list. */
#define SOKY_TYPE_OUTBOX_ENTRY (soky_outbox_entry_get_type ())
G_DECLARE_FINAL_TYPE (SokyOutboxEntry, soky_outbox_entry, SOKY, OUTBOX_ENTRY, GObject)
const SokyOutboxItem *soky_outbox_entry_get_item (SokyOutboxEntry *self);

/* What waits to be sent of a signed-in person, and who sends it.
 * Signals: "changed": the list or the state of sending; "arrived": something was sent, or the
 * server is there again: what is shown is to be loaded anew. */
#define SOKY_TYPE_OUTBOX_MODEL (soky_outbox_model_get_type ())
G_DECLARE_FINAL_TYPE (SokyOutboxModel, soky_outbox_model, SOKY, OUTBOX_MODEL, GObject)

/* @session: with a library */
SokyOutboxModel *soky_outbox_model_new (SokySession *session);
/* (transfer none): of SokyOutboxEntry, in the order in which they are sent */
GListModel *soky_outbox_model_get_list (SokyOutboxModel *self);
guint soky_outbox_model_count_refused (SokyOutboxModel *self);
SokySenderState soky_outbox_model_get_state (SokyOutboxModel *self);
/* Returns: (transfer full): from the ids of the books that something waits for to what is to be
 * said beside them: "Waiting to be sent" */
GHashTable *soky_outbox_model_dup_books (SokyOutboxModel *self);
/* How many go when this one is taken back: itself and the later ones of its book. */
guint soky_outbox_model_count_following (SokyOutboxModel *self, const SokyOutboxItem *item);
/* Tries at once. */
void soky_outbox_model_send_now (SokyOutboxModel *self);

/* soky_outbox_cancel() and soky_outbox_retry(), off the main loop. */
void soky_outbox_model_cancel_async (SokyOutboxModel *self, gint64 position,
                                     GAsyncReadyCallback callback, gpointer user_data);
void soky_outbox_model_retry_async (SokyOutboxModel *self, gint64 position,
                                    GAsyncReadyCallback callback, gpointer user_data);
gboolean soky_outbox_model_decide_finish (SokyOutboxModel *self, GAsyncResult *result,
                                          GError **error);

G_END_DECLS
