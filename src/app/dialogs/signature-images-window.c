/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/signature-images-window.h"

#include "app/widgets/signature-image-group.h"

struct _SokySignatureImagesWindow {
  AdwWindow parent_instance;

  SokySignatureImageGroup *main;
  SokySignatureImageGroup *initial;
  SokySignatureImageGroup *sealed;
  SokySignatureImageGroup *seal;
};

G_DEFINE_FINAL_TYPE (SokySignatureImagesWindow, soky_signature_images_window, ADW_TYPE_WINDOW)

static void
soky_signature_images_window_class_init (SokySignatureImagesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (SOKY_TYPE_SIGNATURE_IMAGE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/vn/soky/SoKy/ui/signature-images-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SokySignatureImagesWindow, main);
  gtk_widget_class_bind_template_child (widget_class, SokySignatureImagesWindow, initial);
  gtk_widget_class_bind_template_child (widget_class, SokySignatureImagesWindow, sealed);
  gtk_widget_class_bind_template_child (widget_class, SokySignatureImagesWindow, seal);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
soky_signature_images_window_init (SokySignatureImagesWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  soky_signature_image_group_set_kind (self->main, SOKY_SIGNATURE_IMAGE_MAIN);
  soky_signature_image_group_set_kind (self->initial, SOKY_SIGNATURE_IMAGE_INITIAL);
  soky_signature_image_group_set_kind (self->sealed, SOKY_SIGNATURE_IMAGE_SEALED);
  soky_signature_image_group_set_kind (self->seal, SOKY_SIGNATURE_IMAGE_SEAL);
}

GtkWidget *
soky_signature_images_window_new (GtkWindow *parent)
{
  return g_object_new (SOKY_TYPE_SIGNATURE_IMAGES_WINDOW, "transient-for", parent, NULL);
}
