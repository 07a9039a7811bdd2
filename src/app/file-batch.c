/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/file-batch.h"

#include "crypto/error.h"
#include "sign/sign-job.h"

#include <glib/gi18n.h>
#include <string.h>

#define MOST_COPIES 1000

typedef struct {
  char *path;
  char *target;
  gboolean may_replace;
} Item;

struct _SokyFileBatch {
  GPtrArray *items;
  SokyFileLook look; /* a copy */
  SokySigningWish wish;
  SokySigningLook drawn;
  SokySigner *signer; /* nullable */
  SokyBatch *batch;   /* nullable: before the first run */
};

static void
item_free (gpointer data)
{
  Item *self = data;

  g_free (self->path);
  g_free (self->target);
  g_free (self);
}

/* Errors that the next file would meet as well. */
static SokyBatchEnd
end_with (GError *problem, GError **error)
{
  gboolean final = g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
                   g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_NO_SPACE) ||
                   g_error_matches (problem, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_UNUSABLE);
  gboolean again = g_error_matches (problem, SOKY_SIGN_ERROR, SOKY_SIGN_ERROR_DOES_NOT_FIT);

  g_propagate_error (error, problem);
  return final ? SOKY_BATCH_STOP : again ? SOKY_BATCH_AGAIN : SOKY_BATCH_FAIL;
}

static SokyBatchEnd
prepare (guint index, gpointer *work, gpointer user_data, GCancellable *cancellable, GError **error)
{
  SokyFileBatch *self = user_data;
  const Item *item = self->items->pdata[index];
  const SokySignItem order = {item->path, item->target, &self->drawn.options};
  GError *problem = NULL;

  g_clear_pointer ((SokySignJob **) work, soky_sign_job_free);
  if (!item->may_replace && g_file_test (item->target, G_FILE_TEST_EXISTS)) {
    g_autofree char *shown = g_filename_display_basename (item->target);
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS,
                 _ ("There is a file “%s” already, and it was left alone."), shown);
    return SOKY_BATCH_FAIL;
  }
  *work = soky_sign_job_prepare (&order, self->signer, cancellable, &problem);
  return *work != NULL ? SOKY_BATCH_GO_ON : end_with (problem, error);
}

static SokyBatchEnd
use_key (guint index, gpointer *work, gpointer user_data, GError **error)
{
  return soky_sign_job_use_key (*work, NULL, error) ? SOKY_BATCH_GO_ON : SOKY_BATCH_STOP;
}

/* A file that could not be written is not signed: the next run begins anew with it. */
static SokyBatchEnd
finish (guint index, gpointer *work, gpointer user_data, GError **error)
{
  GError *problem = NULL;

  if (soky_sign_job_finish (*work, &problem))
    return SOKY_BATCH_GO_ON;
  g_clear_pointer ((SokySignJob **) work, soky_sign_job_free);
  return end_with (problem, error);
}

SokyFileBatch *
soky_file_batch_new (const SokyFileLook *look, const SokySigningWish *wish)
{
  g_return_val_if_fail (look != NULL && wish != NULL, NULL);

  SokyFileBatch *self = g_new0 (SokyFileBatch, 1);
  self->items = g_ptr_array_new_with_free_func (item_free);
  self->look = (SokyFileLook){look->kind, g_strdup (look->office)};
  self->wish = *wish;
  soky_signing_look_init_for_file (&self->drawn, &self->look, &self->wish);
  return self;
}

void
soky_file_batch_free (SokyFileBatch *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->batch, soky_batch_free);
  soky_signing_look_clear (&self->drawn);
  g_free ((char *) self->look.office);
  g_clear_object (&self->signer);
  g_ptr_array_unref (self->items);
  g_free (self);
}

void
soky_file_batch_add (SokyFileBatch *self, const char *path, const char *target,
                     gboolean may_replace)
{
  g_return_if_fail (self != NULL && self->batch == NULL && path != NULL && target != NULL);

  Item *item = g_new0 (Item, 1);
  item->path = g_strdup (path);
  item->target = g_strdup (target);
  item->may_replace = may_replace;
  g_ptr_array_add (self->items, item);
}

void
soky_file_batch_set_signer (SokyFileBatch *self, SokySigner *signer)
{
  g_set_object (&self->signer, signer);
}

SokyBatch *
soky_file_batch_get_batch (SokyFileBatch *self)
{
  static const SokyBatchSteps steps = {prepare, use_key, finish,
                                       (GDestroyNotify) soky_sign_job_free};

  if (self->batch == NULL)
    self->batch = soky_batch_new (self->items->len, &steps, self, NULL);
  return self->batch;
}

gboolean
soky_file_batch_run (SokyFileBatch *self, SokyBatchChanged changed, gpointer user_data,
                     GCancellable *cancellable, GError **error)
{
  return soky_batch_run (soky_file_batch_get_batch (self), 0, changed, user_data, cancellable,
                         error);
}

static char *
make_target (const char *folder, const char *stem, guint copy)
{
  /* TRANSLATORS: name of a file: that of the document */
  g_autofree char *first = g_strdup_printf (_ ("%s (signed).pdf"), stem);
  /* TRANSLATORS: the same for the second and later copies: name and number */
  g_autofree char *later = g_strdup_printf (_ ("%s (signed %u).pdf"), stem, copy);

  return g_build_filename (folder, copy == 1 ? first : later, NULL);
}

char *
soky_file_batch_find_target (const char *path, GHashTable *taken)
{
  g_return_val_if_fail (path != NULL, NULL);

  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  gsize length = strlen (name);
  gsize suffix = strlen (".pdf");
  if (length > suffix && g_ascii_strcasecmp (name + length - suffix, ".pdf") == 0)
    name[length - suffix] = '\0';

  for (guint copy = 1;; copy++) {
    g_autofree char *target = make_target (folder, name, copy);
    gboolean is_taken = taken != NULL && g_hash_table_contains (taken, target);
    if (copy == MOST_COPIES || (!is_taken && !g_file_test (target, G_FILE_TEST_EXISTS)))
      return g_steal_pointer (&target);
  }
}
