/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/preferences-window.h"

#include "app/settings.h"

struct _SokyPreferencesWindow {
  AdwPreferencesWindow parent_instance;

  AdwComboRow *language_row;
  AdwComboRow *look_row;
  GtkSwitch *notify_switch;
  GtkEditable *server_row;
  GtkEditable *login_row;
  GtkSpinButton *limit_button;
  GtkSwitch *wipe_switch;

  GSettings *settings; /* nullable */
};

G_DEFINE_FINAL_TYPE (SokyPreferencesWindow, soky_preferences_window, ADW_TYPE_PREFERENCES_WINDOW)

/* The values of the keys in the order of their rows. */
static const char *const languages[] = {"system", "vi", "en", NULL};
static const char *const looks[] = {"system", "light", "dark", NULL};

static gboolean
to_position (GValue *value, GVariant *variant, gpointer values)
{
  const char *const *names = values;

  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], g_variant_get_string (variant, NULL)))
      g_value_set_uint (value, i);
  return TRUE;
}

static GVariant *
from_position (const GValue *value, const GVariantType *type, gpointer values)
{
  const char *const *names = values;
  guint position = g_value_get_uint (value);

  return position < g_strv_length ((char **) names) ? g_variant_new_string (names[position]) : NULL;
}

static void
bind_choice (SokyPreferencesWindow *self, const char *key, AdwComboRow *row,
             const char *const *values)
{
  g_settings_bind_with_mapping (self->settings, key, row, "selected", G_SETTINGS_BIND_DEFAULT,
                                to_position, from_position, (gpointer) values, NULL);
}

static void
server_cb (SokyPreferencesWindow *self)
{
  g_settings_set_string (self->settings, "server", gtk_editable_get_text (self->server_row));
}

static void
login_cb (SokyPreferencesWindow *self)
{
  g_settings_set_string (self->settings, "login", gtk_editable_get_text (self->login_row));
}

static void
soky_preferences_window_dispose (GObject *object)
{
  g_clear_object (&SOKY_PREFERENCES_WINDOW (object)->settings);
  G_OBJECT_CLASS (soky_preferences_window_parent_class)->dispose (object);
}

#define BIND(child)                                                                                \
  gtk_widget_class_bind_template_child (widget_class, SokyPreferencesWindow, child)

static void
soky_preferences_window_class_init (SokyPreferencesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = soky_preferences_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/vn/soky/SoKy/ui/preferences-window.ui");
  BIND (language_row);
  BIND (look_row);
  BIND (notify_switch);
  BIND (server_row);
  BIND (login_row);
  BIND (limit_button);
  BIND (wipe_switch);
  gtk_widget_class_bind_template_callback (widget_class, server_cb);
  gtk_widget_class_bind_template_callback (widget_class, login_cb);
}

static void
soky_preferences_window_init (SokyPreferencesWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->settings = soky_settings_new ();
  if (self->settings == NULL) {
    gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
    return;
  }
  g_autofree char *server = g_settings_get_string (self->settings, "server");
  g_autofree char *login = g_settings_get_string (self->settings, "login");
  gtk_editable_set_text (self->server_row, server);
  gtk_editable_set_text (self->login_row, login);
  bind_choice (self, "language", self->language_row, languages);
  bind_choice (self, "look", self->look_row, looks);
  g_settings_bind (self->settings, "notify", self->notify_switch, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "local-data-limit", self->limit_button, "value",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "wipe-on-sign-out", self->wipe_switch, "active",
                   G_SETTINGS_BIND_DEFAULT);
}

GtkWidget *
soky_preferences_window_new (GtkWindow *parent)
{
  return g_object_new (SOKY_TYPE_PREFERENCES_WINDOW, "transient-for", parent, "application",
                       parent != NULL ? gtk_window_get_application (parent) : NULL, NULL);
}
