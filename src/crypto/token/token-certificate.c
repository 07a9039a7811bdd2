/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/token/token-private.h"

#include "base/hex.h"

struct _SokyTokenCertificate {
  GObject parent_instance;
  SokyCertificate *certificate;
  char *id;
  char *label;
  gint may_have_key; /* atomic: a login in another thread finds out */
};

G_DEFINE_FINAL_TYPE (SokyTokenCertificate, soky_token_certificate, G_TYPE_OBJECT)

SokyCertificate *
soky_token_certificate_get_certificate (SokyTokenCertificate *self)
{
  g_return_val_if_fail (SOKY_IS_TOKEN_CERTIFICATE (self), NULL);
  return self->certificate;
}

const char *
soky_token_certificate_get_id (SokyTokenCertificate *self)
{
  g_return_val_if_fail (SOKY_IS_TOKEN_CERTIFICATE (self), NULL);
  return self->id;
}

const char *
soky_token_certificate_get_label (SokyTokenCertificate *self)
{
  g_return_val_if_fail (SOKY_IS_TOKEN_CERTIFICATE (self), NULL);
  return self->label;
}

gboolean
soky_token_certificate_may_have_key (SokyTokenCertificate *self)
{
  g_return_val_if_fail (SOKY_IS_TOKEN_CERTIFICATE (self), FALSE);
  return g_atomic_int_get (&self->may_have_key);
}

void
soky_token_certificate_set_may_have_key (SokyTokenCertificate *self, gboolean may)
{
  g_atomic_int_set (&self->may_have_key, may);
}

static void
soky_token_certificate_finalize (GObject *object)
{
  SokyTokenCertificate *self = SOKY_TOKEN_CERTIFICATE (object);

  g_clear_object (&self->certificate);
  g_free (self->id);
  g_free (self->label);
  G_OBJECT_CLASS (soky_token_certificate_parent_class)->finalize (object);
}

static void
soky_token_certificate_class_init (SokyTokenCertificateClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = soky_token_certificate_finalize;
}

static void
soky_token_certificate_init (SokyTokenCertificate *self)
{
  self->may_have_key = TRUE;
}

SokyTokenCertificate *
soky_token_certificate_new (const SokyCertificateRecord *record)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyCertificate) certificate = soky_certificate_new_from_der (
      g_bytes_get_data (record->der, NULL), g_bytes_get_size (record->der), &error);
  if (certificate == NULL) {
    g_debug ("the token's object \"%s\" is left out: %s", record->label, error->message);
    return NULL;
  }

  SokyTokenCertificate *self = g_object_new (SOKY_TYPE_TOKEN_CERTIFICATE, NULL);
  self->certificate = g_steal_pointer (&certificate);
  self->id = soky_hex_encode (g_bytes_get_data (record->id, NULL), g_bytes_get_size (record->id));
  self->label = g_strdup (record->label);
  return self;
}
