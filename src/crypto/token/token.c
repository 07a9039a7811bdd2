/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/token/token-private.h"

#include <p11-kit/pkcs11.h>

struct _SokyToken {
  GObject parent_instance;
  guint64 slot;
  char *label;
  char *serial;
  char *manufacturer;
  char *model;
  char *module_path;
  gint pin_state; /* atomic: a login in another thread changes it */
  guint pin_min;
  guint pin_max;
  gboolean has_pin_pad;
  GPtrArray *certificates;
};

G_DEFINE_FINAL_TYPE (SokyToken, soky_token, G_TYPE_OBJECT)

const char *
soky_token_get_label (SokyToken *self)
{
  g_return_val_if_fail (SOKY_IS_TOKEN (self), NULL);
  return self->label;
}

const char *
soky_token_get_serial (SokyToken *self)
{
  g_return_val_if_fail (SOKY_IS_TOKEN (self), NULL);
  return self->serial;
}

const char *
soky_token_get_manufacturer (SokyToken *self)
{
  g_return_val_if_fail (SOKY_IS_TOKEN (self), NULL);
  return self->manufacturer;
}

const char *
soky_token_get_model (SokyToken *self)
{
  g_return_val_if_fail (SOKY_IS_TOKEN (self), NULL);
  return self->model;
}

const char *
soky_token_get_module_path (SokyToken *self)
{
  g_return_val_if_fail (SOKY_IS_TOKEN (self), NULL);
  return self->module_path;
}

SokyPinState
soky_token_get_pin_state (SokyToken *self)
{
  g_return_val_if_fail (SOKY_IS_TOKEN (self), SOKY_PIN_OK);
  return (SokyPinState) g_atomic_int_get (&self->pin_state);
}

guint
soky_token_get_pin_min (SokyToken *self)
{
  g_return_val_if_fail (SOKY_IS_TOKEN (self), 0);
  return self->pin_min;
}

guint
soky_token_get_pin_max (SokyToken *self)
{
  g_return_val_if_fail (SOKY_IS_TOKEN (self), 0);
  return self->pin_max;
}

gboolean
soky_token_has_pin_pad (SokyToken *self)
{
  g_return_val_if_fail (SOKY_IS_TOKEN (self), FALSE);
  return self->has_pin_pad;
}

GPtrArray *
soky_token_get_certificates (SokyToken *self)
{
  g_return_val_if_fail (SOKY_IS_TOKEN (self), NULL);
  return self->certificates;
}

SokyTokenAddress
soky_token_get_address (SokyToken *self)
{
  return (SokyTokenAddress){.slot = self->slot, .label = self->label, .serial = self->serial};
}

static gboolean
holds (SokyToken *self, SokyTokenCertificate *wanted)
{
  SokyCertificate *certificate = soky_token_certificate_get_certificate (wanted);
  for (guint i = 0; i < self->certificates->len; i++)
    if (soky_certificate_equal (
            certificate, soky_token_certificate_get_certificate (self->certificates->pdata[i])))
      return TRUE;
  return FALSE;
}

gboolean
soky_token_is_shown_by (SokyToken *self, SokyToken *other)
{
  if (*self->serial == '\0' || !g_str_equal (self->serial, other->serial) ||
      g_str_equal (self->module_path, other->module_path))
    return FALSE;
  for (guint i = 0; i < self->certificates->len; i++)
    if (!holds (other, self->certificates->pdata[i]))
      return FALSE;
  return TRUE;
}

void
soky_token_drop_doubles (GPtrArray *tokens)
{
  for (guint i = tokens->len; i-- > 1;) {
    gboolean shown = FALSE;
    for (guint j = 0; j < i && !shown; j++)
      shown = soky_token_is_shown_by (tokens->pdata[i], tokens->pdata[j]);
    if (shown)
      g_ptr_array_remove_index (tokens, i);
  }
}

void
soky_token_set_flags (SokyToken *self, guint64 flags)
{
  SokyPinState state = SOKY_PIN_OK;

  if ((flags & CKF_USER_PIN_LOCKED) != 0)
    state = SOKY_PIN_LOCKED;
  else if ((flags & CKF_USER_PIN_FINAL_TRY) != 0)
    state = SOKY_PIN_FINAL_TRY;
  else if ((flags & CKF_USER_PIN_COUNT_LOW) != 0)
    state = SOKY_PIN_COUNT_LOW;
  else if ((flags & CKF_USER_PIN_INITIALIZED) == 0 && self->certificates->len == 0)
    /* some drivers never set the flag: a token with a certificate was handed out with a PIN */
    state = SOKY_PIN_NOT_SET;
  g_atomic_int_set (&self->pin_state, (gint) state);
  self->has_pin_pad = (flags & CKF_PROTECTED_AUTHENTICATION_PATH) != 0;
}

static void
soky_token_finalize (GObject *object)
{
  SokyToken *self = SOKY_TOKEN (object);

  g_free (self->label);
  g_free (self->serial);
  g_free (self->manufacturer);
  g_free (self->model);
  g_free (self->module_path);
  g_clear_pointer (&self->certificates, g_ptr_array_unref);
  G_OBJECT_CLASS (soky_token_parent_class)->finalize (object);
}

static void
soky_token_class_init (SokyTokenClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = soky_token_finalize;
}

static void
soky_token_init (SokyToken *self)
{
  self->certificates = g_ptr_array_new_with_free_func (g_object_unref);
}

SokyToken *
soky_token_new (const SokyTokenRecord *record, const char *module_path)
{
  SokyToken *self = g_object_new (SOKY_TYPE_TOKEN, NULL);

  self->slot = record->slot;
  self->label = g_strdup (record->label);
  self->serial = g_strdup (record->serial);
  self->manufacturer = g_strdup (record->manufacturer);
  self->model = g_strdup (record->model);
  self->module_path = g_strdup (module_path);
  self->pin_min = (guint) MIN (record->pin_min, G_MAXUINT);
  self->pin_max = (guint) MIN (record->pin_max, G_MAXUINT);
  for (guint i = 0; i < record->certificates->len; i++) {
    SokyTokenCertificate *certificate = soky_token_certificate_new (record->certificates->pdata[i]);
    if (certificate != NULL)
      g_ptr_array_add (self->certificates, certificate);
  }
  soky_token_set_flags (self, record->flags);
  return self;
}
