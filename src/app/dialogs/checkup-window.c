/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/checkup-window.h"

#include "app/checkup.h"
#include "app/dialogs/own-certificates-window.h"
#include "app/pin-session.h"
#include "app/widgets/certificate-chooser.h"
#include "app/widgets/pin-entry.h"
#include "base/clock.h"
#include "base/platform.h"
#include "base/task.h"

#include <glib/gi18n.h>

struct _SokyCheckupWindow {
  AdwWindow parent_instance;

  GtkListBox *list;
  SokyCertificateChooser *chooser;
  SokyPinEntry *pin;
  GtkWidget *try_button;
  GtkWidget *certificates_button;

  GtkWidget *rows[SOKY_CHECKUP_ITEMS];
  GtkWidget *icons[SOKY_CHECKUP_ITEMS];
  SokyCheckupLine lines[SOKY_CHECKUP_ITEMS];
  SokySession *session; /* nullable */
  SokyTokenMonitor *monitor;
  SokyTrust *trust; /* nullable */
  GCancellable *life;
  SokyPinSession *login; /* nullable: while the key is tried */
  gboolean trying;
};

G_DEFINE_FINAL_TYPE (SokyCheckupWindow, soky_checkup_window, ADW_TYPE_WINDOW)

static const struct {
  const char *icon;
  const char *style;
  const char *word;
} faces[] = {
    [SOKY_CHECKUP_UNKNOWN] = {"dialog-question-symbolic", "dim-label", N_ ("Not known")},
    [SOKY_CHECKUP_GOOD] = {"emblem-ok-symbolic", "success", N_ ("In order")},
    [SOKY_CHECKUP_BAD] = {"dialog-error-symbolic", "error", N_ ("Not in order")},
};

static void
show (SokyCheckupWindow *self)
{
  for (guint i = 0; i < SOKY_CHECKUP_ITEMS; i++) {
    const SokyCheckupLine *line = &self->lines[i];
    const char *classes[] = {faces[line->state].style, NULL};
    g_autofree char *words = g_markup_escape_text (line->words ? line->words : "", -1);
    gtk_image_set_from_icon_name (GTK_IMAGE (self->icons[i]), faces[line->state].icon);
    gtk_widget_set_css_classes (self->icons[i], classes);
    gtk_widget_set_tooltip_text (self->icons[i], _ (faces[line->state].word));
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->icons[i]), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    _ (faces[line->state].word), -1);
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self->rows[i]), words);
  }
}

static gpointer
list_readers_in_thread (gpointer data, GCancellable *cancellable, GError **error)
{
  GStrv readers = soky_platform_list_readers ();

  if (readers == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED, "no service");
  return readers;
}

static void
readers_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyCheckupWindow) self = user_data;
  g_auto (GStrv) readers = soky_task_finish (result, NULL);

  if (g_cancellable_is_cancelled (self->life))
    return;
  soky_checkup_readers ((const char *const *) readers,
                        soky_token_monitor_get_tokens (self->monitor)->len, self->lines);
  show (self);
}

/* What the drivers see, at once; the readers are asked for anew, since they come and go with the
 * tokens. */
static void
look_at_tokens (SokyCheckupWindow *self)
{
  soky_checkup_tokens (self->monitor, soky_clock_now_us (), self->lines);
  soky_task_run (NULL, list_readers_in_thread, NULL, NULL, (GDestroyNotify) g_strfreev, self->life,
                 readers_listed_cb, g_object_ref (self));
}

static void
tokens_changed_cb (SokyCheckupWindow *self)
{
  look_at_tokens (self);
  show (self);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyCheckupWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyAbout) about =
      soky_session_load_about_finish (SOKY_SESSION (source), result, &error);

  if (g_cancellable_is_cancelled (self->life))
    return;
  soky_checkup_server (about, error, soky_clock_now_us (), self->lines);
  show (self);
}

