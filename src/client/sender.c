/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "client/sender.h"

#include "base/task.h"
#include "client/error.h"
#include "client/outbox.h"
#include "client/session-books.h"
#include "client/session-private.h"
#include "wire/error.h"

#define FIRST_PAUSE_S 2
#define LONGEST_PAUSE_S 300
/* So often an item may meet a server that is not well before it is called refused. */
#define MAX_FAILURES 6

struct _SokySender {
  GObject parent_instance;

  SokySession *session;
  SokyLibrary *library;
  GNetworkMonitor *network;
  GCancellable *life;
  SokySenderState state;
  gboolean busy;
  gboolean again; /* something was written meanwhile */
  guint pause_s;
  guint timer;
  gint64 failing; /* position of the item that failed last */
  guint failures; /* of it, one after the other */
};

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokySender, soky_sender, G_TYPE_OBJECT)

/* An item on its way. */
typedef struct {
  SokySender *sender;
  SokyOutboxItem *item;
  gboolean left;   /* it may have arrived */
  char *text;      /* nullable: the answer */
  GError *refusal; /* nullable */
} Sending;

static void
sending_free (gpointer pointer)
{
  Sending *self = pointer;

  g_object_unref (self->sender);
  soky_outbox_item_free (self->item);
  g_free (self->text);
  g_clear_error (&self->refusal);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Sending, sending_free)

static void
set_state (SokySender *self, SokySenderState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
is_over (SokySender *self)
{
  return g_cancellable_is_cancelled (self->life);
}

static gboolean
pause_over_cb (gpointer data)
{
  SokySender *self = data;

  self->timer = 0;
  soky_sender_kick (self);
  return G_SOURCE_REMOVE;
}

static void
rest (SokySender *self, SokySenderState state)
{
  self->busy = FALSE;
  if (is_over (self))
    return;
  set_state (self, state);
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add_seconds (self->pause_s, pause_over_cb, self);
  self->pause_s = MIN (self->pause_s * 2, LONGEST_PAUSE_S);
}

static void take_next (SokySender *self);

static gpointer
note_done (gpointer data, GCancellable *cancellable, GError **error)
{
  Sending *sending = data;
  return soky_outbox_note_done (sending->sender->library, sending->item->position, sending->text,
                                error)
             ? soky_task_done ()
             : NULL;
}

static gpointer
note_unsent (gpointer data, GCancellable *cancellable, GError **error)
{
  Sending *sending = data;
  return soky_outbox_note_unsent (sending->sender->library, sending->item, error)
             ? soky_task_done ()
             : NULL;
}

static gpointer
note_refused (gpointer data, GCancellable *cancellable, GError **error)
{
  Sending *sending = data;
  return soky_outbox_note_refused (sending->sender->library, sending->item->position,
                                   sending->refusal, error)
             ? soky_task_done ()
             : NULL;
}

static gpointer
reconsider (gpointer data, GCancellable *cancellable, GError **error)
{
  Sending *sending = data;
  return soky_outbox_reconsider (sending->sender->library, sending->item->position, error)
             ? soky_task_done ()
             : NULL;
}

/* A library that cannot be written: nothing more is sent for now. */
static void
go_on (SokySender *self, GError *problem)
{
  if (problem != NULL) {
    g_message ("outbox: %s", problem->message);
    rest (self, SOKY_SENDER_IDLE);
    return;
  }
  g_signal_emit (self, signals[CHANGED], 0);
  take_next (self);
}

static void
noted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Sending) sending = user_data;
  g_autoptr (GError) error = NULL;

  soky_task_finish (result, &error);
  go_on (sending->sender, error);
}

/* What the book is now decides what becomes of a refused item, and is what the person is shown. */
static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Sending *sending = user_data;
  g_autoptr (SokyBook) book = soky_session_book_finish (SOKY_SESSION (source), result, NULL);

  soky_task_run (NULL, reconsider, sending, NULL, NULL, NULL, noted_cb, sending);
}

