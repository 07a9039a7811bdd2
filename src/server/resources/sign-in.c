/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signing in with a token in place of a password. */
#include "config.h"

#include "server/challenges.h"
#include "server/log.h"
#include "server/resources/resources.h"
#include "server/store/directory.h"
#include "wire/error.h"

/* The one person who signs in with this certificate: a person's own, confirmed and in force. An
 * organisation's is with several, so it is nobody's. */
static SokyPerson *
find_holder (SokyTransaction *tx, SokyCertificate *certificate, GError **error)
{
  const char *fingerprint = soky_certificate_get_fingerprint (certificate);
  g_autoptr (GPtrArray) holders = soky_store_list_holders (tx, fingerprint, error);
  const SokyCertificateRecord *found = NULL;
  guint count = 0;

  if (holders == NULL)
    return NULL;
  for (guint i = 0; i < holders->len; i++) {
    const SokyCertificateRecord *one = holders->pdata[i];
    if (SOKY_CERTIFICATE_IN_FORCE (one) && !one->organisation) {
      found = one;
      count++;
    }
  }
  g_autoptr (SokyPerson) person =
      count == 1 ? soky_store_get_person (tx, found->person_id, error) : NULL;
  if (person != NULL && person->active)
    return g_steal_pointer (&person);
  if (error == NULL || *error == NULL)
    soky_wire_refuse (SOKY_WIRE_ERROR_NOT_ENROLLED, error);
  return NULL;
}

/* The certificate of a proof that answers one of this server's challenges. */
static SokyCertificate *
check_answer (SokyService *service, SokyCall *call, const SokyProof *proof, GError **error)
{
  g_autoptr (SokyTransaction) tx = soky_store_begin (service->store, SOKY_STORE_WRITE, error);
  g_autoptr (SokyChallengeRecord) challenge =
      tx ? soky_challenges_take (call, tx, SOKY_PURPOSE_SIGN_IN, proof, error) : NULL;

  if (challenge == NULL)
    return NULL;
  return soky_challenges_check (service, call, challenge, SOKY_PURPOSE_SIGN_IN, proof, error);
}

gboolean
soky_session_check_proof (SokyService *service, SokyCall *call, const SokyPerson *person,
                          const SokyProof *proof, GError **error)
{
  if (proof == NULL)
    return soky_wire_refuse (SOKY_WIRE_ERROR_SECOND_PROOF_REQUIRED, error);
  g_autoptr (SokyCertificate) certificate = check_answer (service, call, proof, error);
  g_autoptr (SokyTransaction) tx =
      certificate ? soky_store_begin (service->store, SOKY_STORE_READ, error) : NULL;
  g_autoptr (SokyPerson) holder = tx ? find_holder (tx, certificate, error) : NULL;

  if (holder == NULL)
    return FALSE;
  return g_str_equal (holder->id, person->id) ||
         soky_wire_refuse (SOKY_WIRE_ERROR_NOT_ENROLLED, error);
}

/* A certificate alone is not enough where the account wants the password as well. */
static gboolean
check_account (SokyTransaction *tx, const SokyPerson *person, GError **error)
{
  g_autoptr (SokyAccountRecord) account = soky_store_get_account (tx, person->id, error);

  return account != NULL && (!account->second_proof ||
                             soky_wire_refuse (SOKY_WIRE_ERROR_SECOND_PROOF_REQUIRED, error));
}

/* @person: (out): whose the certificate is, also when he is refused */
static gboolean
sign_in (SokyService *service, SokyCall *call, const SokyProof *proof, SokyPerson **person,
         SokyReply *reply, GError **error)
{
  g_autoptr (SokyCertificate) certificate = check_answer (service, call, proof, error);
  g_autoptr (SokyTransaction) tx =
      certificate ? soky_store_begin (service->store, SOKY_STORE_WRITE, error) : NULL;

  *person = tx ? find_holder (tx, certificate, error) : NULL;
  if (*person == NULL || !check_account (tx, *person, error))
    return FALSE;
  const SokyOrigin origin = {*person, call->address, call->now_us};
  g_autofree char *detail =
      soky_log_pairs ("certificate", soky_certificate_get_fingerprint (certificate), NULL);
  return soky_audit_add (tx, &origin, "certificate-answered", (*person)->id, detail, error) &&
         soky_session_begin (service, call, tx, *person, reply, error) &&
         soky_transaction_commit (tx, error);
}

gboolean
soky_session_certificate_post (SokyService *service, SokyCall *call, SokyTransaction *tx,
                               SokyReply *reply, GError **error)
{
  gssize length = 0;
  const char *text = soky_call_get_text (call, &length);
  g_autoptr (SokyProof) proof = soky_proof_from_json (text, length, error);
  g_autoptr (SokyPerson) person = NULL;
  GError *problem = NULL;

  if (proof == NULL)
    return FALSE;
  g_autofree char *fingerprint =
      g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, proof->certificate);
  g_autofree char *account = g_strconcat ("certificate ", fingerprint, NULL);
  reply->retry_after = soky_throttle_ask (service->throttle, account, call->address, call->now_us);
  if (reply->retry_after > 0)
    return soky_wire_refuse (SOKY_WIRE_ERROR_TOO_MANY_REQUESTS, error);
  gboolean right = sign_in (service, call, proof, &person, reply, &problem);
  soky_throttle_tell (service->throttle, account, call->address, right, call->now_us);
  if (right)
    return TRUE;
  if (problem->domain == SOKY_WIRE_ERROR)
    soky_session_note_refusal (service, call, person, problem);
  g_propagate_error (error, problem);
  return FALSE;
}
