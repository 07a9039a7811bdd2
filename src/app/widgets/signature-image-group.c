/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/signature-image-group.h"

#include "app/dialogs/signature-image-dialog.h"
#include "app/gtk-compat.h"
#include "app/widgets/paper-preview.h"

#include <glib/gi18n.h>

struct _SokySignatureImageGroup {
  AdwPreferencesGroup parent_instance;

  SokyPaperPreview *preview;
  GtkWidget *empty_label;
  GtkWidget *write_button;
  GtkWidget *remove_button;

  SokySignatureImage kind;
};

G_DEFINE_FINAL_TYPE (SokySignatureImageGroup, soky_signature_image_group,
                     ADW_TYPE_PREFERENCES_GROUP)

static GtkWindow *
get_window (SokySignatureImageGroup *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

/* The picture is small and the user's own; it is read at once. */
static void
show_kept (SokySignatureImageGroup *self)
{
  g_autofree char *path = soky_signature_images_find (self->kind);
  g_autofree char *data = NULL;
  gsize length = 0;
  gboolean kept = path != NULL && g_file_get_contents (path, &data, &length, NULL);
  g_autoptr (GBytes) picture = kept ? g_bytes_new_take (g_steal_pointer (&data), length) : NULL;

  soky_paper_preview_set_picture (self->preview, picture);
  gtk_widget_set_visible (GTK_WIDGET (self->preview), kept);
  gtk_widget_set_visible (self->empty_label, !kept);
  gtk_widget_set_visible (self->remove_button, kept);
}

static void
open_dialog (SokySignatureImageGroup *self, GFile *file)
{
  GtkWidget *dialog = soky_signature_image_dialog_new (get_window (self), self->kind, file);

  g_signal_connect_object (dialog, "kept", G_CALLBACK (show_kept), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokySignatureImageGroup) self = user_data;
  g_autoptr (GListModel) files = soky_choose_file_finish (result, NULL);
  g_autoptr (GFile) file = files != NULL ? g_list_model_get_item (files, 0) : NULL;

  if (file != NULL && get_window (self) != NULL)
    open_dialog (self, file);
}

static void
choose_cb (SokySignatureImageGroup *self)
{
  const SokyFileChoice choice = {
      .title = _ ("Choose a Picture, a Scan or a Photo"),
      .accept = _ ("Choose"),
      .pattern = "*.[pPjJ][nNpP]*[gG]",
      .pattern_name = _ ("Pictures (PNG, JPEG)"),
  };
  soky_choose_file_async (get_window (self), &choice, chosen_cb, g_object_ref (self));
}

static void
write_cb (SokySignatureImageGroup *self)
{
  open_dialog (self, NULL);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokySignatureImageGroup) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!soky_ask_finish (result) || get_window (self) == NULL)
    return;
  if (!soky_signature_images_remove (self->kind, &error))
    soky_show_failure (get_window (self), _ ("The Picture Was Not Removed"), error->message);
  show_kept (self);
}

static void
remove_cb (SokySignatureImageGroup *self)
{
  const SokyQuestion question = {
      .heading = _ ("Remove This Picture?"),
      .body = _ ("Signatures from now on show your name in its place. What is signed already stays "
                 "as it is."),
      .accept = _ ("Remove the Picture"),
      .destructive = TRUE,
  };
  soky_ask_async (get_window (self), &question, asked_cb, g_object_ref (self));
}

static void
soky_signature_image_group_class_init (SokySignatureImageGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (SOKY_TYPE_PAPER_PREVIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/vn/soky/SoKy/ui/signature-image-group.ui");
  gtk_widget_class_bind_template_child (widget_class, SokySignatureImageGroup, preview);
  gtk_widget_class_bind_template_child (widget_class, SokySignatureImageGroup, empty_label);
  gtk_widget_class_bind_template_child (widget_class, SokySignatureImageGroup, write_button);
  gtk_widget_class_bind_template_child (widget_class, SokySignatureImageGroup, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, write_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
soky_signature_image_group_init (SokySignatureImageGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
soky_signature_image_group_set_kind (SokySignatureImageGroup *self, SokySignatureImage kind)
{
  g_return_if_fail (SOKY_IS_SIGNATURE_IMAGE_GROUP (self));

  self->kind = kind;
  /* nobody draws a stamp by hand */
  gtk_widget_set_visible (self->write_button,
                          kind != SOKY_SIGNATURE_IMAGE_SEAL && kind != SOKY_SIGNATURE_IMAGE_SEALED);
  show_kept (self);
}
