/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/status-line.h"

struct _SokyStatusLine {
  GtkBox parent_instance;

  GtkSpinner *spinner;
  GtkWidget *icon;
  GtkLabel *label;
  GtkWidget *help_button; /* only where something failed, not where a word is missing */
};

G_DEFINE_FINAL_TYPE (SokyStatusLine, soky_status_line, GTK_TYPE_BOX)

static void
soky_status_line_class_init (SokyStatusLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/status-line.ui");
  gtk_widget_class_bind_template_child (widget_class, SokyStatusLine, spinner);
  gtk_widget_class_bind_template_child (widget_class, SokyStatusLine, icon);
  gtk_widget_class_bind_template_child (widget_class, SokyStatusLine, label);
  gtk_widget_class_bind_template_child (widget_class, SokyStatusLine, help_button);
}

static void
soky_status_line_init (SokyStatusLine *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show (SokyStatusLine *self, const char *text, gboolean working)
{
  gtk_label_set_text (self->label, text);
  gtk_spinner_set_spinning (self->spinner, working);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), working);
  gtk_widget_set_visible (self->icon, !working);
  gtk_widget_set_visible (self->help_button, FALSE);
  if (working)
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

void
soky_status_line_clear (SokyStatusLine *self)
{
  g_return_if_fail (SOKY_IS_STATUS_LINE (self));

  gtk_spinner_set_spinning (self->spinner, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
soky_status_line_set_working (SokyStatusLine *self, const char *text)
{
  g_return_if_fail (SOKY_IS_STATUS_LINE (self) && text != NULL);

  show (self, text, TRUE);
}

void
soky_status_line_set_error (SokyStatusLine *self, const char *text)
{
  g_return_if_fail (SOKY_IS_STATUS_LINE (self) && text != NULL);

  show (self, text, FALSE);
}

void
soky_status_line_set_gerror (SokyStatusLine *self, const GError *error)
{
  g_return_if_fail (SOKY_IS_STATUS_LINE (self) && error != NULL);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    soky_status_line_clear (self);
    return;
  }
  show (self, error->message, FALSE);
  gtk_widget_set_visible (self->help_button, TRUE);
}

gboolean
soky_status_line_is_working (SokyStatusLine *self)
{
  g_return_val_if_fail (SOKY_IS_STATUS_LINE (self), FALSE);

  return gtk_spinner_get_spinning (self->spinner);
}
