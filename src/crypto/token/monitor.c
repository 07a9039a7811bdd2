/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/token/monitor.h"

#include "base/task.h"
#include "crypto/token/token-private.h"
#include "crypto/token/watch.h"

/* Dialogs follow one another: what watched for the last one still stands for the next. */
#define LINGER_SECONDS 10

struct _SokyTokenMonitor {
  GObject parent_instance;
  SokyTokenHost *host;
  guint holds;
  guint linger; /* source, 0 = none */
  gboolean searching;
  gboolean found;     /* the drivers were looked for once */
  GPtrArray *watches; /* of SokyTokenWatch, one for each driver, in their order */
  GPtrArray *drivers; /* of SokyDriverState, the same */
  GPtrArray *tokens;
  GCancellable *life;
};

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyTokenMonitor, soky_token_monitor, G_TYPE_OBJECT)

static void
driver_state_free (gpointer data)
{
  SokyDriverState *state = data;
  soky_module_free (state->module);
  g_clear_error (&state->problem);
  g_free (state);
}

/* Puts together what the drivers see. */
static void
collect (SokyTokenMonitor *self)
{
  g_ptr_array_set_size (self->tokens, 0);
  for (guint i = 0; i < self->watches->len; i++) {
    SokyTokenWatch *watch = g_ptr_array_index (self->watches, i);
    SokyDriverState *state = g_ptr_array_index (self->drivers, i);
    GPtrArray *seen = soky_token_watch_get_tokens (watch);
    const GError *problem = soky_token_watch_get_problem (watch);

    for (guint j = 0; j < seen->len; j++)
      g_ptr_array_add (self->tokens, g_object_ref (seen->pdata[j]));
    g_clear_error (&state->problem);
    state->problem = problem ? g_error_copy (problem) : NULL;
  }
  soky_token_drop_doubles (self->tokens);
  g_signal_emit (self, signals[CHANGED], 0);
}

static SokyTokenWatch *
find_watch (GPtrArray *watches, const char *path)
{
  for (guint i = 0; i < watches->len; i++)
    if (g_str_equal (soky_token_watch_get_path (watches->pdata[i]), path))
      return watches->pdata[i];
  return NULL;
}

/* Watches that go on are kept, those of drivers that are gone end. */
static void
take_modules (SokyTokenMonitor *self, GPtrArray *modules)
{
  g_autoptr (GPtrArray) old = self->watches;

  self->watches = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_set_size (self->drivers, 0);
  for (guint i = 0; i < modules->len; i++) {
    SokyModule *module = g_ptr_array_index (modules, i);
    SokyTokenWatch *watch = find_watch (old, module->path);
    SokyDriverState *state = g_new0 (SokyDriverState, 1);

    if (watch != NULL) {
      g_object_ref (watch);
    } else {
      watch = soky_token_watch_new (module->path, soky_token_host_get_patience (self->host));
      g_signal_connect_object (watch, "changed", G_CALLBACK (collect), self, G_CONNECT_SWAPPED);
    }
    g_ptr_array_add (self->watches, watch);
    state->module = soky_module_copy (module);
    g_ptr_array_add (self->drivers, state);
    soky_token_watch_start (watch);
  }
  for (guint i = 0; i < old->len; i++)
    if (find_watch (self->watches, soky_token_watch_get_path (old->pdata[i])) == NULL)
      soky_token_watch_stop (old->pdata[i]);
}

static gpointer
find_in_thread (gpointer data, GCancellable *cancellable, GError **error)
{
  return soky_token_host_find_modules (data);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyTokenMonitor) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) modules = soky_task_finish (result, &error);

  self->searching = FALSE;
  if (modules == NULL || self->holds == 0)
    return;
  self->found = TRUE;
  take_modules (self, modules);
  collect (self);
}

static void
search (SokyTokenMonitor *self)
{
  if (self->searching)
    return;
  self->searching = TRUE;
  soky_task_run (NULL, find_in_thread, g_object_ref (self->host), g_object_unref,
                 (GDestroyNotify) g_ptr_array_unref, self->life, found_cb, g_object_ref (self));
}

static void
stop_all (SokyTokenMonitor *self)
{
  for (guint i = 0; i < self->watches->len; i++)
    soky_token_watch_stop (self->watches->pdata[i]);
}

static gboolean
linger_cb (gpointer user_data)
{
  SokyTokenMonitor *self = user_data;

  self->linger = 0;
  stop_all (self);
  return G_SOURCE_REMOVE;
}

