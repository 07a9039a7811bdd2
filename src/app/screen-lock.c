/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/screen-lock.h"

#define LOGIND "org.freedesktop.login1"
#define LOGIND_PATH "/org/freedesktop/login1"
#define LOGIND_MANAGER LOGIND ".Manager"
#define LOGIND_SESSION LOGIND ".Session"

struct _SokyScreenLock {
  GObject parent_instance;
  GDBusConnection *session; /* nullable */
  GDBusConnection *system;  /* nullable */
  GArray *session_ids;      /* of guint: subscriptions */
  GArray *system_ids;
  GCancellable *life;
};

enum { LOCKED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyScreenLock, soky_screen_lock, G_TYPE_OBJECT)

/* Those that tell "active" by a flag, which also comes when it goes away again. */
static void
flag_cb (GDBusConnection *connection, const char *sender, const char *path, const char *interface,
         const char *signal, GVariant *parameters, gpointer user_data)
{
  gboolean active = FALSE;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(b)")))
    return;
  g_variant_get (parameters, "(b)", &active);
  if (active)
    g_signal_emit (user_data, signals[LOCKED], 0);
}

static void
lock_cb (GDBusConnection *connection, const char *sender, const char *path, const char *interface,
         const char *signal, GVariant *parameters, gpointer user_data)
{
  g_signal_emit (user_data, signals[LOCKED], 0);
}

static void
subscribe (GDBusConnection *connection, GArray *ids, const char *interface, const char *member,
           const char *path, GDBusSignalCallback callback, gpointer self)
{
  /* a bus that went meanwhile tells nothing any more, and GLib would call it a mistake */
  if (g_dbus_connection_is_closed (connection))
    return;
  guint id = g_dbus_connection_signal_subscribe (connection, NULL, interface, member, path, NULL,
                                                 G_DBUS_SIGNAL_FLAGS_NONE, callback, self, NULL);
  g_array_append_val (ids, id);
}

static void
session_bus_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  static const char *const savers[] = {"org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver",
                                       "org.cinnamon.ScreenSaver", "org.mate.ScreenSaver",
                                       "org.xfce.ScreenSaver"};
  g_autoptr (SokyScreenLock) self = user_data;
  g_autoptr (GError) error = NULL;

  self->session = g_bus_get_finish (result, &error);
  if (self->session == NULL) {
    g_debug ("session bus: %s", error->message);
    return;
  }
  for (gsize i = 0; i < G_N_ELEMENTS (savers); i++)
    subscribe (self->session, self->session_ids, savers[i], "ActiveChanged", NULL, flag_cb, self);
}

/* Only this login's own lock counts, not that of another person at the same computer. */
static void
own_session_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyScreenLock) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  const char *path = NULL;

  if (answer == NULL) {
    g_debug ("logind: %s", error->message);
    return;
  }
  g_variant_get (answer, "(&o)", &path);
  subscribe (self->system, self->system_ids, LOGIND_SESSION, "Lock", path, lock_cb, self);
}

static void
system_bus_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyScreenLock) self = user_data;
  g_autoptr (GError) error = NULL;

  self->system = g_bus_get_finish (result, &error);
  if (self->system == NULL) {
    g_debug ("system bus: %s", error->message);
    return;
  }
  /* a system bus that is started anew must not take the window with it */
  g_dbus_connection_set_exit_on_close (self->system, FALSE);
  subscribe (self->system, self->system_ids, LOGIND_MANAGER, "PrepareForSleep", LOGIND_PATH,
             flag_cb, self);
  /* number 0 is the caller's own */
  g_dbus_connection_call (self->system, LOGIND, LOGIND_PATH, LOGIND_MANAGER, "GetSessionByPID",
                          g_variant_new ("(u)", 0), G_VARIANT_TYPE ("(o)"),
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, self->life, own_session_cb,
                          g_object_ref (self));
}

static void
unsubscribe (GDBusConnection *connection, GArray *ids)
{
  for (guint i = 0; i < ids->len; i++)
    g_dbus_connection_signal_unsubscribe (connection, g_array_index (ids, guint, i));
  g_array_set_size (ids, 0);
}

static void
soky_screen_lock_dispose (GObject *object)
{
  SokyScreenLock *self = SOKY_SCREEN_LOCK (object);

  unsubscribe (self->session, self->session_ids);
  unsubscribe (self->system, self->system_ids);
  g_clear_object (&self->session);
  g_clear_object (&self->system);
  G_OBJECT_CLASS (soky_screen_lock_parent_class)->dispose (object);
}

static void
soky_screen_lock_finalize (GObject *object)
{
  SokyScreenLock *self = SOKY_SCREEN_LOCK (object);

  g_array_unref (self->session_ids);
  g_array_unref (self->system_ids);
  g_object_unref (self->life);
  G_OBJECT_CLASS (soky_screen_lock_parent_class)->finalize (object);
}

static void
soky_screen_lock_class_init (SokyScreenLockClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = soky_screen_lock_dispose;
  G_OBJECT_CLASS (klass)->finalize = soky_screen_lock_finalize;
  signals[LOCKED] = g_signal_new ("locked", SOKY_TYPE_SCREEN_LOCK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
}

static void
soky_screen_lock_init (SokyScreenLock *self)
{
  self->session_ids = g_array_new (FALSE, FALSE, sizeof (guint));
  self->system_ids = g_array_new (FALSE, FALSE, sizeof (guint));
  self->life = g_cancellable_new ();
}

SokyScreenLock *
soky_screen_lock_new (void)
{
  SokyScreenLock *self = g_object_new (SOKY_TYPE_SCREEN_LOCK, NULL);

  g_bus_get (G_BUS_TYPE_SESSION, self->life, session_bus_cb, g_object_ref (self));
  g_bus_get (G_BUS_TYPE_SYSTEM, self->life, system_bus_cb, g_object_ref (self));
  return self;
}
