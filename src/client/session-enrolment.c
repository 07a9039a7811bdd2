/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "client/session-enrolment.h"

#include "base/task.h"
#include "client/failure.h"
#include "client/session-accounts.h"
#include "client/session-private.h"
#include "crypto/statement.h"

#include <string.h>

static const SokyAnswer one_challenge = {(SokyParse) soky_challenge_from_json,
                                         (GDestroyNotify) soky_challenge_free};
static const SokyAnswer one_enrolment = {(SokyParse) soky_enrolment_from_json,
                                         (GDestroyNotify) soky_enrolment_free};
static const SokyAnswer many_enrolments = {(SokyParse) soky_enrolments_from_json,
                                           (GDestroyNotify) g_ptr_array_unref};
static const SokyAnswer session_info = {(SokyParse) soky_session_info_from_json,
                                        (GDestroyNotify) soky_session_info_free};

/* A challenge, its answer, and what the server says to that. */
typedef struct {
  SokyPurpose purpose;
  SokySigner *signer;
  gboolean organisation;
  char *host;
  char *account;
  char *login;          /* nullable: of a sign-in by both */
  SokySecret *password; /* likewise */
  SokyChallenge *challenge;
} Proving;

static void
proving_free (gpointer pointer)
{
  Proving *self = pointer;
  g_object_unref (self->signer);
  g_free (self->host);
  g_free (self->account);
  g_free (self->login);
  g_clear_pointer (&self->password, soky_secret_unref);
  soky_challenge_free (self->challenge);
  g_free (self);
}

char *
soky_session_dup_host (SokySession *self)
{
  const char *url = soky_connection_get_url (soky_session_get_connection (self));
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  const char *host = uri ? g_uri_get_host (uri) : NULL;
  int port = uri ? g_uri_get_port (uri) : -1;

  if (host == NULL)
    return g_strdup ("");
  gboolean literal = strchr (host, ':') != NULL;
  g_autofree char *name = literal ? g_strdup_printf ("[%s]", host) : g_strdup (host);
  return port > 0 ? g_strdup_printf ("%s:%d", name, port) : g_steal_pointer (&name);
}

static void
add_chain (SokyProof *proof, SokySigner *signer)
{
  GPtrArray *chain = soky_signer_get_chain (signer);

  for (guint i = 0; i < chain->len; i++)
    g_ptr_array_add (proof->chain, g_bytes_ref (soky_certificate_get_der (chain->pdata[i])));
}

SokyProof *
soky_session_make_proof (const SokyChallenge *challenge, SokyPurpose purpose, const char *host,
                         const char *account, SokySigner *signer, GError **error)
{
  SokyCertificate *certificate = soky_signer_get_certificate (signer);
  g_auto (SokyStatementSignature) signature = {0};
  const SokyClaim claim = {
      .purpose = purpose,
      .host = host,
      .account = account,
      .fingerprint = soky_certificate_get_fingerprint (certificate),
      .nonce = challenge->nonce,
  };
  g_autofree char *text = soky_claim_to_text (&claim);

  if (text == NULL) {
    g_propagate_error (error, soky_failure_bad_answer ());
    return NULL;
  }
  if (!soky_statement_sign (signer, text, &signature, NULL, error))
    return NULL;
  SokyProof *proof = soky_proof_new (challenge->id, soky_scheme_to_string (signature.scheme),
                                     signature.value, soky_certificate_get_der (certificate));
  add_chain (proof, signer);
  return proof;
}

static void
proved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const Proving *self = g_task_get_task_data (task);
  GError *error = NULL;
  gpointer value = soky_session_call_finish (SOKY_SESSION (source), result, &error);

  if (value == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (
        task, value, self->purpose == SOKY_PURPOSE_ENROL ? one_enrolment.free : session_info.free);
}

static gpointer
prove_in_thread (gpointer data, GCancellable *cancellable, GError **error)
{
  Proving *self = data;
  SokyProof *proof = soky_session_make_proof (self->challenge, self->purpose, self->host,
                                              self->account, self->signer, error);
  if (proof != NULL)
    proof->organisation = self->organisation;
  return proof;
}

static SokyRequest *
make_request (const Proving *self, const SokyProof *proof)
{
  gboolean enrols = self->purpose == SOKY_PURPOSE_ENROL;
  SokyRequest *request = soky_request_new ("POST", enrols           ? "/enrolments"
                                                   : self->password ? "/session"
                                                                    : "/session/certificate");

  if (self->password != NULL)
    soky_request_set_json_bytes (request, soky_login_to_json (self->login, self->password, proof));
  else
    soky_request_set_json (request, soky_proof_to_json (proof));
  return request;
}

