/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/converted-dialog.h"

#include "app/view/pdf-pane.h"

#include <glib/gstdio.h>

struct _SokyConvertedDialog {
  AdwWindow parent_instance;

  AdwWindowTitle *window_title;
  GtkWidget *accept_button;
  SokyPdfPane *pane;

  char *path; /* nullable: it was taken */
};

enum { ACCEPTED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyConvertedDialog, soky_converted_dialog, ADW_TYPE_WINDOW)

static void
accept_cb (SokyConvertedDialog *self)
{
  g_autoptr (SokyConvertedDialog) alive = g_object_ref (self);

  gtk_window_close (GTK_WINDOW (self));
  g_signal_emit (alive, signals[ACCEPTED], 0);
}

static void
soky_converted_dialog_finalize (GObject *object)
{
  SokyConvertedDialog *self = SOKY_CONVERTED_DIALOG (object);

  if (self->path != NULL)
    g_unlink (self->path);
  g_free (self->path);
  G_OBJECT_CLASS (soky_converted_dialog_parent_class)->finalize (object);
}

static void
soky_converted_dialog_class_init (SokyConvertedDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = soky_converted_dialog_finalize;
  signals[ACCEPTED] = g_signal_new ("accepted", SOKY_TYPE_CONVERTED_DIALOG, G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (SOKY_TYPE_PDF_PANE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/vn/soky/SoKy/ui/converted-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SokyConvertedDialog, window_title);
  gtk_widget_class_bind_template_child (widget_class, SokyConvertedDialog, accept_button);
  gtk_widget_class_bind_template_child (widget_class, SokyConvertedDialog, pane);
  gtk_widget_class_bind_template_callback (widget_class, accept_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
soky_converted_dialog_init (SokyConvertedDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
soky_converted_dialog_new (GtkWindow *parent, const char *name, char *path)
{
  g_return_val_if_fail (name != NULL && path != NULL, NULL);

  SokyConvertedDialog *self =
      g_object_new (SOKY_TYPE_CONVERTED_DIALOG, "transient-for", parent, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyInput) input = soky_input_open (path, &error);

  self->path = path;
  adw_window_title_set_subtitle (self->window_title, name);
  gtk_widget_set_sensitive (self->accept_button, input != NULL);
  if (input != NULL)
    soky_pdf_pane_set_input (self->pane, input);
  else
    soky_pdf_pane_set_error (self->pane, error);
  return GTK_WIDGET (self);
}

char *
soky_converted_dialog_take_path (SokyConvertedDialog *self)
{
  g_return_val_if_fail (SOKY_IS_CONVERTED_DIALOG (self), NULL);

  return g_steal_pointer (&self->path);
}
