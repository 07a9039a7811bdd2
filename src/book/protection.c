/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/protection.h"

#include "book/names.h"

SokyBook *
soky_book_protect (const SokyBook *book, const char *base_sha256, const char *sha256,
                   goffset length, gint64 now_us, GError **error)
{
  g_return_val_if_fail (book != NULL && base_sha256 != NULL && sha256 != NULL, NULL);

  GError *refusal = NULL;
  if (book->state != SOKY_BOOK_PUBLISHED)
    soky_book_refuse (SOKY_BOOK_ERROR_WRONG_STATE, &refusal);
  else if (g_strcmp0 (book->head_sha256, base_sha256) != 0)
    soky_book_refuse (SOKY_BOOK_ERROR_HEAD_MOVED, &refusal);
  else if (length <= book->head_length)
    soky_book_refuse (SOKY_BOOK_ERROR_BAD_FILE, &refusal);
  if (refusal != NULL) {
    g_propagate_error (error, refusal);
    return NULL;
  }

  SokyBook *after = soky_book_copy (book);
  SokyRevision *revision = soky_revision_new (after->revision_count, sha256, length);
  soky_revision_set_author (revision, after->owner_id, after->owner_name, now_us);
  revision->round = after->round;
  g_ptr_array_add (after->revisions, revision);
  after->revision_count++;
  soky_names_assign (&after->head_sha256, sha256);
  after->head_length = length;
  after->version++;
  after->updated_us = now_us;
  return after;
}
