/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* People as their administrators see and change them. */
#include "crypto/random.h"
#include "server/administration.h"
#include "server/dispatch.h"
#include "server/password.h"
#include "server/resources/administration.h"
#include "server/store/directory.h"
#include "wire/error.h"
#include "wire/session.h"

#define ID_BYTES 8

static gboolean
answer (SokyTransaction *tx, const char *id, guint status, SokyReply *reply, GError **error)
{
  g_autoptr (SokyPerson) person = soky_store_get_person (tx, id, error);
  g_autoptr (SokyAccount) account = person ? soky_administer_get_account (tx, person, error) : NULL;

  if (account == NULL)
    return FALSE;
  soky_reply_set_record (reply, status, soky_account_to_json (account), person->version);
  return TRUE;
}

gboolean
soky_people_post (SokyService *service, SokyCall *call, SokyTransaction *tx, SokyReply *reply,
                  GError **error)
{
  const SokyOrigin origin = soky_call_get_origin (call);
  g_auto (SokyOffice) office = {0};
  g_autofree char *id = soky_random_hex (ID_BYTES);
  g_autoptr (SokyPerson) blank = soky_person_new (id, "", "");
  g_autoptr (SokyAccount) nobody = soky_account_new (blank);
  gssize length = 0;
  const char *text = soky_call_get_text (call, &length);
  g_autoptr (SokyAccount) account =
      soky_account_change_from_json (text, length, nobody, TRUE, error);

  if (account == NULL || !soky_office_open (&office, tx, call->person, error) ||
      soky_office_need_unit (&office, account->person->unit_id, error) == NULL ||
      !soky_administer_add_person (&office, tx, &origin, account, error) ||
      !answer (tx, id, 201, reply, error))
    return FALSE;
  reply->location = g_strconcat ("/api/v1/people/", id, NULL);
  return TRUE;
}

gboolean
soky_person_get (SokyService *service, SokyCall *call, SokyTransaction *tx, SokyReply *reply,
                 GError **error)
{
  g_auto (SokyOffice) office = {0};

  if (!soky_office_open (&office, tx, call->person, error))
    return FALSE;
  g_autoptr (SokyPerson) person = soky_office_need_person (&office, tx, call->id, TRUE, error);
  return person != NULL && answer (tx, person->id, 200, reply, error);
}

gboolean
soky_person_patch (SokyService *service, SokyCall *call, SokyTransaction *tx, SokyReply *reply,
                   GError **error)
{
  const SokyOrigin origin = soky_call_get_origin (call);
  g_auto (SokyOffice) office = {0};
  gssize length = 0;
  const char *text = soky_call_get_text (call, &length);

  if (!soky_office_open (&office, tx, call->person, error))
    return FALSE;
  g_autoptr (SokyPerson) person = soky_office_need_person (&office, tx, call->id, FALSE, error);
  if (person == NULL || !soky_call_check_version (call, reply, person->version, error))
    return FALSE;
  g_autoptr (SokyAccount) before = soky_administer_get_account (tx, person, error);
  g_autoptr (SokyAccount) after =
      before ? soky_account_change_from_json (text, length, before, FALSE, error) : NULL;
  return after != NULL &&
         soky_administer_change_person (&office, tx, &origin, before, after, error) &&
         answer (tx, call->id, 200, reply, error);
}

/* Whom to reset; before the hash is made, and once more when it is stored. */
static SokyPerson *
find (SokyTransaction *tx, SokyCall *call, GError **error)
{
  g_auto (SokyOffice) office = {0};

  if (!soky_dispatch_authenticate (tx, call, error) ||
      !soky_office_open (&office, tx, call->person, error))
    return NULL;
  return soky_office_need_person (&office, tx, call->id, FALSE, error);
}

static gboolean
may_reset (SokyService *service, SokyCall *call, GError **error)
{
  g_autoptr (SokyTransaction) tx = soky_store_begin (service->store, SOKY_STORE_READ, error);
  g_autoptr (SokyPerson) person = tx ? find (tx, call, error) : NULL;

  return person != NULL;
}

gboolean
soky_password_reset_post (SokyService *service, SokyCall *call, SokyTransaction *tx,
                          SokyReply *reply, GError **error)
{
  if (!may_reset (service, call, error))
    return FALSE;
  g_autoptr (SokySecret) password = soky_administer_make_password ();
  g_autofree char *hash = soky_password_hash (password);
  g_autoptr (SokyTransaction) own = soky_store_begin (service->store, SOKY_STORE_WRITE, error);
  g_autoptr (SokyPerson) person = own ? find (own, call, error) : NULL;
  if (person == NULL)
    return FALSE;

  const SokyOrigin origin = soky_call_get_origin (call);
  if (!soky_administer_reset_password (own, &origin, person, hash, error) ||
      !soky_transaction_commit (own, error))
    return FALSE;
  reply->status = 200;
  reply->content_type = "application/json";
  reply->body = soky_one_time_to_json (password);
  return TRUE;
}
