/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/enrol.h"

#include "server/answers.h"
#include "server/challenges.h"
#include "server/dispatch.h"
#include "server/log.h"
#include "server/office.h"
#include "server/resources/resources.h"
#include "server/store/directory.h"
#include "wire/enrolment.h"
#include "wire/error.h"

SokyEnrolment *
soky_enrolment_of_record (const SokyCertificateRecord *record)
{
  const char *state = record->withdrawn_us != 0   ? "revoked"
                      : record->confirmed_us == 0 ? "waiting"
                                                  : "enrolled";
  SokyEnrolment *self =
      soky_enrolment_new (record->fingerprint, record->holder, record->organisation, state);

  self->id = g_strdup (record->id);
  self->person_id = g_strdup (record->person_id);
  self->asked_us = record->enrolled_us;
  self->expires_us = record->not_after_us;
  return self;
}

/* With what an administrator has to compare: whose account, and who issued it to whom. */
static SokyEnrolment *
describe (SokyTransaction *tx, const SokyCertificateRecord *record, GError **error)
{
  gsize length = 0;
  const void *der = g_bytes_get_data (record->der, &length);
  g_autoptr (SokyPerson) person = soky_store_get_person (tx, record->person_id, error);
  g_autoptr (SokyCertificate) certificate = soky_certificate_new_from_der (der, length, NULL);

  g_autoptr (SokyPerson) withdrawer =
      record->withdrawn_by ? soky_store_get_person (tx, record->withdrawn_by, error) : NULL;

  if (person == NULL || (record->withdrawn_by != NULL && withdrawer == NULL))
    return NULL;
  SokyEnrolment *self = soky_enrolment_of_record (record);
  self->withdrawn_us = record->withdrawn_us;
  self->withdrawn_by = g_strdup (withdrawer ? withdrawer->name : NULL);
  self->reason = g_strdup (record->withdrawn_reason);
  self->person_name = g_strdup (person->name);
  if (certificate != NULL) {
    self->issuer = g_strdup (soky_certificate_get_issuer (certificate));
    self->holder_organisation = g_strdup (soky_certificate_get_organisation (certificate));
  }
  return self;
}

static gboolean
is_administrator (const SokyCall *call, const SokyOffice *office, const char *unit_id)
{
  return soky_person_may_administer (call->person, office->units, unit_id);
}

static gboolean
answer (SokyTransaction *tx, const SokyCertificateRecord *record, guint status, SokyReply *reply,
        GError **error)
{
  g_autoptr (SokyEnrolment) enrolment = describe (tx, record, error);

  if (enrolment == NULL)
    return FALSE;
  soky_reply_set_json (reply, status, soky_enrolment_to_json (enrolment));
  return TRUE;
}

gboolean
soky_challenges_post (SokyService *service, SokyCall *call, SokyTransaction *tx, SokyReply *reply,
                      GError **error)
{
  gssize length = 0;
  const char *text = soky_call_get_text (call, &length);
  g_autoptr (SokyChallengeRequest) request = soky_challenge_request_from_json (text, length, error);

  if (request == NULL ||
      (request->purpose != SOKY_PURPOSE_SIGN_IN && !soky_dispatch_authenticate (tx, call, error)))
    return FALSE;
  g_autoptr (SokyChallenge) challenge = soky_challenges_give (service, call, tx, request, error);
  if (challenge == NULL)
    return FALSE;
  soky_reply_set_json (reply, 201, soky_challenge_to_json (challenge));
  return TRUE;
}

/* Whether the server's settings let the certificate itself say whose it is. */
static gboolean
decide_confirmed (SokyService *service, SokyTransaction *tx, SokyEnrolmentOrder *order,
                  GError **error)
{
  if (order->organisation || !g_str_equal (service->settings->confirm, SOKY_CONFIRM_MATCH))
    return TRUE;
  return soky_enrol_matches (tx, order->person, order->certificate, &order->confirmed, error);
}

static gboolean
enrol (SokyService *service, SokyCall *call, const SokyChallengeRecord *challenge,
       const SokyProof *proof, SokyReply *reply, GError **error)
{
  const SokyOrigin origin = soky_call_get_origin (call);
  g_autoptr (SokyCertificate) certificate =
      soky_challenges_check (service, call, challenge, SOKY_PURPOSE_ENROL, proof, error);
  SokyEnrolmentOrder order = {call->person, certificate, proof->organisation, FALSE};
  g_autoptr (SokyTransaction) tx =
      certificate ? soky_store_begin (service->store, SOKY_STORE_WRITE, error) : NULL;

  if (tx == NULL || !decide_confirmed (service, tx, &order, error))
    return FALSE;
  g_autoptr (SokyCertificateRecord) record = soky_enrol (tx, &origin, &order, error);
  return record != NULL && answer (tx, record, 201, reply, error) &&
         soky_answers_keep (tx, call, reply, error) && soky_transaction_commit (tx, error);
}

/* A proof of @call's person and its challenge, which is spent by that; or in their place what was
 * answered to the same request before. */