static void
check_cb (SokyCheckupWindow *self)
{
  if (!self->trying)
    soky_checkup_line_set (&self->lines[SOKY_CHECKUP_KEY], SOKY_CHECKUP_UNKNOWN,
                           g_strdup (_ ("Enter the PIN below to try it.")));
  soky_token_monitor_retry (self->monitor);
  soky_checkup_line_set (&self->lines[SOKY_CHECKUP_READER], SOKY_CHECKUP_UNKNOWN,
                         g_strdup (_ ("Looking…")));
  look_at_tokens (self);
  soky_checkup_anchors (self->trust, self->lines);
  soky_checkup_fonts (gtk_widget_get_pango_context (GTK_WIDGET (self)), self->lines);
  soky_checkup_server (NULL, NULL, 0, self->lines);
  if (self->session != NULL) {
    soky_checkup_line_set (&self->lines[SOKY_CHECKUP_SERVER], SOKY_CHECKUP_UNKNOWN,
                           g_strdup (_ ("Asking…")));
    soky_session_load_about_async (self->session, self->life, asked_cb, g_object_ref (self));
  }
  show (self);
}

static void
certificates_cb (SokyCheckupWindow *self)
{
  gtk_window_present (GTK_WINDOW (
      soky_own_certificates_window_new (GTK_WINDOW (self), self->session, self->monitor)));
}

static void
copy_cb (SokyCheckupWindow *self)
{
  g_autofree char *text = soky_checkup_to_text (self->lines);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
}

static gpointer
try_in_thread (gpointer data, GCancellable *cancellable, GError **error)
{
  return soky_checkup_try_key (data, cancellable, error) ? soky_task_done () : NULL;
}

static void
set_trying (SokyCheckupWindow *self, gboolean trying)
{
  self->trying = trying;
  soky_certificate_chooser_set_busy (self->chooser, trying);
  soky_pin_entry_set_busy (self->pin, trying);
  gtk_widget_set_sensitive (self->try_button, !trying && soky_pin_entry_is_ready (self->pin));
}

static void
show_tried (SokyCheckupWindow *self, const GError *error)
{
  if (self->login != NULL)
    soky_pin_session_end (self->login);
  g_clear_object (&self->login);
  soky_checkup_line_set (&self->lines[SOKY_CHECKUP_KEY],
                         error ? SOKY_CHECKUP_BAD : SOKY_CHECKUP_GOOD,
                         g_strdup (error ? error->message
                                         : _ ("It signed a sentence that is no document, and the "
                                              "signature is right.")));
  set_trying (self, FALSE);
  soky_pin_entry_set_token (self->pin, soky_certificate_chooser_get_token (self->chooser));
  show (self);
}

static void
tried_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyCheckupWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  soky_task_finish (result, &error);
  if (!g_cancellable_is_cancelled (self->life))
    show_tried (self, error);
}

static void
logged_in_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyCheckupWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyPinSession) login = soky_pin_session_open_finish (result, &error);

  if (g_cancellable_is_cancelled (self->life))
    return;
  if (login == NULL) {
    show_tried (self, error);
    return;
  }
  SokySigner *signer = soky_pin_session_get_signer (login);
  self->login = g_steal_pointer (&login);
  soky_task_run (NULL, try_in_thread, g_object_ref (signer), g_object_unref, NULL, self->life,
                 tried_cb, g_object_ref (self));
}

static void
pin_taken_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyCheckupWindow) self = user_data;
  g_autoptr (SokySecret) pin = NULL;

  self->trying = FALSE;
  if (g_cancellable_is_cancelled (self->life) ||
      !soky_pin_entry_take_finish (self->pin, result, &pin))
    return;
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  set_trying (self, TRUE);
  soky_checkup_line_set (&self->lines[SOKY_CHECKUP_KEY], SOKY_CHECKUP_UNKNOWN,
                         g_strdup (_ ("The token is signing…")));
  show (self);
  soky_pin_session_open_async (soky_token_monitor_get_host (self->monitor),
                               soky_certificate_chooser_get_token (self->chooser),
                               soky_certificate_chooser_get_certificate (self->chooser), pin,
                               self->life, logged_in_cb, g_object_ref (self));
}

