/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/challenges.h"

#include "crypto/random.h"
#include "crypto/statement.h"
#include "crypto/trust/trust.h"
#include "server/store/enrolments.h"
#include "wire/error.h"

#define ID_BYTES 12
#define NONCE_BYTES 32
#define LIFE_US ((gint64) 5 * 60 * G_USEC_PER_SEC) /* long enough to find the token and its PIN */
#define MOST_OUT 5000
#define MOST_FOR_ADDRESS 200 /* a school often shares one address */
#define HTTPS_PORT 443

/* Whether @host, by which a client knows this server, is a name that its certificate is for: a
 * challenge cannot be handed on by another server. */
static gboolean
is_our_name (const SokySettings *settings, const char *host)
{
  g_autoptr (GSocketConnectable) address = g_network_address_parse (host, HTTPS_PORT, NULL);
  g_autoptr (GTlsCertificate) certificate =
      g_tls_certificate_new_from_file (settings->certificate, NULL);

  return address != NULL && certificate != NULL &&
         (g_tls_certificate_verify (certificate, address, NULL) & G_TLS_CERTIFICATE_BAD_IDENTITY) ==
             0;
}

static gboolean
check_number (SokyTransaction *tx, const char *address, GError **error)
{
  gint64 all = soky_store_count_challenges (tx, NULL, error);
  gint64 theirs = all >= 0 ? soky_store_count_challenges (tx, address, error) : -1;

  if (theirs < 0)
    return FALSE;
  return (all < MOST_OUT && theirs < MOST_FOR_ADDRESS) ||
         soky_wire_refuse (SOKY_WIRE_ERROR_TOO_MANY_REQUESTS, error);
}

SokyChallenge *
soky_challenges_give (SokyService *service, SokyCall *call, SokyTransaction *tx,
                      const SokyChallengeRequest *request, GError **error)
{
  g_autofree char *id = soky_random_hex (ID_BYTES);
  g_autofree char *nonce = soky_random_hex (NONCE_BYTES);
  const SokyChallengeRecord record = {
      .id = id,
      .nonce = nonce,
      .purpose = (char *) soky_purpose_to_string (request->purpose),
      .host = request->host,
      .person_id = call->person ? call->person->id : NULL,
      .address = call->address,
      .expires_us = call->now_us + LIFE_US,
  };

  if (!is_our_name (service->settings, request->host)) {
    soky_wire_refuse (SOKY_WIRE_ERROR_WRONG_SERVER, error);
    return NULL;
  }
  if (!soky_store_purge_challenges (tx, call->now_us, error) ||
      !check_number (tx, call->address, error) || !soky_store_add_challenge (tx, &record, error))
    return NULL;
  return soky_challenge_new (id, nonce, record.expires_us);
}

SokyChallengeRecord *
soky_challenges_take (SokyCall *call, SokyTransaction *tx, SokyPurpose purpose,
                      const SokyProof *proof, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (SokyChallengeRecord) record =
      soky_store_take_challenge (tx, proof->challenge, &problem);

  if (record == NULL && !g_error_matches (problem, SOKY_STORE_ERROR, SOKY_STORE_ERROR_NOT_FOUND)) {
    g_propagate_error (error, g_steal_pointer (&problem));
    return NULL;
  }
  if (!soky_transaction_commit (tx, error))
    return NULL;
  if (record != NULL && record->expires_us > call->now_us &&
      g_str_equal (record->purpose, soky_purpose_to_string (purpose)) &&
      g_strcmp0 (record->person_id, call->person ? call->person->id : NULL) == 0)
    return g_steal_pointer (&record);
  soky_wire_refuse (SOKY_WIRE_ERROR_CHALLENGE_SPENT, error);
  return NULL;
}

static gboolean
answers (const SokyChallengeRecord *record, SokyPurpose purpose, SokyCertificate *certificate,
         const SokyProof *proof)
{
  const SokyClaim claim = {
      .purpose = purpose,
      .host = record->host,
      .account = record->person_id ? record->person_id : "",
      .fingerprint = soky_certificate_get_fingerprint (certificate),
      .nonce = record->nonce,
  };
  g_autofree char *text = soky_claim_to_text (&claim);
  SokyScheme scheme = SOKY_SCHEME_RSA_PKCS1;

  return text != NULL && soky_scheme_from_string (proof->scheme, &scheme) &&
         soky_statement_verify (certificate, text, scheme, proof->signature);
}

static SokyCertificate *
parse (GBytes *der)
{
  gsize length = 0;
  const void *data = g_bytes_get_data (der, &length);
  return soky_certificate_new_from_der (data, length, NULL);
}

static gboolean
is_trusted (const SokySettings *settings, SokyCertificate *certificate, GPtrArray *chain,
            gint64 now_us, char **reason)
{
  g_autoptr (SokyTrust) trust = soky_trust_new ();
  g_autoptr (GPtrArray) others = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < chain->len; i++) {
    SokyCertificate *one = parse (chain->pdata[i]);
    if (one != NULL)
      g_ptr_array_add (others, one);
  }
  return soky_trust_add_folder (trust, settings->trust, NULL) &&
         soky_trust_check (trust, certificate, others, now_us, NULL, reason) == SOKY_TRUST_TRUSTED;
}

SokyCertificate *
soky_challenges_check (SokyService *service, SokyCall *call, const SokyChallengeRecord *challenge,
                       SokyPurpose purpose, const SokyProof *proof, GError **error)
{
  g_autoptr (SokyCertificate) certificate = parse (proof->certificate);
  g_autoptr (GError) problem = NULL;
  g_autofree char *reason = NULL;

  if (certificate == NULL || !answers (challenge, purpose, certificate, proof)) {
    soky_wire_refuse (SOKY_WIRE_ERROR_PROOF_WRONG, error);
    return NULL;
  }
  if (!soky_certificate_check_usable (certificate, call->now_us, &problem)) {
    g_set_error_literal (error, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_CERTIFICATE_UNUSABLE,
                         problem->message);
    return NULL;
  }
  if (!is_trusted (service->settings, certificate, proof->chain, call->now_us, &reason)) {
    soky_wire_refuse (SOKY_WIRE_ERROR_SIGNATURE_UNTRUSTED, error);
    return NULL;
  }
  return g_steal_pointer (&certificate);
}
