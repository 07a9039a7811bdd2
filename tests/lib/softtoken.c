/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "softtoken.h"

#include "base/clock.h"
#include "fixture.h"

#define ONE_DAY_US (24 * G_TIME_SPAN_HOUR)
#define TEN_YEARS_US (3650 * ONE_DAY_US)

struct _FixtureTokens {
  char *folder;
  char *config;
  char *anchor_file;
  SokyAuthority *authority;
  GHashTable *labels;
};

const char *
fixture_tokens_find_module (void)
{
  static const char *const places[] = {
      "/usr/lib/softhsm/libsofthsm2.so",
      "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
      "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
      "/usr/lib64/softhsm/libsofthsm2.so",
      "/usr/local/lib/softhsm/libsofthsm2.so",
  };
  g_autofree char *tool = g_find_program_in_path ("pkcs11-tool");
  g_autofree char *util = g_find_program_in_path ("softhsm2-util");

  for (guint i = 0; tool != NULL && util != NULL && i < G_N_ELEMENTS (places); i++)
    if (g_file_test (places[i], G_FILE_TEST_EXISTS))
      return places[i];
  return NULL;
}

static char *
file_in (FixtureTokens *self, const char *name)
{
  return g_build_filename (self->folder, name, NULL);
}

FixtureTokens *
fixture_tokens_new (void)
{
  FixtureTokens *self = g_new0 (FixtureTokens, 1);
  g_autoptr (GError) error = NULL;
  gint64 now = soky_clock_now_us ();

  self->folder = fixture_make_folder ();
  self->config = file_in (self, "softhsm2.conf");
  self->anchor_file = file_in (self, "anchor.pem");
  self->labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *tokens = file_in (self, "tokens");
  g_assert_cmpint (g_mkdir_with_parents (tokens, 0700), ==, 0);
  g_autofree char *text = g_strdup_printf ("directories.tokendir = %s\n"
                                           "objectstore.backend = file\n"
                                           "log.level = ERROR\n",
                                           tokens);
  fixture_write (self->config, text, strlen (text));
  g_setenv ("SOFTHSM2_CONF", self->config, TRUE);

  self->authority = soky_authority_new_root ("SoKy Test Root", SOKY_NEW_KEY_RSA_2048,
                                             now - ONE_DAY_US, now + TEN_YEARS_US, &error);
  g_assert_no_error (error);
  g_autofree char *key = file_in (self, "root-key.pem");
  soky_authority_write_pem (self->authority, key, self->anchor_file, NULL, &error);
  g_assert_no_error (error);
  return self;
}

static void
write_object (const FixtureTokenRequest *request, const char *file, const char *type,
              const char *id)
{
  g_autofree char *output = NULL;
  int status = fixture_run (&output, "pkcs11-tool", "--module", fixture_tokens_find_module (),
                            "--token-label", request->label, "--login", "--pin",
                            request->pin ? request->pin : FIXTURE_PIN, "--write-object", file,
                            "--type", type, "--id", id, "--label", type, NULL);
  if (status != 0)
    g_error ("pkcs11-tool: %s", output);
}

static void
write_certificate (FixtureTokens *self, const FixtureTokenRequest *request,
                   SokyCertificate *certificate, const char *id)
{
  g_autofree char *file = file_in (self, "certificate.der");
  GBytes *der = soky_certificate_get_der (certificate);
  fixture_write (file, g_bytes_get_data (der, NULL), g_bytes_get_size (der));
  write_object (request, file, "cert", id);
}

static void
write_key (FixtureTokens *self, const FixtureTokenRequest *request, SokyIssued *issued)
{
  g_autofree char *key = file_in (self, "key.pem");
  g_autofree char *certificate = file_in (self, "certificate.pem");
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;

  soky_issued_write_pem (issued, key, certificate, NULL, &error);
  g_assert_no_error (error);
  int status = fixture_run (&output, "softhsm2-util", "--import", key, "--token", request->label,
                            "--label", "key", "--id", request->key_id ? request->key_id : "01",
                            "--pin", request->pin ? request->pin : FIXTURE_PIN, NULL);
  if (status != 0)
    g_error ("softhsm2-util: %s", output);
}

static void
make_token (FixtureTokens *self, const FixtureTokenRequest *request)
{
  g_autofree char *output = NULL;
  if (!g_hash_table_add (self->labels, g_strdup (request->label)))
    return;
  int status = fixture_run (&output, "softhsm2-util", "--init-token", "--free", "--label",
                            request->label, "--pin", request->pin ? request->pin : FIXTURE_PIN,
                            "--so-pin", FIXTURE_SO_PIN, NULL);
  if (status != 0)
    g_error ("softhsm2-util: %s", output);
}

SokyIssued *
fixture_tokens_add (FixtureTokens *self, const FixtureTokenRequest *request)
{
  const char *key_id = request->key_id ? request->key_id : "01";
  g_autoptr (GError) error = NULL;
  gint64 now = soky_clock_now_us ();
  gint64 end = request->not_after_us ? request->not_after_us : now + TEN_YEARS_US;
  const SokyLeafRequest leaf = {
      .kind = request->kind,
      .key = request->key,
      .common_name = request->holder ? request->holder : request->label,
      .organisation = request->organisation,
      .not_before_us = MIN (now, end) - ONE_DAY_US,
      .not_after_us = end,
  };
  SokyIssued *issued = soky_authority_issue (self->authority, &leaf, &error);
  g_assert_no_error (error);

  make_token (self, request);
  if (!request->without_key)
    write_key (self, request, issued);
  write_certificate (self, request, soky_issued_get_certificate (issued),
                     request->certificate_id ? request->certificate_id : key_id);
  if (request->with_authority)
    write_certificate (self, request, soky_authority_get_certificate (self->authority), "ca");
  return issued;
}

void
fixture_tokens_add_spare (FixtureTokens *self, const FixtureTokenRequest *request,
                          SokyIssued *issued)
{
  make_token (self, request);
  write_key (self, request, issued);
  write_certificate (self, request, soky_issued_get_certificate (issued), "01");
}

void
fixture_tokens_remove (FixtureTokens *self, const char *label)
{
  g_autofree char *output = NULL;
  int status = fixture_run (&output, "softhsm2-util", "--delete-token", "--token", label, NULL);
  if (status != 0)
    g_error ("softhsm2-util: %s", output);
  g_hash_table_remove (self->labels, label);
}

const char *
fixture_tokens_get_config (FixtureTokens *self)
{
  return self->config;
}

SokyAuthority *
fixture_tokens_get_authority (FixtureTokens *self)
{
  return self->authority;
}

const char *
fixture_tokens_get_anchor_file (FixtureTokens *self)
{
  return self->anchor_file;
}

void
fixture_tokens_free (FixtureTokens *self)
{
  if (self == NULL)
    return;
  soky_authority_free (self->authority);
  fixture_remove_folder (self->folder);
  g_hash_table_unref (self->labels);
  g_free (self->config);
  g_free (self->anchor_file);
  g_free (self);
}