static void
refused_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Sending) sending = user_data;
  SokySender *self = sending->sender;
  g_autoptr (GError) error = NULL;

  if (soky_task_finish (result, &error) == NULL ||
      g_str_has_prefix (sending->item->book_id, "local-")) {
    go_on (self, error);
    return;
  }
  const char *id = sending->item->book_id;
  soky_session_get_book_async (self->session, id, self->life, looked_cb,
                               g_steal_pointer (&sending));
}

/* The server is there and could not do it just now. */
static gboolean
is_passing (const GError *error)
{
  return g_error_matches (error, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_TOO_MANY_REQUESTS) ||
         g_error_matches (error, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_VERIFIER_FAILED) ||
         g_error_matches (error, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_INTERNAL) ||
         g_error_matches (error, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_UNAVAILABLE) ||
         error->domain == SOKY_CLIENT_ERROR || error->domain == G_IO_ERROR;
}

static gboolean
fails_again (SokySender *self, const SokyOutboxItem *item)
{
  self->failures = self->failing == item->position ? self->failures + 1 : 1;
  self->failing = item->position;
  return self->failures >= MAX_FAILURES;
}

static void
unsent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Sending) sending = user_data;
  g_autoptr (GError) error = NULL;

  if (soky_task_finish (result, &error) == NULL)
    g_message ("outbox: %s", error->message);
  rest (sending->sender, SOKY_SENDER_OFFLINE);
}

/* Takes @sending, whose refusal is set. */
static void
take_refusal (SokySender *self, Sending *sending)
{
  const GError *error = sending->refusal;
  gboolean unknown = g_error_matches (error, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_UNAUTHENTICATED);
  gboolean unreachable = g_error_matches (error, SOKY_CLIENT_ERROR, SOKY_CLIENT_ERROR_UNREACHABLE);

  if (unreachable && !sending->left && !is_over (self)) {
    soky_task_run (NULL, note_unsent, sending, NULL, NULL, NULL, unsent_cb, sending);
    return;
  }
  if (is_over (self) || unknown || unreachable ||
      (is_passing (error) && !fails_again (self, sending->item))) {
    rest (self, unknown ? SOKY_SENDER_SIGN_IN : SOKY_SENDER_OFFLINE);
    sending_free (sending);
    return;
  }
  soky_task_run (NULL, note_refused, sending, NULL, NULL, NULL, refused_cb, sending);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Sending *sending = user_data;
  SokySender *self = sending->sender;

  sending->text = soky_session_call_finish (SOKY_SESSION (source), result, &sending->refusal);
  if (sending->text == NULL) {
    take_refusal (self, sending);
    return;
  }
  self->pause_s = FIRST_PAUSE_S;
  soky_task_run (NULL, note_done, sending, NULL, NULL, NULL, noted_cb, sending);
}

static gpointer
take (gpointer data, GCancellable *cancellable, GError **error)
{
  SokyOutboxItem *item = soky_outbox_take (data, error);
  return item != NULL ? item : error != NULL && *error != NULL ? NULL : soky_task_done ();
}

static void
free_taken (gpointer taken)
{
  if (taken != soky_task_done ())
    soky_outbox_item_free (taken);
}

static void
taken_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokySender) self = user_data;
  g_autoptr (GError) error = NULL;
  gpointer taken = soky_task_finish (result, &error);

  if (taken == NULL || taken == soky_task_done () || is_over (self)) {
    if (taken != NULL)
      free_taken (taken);
    if (error != NULL && !is_over (self))
      g_message ("outbox: %s", error->message);
    self->busy = FALSE;
    set_state (self, SOKY_SENDER_IDLE);
    if (self->again && error == NULL)
      soky_sender_kick (self);
    return;
  }
  Sending *sending = g_new0 (Sending, 1);
  sending->item = taken;
  set_state (self, SOKY_SENDER_SENDING);
  g_signal_emit (self, signals[CHANGED], 0);
  SokyRequest *request = soky_outbox_make_request (self->library, taken);
  request->left = &sending->left;
  soky_session_call (self->session, request, &soky_session_text_answer, self->life, answered_cb,
                     sending);
  sending->sender = g_steal_pointer (&self);
}

