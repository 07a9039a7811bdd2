/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/hex.h"
#include "book/names.h"
#include "book/rules-private.h"

gboolean
soky_rules_check_file (const SokyAction *action, GError **error)
{
  if (!soky_hex_is_sha256 (action->sha256) || action->length <= 0)
    return soky_book_refuse (SOKY_BOOK_ERROR_BAD_FILE, error);
  return TRUE;
}

void
soky_rules_add_revision (SokyChange *change, gboolean base)
{
  SokyBook *after = change->after;
  SokyRevision *revision =
      soky_revision_new (after->revision_count, change->action->sha256, change->action->length);

  soky_revision_set_author (revision, change->person->id, change->person->name, change->now_us);
  revision->base = base;
  revision->round = after->round;
  g_ptr_array_add (after->revisions, revision);
  after->revision_count++;
  soky_names_assign (&after->head_sha256, revision->sha256);
  after->head_length = revision->length;
}

gboolean
soky_rules_edit (SokyChange *change, GError **error)
{
  g_auto (SokyBookFields) clean = {0};

  if (!soky_rules_clean_fields (&change->action->fields, change->type, &clean, error))
    return FALSE;
  soky_book_fields_copy (&clean, &change->after->fields);
  soky_change_note (change, SOKY_EVENT_EDITED);
  return TRUE;
}

gboolean
soky_rules_attach (SokyChange *change, GError **error)
{
  if (!soky_rules_check_file (change->action, error))
    return FALSE;
  if (change->after->revision_count >= SOKY_BOOK_MAX_REVISIONS)
    return soky_book_refuse (SOKY_BOOK_ERROR_TOO_MANY, error);
  if (change->action->page_count == 0)
    return soky_book_refuse (SOKY_BOOK_ERROR_BAD_FILE, error);
  soky_rules_add_revision (change, TRUE);
  change->after->page_count = change->action->page_count;
  soky_change_note (change, SOKY_EVENT_ATTACHED)->detail = g_strdup (change->action->sha256);
  return TRUE;
}

gboolean
soky_rules_delete (SokyChange *change, GError **error)
{
  change->after->state = SOKY_BOOK_DELETED;
  soky_change_note (change, SOKY_EVENT_DELETED);
  return TRUE;
}
