/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/pin-session.h"

#include "app/screen-lock.h"
#include "base/task.h"

#include <glib/gi18n.h>

#define IDLE_MS (5 * 60 * 1000)

struct _SokyPinSession {
  GObject parent_instance;
  SokyTokenHost *host;
  SokyToken *token;
  SokyTokenCertificate *certificate;
  SokySigner *signer;
  SokyScreenLock *lock;
  guint idle_ms;
  guint idle_source; /* 0 = ended */
};

enum { PROP_0, PROP_IDLE_MS, N_PROPS };
enum { ENDED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyPinSession, soky_pin_session, G_TYPE_OBJECT)

/* What a login needs, and what it gives. */
typedef struct {
  SokyTokenHost *host;
  SokyToken *token;
  SokyTokenCertificate *certificate;
  SokySecret *pin; /* nullable */
} Login;

static void
login_free (gpointer data)
{
  Login *login = data;
  g_clear_object (&login->host);
  g_clear_object (&login->token);
  g_clear_object (&login->certificate);
  g_clear_pointer (&login->pin, soky_secret_unref);
  g_free (login);
}

static Login *
login_new (SokyTokenHost *host, SokyToken *token)
{
  Login *login = g_new0 (Login, 1);
  login->host = g_object_ref (host);
  login->token = g_object_ref (token);
  return login;
}

static gpointer
log_in_in_thread (gpointer data, GCancellable *cancellable, GError **error)
{
  Login *login = data;
  SokySigner *signer = soky_token_host_login (login->host, login->token, login->certificate,
                                              login->pin, cancellable, error);
  g_clear_pointer (&login->pin, soky_secret_unref);
  return signer;
}

static gpointer
log_out_in_thread (gpointer data, GCancellable *cancellable, GError **error)
{
  Login *login = data;
  soky_token_host_logout (login->host, login->token);
  return soky_task_done ();
}

/* The token may take its time, so it is not asked on the main loop. */
static void
log_out (SokyTokenHost *host, SokyToken *token)
{
  soky_task_run (NULL, log_out_in_thread, login_new (host, token), login_free, NULL, NULL, NULL,
                 NULL);
}

static void
finish (SokyPinSession *self, SokyPinSessionEnd end)
{
  if (self->idle_source == 0)
    return;
  g_clear_handle_id (&self->idle_source, g_source_remove);
  g_clear_object (&self->lock);
  log_out (self->host, self->token);
  g_signal_emit (self, signals[ENDED], 0, end);
}

static gboolean
idle_cb (gpointer user_data)
{
  g_autoptr (SokyPinSession) self = g_object_ref (user_data);
  finish (self, SOKY_PIN_SESSION_IDLE);
  return G_SOURCE_REMOVE;
}

static void
locked_cb (SokyPinSession *self)
{
  g_autoptr (SokyPinSession) alive = g_object_ref (self);
  finish (alive, SOKY_PIN_SESSION_AWAY);
}

void
soky_pin_session_touch (SokyPinSession *self)
{
  g_return_if_fail (SOKY_IS_PIN_SESSION (self));

  if (self->idle_source == 0)
    return;
  g_source_remove (self->idle_source);
  self->idle_source = g_timeout_add (self->idle_ms, idle_cb, self);
}

void
soky_pin_session_end (SokyPinSession *self)
{
  g_return_if_fail (SOKY_IS_PIN_SESSION (self));

  finish (self, SOKY_PIN_SESSION_DONE);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Login *login = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (SokySigner) signer = soky_task_finish (result, &error);

  if (signer == NULL) {
    /* the token may have been opened just as the person changed their mind */
    if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      log_out (login->host, login->token);
    g_task_return_error (task, error);
    return;
  }
  SokyPinSession *self = g_object_new (SOKY_TYPE_PIN_SESSION, NULL);
  self->host = g_object_ref (login->host);
  self->token = g_object_ref (login->token);
  self->certificate = g_object_ref (login->certificate);
  self->signer = g_steal_pointer (&signer);
  self->lock = soky_screen_lock_new ();
  g_signal_connect_object (self->lock, "locked", G_CALLBACK (locked_cb), self, G_CONNECT_SWAPPED);
  self->idle_source = g_timeout_add (self->idle_ms, idle_cb, self);
  g_task_return_pointer (task, self, g_object_unref);
}

