/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/signer.h"

#include "crypto/error.h"

#include <glib/gi18n-lib.h>

typedef struct {
  SokyCertificate *certificate;
  GPtrArray *chain;
} SokySignerPrivate;

G_DEFINE_TYPE_WITH_PRIVATE (SokySigner, soky_signer, G_TYPE_OBJECT)

enum { PROP_0, PROP_CERTIFICATE, PROP_CHAIN, N_PROPS };

static GParamSpec *properties[N_PROPS];

static gboolean
key_fits (SokySigner *self, SokyScheme scheme)
{
  SokySignerPrivate *priv = soky_signer_get_instance_private (self);
  SokyKeyKind kind = soky_certificate_get_key_kind (priv->certificate);

  return kind == (scheme == SOKY_SCHEME_ECDSA ? SOKY_KEY_EC : SOKY_KEY_RSA);
}

static gboolean
soky_signer_real_supports (SokySigner *self, SokyScheme scheme, SokyHash hash)
{
  return TRUE;
}

static gboolean
supports (SokySigner *self, SokyScheme scheme, SokyHash hash)
{
  return key_fits (self, scheme) && SOKY_SIGNER_GET_CLASS (self)->supports (self, scheme, hash);
}

static void
set_chain (SokySignerPrivate *priv, GPtrArray *chain)
{
  for (guint i = 0; chain != NULL && i < chain->len; i++)
    g_ptr_array_add (priv->chain, g_object_ref (chain->pdata[i]));
}

static void
soky_signer_finalize (GObject *object)
{
  SokySignerPrivate *priv = soky_signer_get_instance_private (SOKY_SIGNER (object));

  g_clear_object (&priv->certificate);
  g_clear_pointer (&priv->chain, g_ptr_array_unref);
  G_OBJECT_CLASS (soky_signer_parent_class)->finalize (object);
}

static void
soky_signer_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SokySignerPrivate *priv = soky_signer_get_instance_private (SOKY_SIGNER (object));

  switch (id) {
  case PROP_CERTIFICATE:
    g_value_set_object (value, priv->certificate);
    break;
  case PROP_CHAIN:
    g_value_set_boxed (value, priv->chain);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
soky_signer_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SokySignerPrivate *priv = soky_signer_get_instance_private (SOKY_SIGNER (object));

  switch (id) {
  case PROP_CERTIFICATE:
    priv->certificate = g_value_dup_object (value);
    break;
  case PROP_CHAIN:
    set_chain (priv, g_value_get_boxed (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
soky_signer_class_init (SokySignerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = soky_signer_finalize;
  object_class->get_property = soky_signer_get_property;
  object_class->set_property = soky_signer_set_property;
  klass->supports = soky_signer_real_supports;

  properties[PROP_CERTIFICATE] =
      g_param_spec_object ("certificate", NULL, NULL, SOKY_TYPE_CERTIFICATE, flags);
  properties[PROP_CHAIN] = g_param_spec_boxed ("chain", NULL, NULL, G_TYPE_PTR_ARRAY, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
soky_signer_init (SokySigner *self)
{
  SokySignerPrivate *priv = soky_signer_get_instance_private (self);

  priv->chain = g_ptr_array_new_with_free_func (g_object_unref);
}

SokyCertificate *
soky_signer_get_certificate (SokySigner *self)
{
  g_return_val_if_fail (SOKY_IS_SIGNER (self), NULL);

  SokySignerPrivate *priv = soky_signer_get_instance_private (self);
  return priv->certificate;
}

GPtrArray *
soky_signer_get_chain (SokySigner *self)
{
  g_return_val_if_fail (SOKY_IS_SIGNER (self), NULL);

  SokySignerPrivate *priv = soky_signer_get_instance_private (self);
  return priv->chain;
}

SokyScheme
soky_signer_choose_scheme (SokySigner *self, SokyHash hash, gboolean prefer_pss)
{
  g_return_val_if_fail (SOKY_IS_SIGNER (self), SOKY_SCHEME_RSA_PKCS1);

  if (key_fits (self, SOKY_SCHEME_ECDSA))
    return SOKY_SCHEME_ECDSA;
  gboolean pss = supports (self, SOKY_SCHEME_RSA_PSS, hash);
  gboolean pkcs1 = supports (self, SOKY_SCHEME_RSA_PKCS1, hash);
  return pss && (prefer_pss || !pkcs1) ? SOKY_SCHEME_RSA_PSS : SOKY_SCHEME_RSA_PKCS1;
}

GBytes *
soky_signer_sign_digest (SokySigner *self, SokyScheme scheme, SokyHash hash, GBytes *digest,
                         GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (SOKY_IS_SIGNER (self), NULL);
  g_return_val_if_fail (digest != NULL, NULL);
  g_return_val_if_fail (g_bytes_get_size (digest) == soky_hash_get_size (hash), NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (soky_hash_is_weak (hash) || !supports (self, scheme, hash)) {
    g_set_error_literal (error, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_UNSUPPORTED,
                         _ ("This key cannot make a signature of the kind that is asked for. "
                            "Choose another certificate."));
    return NULL;
  }
  return SOKY_SIGNER_GET_CLASS (self)->sign_digest (self, scheme, hash, digest, cancellable, error);
}