void
soky_token_monitor_hold (SokyTokenMonitor *self)
{
  g_return_if_fail (SOKY_IS_TOKEN_MONITOR (self));

  self->holds++;
  g_clear_handle_id (&self->linger, g_source_remove);
  if (self->holds == 1)
    search (self);
}

void
soky_token_monitor_release (SokyTokenMonitor *self)
{
  g_return_if_fail (SOKY_IS_TOKEN_MONITOR (self) && self->holds > 0);

  if (--self->holds == 0)
    self->linger = g_timeout_add_seconds (LINGER_SECONDS, linger_cb, self);
}

gboolean
soky_token_monitor_is_settled (SokyTokenMonitor *self)
{
  g_return_val_if_fail (SOKY_IS_TOKEN_MONITOR (self), FALSE);

  for (guint i = 0; i < self->watches->len; i++)
    if (!soky_token_watch_is_settled (self->watches->pdata[i]))
      return FALSE;
  return self->found;
}

GPtrArray *
soky_token_monitor_get_tokens (SokyTokenMonitor *self)
{
  g_return_val_if_fail (SOKY_IS_TOKEN_MONITOR (self), NULL);

  return self->tokens;
}

GPtrArray *
soky_token_monitor_get_drivers (SokyTokenMonitor *self)
{
  g_return_val_if_fail (SOKY_IS_TOKEN_MONITOR (self), NULL);

  return self->drivers;
}

SokyToken *
soky_token_monitor_find (SokyTokenMonitor *self, const char *fingerprint,
                         SokyTokenCertificate **certificate)
{
  g_return_val_if_fail (SOKY_IS_TOKEN_MONITOR (self), NULL);

  for (guint i = 0; i < self->tokens->len; i++) {
    GPtrArray *held = soky_token_get_certificates (self->tokens->pdata[i]);
    for (guint j = 0; j < held->len; j++) {
      SokyCertificate *own = soky_token_certificate_get_certificate (held->pdata[j]);
      if (g_strcmp0 (soky_certificate_get_fingerprint (own), fingerprint) != 0)
        continue;
      if (certificate != NULL)
        *certificate = held->pdata[j];
      return self->tokens->pdata[i];
    }
  }
  return NULL;
}

void
soky_token_monitor_retry (SokyTokenMonitor *self)
{
  g_return_if_fail (SOKY_IS_TOKEN_MONITOR (self));

  for (guint i = self->watches->len; i-- > 0;)
    if (soky_token_watch_get_problem (self->watches->pdata[i]) != NULL) {
      g_ptr_array_remove_index (self->watches, i);
      g_ptr_array_remove_index (self->drivers, i);
    }
  self->found = FALSE;
  collect (self);
  search (self);
}

SokyTokenHost *
soky_token_monitor_get_host (SokyTokenMonitor *self)
{
  g_return_val_if_fail (SOKY_IS_TOKEN_MONITOR (self), NULL);

  return self->host;
}

static void
soky_token_monitor_dispose (GObject *object)
{
  SokyTokenMonitor *self = SOKY_TOKEN_MONITOR (object);

  g_cancellable_cancel (self->life);
  g_clear_handle_id (&self->linger, g_source_remove);
  stop_all (self);
  G_OBJECT_CLASS (soky_token_monitor_parent_class)->dispose (object);
}

static void
soky_token_monitor_finalize (GObject *object)
{
  SokyTokenMonitor *self = SOKY_TOKEN_MONITOR (object);

  g_ptr_array_unref (self->watches);
  g_ptr_array_unref (self->drivers);
  g_ptr_array_unref (self->tokens);
  g_object_unref (self->host);
  g_object_unref (self->life);
  G_OBJECT_CLASS (soky_token_monitor_parent_class)->finalize (object);
}

static void
soky_token_monitor_class_init (SokyTokenMonitorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = soky_token_monitor_dispose;
  G_OBJECT_CLASS (klass)->finalize = soky_token_monitor_finalize;
  signals[CHANGED] = g_signal_new ("changed", SOKY_TYPE_TOKEN_MONITOR, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
soky_token_monitor_init (SokyTokenMonitor *self)
{
  self->life = g_cancellable_new ();
  self->watches = g_ptr_array_new_with_free_func (g_object_unref);
  self->drivers = g_ptr_array_new_with_free_func (driver_state_free);
  self->tokens = g_ptr_array_new_with_free_func (g_object_unref);
}

SokyTokenMonitor *
soky_token_monitor_new (SokyTokenHost *host)
{
  g_return_val_if_fail (SOKY_IS_TOKEN_HOST (host), NULL);

  SokyTokenMonitor *self = g_object_new (SOKY_TYPE_TOKEN_MONITOR, NULL);
  self->host = g_object_ref (host);
  return self;
}
