/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/book-since.h"

#include "book/book-query.h"
#include "book/error.h"

gboolean
soky_book_only_grew (const SokyBook *before, const SokyBook *now)
{
  gboolean found = FALSE;

  if (before->round != now->round || now->head_length < before->head_length)
    return FALSE;
  for (guint i = 0; i < now->revisions->len; i++) {
    const SokyRevision *revision = g_ptr_array_index (now->revisions, i);
    if (revision->base)
      found = FALSE;
    found = found || g_strcmp0 (revision->sha256, before->head_sha256) == 0;
  }
  return found;
}

gboolean
soky_book_was_signed_since (const SokyBook *before, const SokyBook *now, const char *person_id)
{
  GPtrArray *steps = soky_book_get_steps (now);

  for (guint i = 0; now->round == before->round && i < steps->len; i++) {
    const SokyStep *step = g_ptr_array_index (steps, i);
    if (g_strcmp0 (step->person_id, person_id) == 0 && step->outcome == SOKY_OUTCOME_SIGNED &&
        step->revision >= before->revision_count)
      return TRUE;
  }
  return FALSE;
}

gboolean
soky_book_error_has_moved (const GError *error)
{
  return error->domain == SOKY_BOOK_ERROR &&
         (error->code == SOKY_BOOK_ERROR_HEAD_MOVED || error->code == SOKY_BOOK_ERROR_VERSION ||
          error->code == SOKY_BOOK_ERROR_ALREADY_DECIDED ||
          error->code == SOKY_BOOK_ERROR_NOT_YOUR_TURN ||
          error->code == SOKY_BOOK_ERROR_WRONG_STATE);
}
