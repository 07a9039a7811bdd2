/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "failing-signer.h"

#include "crypto/error.h"

#define TOO_LONG 20000

G_DECLARE_FINAL_TYPE (FailingSigner, failing_signer, FAILING, SIGNER, SokySigner)

struct _FailingSigner {
  SokySigner parent_instance;
  SokySigner *honest;
  Failing how;
  guint nth;
  guint count;
};

G_DEFINE_FINAL_TYPE (FailingSigner, failing_signer, SOKY_TYPE_SIGNER)

static GBytes *
failing_signer_sign_digest (SokySigner *signer, SokyScheme scheme, SokyHash hash, GBytes *digest,
                            GCancellable *cancellable, GError **error)
{
  FailingSigner *self = FAILING_SIGNER (signer);
  gboolean fails = ++self->count >= self->nth;

  if (fails && self->how == FAILING_REFUSES) {
    g_set_error_literal (error, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_FAILED, "pulled out");
    return NULL;
  }
  if (fails && self->how == FAILING_TOO_LONG)
    return g_bytes_new_take (g_malloc0 (self->count * TOO_LONG), self->count * TOO_LONG);
  if (self->how == FAILING_LATE) {
    GPtrArray *chain = soky_signer_get_chain (signer);
    if (self->count == self->nth)
      g_ptr_array_add (chain, g_object_ref (g_ptr_array_index (chain, 0)));
    fails = FALSE;
  }

  g_autoptr (GBytes) other =
      g_bytes_new_take (g_malloc0 (g_bytes_get_size (digest)), g_bytes_get_size (digest));
  return soky_signer_sign_digest (self->honest, scheme, hash, fails ? other : digest, cancellable,
                                  error);
}

static gboolean
failing_signer_supports (SokySigner *signer, SokyScheme scheme, SokyHash hash)
{
  FailingSigner *self = FAILING_SIGNER (signer);
  return SOKY_SIGNER_GET_CLASS (self->honest)->supports (self->honest, scheme, hash);
}

static void
failing_signer_dispose (GObject *object)
{
  g_clear_object (&FAILING_SIGNER (object)->honest);
  G_OBJECT_CLASS (failing_signer_parent_class)->dispose (object);
}

static void
failing_signer_class_init (FailingSignerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = failing_signer_dispose;
  SOKY_SIGNER_CLASS (klass)->sign_digest = failing_signer_sign_digest;
  SOKY_SIGNER_CLASS (klass)->supports = failing_signer_supports;
}

static void
failing_signer_init (FailingSigner *self)
{
}

guint
failing_signer_count (SokySigner *signer)
{
  return FAILING_SIGNER (signer)->count;
}

static gpointer
copy_certificate (gconstpointer certificate, gpointer user_data)
{
  return g_object_ref ((gpointer) certificate);
}

SokySigner *
failing_signer_new (SokySigner *honest, Failing how, guint nth)
{
  g_autoptr (GPtrArray) chain =
      g_ptr_array_copy (soky_signer_get_chain (honest), copy_certificate, NULL);
  FailingSigner *self = g_object_new (failing_signer_get_type (), "certificate",
                                      soky_signer_get_certificate (honest), "chain", chain, NULL);

  self->honest = g_object_ref (honest);
  self->how = how;
  self->nth = nth;
  return SOKY_SIGNER (self);
}