static gboolean
take_proof (SokyService *service, SokyCall *call, SokyProof **proof,
            SokyChallengeRecord **challenge, SokyReply *reply, GError **error)
{
  gssize length = 0;
  const char *text = soky_call_get_text (call, &length);
  g_autoptr (SokyTransaction) tx = soky_store_begin (service->store, SOKY_STORE_WRITE, error);
  gboolean replayed = FALSE;

  if (tx == NULL || !soky_dispatch_authenticate (tx, call, error) ||
      !soky_answers_replay (tx, call, reply, &replayed, error))
    return FALSE;
  if (replayed)
    return TRUE;
  *proof = soky_proof_from_json (text, length, error);
  *challenge = *proof ? soky_challenges_take (call, tx, SOKY_PURPOSE_ENROL, *proof, error) : NULL;
  return *challenge != NULL;
}

gboolean
soky_enrolments_post (SokyService *service, SokyCall *call, SokyTransaction *tx, SokyReply *reply,
                      GError **error)
{
  g_autoptr (SokyProof) proof = NULL;
  g_autoptr (SokyChallengeRecord) challenge = NULL;

  if (!take_proof (service, call, &proof, &challenge, reply, error))
    return FALSE;
  if (challenge == NULL)
    return TRUE;
  g_autofree char *account = g_strconcat ("enrolment ", call->person->id, NULL);
  reply->retry_after = soky_throttle_ask (service->throttle, account, call->address, call->now_us);
  if (reply->retry_after > 0)
    return soky_wire_refuse (SOKY_WIRE_ERROR_TOO_MANY_REQUESTS, error);
  gboolean right = enrol (service, call, challenge, proof, reply, error);
  soky_throttle_tell (service->throttle, account, call->address, right, call->now_us);
  if (!right)
    soky_log ("enrolment-refused", "person", call->person->id, "address", call->address, NULL);
  return right;
}

static GPtrArray *
find_records (SokyCall *call, SokyTransaction *tx, GError **error)
{
  const char *view = soky_call_get_query (call, "view");
  g_auto (SokyOffice) office = {0};

  if (view == NULL || g_str_equal (view, "own"))
    return soky_store_list_certificates (tx, call->person->id, error);
  if (!g_str_equal (view, "school")) {
    soky_wire_refuse (SOKY_WIRE_ERROR_INVALID_FIELD, error);
    return NULL;
  }
  if (!soky_office_open (&office, tx, call->person, error))
    return NULL;
  if (!is_administrator (call, &office, call->person->school_id)) {
    soky_wire_refuse (SOKY_WIRE_ERROR_FORBIDDEN, error);
    return NULL;
  }
  return soky_store_list_school_certificates (tx, call->person->school_id, error);
}

gboolean
soky_enrolments_get (SokyService *service, SokyCall *call, SokyTransaction *tx, SokyReply *reply,
                     GError **error)
{
  g_autoptr (GPtrArray) records = find_records (call, tx, error);
  g_autoptr (GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify) soky_enrolment_free);

  if (records == NULL)
    return FALSE;
  for (guint i = 0; i < records->len; i++) {
    SokyEnrolment *one = describe (tx, records->pdata[i], error);
    if (one == NULL)
      return FALSE;
    g_ptr_array_add (list, one);
  }
  soky_reply_set_json (reply, 200, soky_enrolments_to_json (list));
  return TRUE;
}

/* The record of the path, if the person may know of it; whether as its administrator. */
static SokyCertificateRecord *
find_record (SokyCall *call, SokyTransaction *tx, gboolean *administrator, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_auto (SokyOffice) office = {0};
  g_autoptr (SokyCertificateRecord) record = soky_store_find_certificate (tx, call->id, &problem);
  g_autoptr (SokyPerson) person =
      record ? soky_store_get_person (tx, record->person_id, &problem) : NULL;

  if (problem != NULL && !g_error_matches (problem, SOKY_STORE_ERROR, SOKY_STORE_ERROR_NOT_FOUND)) {
    g_propagate_error (error, g_steal_pointer (&problem));
    return NULL;
  }
  if (!soky_office_open (&office, tx, call->person, error))
    return NULL;
  *administrator = person != NULL && is_administrator (call, &office, person->unit_id);
  if (person != NULL && (*administrator || g_str_equal (person->id, call->person->id)))
    return g_steal_pointer (&record);
  soky_wire_refuse (SOKY_WIRE_ERROR_NOT_FOUND, error);
  return NULL;
}

gboolean
soky_enrolment_confirm_post (SokyService *service, SokyCall *call, SokyTransaction *tx,
                             SokyReply *reply, GError **error)
{
  const SokyOrigin origin = soky_call_get_origin (call);
  gboolean administrator = FALSE;
  g_autoptr (SokyCertificateRecord) record = find_record (call, tx, &administrator, error);

  if (record == NULL)
    return FALSE;
  if (!administrator)
    return soky_wire_refuse (SOKY_WIRE_ERROR_FORBIDDEN, error);
  return soky_enrol_confirm (tx, &origin, record, error) && answer (tx, record, 200, reply, error);
}

gboolean
soky_enrolment_revoke_post (SokyService *service, SokyCall *call, SokyTransaction *tx,
                            SokyReply *reply, GError **error)
{
  const SokyOrigin origin = soky_call_get_origin (call);
  gssize length = 0;
  const char *text = soky_call_get_text (call, &length);
  gboolean administrator = FALSE;
  g_autofree char *reason = NULL;
  g_autoptr (SokyCertificateRecord) record = find_record (call, tx, &administrator, error);

  if (record == NULL || (length > 0 && !soky_withdrawal_from_json (text, length, &reason, error)))
    return FALSE;
  return soky_enrol_withdraw (tx, &origin, record, reason, error) &&
         answer (tx, record, 200, reply, error);
}
