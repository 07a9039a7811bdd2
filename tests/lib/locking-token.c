/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "locking-token.h"

#include "base/clock.h"
#include "crypto/authority.h"
#include "fixture.h"

#define SLOT "3"
#define FIRST_SO_PIN "87654321"
#define SO_PIN "76543210"
#define FIRST_PIN "12345678"

const char *
locking_token_find_module (void)
{
  static const char *const places[] = {
      "/usr/lib/x86_64-linux-gnu/opencryptoki/libopencryptoki.so.0",
      "/usr/lib/aarch64-linux-gnu/opencryptoki/libopencryptoki.so.0",
      "/usr/lib64/opencryptoki/libopencryptoki.so.0",
      "/usr/lib/opencryptoki/libopencryptoki.so.0",
  };
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_file_test (places[i], G_FILE_TEST_EXISTS))
      return places[i];
  return NULL;
}

static void
tool (const char *const *arguments)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GError) error = NULL;
  g_strv_builder_add_many (builder, "pkcs11-tool", "--module", locking_token_find_module (),
                           "--slot", SLOT, NULL);
  g_strv_builder_addv (builder, (const char **) arguments);
  g_auto (GStrv) line = g_strv_builder_end (builder);
  g_autoptr (GSubprocess) process = g_subprocess_newv (
      (const char *const *) line,
      G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error);
  g_assert_no_error (error);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
}

#define TOOL(...) tool ((const char *const[]){__VA_ARGS__, NULL})

/* Gives the token PINs as its issuer would, and a key with a certificate. */
static void
prepare (const char *folder)
{
  gint64 now = soky_clock_now_us ();
  g_autoptr (GError) error = NULL;
  g_autofree char *key = g_build_filename (folder, "key.pem", NULL);
  g_autofree char *pem = g_build_filename (folder, "certificate.pem", NULL);
  g_autofree char *file = g_build_filename (folder, "certificate.der", NULL);
  g_autoptr (SokyAuthority) root = soky_authority_new_root (
      "Root", SOKY_NEW_KEY_RSA_2048, now - G_TIME_SPAN_DAY, now + G_TIME_SPAN_DAY, &error);
  const SokyLeafRequest request = {.common_name = "Nguyễn Thị Lan",
                                   .not_before_us = now - G_TIME_SPAN_DAY,
                                   .not_after_us = now + G_TIME_SPAN_DAY};
  g_autoptr (SokyIssued) issued = soky_authority_issue (root, &request, &error);
  soky_issued_write_pem (issued, key, pem, NULL, &error);
  g_assert_no_error (error);
  GBytes *der = soky_certificate_get_der (soky_issued_get_certificate (issued));
  fixture_write (file, g_bytes_get_data (der, NULL), g_bytes_get_size (der));

  TOOL ("--init-token", "--so-pin", FIRST_SO_PIN, "--label", "soky");
  TOOL ("--login", "--login-type", "so", "--so-pin", FIRST_SO_PIN, "--change-pin", "--new-pin",
        SO_PIN);
  TOOL ("--login", "--login-type", "so", "--so-pin", SO_PIN, "--init-pin", "--new-pin", FIRST_PIN);
  TOOL ("--login", "--pin", FIRST_PIN, "--change-pin", "--new-pin", LOCKING_TOKEN_PIN);
  TOOL ("--login", "--pin", LOCKING_TOKEN_PIN, "--write-object", key, "--type", "privkey", "--id",
        "01");
  TOOL ("--login", "--pin", LOCKING_TOKEN_PIN, "--write-object", file, "--type", "cert", "--id",
        "01");
}

void
locking_token_prepare (void)
{
  char *folder = fixture_make_folder ();
  prepare (folder);
  fixture_remove_folder (folder);
}

gboolean
locking_token_is_there (void)
{
  const char *why_not = NULL;

  /* never on the machine's own token */
  if (g_getenv ("SOKY_TEST_SOFT_TOKEN") == NULL)
    why_not = "to be run by with-soft-token";
  else if (locking_token_find_module () == NULL)
    why_not = "libopencryptoki0 is not installed";
  if (why_not != NULL)
    g_print ("1..0 # SKIP %s\n", why_not);
  return why_not == NULL;
}
