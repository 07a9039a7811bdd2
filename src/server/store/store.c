/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/store/store.h"

#include "server/store/accounts.h"
#include "server/store/books.h"
#include "server/store/directory.h"
#include "server/store/journal.h"

G_DEFINE_INTERFACE (SokyStore, soky_store, G_TYPE_OBJECT)

G_DEFINE_QUARK (soky_store_error, soky_store_error)

static void
soky_store_default_init (SokyStoreInterface *iface)
{
}

SokyTransaction *
soky_store_begin (SokyStore *self, SokyStoreMode mode, GError **error)
{
  g_return_val_if_fail (SOKY_IS_STORE (self), NULL);

  return SOKY_STORE_GET_IFACE (self)->begin (self, mode, error);
}

gboolean
soky_store_copy (SokyStore *self, const char *path, GError **error)
{
  g_return_val_if_fail (SOKY_IS_STORE (self), FALSE);

  return SOKY_STORE_GET_IFACE (self)->copy (self, path, error);
}

gboolean
soky_transaction_commit (SokyTransaction *self, GError **error)
{
  return self->commit (self, error);
}

void
soky_transaction_free (SokyTransaction *self)
{
  if (self != NULL)
    self->free (self);
}

void
soky_session_record_free (SokySessionRecord *self)
{
  if (self == NULL)
    return;
  g_free (self->token_hash);
  g_free (self->id);
  g_free (self->person_id);
  g_free (self->address);
  g_free (self->person_name);
  g_free (self);
}

void
soky_account_record_free (SokyAccountRecord *self)
{
  if (self == NULL)
    return;
  g_free (self->hash);
  g_free (self);
}

SokySegment *
soky_segment_new (const char *sha256, goffset length)
{
  SokySegment *self = g_new0 (SokySegment, 1);
  self->sha256 = g_strdup (sha256);
  self->length = length;
  return self;
}

void
soky_segment_free (SokySegment *self)
{
  if (self == NULL)
    return;
  g_free (self->sha256);
  g_free (self);
}

void
soky_due_protection_free (SokyDueProtection *self)
{
  if (self == NULL)
    return;
  g_free (self->book_id);
  g_free (self);
}

void
soky_audit_record_free (SokyAuditRecord *self)
{
  if (self == NULL)
    return;
  g_free (self->person_id);
  g_free (self->address);
  g_free (self->event);
  g_free (self->subject);
  g_free (self->detail);
  g_free (self->hash);
  g_free (self->person_name);
  g_free (self);
}

void
soky_answer_free (SokyAnswer *self)
{
  if (self == NULL)
    return;
  g_free (self->request);
  g_free (self->etag);
  g_free (self->location);
  g_free (self->body);
  g_free (self);
}
