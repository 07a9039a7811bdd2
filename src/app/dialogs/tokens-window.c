/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/tokens-window.h"

#include "app/dialogs/change-pin-dialog.h"
#include "app/dialogs/unlock-letter.h"
#include "app/widgets/driver-list.h"
#include "app/widgets/token-group.h"

#include <glib/gi18n.h>

struct _SokyTokensWindow {
  AdwWindow parent_instance;

  AdwPreferencesPage *page;
  AdwPreferencesGroup *empty_group;
  AdwActionRow *empty_row;
  SokyDriverList *drivers;

  SokyTokenMonitor *monitor;
  GPtrArray *groups; /* of SokyTokenGroup, not owned */
};

G_DEFINE_FINAL_TYPE (SokyTokensWindow, soky_tokens_window, ADW_TYPE_WINDOW)

static void
change_pin_cb (SokyTokensWindow *self, SokyTokenGroup *group)
{
  GtkWidget *dialog =
      soky_change_pin_dialog_new (GTK_WINDOW (self), soky_token_monitor_get_host (self->monitor),
                                  soky_token_group_get_token (group));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
letter_cb (SokyTokensWindow *self, SokyTokenGroup *group)
{
  soky_unlock_letter_show (GTK_WINDOW (self), soky_token_group_get_token (group));
}

static gboolean
shows (SokyTokensWindow *self, GPtrArray *tokens)
{
  if (self->groups->len != tokens->len)
    return FALSE;
  for (guint i = 0; i < tokens->len; i++)
    if (soky_token_group_get_token (self->groups->pdata[i]) != tokens->pdata[i])
      return FALSE;
  return TRUE;
}

/* The drivers stay below the tokens. */
static void
show_tokens (SokyTokensWindow *self, GPtrArray *tokens)
{
  g_autoptr (SokyDriverList) drivers = g_object_ref (self->drivers);

  for (guint i = 0; i < self->groups->len; i++)
    adw_preferences_page_remove (self->page, self->groups->pdata[i]);
  g_ptr_array_set_size (self->groups, 0);
  adw_preferences_page_remove (self->page, ADW_PREFERENCES_GROUP (drivers));
  for (guint i = 0; i < tokens->len; i++) {
    GtkWidget *group = soky_token_group_new (tokens->pdata[i]);
    g_signal_connect_object (group, "change-pin", G_CALLBACK (change_pin_cb), self,
                             G_CONNECT_SWAPPED);
    g_signal_connect_object (group, "letter", G_CALLBACK (letter_cb), self, G_CONNECT_SWAPPED);
    adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (group));
    g_ptr_array_add (self->groups, group);
  }
  adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (drivers));
}

static void
update (SokyTokensWindow *self)
{
  GPtrArray *tokens = soky_token_monitor_get_tokens (self->monitor);
  gboolean settled = soky_token_monitor_is_settled (self->monitor);

  if (!shows (self, tokens))
    show_tokens (self, tokens);
  gtk_widget_set_visible (GTK_WIDGET (self->empty_group), tokens->len == 0);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->empty_row),
                                 settled ? _ ("No token is plugged in")
                                         : _ ("Looking for USB tokens…"));
  soky_driver_list_update (self->drivers, self->monitor);
}

static void
soky_tokens_window_dispose (GObject *object)
{
  SokyTokensWindow *self = SOKY_TOKENS_WINDOW (object);

  if (self->monitor != NULL) {
    g_signal_handlers_disconnect_by_data (self->monitor, self);
    soky_token_monitor_release (self->monitor);
  }
  g_clear_object (&self->monitor);
  G_OBJECT_CLASS (soky_tokens_window_parent_class)->dispose (object);
}

static void
soky_tokens_window_finalize (GObject *object)
{
  g_ptr_array_unref (SOKY_TOKENS_WINDOW (object)->groups);
  G_OBJECT_CLASS (soky_tokens_window_parent_class)->finalize (object);
}

static void
soky_tokens_window_class_init (SokyTokensWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = soky_tokens_window_dispose;
  object_class->finalize = soky_tokens_window_finalize;
  g_type_ensure (SOKY_TYPE_DRIVER_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/tokens-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SokyTokensWindow, page);
  gtk_widget_class_bind_template_child (widget_class, SokyTokensWindow, empty_group);
  gtk_widget_class_bind_template_child (widget_class, SokyTokensWindow, empty_row);
  gtk_widget_class_bind_template_child (widget_class, SokyTokensWindow, drivers);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
soky_tokens_window_init (SokyTokensWindow *self)
{
  self->groups = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
soky_tokens_window_new (GtkWindow *parent, SokyTokenMonitor *monitor)
{
  g_return_val_if_fail (SOKY_IS_TOKEN_MONITOR (monitor), NULL);

  SokyTokensWindow *self = g_object_new (SOKY_TYPE_TOKENS_WINDOW, "transient-for", parent, NULL);
  self->monitor = g_object_ref (monitor);
  g_signal_connect_swapped (monitor, "changed", G_CALLBACK (update), self);
  soky_token_monitor_hold (monitor);
  update (self);
  return GTK_WIDGET (self);
}