static void
take_next (SokySender *self)
{
  soky_task_run (NULL, take, g_object_ref (self->library), g_object_unref, free_taken, NULL,
                 taken_cb, g_object_ref (self));
}

static void
probed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokySender) self = user_data;
  g_autoptr (GError) error = NULL;
  SokyResponse *response = soky_connection_send_finish (SOKY_CONNECTION (source), result, &error);

  if (response == NULL || is_over (self)) {
    g_clear_pointer (&response, soky_response_free);
    rest (self, SOKY_SENDER_OFFLINE);
    return;
  }
  soky_response_free (response);
  if (!soky_session_has_token (self->session)) {
    rest (self, SOKY_SENDER_SIGN_IN);
    return;
  }
  self->pause_s = FIRST_PAUSE_S;
  soky_session_set_offline (self->session, FALSE);
  take_next (self);
}

void
soky_sender_kick (SokySender *self)
{
  g_return_if_fail (SOKY_IS_SENDER (self));

  self->again = self->busy;
  if (self->busy || is_over (self))
    return;
  self->busy = TRUE;
  g_clear_handle_id (&self->timer, g_source_remove);
  if (!soky_session_is_offline (self->session) && soky_session_has_token (self->session)) {
    take_next (self);
    return;
  }
  soky_connection_send_async (soky_session_get_connection (self->session),
                              soky_request_new ("GET", "/about"), self->life, probed_cb,
                              g_object_ref (self));
}

static void
queued_cb (SokySender *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
  if (!soky_session_is_offline (self->session))
    soky_sender_kick (self);
}

static void
offline_cb (SokySender *self)
{
  if (!self->busy && soky_session_is_offline (self->session))
    rest (self, SOKY_SENDER_OFFLINE);
}

static void
network_changed_cb (SokySender *self, gboolean available)
{
  if (!available)
    return;
  self->pause_s = FIRST_PAUSE_S;
  soky_sender_kick (self);
}

void
soky_sender_stop (SokySender *self)
{
  g_return_if_fail (SOKY_IS_SENDER (self));

  g_cancellable_cancel (self->life);
  g_clear_handle_id (&self->timer, g_source_remove);
}

static void
soky_sender_dispose (GObject *object)
{
  soky_sender_stop (SOKY_SENDER (object));
  G_OBJECT_CLASS (soky_sender_parent_class)->dispose (object);
}

static void
soky_sender_finalize (GObject *object)
{
  SokySender *self = SOKY_SENDER (object);

  g_clear_object (&self->session);
  g_clear_object (&self->library);
  g_object_unref (self->life);
  G_OBJECT_CLASS (soky_sender_parent_class)->finalize (object);
}

static void
soky_sender_class_init (SokySenderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = soky_sender_dispose;
  G_OBJECT_CLASS (klass)->finalize = soky_sender_finalize;
  signals[CHANGED] = g_signal_new ("changed", SOKY_TYPE_SENDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
soky_sender_init (SokySender *self)
{
  self->life = g_cancellable_new ();
  self->pause_s = FIRST_PAUSE_S;
}

SokySender *
soky_sender_new (SokySession *session)
{
  g_return_val_if_fail (SOKY_IS_SESSION (session), NULL);
  g_return_val_if_fail (soky_session_get_library (session) != NULL, NULL);

  SokySender *self = g_object_new (SOKY_TYPE_SENDER, NULL);
  self->session = g_object_ref (session);
  self->library = g_object_ref (soky_session_get_library (session));
  self->network = g_network_monitor_get_default ();
  self->state = soky_session_is_offline (session) ? SOKY_SENDER_OFFLINE : SOKY_SENDER_IDLE;
  g_signal_connect_object (session, "queued", G_CALLBACK (queued_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::offline", G_CALLBACK (offline_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->network, "network-changed", G_CALLBACK (network_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

SokySenderState
soky_sender_get_state (SokySender *self)
{
  g_return_val_if_fail (SOKY_IS_SENDER (self), SOKY_SENDER_IDLE);

  return self->state;
}
