/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/signature-preview.h"

#include <glib/gi18n.h>

struct _SokySignaturePreview {
  AdwPreferencesGroup parent_instance;

  GtkPicture *picture;
  GtkLabel *words;
  GtkWidget *place_button;
  GtkCheckButton *sealed_button;

  GCancellable *cancellable; /* nullable: of what is drawn now */
};

enum { PLACE, SEALED_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokySignaturePreview, soky_signature_preview, ADW_TYPE_PREFERENCES_GROUP)

static void
show_title (SokySignaturePreview *self, int page)
{
  g_autofree char *title = page > 0 ? g_strdup_printf (_ ("Your Signature on Page %d"), page)
                                    : g_strdup (_ ("Your Signature"));
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), title);
}

static void
show_words (SokySignaturePreview *self, const char *words, const char *style)
{
  gtk_widget_set_visible (GTK_WIDGET (self->words), words != NULL);
  gtk_label_set_text (self->words, words != NULL ? words : "");
  gtk_widget_remove_css_class (GTK_WIDGET (self->words), "error");
  gtk_widget_remove_css_class (GTK_WIDGET (self->words), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->words), style);
}

static void
drawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SokySignaturePreview *self = SOKY_SIGNATURE_PREVIEW (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (SokySignatureDrawing) drawing = soky_signature_drawing_run_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  GdkTexture *texture = drawing != NULL ? drawing->texture : NULL;
  gboolean given = drawing != NULL && drawing->given;
  gtk_widget_set_visible (GTK_WIDGET (self), texture != NULL || error != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->picture), texture != NULL);
  gtk_widget_set_visible (self->place_button, !given);
  gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
  show_title (self, texture != NULL ? drawing->page : 0);
  if (error != NULL)
    show_words (self, error->message, "error");
  else
    show_words (self, given ? _ ("The document has a field for it.") : NULL, "dim-label");
}

static void
place_cb (SokySignaturePreview *self)
{
  g_signal_emit (self, signals[PLACE], 0);
}

static void
sealed_cb (SokySignaturePreview *self)
{
  g_signal_emit (self, signals[SEALED_CHANGED], 0);
}

void
soky_signature_preview_show (SokySignaturePreview *self, const SokySignatureSubject *subject)
{
  g_return_if_fail (SOKY_IS_SIGNATURE_PREVIEW (self) && subject != NULL);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  soky_signature_drawing_run_async (self, subject, FALSE, self->cancellable, drawn_cb, NULL);
}

void
soky_signature_preview_clear (SokySignaturePreview *self)
{
  g_return_if_fail (SOKY_IS_SIGNATURE_PREVIEW (self));

  g_cancellable_cancel (self->cancellable);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
soky_signature_preview_set_busy (SokySignaturePreview *self, gboolean busy)
{
  g_return_if_fail (SOKY_IS_SIGNATURE_PREVIEW (self));

  gtk_widget_set_sensitive (self->place_button, !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->sealed_button), !busy);
}

void
soky_signature_preview_offer_sealed (SokySignaturePreview *self, gboolean offered)
{
  g_return_if_fail (SOKY_IS_SIGNATURE_PREVIEW (self));

  gtk_widget_set_visible (GTK_WIDGET (self->sealed_button), offered);
}

gboolean
soky_signature_preview_is_sealed (SokySignaturePreview *self)
{
  g_return_val_if_fail (SOKY_IS_SIGNATURE_PREVIEW (self), FALSE);

  return gtk_widget_get_visible (GTK_WIDGET (self->sealed_button)) &&
         gtk_check_button_get_active (self->sealed_button);
}

static void
soky_signature_preview_dispose (GObject *object)
{
  SokySignaturePreview *self = SOKY_SIGNATURE_PREVIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (soky_signature_preview_parent_class)->dispose (object);
}

static void
soky_signature_preview_class_init (SokySignaturePreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = soky_signature_preview_dispose;
  signals[PLACE] = g_signal_new ("place", SOKY_TYPE_SIGNATURE_PREVIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
  signals[SEALED_CHANGED] = g_signal_new ("sealed-changed", SOKY_TYPE_SIGNATURE_PREVIEW,
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/vn/soky/SoKy/ui/signature-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, SokySignaturePreview, picture);
  gtk_widget_class_bind_template_child (widget_class, SokySignaturePreview, words);
  gtk_widget_class_bind_template_child (widget_class, SokySignaturePreview, place_button);
  gtk_widget_class_bind_template_child (widget_class, SokySignaturePreview, sealed_button);
  gtk_widget_class_bind_template_callback (widget_class, place_cb);
  gtk_widget_class_bind_template_callback (widget_class, sealed_cb);
}

static void
soky_signature_preview_init (SokySignaturePreview *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
