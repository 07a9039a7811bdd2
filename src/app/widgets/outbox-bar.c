/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/outbox-bar.h"

#include <glib/gi18n.h>

struct _SokyOutboxBar {
  AdwBin parent_instance;

  GtkRevealer *revealer;
  GtkWidget *strip;
  GtkImage *icon;
  GtkWidget *spinner;
  GtkLabel *label;
  GtkWidget *sign_in_button;
  GtkWidget *show_button;

  SokyOutboxModel *outbox;
};

G_DEFINE_FINAL_TYPE (SokyOutboxBar, soky_outbox_bar, ADW_TYPE_BIN)

static char *
describe_waiting (guint count)
{
  return g_strdup_printf (
      ngettext ("%u change waits to be sent", "%u changes wait to be sent", count), count);
}

static char *
describe_refused (guint count)
{
  return g_strdup_printf (ngettext ("The server refused %u change: decide what becomes of it",
                                    "The server refused %u changes: decide what becomes of them",
                                    count),
                          count);
}

/* Returns: (nullable): NULL when there is nothing to tell */
static char *
describe (SokySenderState state, guint count, guint refused)
{
  g_autofree char *waiting = count > refused ? describe_waiting (count - refused) : NULL;

  switch (state) {
  case SOKY_SENDER_OFFLINE:
    return waiting ? g_strdup_printf (_ ("Offline · %s"), waiting)
                   : g_strdup (_ ("Offline · you see what was last loaded"));
  case SOKY_SENDER_SIGN_IN:
    return waiting ? g_strdup_printf (_ ("The server is reachable again · %s"), waiting)
                   : g_strdup (_ ("The server is reachable again"));
  case SOKY_SENDER_SENDING:
    if (waiting != NULL)
      return g_strdup_printf (_ ("Sending · %s"), waiting);
    break;
  case SOKY_SENDER_IDLE:
  default:
    break;
  }
  if (refused > 0)
    return describe_refused (refused);
  return g_steal_pointer (&waiting);
}

static const char *
choose_icon (SokySenderState state, guint refused)
{
  if (refused > 0)
    return "dialog-warning-symbolic";
  return state == SOKY_SENDER_OFFLINE ? "network-offline-symbolic" : "soky-outbox-symbolic";
}

static void
update (SokyOutboxBar *self)
{
  SokySenderState state = soky_outbox_model_get_state (self->outbox);
  guint count = g_list_model_get_n_items (soky_outbox_model_get_list (self->outbox));
  guint refused = soky_outbox_model_count_refused (self->outbox);
  g_autofree char *text = describe (state, count, refused);

  if (text != NULL)
    gtk_label_set_text (self->label, text);
  gtk_image_set_from_icon_name (self->icon, choose_icon (state, refused));
  gtk_widget_set_visible (GTK_WIDGET (self->icon), state != SOKY_SENDER_SENDING);
  gtk_widget_set_visible (self->spinner, state == SOKY_SENDER_SENDING);
  gtk_widget_set_visible (self->sign_in_button, state == SOKY_SENDER_SIGN_IN);
  gtk_widget_set_visible (self->show_button, count > 0);
  gtk_widget_set_css_classes (
      self->strip, (const char *[]){"outbox-bar", refused > 0 ? "warning" : "calm", NULL});
  gtk_revealer_set_reveal_child (self->revealer, text != NULL);
}

static void
soky_outbox_bar_dispose (GObject *object)
{
  soky_outbox_bar_set_outbox (SOKY_OUTBOX_BAR (object), NULL);
  G_OBJECT_CLASS (soky_outbox_bar_parent_class)->dispose (object);
}

static void
soky_outbox_bar_class_init (SokyOutboxBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = soky_outbox_bar_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/outbox-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, SokyOutboxBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, SokyOutboxBar, strip);
  gtk_widget_class_bind_template_child (widget_class, SokyOutboxBar, icon);
  gtk_widget_class_bind_template_child (widget_class, SokyOutboxBar, spinner);
  gtk_widget_class_bind_template_child (widget_class, SokyOutboxBar, label);
  gtk_widget_class_bind_template_child (widget_class, SokyOutboxBar, sign_in_button);
  gtk_widget_class_bind_template_child (widget_class, SokyOutboxBar, show_button);
}

static void
soky_outbox_bar_init (SokyOutboxBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
soky_outbox_bar_set_outbox (SokyOutboxBar *self, SokyOutboxModel *outbox)
{
  g_return_if_fail (SOKY_IS_OUTBOX_BAR (self));

  if (self->outbox != NULL)
    g_signal_handlers_disconnect_by_data (self->outbox, self);
  g_set_object (&self->outbox, outbox);
  if (outbox == NULL) {
    if (self->revealer != NULL)
      gtk_revealer_set_reveal_child (self->revealer, FALSE);
    return;
  }
  g_signal_connect_object (outbox, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
