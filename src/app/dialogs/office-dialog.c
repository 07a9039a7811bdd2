/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/office-dialog.h"

#include <glib/gi18n.h>

#include "app/widgets/banner.h"
#include "app/widgets/status-line.h"
#include "wire/error.h"

typedef struct {
  GtkWidget *save_button;
  SokyBanner *banner;
  GtkBox *groups;
  SokyStatusLine *status;

  SokySession *session;
  GCancellable *life;
  gboolean complete;
  gboolean busy;
} SokyOfficeDialogPrivate;

enum { PROP_0, PROP_SESSION, N_PROPS };
static GParamSpec *properties[N_PROPS];

enum { DONE, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (SokyOfficeDialog, soky_office_dialog, ADW_TYPE_WINDOW)

static SokyOfficeDialogPrivate *
get (SokyOfficeDialog *self)
{
  return soky_office_dialog_get_instance_private (self);
}

static void
set_busy (SokyOfficeDialog *self, gboolean busy)
{
  SokyOfficeDialogPrivate *private = get (self);

  private->busy = busy;
  /* an entry that is switched off must not keep the focus: GtkText warns about that */
  if (busy)
    gtk_window_set_focus (GTK_WINDOW (self), NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (private->groups), !busy);
  gtk_widget_set_sensitive (private->save_button, !busy && private->complete);
}

static void
save_cb (SokyOfficeDialog *self)
{
  if (get (self)->busy || !get (self)->complete)
    return;
  soky_banner_hide (get (self)->banner);
  soky_status_line_set_working (get (self)->status, _ ("Sending…"));
  set_busy (self, TRUE);
  SOKY_OFFICE_DIALOG_GET_CLASS (self)->save (self);
}

static void
refresh_cb (SokyOfficeDialog *self)
{
  soky_banner_hide (get (self)->banner);
  soky_status_line_set_working (get (self)->status, _ ("Loading…"));
  set_busy (self, TRUE);
  SOKY_OFFICE_DIALOG_GET_CLASS (self)->refresh (self);
}

static gboolean
soky_office_dialog_close_request (GtkWindow *window)
{
  g_cancellable_cancel (get (SOKY_OFFICE_DIALOG (window))->life);
  return GTK_WINDOW_CLASS (soky_office_dialog_parent_class)->close_request (window);
}

static void
soky_office_dialog_dispose (GObject *object)
{
  SokyOfficeDialogPrivate *private = get (SOKY_OFFICE_DIALOG (object));

  g_cancellable_cancel (private->life);
  g_clear_object (&private->session);
  G_OBJECT_CLASS (soky_office_dialog_parent_class)->dispose (object);
}

static void
soky_office_dialog_finalize (GObject *object)
{
  g_object_unref (get (SOKY_OFFICE_DIALOG (object))->life);
  G_OBJECT_CLASS (soky_office_dialog_parent_class)->finalize (object);
}

static void
soky_office_dialog_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SESSION)
    get (SOKY_OFFICE_DIALOG (object))->session = g_value_dup_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
soky_office_dialog_class_init (SokyOfficeDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = soky_office_dialog_dispose;
  object_class->finalize = soky_office_dialog_finalize;
  object_class->set_property = soky_office_dialog_set_property;
  GTK_WINDOW_CLASS (klass)->close_request = soky_office_dialog_close_request;
  properties[PROP_SESSION] =
      g_param_spec_object ("session", NULL, NULL, SOKY_TYPE_SESSION,
                           G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[DONE] = g_signal_new ("done", SOKY_TYPE_OFFICE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
  g_type_ensure (SOKY_TYPE_BANNER);
  g_type_ensure (SOKY_TYPE_STATUS_LINE);
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/office-dialog.ui");
  gtk_widget_class_bind_template_child_private (widget_class, SokyOfficeDialog, save_button);
  gtk_widget_class_bind_template_child_private (widget_class, SokyOfficeDialog, banner);
  gtk_widget_class_bind_template_child_private (widget_class, SokyOfficeDialog, groups);
  gtk_widget_class_bind_template_child_private (widget_class, SokyOfficeDialog, status);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, refresh_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
soky_office_dialog_init (SokyOfficeDialog *self)
{
  get (self)->life = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

SokySession *
soky_office_dialog_get_session (SokyOfficeDialog *self)
{
  return get (self)->session;
}

GCancellable *
soky_office_dialog_get_life (SokyOfficeDialog *self)
{
  return get (self)->life;
}

AdwPreferencesGroup *
soky_office_dialog_add_group (SokyOfficeDialog *self, const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  if (title != NULL)
    adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  gtk_box_append (get (self)->groups, group);
  return ADW_PREFERENCES_GROUP (group);
}

void
soky_office_dialog_clear (SokyOfficeDialog *self)
{
  GtkWidget *group = NULL;

  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  while ((group = gtk_widget_get_first_child (GTK_WIDGET (get (self)->groups))) != NULL)
    gtk_box_remove (get (self)->groups, group);
}

void
soky_office_dialog_set_fault (SokyOfficeDialog *self, gboolean complete, const char *fault)
{
  get (self)->complete = complete;
  gtk_widget_set_sensitive (get (self)->save_button, complete && !get (self)->busy);
  if (fault != NULL)
    soky_status_line_set_error (get (self)->status, fault);
  else
    soky_status_line_clear (get (self)->status);
}

void
soky_office_dialog_set_accept (SokyOfficeDialog *self, const char *label)
{
  gtk_button_set_label (GTK_BUTTON (get (self)->save_button), label);
}

void
soky_office_dialog_finish (SokyOfficeDialog *self, const GError *error)
{
  SokyOfficeDialogPrivate *private = get (self);

  if (g_cancellable_is_cancelled (private->life))
    return;
  if (error == NULL) {
    gtk_window_close (GTK_WINDOW (self));
    g_signal_emit (self, signals[DONE], 0);
    return;
  }
  set_busy (self, FALSE);
  if (g_error_matches (error, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_CHANGED) &&
      SOKY_OFFICE_DIALOG_GET_CLASS (self)->refresh != NULL) {
    soky_status_line_clear (private->status);
    soky_banner_show (private->banner, "warning",
                      _ ("Somebody else has changed this meanwhile, so nothing was saved. Look at "
                         "it as it is now, then make your change again."),
                      _ ("Show"));
    return;
  }
  soky_status_line_set_gerror (private->status, error);
}

void
soky_office_dialog_show_fresh (SokyOfficeDialog *self)
{
  soky_status_line_clear (get (self)->status);
  set_busy (self, FALSE);
}
