/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sign --level and extend, through the program itself. */
#include "config.h"

#include "documents.h"
#include "fixture.h"
#include "pki-fixture.h"
#include "run.h"

#include <string.h>

static FixturePki *pki;
static char *folder; /* of the PKI */

static CliRun *
sign (const char *level, const char *path, const char *more)
{
  g_autofree char *url = fixture_pki_url (pki, path);
  return cli_run (NULL,
                  "sign %s --tsa %s --trust '%s/trust.pem' --key '%s/signer.key' --cert-file "
                  "'%s/signer-chain.pem' %s -o '%s/out.pdf' '%s/plain.pdf'",
                  level, url, folder, folder, folder, more, folder, folder);
}

/* @more: what a file without evidence of its own needs, whose authority publishes a status */
static void
assert_verified (const char *name, const char *more, const char *words)
{
  g_autoptr (CliRun) run =
      cli_run (NULL, "verify --trust '%s/trust.pem' %s '%s/%s'", folder, more, folder, name);

  cli_assert_status (run, 0);
  cli_assert_says (run->out, words);
}

static void
test_sign (void)
{
  static const char *const levels[] = {"", "--level B-B", "--level B-T", "--level b-lt",
                                       "--level B-LTA"};

  for (gsize i = 0; i < G_N_ELEMENTS (levels); i++) {
    g_autoptr (CliRun) run = sign (levels[i], "/tsa", "");
    cli_assert_status (run, 0);
    cli_assert_says (run->out, "signed by Nguyễn Thị Lan");
    assert_verified ("out.pdf", i < 3 ? "--revocation prefer" : "", "Nguyễn Thị Lan");
  }
  assert_verified ("out.pdf", "", "SoKy Test Time");
}

static void
test_extend (void)
{
  g_autofree char *url = fixture_pki_url (pki, "/tsa");
  g_autoptr (CliRun) run = sign ("--level B-B", "/tsa", "");
  cli_assert_status (run, 0);
  g_autoptr (CliRun) extended =
      cli_run (NULL, "extend --tsa %s --trust '%s/trust.pem' -o '%s/more.pdf' '%s/out.pdf'", url,
               folder, folder, folder);

  cli_assert_status (extended, 0);
  cli_assert_says (extended->out, "lifted to B-LTA");
  assert_verified ("more.pdf", "", "SoKy Test Time");
}

static void
test_password (void)
{
  g_autofree char *file = g_build_filename (folder, "password", NULL);
  g_autofree char *more = g_strdup_printf ("--tsa-user soky --tsa-password-file '%s'", file);

  fixture_write (file, "secret\n", 7);
  g_autoptr (CliRun) run = sign ("--level B-T", "/tsa/login", more);
  cli_assert_status (run, 0);
  fixture_write (file, "guess\n", 6);
  g_autoptr (CliRun) wrong = sign ("--level B-T", "/tsa/login", more);
  cli_assert_status (wrong, 1);
  cli_assert_says (wrong->err, "does not accept the user “soky”");
  g_assert_null (strstr (wrong->err, "guess"));
}

static void
test_refused (void)
{
  g_autoptr (CliRun) rejected = sign ("--level B-T", "/tsa/rejection", "");
  cli_assert_status (rejected, 1);
  cli_assert_says (rejected->err, "hết hạn mức");

  g_autofree char *other = g_strdup_printf ("--tsa-trust '%s/root.pem'", folder);
  g_autoptr (CliRun) distrusted = sign ("--level B-T", "/tsa", other);
  cli_assert_status (distrusted, 1);
  cli_assert_says (distrusted->err, "not trusted");
}

static void
test_usage (void)
{
  static const char *const wrong[] = {
      "sign --level B-X --tsa http://127.0.0.1/ -o out.pdf in.pdf",
      "sign --level B-T -o out.pdf in.pdf",
      "sign --tsa ftp://127.0.0.1/ -o out.pdf in.pdf",
      "sign --tsa http://127.0.0.1/ --tsa-user soky -o out.pdf in.pdf",
      "extend --level B-B -o out.pdf in.pdf",
      "extend --tsa http://127.0.0.1/ in.pdf",
      "extend --tsa http://127.0.0.1/ -o out.pdf",
      "extend --tsa-user soky --tsa-password-file x -o out.pdf in.pdf",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (CliRun) run = cli_run (NULL, "%s", wrong[i]);
    cli_assert_status (run, 64);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  pki = fixture_pki_new ();
  if (pki == NULL) {
    g_print ("1..0 # SKIP openssl or faketime is not installed\n");
    return 0;
  }
  folder = fixture_pki_file (pki, "");
  g_autofree char *plain = fixture_pki_file (pki, "plain.pdf");
  g_autoptr (GBytes) document = document_make (DOCUMENT_STREAM, 2);
  fixture_write (plain, g_bytes_get_data (document, NULL), g_bytes_get_size (document));
  g_test_add_func ("/cli/levels/sign", test_sign);
  g_test_add_func ("/cli/levels/extend", test_extend);
  g_test_add_func ("/cli/levels/password", test_password);
  g_test_add_func ("/cli/levels/refused", test_refused);
  g_test_add_func ("/cli/levels/usage", test_usage);
  int status = g_test_run ();
  g_free (folder);
  fixture_pki_free (pki);
  return status;
}
