/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/session.h"

#include "base/text.h"
#include "server/log.h"
#include "server/password.h"
#include "server/resources/resources.h"
#include "server/sessions.h"
#include "server/store/directory.h"
#include "wire/error.h"

/* What a sign-in needs to know, and what it finds out. */
typedef struct {
  char *login;
  SokySecret *password;
  SokyPerson *person;         /* nullable: no such account */
  SokyAccountRecord *account; /* nullable: likewise */
  SokyProof *proof;           /* nullable: of the token, where the account wants it as well */
  gboolean outdated;
} SignIn;

static void
sign_in_clear (SignIn *self)
{
  g_clear_pointer (&self->login, g_free);
  g_clear_pointer (&self->password, soky_secret_unref);
  g_clear_pointer (&self->person, soky_person_unref);
  g_clear_pointer (&self->account, soky_account_record_free);
  g_clear_pointer (&self->proof, soky_proof_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SignIn, sign_in_clear)

static gboolean
read_login (SokyCall *call, SignIn *self, GError **error)
{
  gssize length = 0;
  const char *text = soky_call_get_text (call, &length);
  g_autofree char *login = NULL;

  if (!soky_login_from_json (text, length, &login, &self->password, &self->proof, error))
    return FALSE;
  g_autofree char *normal = soky_text_normalize (login);
  self->login = g_utf8_strdown (g_strstrip (normal), -1);
  return TRUE;
}

/* Leaves person and account empty for an unknown account; FALSE only when the store failed. */
static gboolean
find_account (SokyService *service, SignIn *self, GError **error)
{
  g_autoptr (SokyTransaction) tx = soky_store_begin (service->store, SOKY_STORE_READ, error);
  g_autoptr (GError) problem = NULL;

  if (tx == NULL)
    return FALSE;
  self->person = soky_store_find_person (tx, self->login, &problem);
  if (self->person != NULL && self->person->active)
    self->account = soky_store_get_account (tx, self->person->id, &problem);
  if (problem == NULL || g_error_matches (problem, SOKY_STORE_ERROR, SOKY_STORE_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

static GPtrArray *
list_enrolments (SokyTransaction *tx, const SokyPerson *person, GError **error)
{
  g_autoptr (GPtrArray) records = soky_store_list_certificates (tx, person->id, error);
  if (records == NULL)
    return NULL;

  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_enrolment_free);
  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (list, soky_enrolment_of_record (records->pdata[i]));
  return list;
}

static gboolean
set_info (SokyService *service, SokyTransaction *tx, SokyPerson *person, gint64 expires_us,
          SokySecret *token, SokyReply *reply, GError **error)
{
  g_autoptr (SokySessionInfo) info = soky_session_info_new (person, expires_us);
  info->public_url = g_strdup (service->settings->public_url);
  g_autoptr (GPtrArray) enrolments = list_enrolments (tx, person, error);
  g_autoptr (SokyAccountRecord) account =
      enrolments ? soky_store_get_account (tx, person->id, error) : NULL;
  if (account == NULL)
    return FALSE;

  info->must_change = account->must_change;
  g_ptr_array_unref (info->certificates);
  info->certificates = g_steal_pointer (&enrolments);
  info->token = token ? soky_secret_ref (token) : NULL;
  g_clear_pointer (&reply->body, g_bytes_unref);
  reply->status = token ? 201 : 200;
  reply->content_type = "application/json";
  reply->body = soky_session_info_to_json (info);
  return TRUE;
}

gboolean
soky_session_begin (SokyService *service, SokyCall *call, SokyTransaction *tx, SokyPerson *person,
                    SokyReply *reply, GError **error)
{
  const SokyOrigin origin = {person, call->address, call->now_us};
  g_autoptr (SokySecret) token = NULL;
  g_autoptr (SokySessionRecord) session =
      soky_sessions_start (tx, &origin, service->settings->session_hours, &token, error);

  return session != NULL &&
         set_info (service, tx, person, session->expires_us, token, reply, error);
}

static gboolean
start (SokyService *service, SokyCall *call, SignIn *self, SokyReply *reply, GError **error)
{
  g_autofree char *hash = self->outdated ? soky_password_hash (self->password) : NULL;

  if (self->account->second_proof &&
      !soky_session_check_proof (service, call, self->person, self->proof, error))
    return FALSE;
  g_autoptr (SokyTransaction) tx = soky_store_begin (service->store, SOKY_STORE_WRITE, error);
  if (tx == NULL)
    return FALSE;
  if (hash != NULL && !soky_store_set_password (tx, self->person->id, hash, call->now_us, error))
    return FALSE;
  return soky_session_begin (service, call, tx, self->person, reply, error) &&
         soky_transaction_commit (tx, error);
}

void
soky_session_note_refusal (SokyService *service, const SokyCall *call, const SokyPerson *person,
                           const GError *reason)
{
  const SokyOrigin origin = {NULL, call->address, call->now_us};
  const char *subject = person ? person->id : "";
  g_autofree char *detail =
      soky_log_pairs ("reason", soky_wire_error_to_code ((SokyWireError) reason->code), NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyTransaction) tx = soky_store_begin (service->store, SOKY_STORE_WRITE, &error);

  soky_log ("sign-in-refused", "person", subject, "address", call->address, NULL);
  if (tx == NULL || !soky_audit_add (tx, &origin, "sign-in-refused", subject, detail, &error) ||
      !soky_transaction_commit (tx, &error))
    soky_log ("sign-in-refusal-not-noted", "text", error->message, NULL);
}

/* The password, and what the account wants besides. */
static gboolean
sign_in (SokyService *service, SokyCall *call, SignIn *self, SokyReply *reply, GError **error)
{
  const char *hash = self->account ? self->account->hash : NULL;
  gboolean right = soky_password_verify (hash, self->password, &self->outdated);

  soky_throttle_tell (service->throttle, self->login, call->address, right, call->now_us);
  if (!right)
    return soky_wire_refuse (SOKY_WIRE_ERROR_WRONG_PASSWORD, error);
  return start (service, call, self, reply, error);
}

gboolean
soky_session_post (SokyService *service, SokyCall *call, SokyTransaction *tx, SokyReply *reply,
                   GError **error)
{
  g_auto (SignIn) self = {0};
  GError *problem = NULL;

  if (!read_login (call, &self, error))
    return FALSE;
  reply->retry_after =
      soky_throttle_ask (service->throttle, self.login, call->address, call->now_us);
  if (reply->retry_after > 0)
    return soky_wire_refuse (SOKY_WIRE_ERROR_TOO_MANY_REQUESTS, error);
  if (!find_account (service, &self, error))
    return FALSE;
  if (sign_in (service, call, &self, reply, &problem))
    return TRUE;
  if (problem->domain == SOKY_WIRE_ERROR)
    soky_session_note_refusal (service, call, self.person, problem);
  g_propagate_error (error, problem);
  return FALSE;
}

gboolean
soky_session_get (SokyService *service, SokyCall *call, SokyTransaction *tx, SokyReply *reply,
                  GError **error)
{
  return set_info (service, tx, call->person, call->session->expires_us, NULL, reply, error);
}

gboolean
soky_session_delete (SokyService *service, SokyCall *call, SokyTransaction *tx, SokyReply *reply,
                     GError **error)
{
  const SokyOrigin origin = soky_call_get_origin (call);

  if (!soky_store_end_session (tx, call->session->id, error) ||
      !soky_audit_add (tx, &origin, "signed-out", call->session->id, NULL, error))
    return FALSE;
  g_clear_pointer (&call->session, soky_session_record_free);
  return TRUE;
}
