/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* Who is signed in, from where; and the password by which people come in. */
#include "server/dispatch.h"
#include "server/office.h"
#include "server/password.h"
#include "server/resources/administration.h"
#include "wire/account.h"
#include "wire/error.h"
#include "wire/session.h"

static SokySessionItem *
make_item (const SokySessionRecord *record, const SokyCall *call)
{
  SokySessionItem *item = g_new0 (SokySessionItem, 1);

  item->id = g_strdup (record->id);
  item->person_id = g_strdup (record->person_id);
  item->person_name = g_strdup (record->person_name);
  item->address = g_strdup (record->address);
  item->created_us = record->created_us;
  item->used_us = record->used_us;
  item->expires_us = record->expires_us;
  item->current = g_str_equal (record->id, call->session->id);
  return item;
}

/* ?person= for one whom the person administers, ?unit= for all of a unit and below, else one's
 * own. */
static GPtrArray *
find_records (SokyCall *call, SokyTransaction *tx, GError **error)
{
  const char *person_id = soky_call_get_query (call, "person");
  const char *unit_id = soky_call_get_query (call, "unit");
  g_auto (SokyOffice) office = {0};

  if (person_id == NULL && unit_id == NULL)
    return soky_store_list_sessions (tx, call->person->id, error);
  if (!soky_office_open (&office, tx, call->person, error))
    return NULL;
  if (unit_id != NULL)
    return soky_office_need_unit (&office, unit_id, error)
               ? soky_store_list_sessions_below (tx, unit_id, call->now_us, error)
               : NULL;
  g_autoptr (SokyPerson) person = soky_office_need_person (&office, tx, person_id, TRUE, error);
  return person ? soky_store_list_sessions (tx, person->id, error) : NULL;
}

gboolean
soky_sessions_get (SokyService *service, SokyCall *call, SokyTransaction *tx, SokyReply *reply,
                   GError **error)
{
  g_autoptr (GPtrArray) records = find_records (call, tx, error);
  g_autoptr (GPtrArray) items =
      g_ptr_array_new_with_free_func ((GDestroyNotify) soky_session_item_free);

  if (records == NULL)
    return FALSE;
  for (guint i = 0; i < records->len; i++) {
    const SokySessionRecord *record = g_ptr_array_index (records, i);
    if (record->expires_us > call->now_us)
      g_ptr_array_add (items, make_item (record, call));
  }
  soky_reply_set_json (reply, 200, soky_session_items_to_json (items));
  return TRUE;
}

gboolean
soky_session_revoke_post (SokyService *service, SokyCall *call, SokyTransaction *tx,
                          SokyReply *reply, GError **error)
{
  const SokyOrigin origin = soky_call_get_origin (call);
  g_auto (SokyOffice) office = {0};
  GError *problem = NULL;
  g_autoptr (SokySessionRecord) record = soky_store_find_session (tx, call->id, &problem);

  if (record == NULL)
    return soky_office_explain (problem, error);
  if (!soky_office_open (&office, tx, call->person, error))
    return FALSE;
  g_autoptr (SokyPerson) person =
      soky_office_need_person (&office, tx, record->person_id, TRUE, &problem);
  if (person == NULL) {
    /* sessions of others are nothing that anybody else may know of */
    g_clear_error (&problem);
    return soky_wire_refuse (SOKY_WIRE_ERROR_NOT_FOUND, error);
  }
  return soky_store_end_session (tx, record->id, error) &&
         soky_audit_add (tx, &origin, "session-revoked", person->id, NULL, error);
}

typedef struct {
  SokySecret *old;
  SokySecret *fresh;
  char *hash; /* nullable: of the old one, as it is stored */
} Change;

static void
change_clear (Change *self)
{
  g_clear_pointer (&self->old, soky_secret_unref);
  g_clear_pointer (&self->fresh, soky_secret_unref);
  g_clear_pointer (&self->hash, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Change, change_clear)

static gboolean
look_up (SokyService *service, SokyCall *call, Change *self, GError **error)
{
  g_autoptr (SokyTransaction) tx = soky_store_begin (service->store, SOKY_STORE_READ, error);

  if (tx == NULL || !soky_dispatch_identify (tx, call, error))
    return FALSE;
  self->hash = soky_store_get_password (tx, call->person->id, error);
  return self->hash != NULL;
}

static gboolean
check (SokyService *service, SokyCall *call, Change *self, SokyReply *reply, GError **error)
{
  g_autofree char *account = g_strconcat ("password ", call->person->id, NULL);

  reply->retry_after = soky_throttle_ask (service->throttle, account, call->address, call->now_us);
  if (reply->retry_after > 0)
    return soky_wire_refuse (SOKY_WIRE_ERROR_TOO_MANY_REQUESTS, error);
  gboolean right = soky_password_verify (self->hash, self->old, NULL);
  soky_throttle_tell (service->throttle, account, call->address, right, call->now_us);
  if (!right)
    return soky_wire_refuse (SOKY_WIRE_ERROR_OLD_PASSWORD, error);
  if (!soky_password_check_new (self->fresh, NULL) || soky_secret_equal (self->old, self->fresh))
    return soky_wire_refuse (SOKY_WIRE_ERROR_WEAK_PASSWORD, error);
  return TRUE;
}

/* Unless it was changed while this one was hashed. */
static gboolean
store (SokyService *service, SokyCall *call, const Change *self, const char *hash, GError **error)
{
  g_autoptr (SokyTransaction) tx = soky_store_begin (service->store, SOKY_STORE_WRITE, error);

  if (tx == NULL || !soky_dispatch_identify (tx, call, error))
    return FALSE;
  const SokyOrigin origin = soky_call_get_origin (call);
  const char *id = call->person->id;
  g_autofree char *present = soky_store_get_password (tx, id, error);
  if (present == NULL)
    return FALSE;
  if (!g_str_equal (present, self->hash))
    return soky_wire_refuse (SOKY_WIRE_ERROR_CHANGED, error);
  return soky_store_set_password (tx, id, hash, call->now_us, error) &&
         soky_store_set_must_change (tx, id, FALSE, error) &&
         soky_store_end_other_sessions (tx, id, call->session->id, error) &&
         soky_audit_add (tx, &origin, "password-changed", id, NULL, error) &&
         soky_transaction_commit (tx, error);
}

gboolean
soky_session_password_post (SokyService *service, SokyCall *call, SokyTransaction *tx,
                            SokyReply *reply, GError **error)
{
  g_auto (Change) self = {0};
  gssize length = 0;
  const char *text = soky_call_get_text (call, &length);

  if (!look_up (service, call, &self, error) ||
      !soky_password_change_from_json (text, length, &self.old, &self.fresh, error) ||
      !check (service, call, &self, reply, error))
    return FALSE;
  g_autofree char *hash = soky_password_hash (self.fresh);
  return store (service, call, &self, hash, error);
}
