/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/paper-preview.h"

struct _SokyPaperPreview {
  GtkBox parent_instance;

  GtkPicture *light;
  GtkPicture *dark;
};

G_DEFINE_FINAL_TYPE (SokyPaperPreview, soky_paper_preview, GTK_TYPE_BOX)

static void
soky_paper_preview_class_init (SokyPaperPreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/paper-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, SokyPaperPreview, light);
  gtk_widget_class_bind_template_child (widget_class, SokyPaperPreview, dark);
}

static void
soky_paper_preview_init (SokyPaperPreview *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
soky_paper_preview_set_picture (SokyPaperPreview *self, GBytes *picture)
{
  g_return_if_fail (SOKY_IS_PAPER_PREVIEW (self));

  g_autoptr (GdkTexture) texture =
      picture != NULL ? gdk_texture_new_from_bytes (picture, NULL) : NULL;
  gtk_picture_set_paintable (self->light, GDK_PAINTABLE (texture));
  gtk_picture_set_paintable (self->dark, GDK_PAINTABLE (texture));
}
