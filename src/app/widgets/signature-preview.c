/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/signature-preview.h"

#include "app/signing-look.h"
#include "app/view/signature-picture.h"
#include "base/task.h"
#include "book/book-query.h"

#include <glib/gi18n.h>

struct _SokySignaturePreview {
  AdwPreferencesGroup parent_instance;

  GtkPicture *picture;
  GtkLabel *problem;

  GCancellable *cancellable; /* nullable: of what is drawn now */
};

G_DEFINE_FINAL_TYPE (SokySignaturePreview, soky_signature_preview, ADW_TYPE_PREFERENCES_GROUP)

typedef struct {
  char *path;
  SokyBook *book;
  SokyBookType *type;
  char *person;
  char *code;
  SokyCertificate *certificate;
} Drawing;

typedef struct {
  GdkTexture *texture; /* nullable: the signature is not seen */
  int page;
} Drawn;

static void
drawing_free (Drawing *self)
{
  g_free (self->path);
  soky_book_unref (self->book);
  soky_book_type_unref (self->type);
  g_free (self->person);
  g_free (self->code);
  g_object_unref (self->certificate);
  g_free (self);
}

static void
drawn_free (Drawn *self)
{
  g_clear_object (&self->texture);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Drawn, drawn_free)

static gpointer
draw_in_thread (gpointer data, GCancellable *cancellable, GError **error)
{
  const Drawing *drawing = data;
  g_auto (SokySigningLook) look = {0};
  g_auto (SokySignPreview) preview = {0};
  g_autoptr (SokyInput) input = soky_input_open (drawing->path, error);

  if (input == NULL)
    return NULL;
  soky_signing_look_init (&look, drawing->type,
                          soky_book_find_current_step (drawing->book, drawing->person),
                          drawing->code);
  if (!soky_sign_preview (drawing->path, &look.options, drawing->certificate, &preview, cancellable,
                          error))
    return NULL;

  g_autoptr (Drawn) drawn = g_new0 (Drawn, 1);
  drawn->page = preview.page;
  if (preview.look != NULL) {
    drawn->texture = soky_signature_picture_draw (input, &preview, error);
    if (drawn->texture == NULL)
      return NULL;
  }
  return g_steal_pointer (&drawn);
}

static void
drawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SokySignaturePreview *self = SOKY_SIGNATURE_PREVIEW (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (Drawn) drawn = soky_task_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  GdkTexture *texture = drawn != NULL ? drawn->texture : NULL;
  gtk_widget_set_visible (GTK_WIDGET (self), texture != NULL || error != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->picture), texture != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), error != NULL);
  gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
  gtk_label_set_text (self->problem, error != NULL ? error->message : "");
  if (texture != NULL) {
    g_autofree char *title = g_strdup_printf (_ ("Your Signature on Page %d"), drawn->page);
    adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), title);
  } else {
    adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Your Signature"));
  }
}

void
soky_signature_preview_show (SokySignaturePreview *self, const SokySignatureSubject *subject)
{
  g_return_if_fail (SOKY_IS_SIGNATURE_PREVIEW (self) && subject != NULL);

  Drawing *drawing = g_new0 (Drawing, 1);
  drawing->path = g_strdup (subject->path);
  drawing->book = soky_book_ref (subject->book);
  drawing->type = soky_book_type_ref (subject->type);
  drawing->person = g_strdup (subject->person);
  drawing->code = g_strdup (subject->code);
  drawing->certificate = g_object_ref (subject->certificate);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  soky_task_run (self, draw_in_thread, drawing, (GDestroyNotify) drawing_free,
                 (GDestroyNotify) drawn_free, self->cancellable, drawn_cb, NULL);
}

void
soky_signature_preview_clear (SokySignaturePreview *self)
{
  g_return_if_fail (SOKY_IS_SIGNATURE_PREVIEW (self));

  g_cancellable_cancel (self->cancellable);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
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
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/vn/soky/SoKy/ui/signature-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, SokySignaturePreview, picture);
  gtk_widget_class_bind_template_child (widget_class, SokySignaturePreview, problem);
}

static void
soky_signature_preview_init (SokySignaturePreview *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
