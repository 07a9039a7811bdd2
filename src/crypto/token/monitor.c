/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/token/monitor.h"

#include "base/task.h"
#include "crypto/token/folder-watch.h"
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
  gboolean again;     /* to be looked for anew once this search has ended */
  gboolean found;     /* the drivers were looked for once */
  GPtrArray *watches; /* of SokyTokenWatch, one for each driver, in their order */
  GPtrArray *drivers; /* of SokyDriverState, the same */
  GPtrArray *tokens;
  SokyFolderWatch *folders;
  SokyModule *missing; /* nullable */
  GCancellable *life;
};

static void search (SokyTokenMonitor *self, gboolean forget);

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

/* A driver that failed, to be written down in a thread. */
typedef struct {
  SokyTokenHost *host;
  SokyModule *module;
  GError *problem;
} Note;

static void
note_free (gpointer data)
{
  Note *note = data;
  g_object_unref (note->host);
  soky_module_free (note->module);
  g_error_free (note->problem);
  g_free (note);
}

static gpointer
note_in_thread (gpointer data, GCancellable *cancellable, GError **error)
{
  Note *note = data;
  soky_token_host_note_problem (note->host, note->module, note->problem);
  return soky_task_done ();
}

static void
watch_changed_cb (SokyTokenMonitor *self, SokyTokenWatch *watch)
{
  const GError *problem = soky_token_watch_get_problem (watch);
  guint place = 0;

  if (!g_ptr_array_find (self->watches, watch, &place))
    return;
  SokyDriverState *state = g_ptr_array_index (self->drivers, place);
  if (problem != NULL) {
    Note *note = g_new0 (Note, 1);
    note->host = g_object_ref (self->host);
    note->module = soky_module_copy (state->module);
    note->problem = g_error_copy (problem);
    soky_task_run (NULL, note_in_thread, note, note_free, NULL, NULL, NULL, NULL);
  }
  collect (self);
}

static SokyTokenWatch *
find_watch (GPtrArray *watches, const char *path)
{
  for (guint i = 0; i < watches->len; i++)
    if (g_str_equal (soky_token_watch_get_path (watches->pdata[i]), path))
      return watches->pdata[i];
  return NULL;
}

static SokyTokenWatch *
new_watch (SokyTokenMonitor *self, const SokyModule *module)
{
  SokyTokenWatch *watch =
      soky_token_watch_new (module->path, soky_token_host_get_patience (self->host));

  if (module->failure != 0)
    soky_token_watch_give_up (watch, soky_token_host_remembered_problem (module));
  g_signal_connect_object (watch, "changed", G_CALLBACK (watch_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return watch;
}

/* The watch that goes on for @module: a driver that was left aside and is another file now gets a
 * new one. */
static SokyTokenWatch *
take_watch (SokyTokenMonitor *self, const SokyModule *module)
{
  SokyTokenWatch *watch = find_watch (self->watches, module->path);
  guint place = 0;

  if (watch == NULL || !g_ptr_array_find (self->watches, watch, &place))
    return new_watch (self, module);
  const SokyDriverState *state = g_ptr_array_index (self->drivers, place);
  gboolean other =
      soky_token_watch_get_problem (watch) != NULL && state->module->stamp != module->stamp;
  return other ? new_watch (self, module) : g_object_ref (watch);
}

/* Watches that go on are kept, those of drivers that are gone end. */
static void
take_modules (SokyTokenMonitor *self, GPtrArray *modules)
{
  g_autoptr (GPtrArray) watches = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) drivers = g_ptr_array_new_with_free_func (driver_state_free);

  for (guint i = 0; i < modules->len; i++) {
    SokyDriverState *state = g_new0 (SokyDriverState, 1);
    state->module = soky_module_copy (modules->pdata[i]);
    g_ptr_array_add (watches, take_watch (self, state->module));
    g_ptr_array_add (drivers, state);
  }
  for (guint i = 0; i < self->watches->len; i++)
    if (!g_ptr_array_find (watches, self->watches->pdata[i], NULL))
      soky_token_watch_stop (self->watches->pdata[i]);
  g_ptr_array_unref (self->watches);
  g_ptr_array_unref (self->drivers);
  self->watches = g_steal_pointer (&watches);
  self->drivers = g_steal_pointer (&drivers);
  for (guint i = 0; i < self->watches->len; i++)
    soky_token_watch_start (self->watches->pdata[i]);
}

/* A look for drivers, and what it finds. */
typedef struct {
  SokyTokenHost *host;
  gboolean forget;
} Order;

typedef struct {
  GPtrArray *modules;
  GStrv folders;
  SokyModule *missing; /* nullable */
} Finding;

static void
order_free (gpointer data)
{
  Order *order = data;
  g_object_unref (order->host);
  g_free (order);
}

static void
finding_free (gpointer data)
{
  Finding *finding = data;
  g_ptr_array_unref (finding->modules);
  g_strfreev (finding->folders);
  soky_module_free (finding->missing);
  g_free (finding);
}

static gpointer
find_in_thread (gpointer data, GCancellable *cancellable, GError **error)
{
  const Order *order = data;
  Finding *finding = g_new0 (Finding, 1);

  if (order->forget)
    soky_token_host_forget_problems (order->host);
  finding->modules = soky_token_host_find_modules (order->host);
  finding->folders = soky_token_host_list_folders (order->host);
  finding->missing = soky_token_host_find_missing (order->host, finding->modules);
  return finding;
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyTokenMonitor) self = user_data;
  Finding *finding = soky_task_finish (result, NULL);

  self->searching = FALSE;
  if (finding == NULL)
    return;
  if (self->again) {
    self->again = FALSE;
    search (self, FALSE);
  } else if (self->holds > 0) {
    self->found = TRUE;
    soky_folder_watch_set (self->folders, (const char *const *) finding->folders);
    soky_module_free (self->missing);
    self->missing = g_steal_pointer (&finding->missing);
    take_modules (self, finding->modules);
    collect (self);
  }
  finding_free (finding);
}

static void
search (SokyTokenMonitor *self, gboolean forget)
{
  if (self->searching && !forget) {
    self->again = TRUE;
    return;
  }
  Order *order = g_new0 (Order, 1);
  order->host = g_object_ref (self->host);
  order->forget = forget;
  self->searching = TRUE;
  soky_task_run (NULL, find_in_thread, order, order_free, finding_free, self->life, found_cb,
                 g_object_ref (self));
}

static void
folders_changed_cb (SokyTokenMonitor *self)
{
  if (self->holds > 0)
    search (self, FALSE);
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

  static const char *const none[] = {NULL};

  self->linger = 0;
  stop_all (self);
  soky_folder_watch_set (self->folders, none);
  return G_SOURCE_REMOVE;
}

void
soky_token_monitor_hold (SokyTokenMonitor *self)
{
  g_return_if_fail (SOKY_IS_TOKEN_MONITOR (self));

  self->holds++;
  g_clear_handle_id (&self->linger, g_source_remove);
  if (self->holds == 1)
    search (self, FALSE);
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

const SokyModule *
soky_token_monitor_get_missing (SokyTokenMonitor *self)
{
  g_return_val_if_fail (SOKY_IS_TOKEN_MONITOR (self), NULL);

  return self->missing;
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
  search (self, TRUE);
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
  g_object_unref (self->folders);
  soky_module_free (self->missing);
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
  self->folders = soky_folder_watch_new ();
  g_signal_connect_object (self->folders, "changed", G_CALLBACK (folders_changed_cb), self,
                           G_CONNECT_SWAPPED);
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
