/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/token/record.h"

/* the fewest bytes that a token, a certificate and a problem can take */
#define LEAST_TOKEN 72
#define LEAST_CERTIFICATE 24
#define LEAST_PROBLEM 16

static void
certificate_free (gpointer data)
{
  SokyCertificateRecord *self = data;
  g_bytes_unref (self->id);
  g_free (self->label);
  g_bytes_unref (self->der);
  g_free (self);
}

static void
token_free (gpointer data)
{
  soky_token_record_free (data);
}

SokyTokenRecord *
soky_token_record_new (void)
{
  SokyTokenRecord *self = g_new0 (SokyTokenRecord, 1);
  self->certificates = g_ptr_array_new_with_free_func (certificate_free);
  return self;
}

void
soky_token_record_free (SokyTokenRecord *self)
{
  if (self == NULL)
    return;
  g_free (self->label);
  g_free (self->manufacturer);
  g_free (self->model);
  g_free (self->serial);
  g_ptr_array_unref (self->certificates);
  g_free (self);
}

void
soky_token_record_add_certificate (SokyTokenRecord *self, GBytes *id, const char *label,
                                   GBytes *der)
{
  SokyCertificateRecord *certificate = g_new0 (SokyCertificateRecord, 1);
  certificate->id = g_bytes_ref (id);
  certificate->label = g_strdup (label);
  certificate->der = g_bytes_ref (der);
  g_ptr_array_add (self->certificates, certificate);
}

static void
put_token (GByteArray *message, const SokyTokenRecord *self)
{
  soky_message_put_number (message, self->slot);
  soky_message_put_number (message, self->flags);
  soky_message_put_text (message, self->label);
  soky_message_put_text (message, self->manufacturer);
  soky_message_put_text (message, self->model);
  soky_message_put_text (message, self->serial);
  soky_message_put_number (message, self->pin_min);
  soky_message_put_number (message, self->pin_max);
  soky_message_put_number (message, self->certificates->len);
  for (guint i = 0; i < self->certificates->len; i++) {
    const SokyCertificateRecord *certificate = self->certificates->pdata[i];
    soky_message_put_gbytes (message, certificate->id);
    soky_message_put_text (message, certificate->label);
    soky_message_put_gbytes (message, certificate->der);
  }
}

static SokyTokenRecord *
get_token (SokyMessageReader *reader)
{
  SokyTokenRecord *self = soky_token_record_new ();
  self->slot = soky_message_get_number (reader);
  self->flags = soky_message_get_number (reader);
  self->label = soky_message_get_text (reader);
  self->manufacturer = soky_message_get_text (reader);
  self->model = soky_message_get_text (reader);
  self->serial = soky_message_get_text (reader);
  self->pin_min = soky_message_get_number (reader);
  self->pin_max = soky_message_get_number (reader);
  gsize count = soky_message_get_count (reader, LEAST_CERTIFICATE);
  for (gsize i = 0; i < count && !reader->bad; i++) {
    g_autoptr (GBytes) id = soky_message_get_gbytes (reader);
    g_autofree char *label = soky_message_get_text (reader);
    g_autoptr (GBytes) der = soky_message_get_gbytes (reader);
    soky_token_record_add_certificate (self, id, label, der);
  }
  return self;
}

void
soky_list_record_init (SokyListRecord *self)
{
  self->tokens = g_ptr_array_new_with_free_func (token_free);
  self->problems = g_array_new (FALSE, FALSE, sizeof (SokySlotProblem));
}

void
soky_list_record_clear (SokyListRecord *self)
{
  g_clear_pointer (&self->tokens, g_ptr_array_unref);
  g_clear_pointer (&self->problems, g_array_unref);
}

void
soky_list_record_put (GByteArray *message, const SokyListRecord *self)
{
  soky_message_put_number (message, self->tokens->len);
  for (guint i = 0; i < self->tokens->len; i++)
    put_token (message, self->tokens->pdata[i]);
  soky_message_put_number (message, self->problems->len);
  for (guint i = 0; i < self->problems->len; i++) {
    const SokySlotProblem *problem = &g_array_index (self->problems, SokySlotProblem, i);
    soky_message_put_number (message, problem->slot);
    soky_message_put_number (message, problem->rv);
  }
}

void
soky_list_record_get (SokyMessageReader *reader, SokyListRecord *self)
{
  soky_list_record_init (self);
  gsize tokens = soky_message_get_count (reader, LEAST_TOKEN);
  for (gsize i = 0; i < tokens && !reader->bad; i++)
    g_ptr_array_add (self->tokens, get_token (reader));
  gsize problems = soky_message_get_count (reader, LEAST_PROBLEM);
  for (gsize i = 0; i < problems && !reader->bad; i++) {
    SokySlotProblem problem = {.slot = soky_message_get_number (reader)};
    problem.rv = soky_message_get_number (reader);
    g_array_append_val (self->problems, problem);
  }
}

void
soky_token_address_clear (SokyTokenAddress *self)
{
  g_clear_pointer (&self->label, g_free);
  g_clear_pointer (&self->serial, g_free);
}

void
soky_token_address_put (GByteArray *message, const SokyTokenAddress *self)
{
  soky_message_put_number (message, self->slot);
  soky_message_put_text (message, self->label);
  soky_message_put_text (message, self->serial);
}

void
soky_token_address_get (SokyMessageReader *reader, SokyTokenAddress *self)
{
  self->slot = soky_message_get_number (reader);
  self->label = soky_message_get_text (reader);
  self->serial = soky_message_get_text (reader);
}

void
soky_login_record_clear (SokyLoginRecord *self)
{
  soky_token_address_clear (&self->address);
  g_clear_pointer (&self->certificate, g_bytes_unref);
}

void
soky_login_record_put (GByteArray *message, const SokyLoginRecord *self)
{
  soky_token_address_put (message, &self->address);
  soky_message_put_gbytes (message, self->certificate);
  soky_message_put_number (message, self->pin_follows ? 1 : 0);
}

void
soky_login_record_get (SokyMessageReader *reader, SokyLoginRecord *self)
{
  soky_token_address_get (reader, &self->address);
  self->certificate = soky_message_get_gbytes (reader);
  self->pin_follows = soky_message_get_number (reader) != 0;
}

void
soky_login_result_put (GByteArray *message, const SokyLoginResult *self)
{
  soky_message_put_number (message, self->login);
  soky_message_put_number (message, self->flags);
  soky_message_put_number (message, self->schemes);
}

void
soky_login_result_get (SokyMessageReader *reader, SokyLoginResult *self)
{
  self->login = soky_message_get_number (reader);
  self->flags = soky_message_get_number (reader);
  self->schemes = soky_message_get_number (reader);
}

void
soky_sign_record_clear (SokySignRecord *self)
{
  g_clear_pointer (&self->digest, g_bytes_unref);
}

void
soky_sign_record_put (GByteArray *message, const SokySignRecord *self)
{
  soky_message_put_number (message, self->login);
  soky_message_put_number (message, self->scheme);
  soky_message_put_number (message, self->hash);
  soky_message_put_gbytes (message, self->digest);
}

void
soky_sign_record_get (SokyMessageReader *reader, SokySignRecord *self)
{
  self->login = soky_message_get_number (reader);
  self->scheme = soky_message_get_number (reader);
  self->hash = soky_message_get_number (reader);
  self->digest = soky_message_get_gbytes (reader);
}
