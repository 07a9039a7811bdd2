/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/signature-drawing.h"

#include "app/view/signature-picture.h"
#include "base/task.h"
#include "book/actor.h"

#include <string.h>

typedef struct {
  SokySignatureSubject subject; /* a copy */
  gboolean alone;
} Work;

static void
work_free (gpointer data)
{
  Work *self = data;

  soky_signature_subject_clear (&self->subject);
  g_free (self);
}

void
soky_signature_subject_init_copy (SokySignatureSubject *self, const SokySignatureSubject *subject)
{
  *self = *subject;
  self->path = g_strdup (subject->path);
  self->file.office = g_strdup (subject->file.office);
  g_object_ref (subject->certificate);
  if (subject->book == NULL)
    return;
  self->actor.person = soky_person_ref ((SokyPerson *) subject->actor.person);
  if (subject->actor.delegations != NULL)
    g_ptr_array_ref (subject->actor.delegations);
  self->code = g_strdup (subject->code);
  soky_book_ref (subject->book);
  soky_book_type_ref (subject->type);
}

void
soky_signature_subject_clear (SokySignatureSubject *self)
{
  g_free ((char *) self->path);
  g_free ((char *) self->file.office);
  g_clear_pointer ((SokyPerson **) &self->actor.person, soky_person_unref);
  g_clear_pointer (&self->actor.delegations, g_ptr_array_unref);
  g_free ((char *) self->code);
  g_clear_pointer (&self->book, soky_book_unref);
  g_clear_pointer (&self->type, soky_book_type_unref);
  g_clear_object (&self->certificate);
  *self = (SokySignatureSubject){0};
}

void
soky_signature_drawing_free (SokySignatureDrawing *self)
{
  g_clear_object (&self->texture);
  g_free (self);
}

static void
look_for_book (SokySigningLook *look, const SokySignatureSubject *subject,
               const SokySigningWish *wish)
{
  const SokyDelegationRecord *by = NULL;
  const SokyStep *step =
      soky_actor_find_step (&subject->actor, subject->book, g_get_real_time (), &by);

  soky_signing_look_init (look, subject->type, step, by, subject->code, wish);
}

static gboolean
preview (const SokySignatureSubject *subject, const SokySigningWish *wish, SokySignPreview *found,
         GCancellable *cancellable, GError **error)
{
  g_auto (SokySigningLook) look = {0};

  if (subject->book != NULL)
    look_for_book (&look, subject, wish);
  else
    soky_signing_look_init_for_file (&look, &subject->file, wish);
  return soky_sign_preview (subject->path, &look.options, subject->certificate, found, cancellable,
                            error);
}

/* A place that the person draws is shown even where it covers something, and said to. */
static gboolean
preview_as_wished (const SokySignatureSubject *subject, SokySignPreview *found, gboolean *covers,
                   GCancellable *cancellable, GError **error)
{
  SokySigningWish wish = subject->wish;
  g_autoptr (GError) problem = NULL;

  wish.covering = FALSE;
  if (preview (subject, &wish, found, cancellable, &problem))
    return TRUE;
  if (wish.page == 0 || !g_error_matches (problem, SOKY_SIGN_ERROR, SOKY_SIGN_ERROR_NO_ROOM)) {
    g_propagate_error (error, g_steal_pointer (&problem));
    return FALSE;
  }
  *covers = TRUE;
  wish.covering = TRUE;
  return preview (subject, &wish, found, cancellable, error);
}

static gpointer
draw_in_thread (gpointer data, GCancellable *cancellable, GError **error)
{
  const Work *self = data;
  g_auto (SokySignPreview) found = {0};
  g_autoptr (SokySignatureDrawing) drawing = g_new0 (SokySignatureDrawing, 1);
  g_autoptr (SokyInput) input = soky_input_open (self->subject.path, error);

  if (input == NULL ||
      !preview_as_wished (&self->subject, &found, &drawing->covers, cancellable, error))
    return NULL;
  drawing->page = found.page;
  drawing->given = found.given;
  memcpy (drawing->shown, found.shown, sizeof drawing->shown);
  if (found.look == NULL)
    return g_steal_pointer (&drawing);
  drawing->texture = self->alone ? soky_signature_picture_draw_alone (&found, error)
                                 : soky_signature_picture_draw (input, &found, error);
  return drawing->texture != NULL ? g_steal_pointer (&drawing) : NULL;
}

void
soky_signature_drawing_run_async (gpointer source, const SokySignatureSubject *subject,
                                  gboolean alone, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (subject != NULL);

  Work *work = g_new0 (Work, 1);
  soky_signature_subject_init_copy (&work->subject, subject);
  work->alone = alone;
  soky_task_run (source, draw_in_thread, work, work_free,
                 (GDestroyNotify) soky_signature_drawing_free, cancellable, callback, user_data);
}

SokySignatureDrawing *
soky_signature_drawing_run_finish (GAsyncResult *result, GError **error)
{
  return soky_task_finish (result, error);
}
