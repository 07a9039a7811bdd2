/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/token/token-private.h"

#include "crypto/token/error.h"

struct _SokyTokenSigner {
  SokySigner parent_instance;
  SokyTokenDriver *driver;
  guint process;
  guint64 login;
  guint64 schemes;
};

G_DEFINE_FINAL_TYPE (SokyTokenSigner, soky_token_signer, SOKY_TYPE_SIGNER)

static gboolean
soky_token_signer_supports (SokySigner *signer, SokyScheme scheme, SokyHash hash)
{
  SokyTokenSigner *self = SOKY_TOKEN_SIGNER (signer);
  /* PKCS#11 2.40 names no mask function over SHA-3 */
  gboolean sha3 =
      hash == SOKY_HASH_SHA3_256 || hash == SOKY_HASH_SHA3_384 || hash == SOKY_HASH_SHA3_512;

  return (self->schemes & (G_GUINT64_CONSTANT (1) << scheme)) != 0 && !soky_hash_is_weak (hash) &&
         !(sha3 && scheme == SOKY_SCHEME_RSA_PSS);
}

static GBytes *
soky_token_signer_sign_digest (SokySigner *signer, SokyScheme scheme, SokyHash hash, GBytes *digest,
                               GCancellable *cancellable, GError **error)
{
  SokyTokenSigner *self = SOKY_TOKEN_SIGNER (signer);
  const SokySignRecord record = {
      .login = self->login, .scheme = scheme, .hash = hash, .digest = digest};
  const SokyTokenRequest request = {
      .message = soky_message_new (SOKY_MESSAGE_SIGN),
      .patience = SOKY_TOKEN_HUMAN,
      .process = self->process,
  };
  soky_sign_record_put (request.message, &record);

  g_auto (SokyTokenReply) reply = {0};
  if (!soky_token_driver_call (self->driver, &request, &reply, cancellable, error))
    return NULL;
  g_autoptr (GBytes) signature = soky_message_get_gbytes (&reply.reader);
  guint64 rv = reply.rv;
  if (rv == 0 && (!soky_message_reader_ended (&reply.reader) || g_bytes_get_size (signature) == 0))
    rv = SOKY_TOKEN_ERROR_DRIVER_DIED;
  if (rv != 0) {
    soky_token_error_set (error, rv, soky_token_driver_get_name (self->driver), reply.detail);
    return NULL;
  }
  return g_steal_pointer (&signature);
}

static void
soky_token_signer_finalize (GObject *object)
{
  g_clear_object (&SOKY_TOKEN_SIGNER (object)->driver);
  G_OBJECT_CLASS (soky_token_signer_parent_class)->finalize (object);
}

static void
soky_token_signer_class_init (SokyTokenSignerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = soky_token_signer_finalize;
  SOKY_SIGNER_CLASS (klass)->sign_digest = soky_token_signer_sign_digest;
  SOKY_SIGNER_CLASS (klass)->supports = soky_token_signer_supports;
}

static void
soky_token_signer_init (SokyTokenSigner *self)
{
}

SokySigner *
soky_token_signer_new (SokyTokenDriver *driver, guint process, const SokyLoginResult *result,
                       SokyCertificate *certificate, GPtrArray *chain)
{
  SokyTokenSigner *self =
      g_object_new (SOKY_TYPE_TOKEN_SIGNER, "certificate", certificate, "chain", chain, NULL);
  self->driver = g_object_ref (driver);
  self->process = process;
  self->login = result->login;
  self->schemes = result->schemes;
  return SOKY_SIGNER (self);
}
