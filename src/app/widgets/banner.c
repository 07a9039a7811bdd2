/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/banner.h"

struct _SokyBanner {
  AdwBin parent_instance;

  GtkRevealer *revealer;
  GtkWidget *strip;
  GtkLabel *label;
  GtkButton *button;
};

enum { BUTTON_CLICKED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyBanner, soky_banner, ADW_TYPE_BIN)

static void
clicked_cb (SokyBanner *self)
{
  g_signal_emit (self, signals[BUTTON_CLICKED], 0);
}

static void
soky_banner_class_init (SokyBannerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[BUTTON_CLICKED] = g_signal_new ("button-clicked", SOKY_TYPE_BANNER, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/banner.ui");
  gtk_widget_class_bind_template_child (widget_class, SokyBanner, revealer);
  gtk_widget_class_bind_template_child (widget_class, SokyBanner, strip);
  gtk_widget_class_bind_template_child (widget_class, SokyBanner, label);
  gtk_widget_class_bind_template_child (widget_class, SokyBanner, button);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
}

static void
soky_banner_init (SokyBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
soky_banner_show (SokyBanner *self, const char *style, const char *text, const char *button)
{
  g_return_if_fail (SOKY_IS_BANNER (self));

  gtk_widget_set_css_classes (self->strip, (const char *[]){"banner", style, NULL});
  gtk_label_set_text (self->label, text);
  gtk_button_set_label (self->button, button != NULL ? button : "");
  gtk_widget_set_visible (GTK_WIDGET (self->button), button != NULL);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
}

void
soky_banner_hide (SokyBanner *self)
{
  g_return_if_fail (SOKY_IS_BANNER (self));

  gtk_revealer_set_reveal_child (self->revealer, FALSE);
}

gboolean
soky_banner_is_shown (SokyBanner *self)
{
  g_return_val_if_fail (SOKY_IS_BANNER (self), FALSE);

  return gtk_revealer_get_reveal_child (self->revealer);
}
