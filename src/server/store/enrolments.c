/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/store/enrolments.h"

/* Each call goes to the backend that the transaction is of. */

gboolean
soky_store_add_certificate (SokyTransaction *tx, const SokyCertificateRecord *certificate,
                            GError **error)
{
  return tx->enrolments->add (tx, certificate, error);
}

gboolean
soky_store_update_certificate (SokyTransaction *tx, const SokyCertificateRecord *certificate,
                               GError **error)
{
  return tx->enrolments->update (tx, certificate, error);
}

SokyCertificateRecord *
soky_store_get_certificate (SokyTransaction *tx, const char *fingerprint, const char *person_id,
                            GError **error)
{
  return tx->enrolments->get (tx, fingerprint, person_id, error);
}

SokyCertificateRecord *
soky_store_find_certificate (SokyTransaction *tx, const char *id, GError **error)
{
  return tx->enrolments->get_by_id (tx, id, error);
}

GPtrArray *
soky_store_list_certificates (SokyTransaction *tx, const char *person_id, GError **error)
{
  return tx->enrolments->list (tx, person_id, error);
}

GPtrArray *
soky_store_list_holders (SokyTransaction *tx, const char *fingerprint, GError **error)
{
  return tx->enrolments->list_holders (tx, fingerprint, error);
}

GPtrArray *
soky_store_list_school_certificates (SokyTransaction *tx, const char *school_id, GError **error)
{
  return tx->enrolments->list_school (tx, school_id, error);
}

gboolean
soky_store_set_mark (SokyTransaction *tx, const char *person_id, const char *kind,
                     const char *value, GError **error)
{
  return tx->enrolments->set_mark (tx, person_id, kind, value, error);
}

char *
soky_store_get_mark (SokyTransaction *tx, const char *person_id, const char *kind, GError **error)
{
  return tx->enrolments->get_mark (tx, person_id, kind, error);
}

gboolean
soky_store_add_challenge (SokyTransaction *tx, const SokyChallengeRecord *challenge, GError **error)
{
  return tx->enrolments->add_challenge (tx, challenge, error);
}

SokyChallengeRecord *
soky_store_take_challenge (SokyTransaction *tx, const char *id, GError **error)
{
  return tx->enrolments->take_challenge (tx, id, error);
}

gboolean
soky_store_purge_challenges (SokyTransaction *tx, gint64 now_us, GError **error)
{
  return tx->enrolments->purge_challenges (tx, now_us, error);
}

gint64
soky_store_count_challenges (SokyTransaction *tx, const char *address, GError **error)
{
  return tx->enrolments->count_challenges (tx, address, error);
}

void
soky_certificate_record_free (SokyCertificateRecord *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->fingerprint);
  g_free (self->person_id);
  g_free (self->holder);
  g_clear_pointer (&self->der, g_bytes_unref);
  g_free (self->confirmed_by);
  g_free (self->withdrawn_by);
  g_free (self->withdrawn_reason);
  g_free (self);
}

void
soky_challenge_record_free (SokyChallengeRecord *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->nonce);
  g_free (self->purpose);
  g_free (self->host);
  g_free (self->person_id);
  g_free (self->address);
  g_free (self);
}