static void
try_cb (SokyCheckupWindow *self)
{
  if (self->trying || !soky_pin_entry_is_ready (self->pin))
    return;
  self->trying = TRUE;
  soky_pin_entry_take_async (self->pin, _ ("Try This PIN"), pin_taken_cb, g_object_ref (self));
}

static void
chosen_cb (SokyCheckupWindow *self)
{
  soky_pin_entry_set_token (self->pin, soky_certificate_chooser_get_token (self->chooser));
}

static void
pin_changed_cb (SokyCheckupWindow *self)
{
  gtk_widget_set_sensitive (self->try_button, !self->trying && soky_pin_entry_is_ready (self->pin));
}

static gboolean
soky_checkup_window_close_request (GtkWindow *window)
{
  g_cancellable_cancel (SOKY_CHECKUP_WINDOW (window)->life);
  return GTK_WINDOW_CLASS (soky_checkup_window_parent_class)->close_request (window);
}

static void
soky_checkup_window_dispose (GObject *object)
{
  SokyCheckupWindow *self = SOKY_CHECKUP_WINDOW (object);

  g_cancellable_cancel (self->life);
  if (self->monitor != NULL)
    soky_token_monitor_release (self->monitor);
  g_clear_object (&self->login);
  g_clear_object (&self->monitor);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (soky_checkup_window_parent_class)->dispose (object);
}

static void
soky_checkup_window_finalize (GObject *object)
{
  SokyCheckupWindow *self = SOKY_CHECKUP_WINDOW (object);

  for (guint i = 0; i < SOKY_CHECKUP_ITEMS; i++)
    soky_checkup_line_clear (&self->lines[i]);
  g_clear_pointer (&self->trust, soky_trust_unref);
  g_object_unref (self->life);
  G_OBJECT_CLASS (soky_checkup_window_parent_class)->finalize (object);
}

static void
soky_checkup_window_class_init (SokyCheckupWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = soky_checkup_window_dispose;
  object_class->finalize = soky_checkup_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = soky_checkup_window_close_request;
  g_type_ensure (SOKY_TYPE_CERTIFICATE_CHOOSER);
  g_type_ensure (SOKY_TYPE_PIN_ENTRY);
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/checkup-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SokyCheckupWindow, list);
  gtk_widget_class_bind_template_child (widget_class, SokyCheckupWindow, chooser);
  gtk_widget_class_bind_template_child (widget_class, SokyCheckupWindow, pin);
  gtk_widget_class_bind_template_child (widget_class, SokyCheckupWindow, try_button);
  gtk_widget_class_bind_template_child (widget_class, SokyCheckupWindow, certificates_button);
  gtk_widget_class_bind_template_callback (widget_class, check_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, certificates_cb);
  gtk_widget_class_bind_template_callback (widget_class, try_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, pin_changed_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
soky_checkup_window_init (SokyCheckupWindow *self)
{
  self->life = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < SOKY_CHECKUP_ITEMS; i++) {
    self->rows[i] = adw_action_row_new ();
    self->icons[i] = gtk_image_new ();
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->rows[i]), soky_checkup_get_title (i));
    adw_action_row_add_prefix (ADW_ACTION_ROW (self->rows[i]), self->icons[i]);
    gtk_list_box_append (self->list, self->rows[i]);
  }
}

GtkWidget *
soky_checkup_window_new (GtkWindow *parent, SokySession *session, SokyTokenMonitor *monitor,
                         SokyTrust *trust)
{
  SokyCheckupWindow *self = g_object_new (SOKY_TYPE_CHECKUP_WINDOW, "transient-for", parent, NULL);

  g_set_object (&self->session, session);
  gtk_widget_set_visible (self->certificates_button,
                          session != NULL && soky_session_get_person (session) != NULL);
  self->monitor = g_object_ref (monitor);
  self->trust = trust ? soky_trust_ref (trust) : NULL;
  soky_token_monitor_hold (monitor);
  g_signal_connect_object (monitor, "changed", G_CALLBACK (tokens_changed_cb), self,
                           G_CONNECT_SWAPPED);
  soky_certificate_chooser_set_monitor (self->chooser, monitor);
  check_cb (self);
  return GTK_WIDGET (self);
}