static void
signed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const Proving *self = g_task_get_task_data (task);
  gboolean enrols = self->purpose == SOKY_PURPOSE_ENROL;
  GError *error = NULL;
  g_autoptr (SokyProof) proof = soky_task_finish (result, &error);

  if (proof == NULL) {
    g_task_return_error (task, error);
    return;
  }
  soky_session_call (g_task_get_source_object (task), make_request (self, proof),
                     enrols ? &one_enrolment : &session_info, g_task_get_cancellable (task),
                     proved_cb, g_object_ref (task));
}

static void
challenged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Proving *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->challenge = soky_session_call_finish (SOKY_SESSION (source), result, &error);
  if (self->challenge == NULL) {
    g_task_return_error (task, error);
    return;
  }
  soky_task_run (NULL, prove_in_thread, self, NULL, (GDestroyNotify) soky_proof_free,
                 g_task_get_cancellable (task), signed_cb, g_object_ref (task));
}

static void
prove (SokySession *session, Proving *self, GCancellable *cancellable, GAsyncReadyCallback callback,
       gpointer user_data)
{
  GTask *task = g_task_new (session, cancellable, callback, user_data);
  const SokyPerson *person = soky_session_get_person (session);
  gboolean enrols = self->purpose == SOKY_PURPOSE_ENROL;

  self->host = soky_session_dup_host (session);
  self->account = g_strdup (enrols && person ? person->id : "");
  g_task_set_source_tag (task, prove);
  g_task_set_task_data (task, self, proving_free);
  SokyRequest *request = soky_request_new ("POST", "/challenges");
  soky_request_set_json (request, soky_challenge_request_to_json (self->purpose, self->host));
  soky_session_call (session, request, &one_challenge, cancellable, challenged_cb, task);
}

void
soky_session_enrol_async (SokySession *self, SokySigner *signer, gboolean organisation,
                          GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  Proving *proving = g_new0 (Proving, 1);

  proving->purpose = SOKY_PURPOSE_ENROL;
  proving->signer = g_object_ref (signer);
  proving->organisation = organisation;
  prove (self, proving, cancellable, callback, user_data);
}

void
soky_session_sign_in_by_key_async (SokySession *self, SokySigner *signer, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data)
{
  Proving *proving = g_new0 (Proving, 1);

  proving->purpose = SOKY_PURPOSE_SIGN_IN;
  proving->signer = g_object_ref (signer);
  prove (self, proving, cancellable, callback, user_data);
}

void
soky_session_sign_in_by_both_async (SokySession *self, const char *login, SokySecret *password,
                                    SokySigner *signer, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data)
{
  Proving *proving = g_new0 (Proving, 1);

  proving->purpose = SOKY_PURPOSE_SIGN_IN;
  proving->signer = g_object_ref (signer);
  proving->login = g_strdup (login);
  proving->password = soky_secret_ref (password);
  prove (self, proving, cancellable, callback, user_data);
}

SokyEnrolment *
soky_session_enrolment_finish (SokySession *self, GAsyncResult *result, GError **error)
{
  return soky_session_call_finish (self, result, error);
}

static void
own_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SokySession *self = SOKY_SESSION (source);
  GError *error = NULL;
  GPtrArray *list = soky_session_call_finish (self, result, &error);

  if (list == NULL) {
    g_task_return_error (task, error);
    return;
  }
  soky_session_set_certificates (self, list);
  g_task_return_pointer (task, list, (GDestroyNotify) g_ptr_array_unref);
}

void
soky_session_list_enrolments_async (SokySession *self, gboolean school, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data)
{
  if (school) {
    soky_session_call (self, soky_request_new ("GET", "/enrolments?view=school"), &many_enrolments,
                       cancellable, callback, user_data);
    return;
  }
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, soky_session_list_enrolments_async);
  soky_session_call (self, soky_request_new ("GET", "/enrolments"), &many_enrolments, cancellable,
                     own_listed_cb, task);
}

GPtrArray *
soky_session_list_enrolments_finish (SokySession *self, GAsyncResult *result, GError **error)
{
  return soky_session_call_finish (self, result, error);
}

static SokyRequest *
decide (const char *id, const char *what)
{
  g_autofree char *encoded = g_uri_escape_string (id, NULL, FALSE);
  g_autofree char *path = g_strdup_printf ("/enrolments/%s/%s", encoded, what);
  return soky_request_new ("POST", path);
}

void
soky_session_confirm_enrolment_async (SokySession *self, const char *id, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data)
{
  soky_session_call (self, decide (id, "confirm"), &one_enrolment, cancellable, callback,
                     user_data);
}

void
soky_session_withdraw_enrolment_async (SokySession *self, const char *id, const char *reason,
                                       GCancellable *cancellable, GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  SokyRequest *request = decide (id, "revoke");

  soky_request_set_json (request, soky_withdrawal_to_json (reason));
  soky_session_call (self, request, &one_enrolment, cancellable, callback, user_data);
}