void
soky_pin_session_open_async (SokyTokenHost *host, SokyToken *token,
                             SokyTokenCertificate *certificate, SokySecret *pin,
                             GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (SOKY_IS_TOKEN_HOST (host));

  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Login *login = login_new (host, token);

  g_task_set_source_tag (task, soky_pin_session_open_async);
  login->certificate = g_object_ref (certificate);
  login->pin = pin ? soky_secret_ref (pin) : NULL;
  g_task_set_task_data (task, login, login_free);
  soky_task_run (NULL, log_in_in_thread, login, NULL, g_object_unref, cancellable, opened_cb, task);
}

SokyPinSession *
soky_pin_session_open_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

SokySigner *
soky_pin_session_get_signer (SokyPinSession *self)
{
  g_return_val_if_fail (SOKY_IS_PIN_SESSION (self), NULL);

  return self->signer;
}

SokyToken *
soky_pin_session_get_token (SokyPinSession *self)
{
  g_return_val_if_fail (SOKY_IS_PIN_SESSION (self), NULL);

  return self->token;
}

SokyTokenCertificate *
soky_pin_session_get_certificate (SokyPinSession *self)
{
  g_return_val_if_fail (SOKY_IS_PIN_SESSION (self), NULL);

  return self->certificate;
}

gboolean
soky_pin_session_is_open (SokyPinSession *self)
{
  g_return_val_if_fail (SOKY_IS_PIN_SESSION (self), FALSE);

  return self->idle_source != 0;
}

const char *
soky_pin_session_end_words (SokyPinSessionEnd end)
{
  switch (end) {
  case SOKY_PIN_SESSION_IDLE:
    return _ ("The token was closed after five minutes without a signature. Enter the PIN again to "
              "go on.");
  case SOKY_PIN_SESSION_AWAY:
    return _ ("The token was closed because the screen was locked. Enter the PIN again to go on.");
  case SOKY_PIN_SESSION_DONE:
    break;
  }
  return _ ("The session with the token has ended. Enter the PIN again to go on.");
}

static void
soky_pin_session_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  SokyPinSession *self = SOKY_PIN_SESSION (object);

  if (id != PROP_IDLE_MS) {
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    return;
  }
  self->idle_ms = g_value_get_uint (value);
  soky_pin_session_touch (self);
}

static void
soky_pin_session_dispose (GObject *object)
{
  finish (SOKY_PIN_SESSION (object), SOKY_PIN_SESSION_DONE);
  G_OBJECT_CLASS (soky_pin_session_parent_class)->dispose (object);
}

static void
soky_pin_session_finalize (GObject *object)
{
  SokyPinSession *self = SOKY_PIN_SESSION (object);

  g_clear_object (&self->host);
  g_clear_object (&self->token);
  g_clear_object (&self->certificate);
  g_clear_object (&self->signer);
  G_OBJECT_CLASS (soky_pin_session_parent_class)->finalize (object);
}

static void
soky_pin_session_class_init (SokyPinSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = soky_pin_session_set_property;
  object_class->dispose = soky_pin_session_dispose;
  object_class->finalize = soky_pin_session_finalize;
  properties[PROP_IDLE_MS] =
      g_param_spec_uint ("idle-ms", NULL, NULL, 1, G_MAXINT, IDLE_MS,
                         G_PARAM_WRITABLE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[ENDED] = g_signal_new ("ended", SOKY_TYPE_PIN_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
soky_pin_session_init (SokyPinSession *self)
{
}
