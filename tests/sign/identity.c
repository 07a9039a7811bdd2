/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "identity.h"

#include "base/clock.h"
#include "fixture.h"
#include "sign/verify.h"

#include <string.h>

#define DAY_US (G_GINT64_CONSTANT (24) * 60 * 60 * G_USEC_PER_SEC)

static void
write_trust (Identity *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *pem = soky_certificate_to_pem (soky_authority_get_certificate (self->authority));

  self->trust_path = identity_path (self, "trust.pem");
  fixture_write (self->trust_path, pem, strlen (pem));
  self->trust = soky_trust_new ();
  soky_trust_add_file (self->trust, self->trust_path, &error);
  g_assert_no_error (error);
}

static Identity *
make (SokyNewKey key, const char *holder, gint64 from_us, gint64 until_us)
{
  g_autoptr (GError) error = NULL;
  Identity *self = g_new0 (Identity, 1);
  const SokyLeafRequest request = {
      .kind = SOKY_LEAF_PERSON,
      .key = key,
      .common_name = holder,
      .organisation = "Trường THCS Hoa Sen",
      .not_before_us = from_us,
      .not_after_us = until_us,
  };

  self->folder = fixture_make_folder ();
  self->authority = soky_authority_new_root ("SoKy test root", SOKY_NEW_KEY_EC_P256,
                                             from_us - DAY_US, until_us + DAY_US, &error);
  g_assert_no_error (error);
  g_autoptr (SokyIssued) issued = soky_authority_issue (self->authority, &request, &error);
  g_assert_no_error (error);
  self->signer = soky_issued_create_signer (issued);
  write_trust (self);
  return self;
}

Identity *
identity_new (SokyNewKey key, const char *holder)
{
  gint64 now_us = soky_clock_now_us ();
  return make (key, holder, now_us - DAY_US, now_us + 365 * DAY_US);
}

Identity *
identity_new_between (SokyNewKey key, const char *holder, const char *from, const char *until)
{
  gint64 from_us = 0, until_us = 0;

  g_assert_true (soky_clock_from_rfc3339 (from, &from_us));
  g_assert_true (soky_clock_from_rfc3339 (until, &until_us));
  return make (key, holder, from_us, until_us);
}

void
identity_free (Identity *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->signer);
  soky_trust_unref (self->trust);
  soky_authority_free (self->authority);
  fixture_remove_folder (self->folder);
  g_free (self->trust_path);
  g_free (self);
}

char *
identity_path (Identity *self, const char *name)
{
  return g_build_filename (self->folder, name, NULL);
}

GBytes *
identity_sign (Identity *self, GBytes *document, const SokySignOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *input = identity_path (self, "in.pdf");
  g_autofree char *output = identity_path (self, "out.pdf");
  gsize length = 0;
  const char *data = g_bytes_get_data (document, &length);

  fixture_write (input, data, length);
  soky_sign_file (input, output, options, self->signer, NULL, &error);
  g_assert_no_error (error);
  return fixture_read (output);
}

SokyReport *
verify_bytes (GBytes *document, SokyTrust *trust)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyInput) input = soky_input_new_for_bytes (document);
  SokyReport *report = soky_verify (input, "memory.pdf", trust, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (report);
  return report;
}

const SokySignatureReport *
only_signature (const SokyReport *report)
{
  g_assert_cmpuint (report->signatures->len, ==, 1);
  return g_ptr_array_index (report->signatures, 0);
}
