/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/pages/welcome-page.h"

struct _SokyWelcomePage {
  AdwBin parent_instance;
};

enum { LEFT, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyWelcomePage, soky_welcome_page, ADW_TYPE_BIN)

static void
left_cb (SokyWelcomePage *self)
{
  g_signal_emit (self, signals[LEFT], 0);
}

static void
soky_welcome_page_class_init (SokyWelcomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[LEFT] = g_signal_new ("left", SOKY_TYPE_WELCOME_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/welcome-page.ui");
  gtk_widget_class_bind_template_callback (widget_class, left_cb);
}

static void
soky_welcome_page_init (SokyWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
