/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "client/waited.h"

typedef struct {
  SokyWaitedStart start;
  gpointer data;
  GMutex lock;
  GCond ready;
  GAsyncResult *result;
} Call;

static void
ready_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Call *call = user_data;

  g_mutex_lock (&call->lock);
  call->result = g_object_ref (result);
  g_cond_signal (&call->ready);
  g_mutex_unlock (&call->lock);
}

static gboolean
start_cb (gpointer user_data)
{
  Call *call = user_data;
  call->start (call->data, ready_cb, call);
  return G_SOURCE_REMOVE;
}

GAsyncResult *
soky_waited_call (GMainContext *context, SokyWaitedStart start, gpointer data)
{
  Call call = {.start = start, .data = data};
  g_autoptr (GSource) source = g_idle_source_new ();

  g_mutex_init (&call.lock);
  g_cond_init (&call.ready);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, start_cb, &call, NULL);
  g_source_attach (source, context);
  g_mutex_lock (&call.lock);
  while (call.result == NULL)
    g_cond_wait (&call.ready, &call.lock);
  g_mutex_unlock (&call.lock);
  g_mutex_clear (&call.lock);
  g_cond_clear (&call.ready);
  return call.result;
}
