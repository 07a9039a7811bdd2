/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Real tokens in software: SoftHSM 2. */
#include "config.h"

#include "crypto/openssl.h"
#include "crypto/token/token.h"
#include "processes.h"
#include "softtoken.h"

#include <p11-kit/pkcs11.h>

typedef struct {
  FixtureTokens *tokens;
  SokyTokenHost *host;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->tokens = fixture_tokens_new ();
  fixture->host = soky_token_host_new_for_module (fixture_tokens_find_module ());
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->host);
  processes_wait_until_gone ();
  fixture_tokens_free (fixture->tokens);
}

static void
add_token (Fixture *fixture, FixtureTokenRequest request)
{
  soky_issued_free (fixture_tokens_add (fixture->tokens, &request));
}

static GPtrArray *
list (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  GPtrArray *tokens = soky_token_host_list (fixture->host, &problems, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s", ((GError *) problems->pdata[i])->message);
  g_assert_cmpuint (problems->len, ==, 0);
  return tokens;
}

static SokyToken *
find (GPtrArray *tokens, const char *label)
{
  for (guint i = 0; i < tokens->len; i++)
    if (g_str_equal (soky_token_get_label (tokens->pdata[i]), label))
      return tokens->pdata[i];
  g_assert_not_reached ();
}

static SokyTokenCertificate *
certificate_of (SokyToken *token, guint index)
{
  GPtrArray *certificates = soky_token_get_certificates (token);
  g_assert_cmpuint (index, <, certificates->len);
  return certificates->pdata[index];
}

static SokySigner *
try_login (Fixture *fixture, SokyToken *token, const char *pin, GError **error)
{
  g_autoptr (SokySecret) secret = soky_secret_new (pin, -1);
  return soky_token_host_login (fixture->host, token, certificate_of (token, 0), secret, NULL,
                                error);
}

static SokySigner *
login (Fixture *fixture, SokyToken *token)
{
  g_autoptr (GError) error = NULL;
  SokySigner *signer = try_login (fixture, token, FIXTURE_PIN, &error);
  g_assert_no_error (error);
  g_assert_nonnull (signer);
  return signer;
}

static GBytes *
sign (SokySigner *signer, SokyScheme scheme, SokyHash hash, const char *text, GError **error)
{
  g_autoptr (GBytes) digest = soky_digest_bytes (hash, text, strlen (text));
  return soky_signer_sign_digest (signer, scheme, hash, digest, NULL, error);
}

/* OpenSSL is the judge. */
static void
assert_signs (SokySigner *signer, SokyScheme scheme, SokyHash hash)
{
  static const char text[] = "Kế hoạch bài dạy tuần 3";
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) signature = sign (signer, scheme, hash, text, &error);
  g_assert_no_error (error);

  X509 *x509 = soky_certificate_peek_x509 (soky_signer_get_certificate (signer));
  g_autoptr (EVP_MD_CTX) context = EVP_MD_CTX_new ();
  EVP_PKEY_CTX *key = NULL;
  EVP_DigestVerifyInit (context, &key, soky_hash_get_md (hash), NULL, X509_get0_pubkey (x509));
  if (scheme == SOKY_SCHEME_RSA_PSS) {
    EVP_PKEY_CTX_set_rsa_padding (key, RSA_PKCS1_PSS_PADDING);
    EVP_PKEY_CTX_set_rsa_pss_saltlen (key, RSA_PSS_SALTLEN_DIGEST);
  }
  g_assert_cmpint (EVP_DigestVerify (context, g_bytes_get_data (signature, NULL),
                                     g_bytes_get_size (signature), (const guint8 *) text,
                                     strlen (text)),
                   ==, 1);
}

static void
assert_not_logged_in (SokySigner *signer)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) signature =
      sign (signer, SOKY_SCHEME_RSA_PKCS1, SOKY_HASH_SHA256, "x", &error);
  g_assert_null (signature);
  g_assert_error (error, SOKY_TOKEN_ERROR, CKR_USER_NOT_LOGGED_IN);
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  add_token (fixture, (FixtureTokenRequest){.label = "Thẻ của Lan",
                                            .holder = "Nguyễn Thị Lan",
                                            .organisation = "Trường THCS Hoa Sen"});
  add_token (fixture, (FixtureTokenRequest){.label = "tt.minh", .key = SOKY_NEW_KEY_EC_P256});

  g_autoptr (GPtrArray) tokens = list (fixture);
  g_assert_cmpuint (tokens->len, ==, 2);
  SokyToken *lan = find (tokens, "Thẻ của Lan");
  g_assert_cmpstr (soky_token_get_manufacturer (lan), ==, "SoftHSM project");
  g_assert_cmpstr (soky_token_get_model (lan), ==, "SoftHSM v2");
  g_assert_cmpstr (soky_token_get_module_path (lan), ==, fixture_tokens_find_module ());
  g_assert_cmpint (soky_token_get_pin_state (lan), ==, SOKY_PIN_OK);
  g_assert_cmpuint (soky_token_get_pin_min (lan), ==, 4);
  g_assert_cmpuint (soky_token_get_pin_max (lan), ==, 255);
  g_assert_false (soky_token_has_pin_pad (lan));
  g_assert_cmpstr (soky_token_get_serial (lan), !=, "");

  SokyTokenCertificate *held = certificate_of (lan, 0);
  SokyCertificate *certificate = soky_token_certificate_get_certificate (held);
  g_assert_cmpstr (soky_certificate_get_holder (certificate), ==, "Nguyễn Thị Lan");
  g_assert_cmpstr (soky_token_certificate_get_id (held), ==, "01");
  g_assert_cmpstr (soky_token_certificate_get_label (held), ==, "cert");
  g_assert_true (soky_token_certificate_may_have_key (held));
}

static void
test_no_token (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) none = list (fixture);
  g_assert_cmpuint (none->len, ==, 0);
  processes_wait_until_gone ();

  /* plugged in later */
  add_token (fixture, (FixtureTokenRequest){.label = "gv.lan"});
  g_autoptr (GPtrArray) one = list (fixture);
  g_assert_cmpuint (one->len, ==, 1);
}

static void
test_rsa (Fixture *fixture, gconstpointer data)
{
  add_token (fixture, (FixtureTokenRequest){.label = "gv.lan"});
  g_autoptr (GPtrArray) tokens = list (fixture);
  g_autoptr (SokySigner) signer = login (fixture, tokens->pdata[0]);

  assert_signs (signer, SOKY_SCHEME_RSA_PKCS1, SOKY_HASH_SHA256);
  assert_signs (signer, SOKY_SCHEME_RSA_PKCS1, SOKY_HASH_SHA512);
  assert_signs (signer, SOKY_SCHEME_RSA_PKCS1, SOKY_HASH_SHA3_384);
  assert_signs (signer, SOKY_SCHEME_RSA_PSS, SOKY_HASH_SHA256);
  assert_signs (signer, SOKY_SCHEME_RSA_PSS, SOKY_HASH_SHA384);
  g_assert_cmpint (soky_signer_choose_scheme (signer, SOKY_HASH_SHA256, TRUE), ==,
                   SOKY_SCHEME_RSA_PSS);
  g_assert_cmpint (soky_signer_choose_scheme (signer, SOKY_HASH_SHA3_256, TRUE), ==,
                   SOKY_SCHEME_RSA_PKCS1);
}

static void
test_elliptic_curve (Fixture *fixture, gconstpointer data)
{
  add_token (fixture, (FixtureTokenRequest){.label = "p256", .key = SOKY_NEW_KEY_EC_P256});
  add_token (fixture, (FixtureTokenRequest){.label = "p384", .key = SOKY_NEW_KEY_EC_P384});
  g_autoptr (GPtrArray) tokens = list (fixture);
  g_autoptr (SokySigner) p256 = login (fixture, find (tokens, "p256"));
  g_autoptr (SokySigner) p384 = login (fixture, find (tokens, "p384"));

  /* many, since r and s are seldom shorter than the curve */
  for (guint i = 0; i < 40; i++)
    assert_signs (p256, SOKY_SCHEME_ECDSA, SOKY_HASH_SHA256);
  assert_signs (p384, SOKY_SCHEME_ECDSA, SOKY_HASH_SHA384);
  g_assert_cmpint (soky_signer_choose_scheme (p256, SOKY_HASH_SHA256, TRUE), ==, SOKY_SCHEME_ECDSA);
}

static void
test_wrong_pin (Fixture *fixture, gconstpointer data)
{
  add_token (fixture, (FixtureTokenRequest){.label = "gv.lan"});
  g_autoptr (GPtrArray) tokens = list (fixture);
  g_autofree char *long_pin = g_strnfill (256, '1');
  const struct {
    const char *pin;
    CK_RV rv;
  } cases[] = {{"1234567", CKR_PIN_INCORRECT},  {"12345678 ", CKR_PIN_INCORRECT},
               {"", CKR_PIN_LEN_RANGE},         {long_pin, CKR_PIN_LEN_RANGE},
               {"1234\n5678", CKR_PIN_INVALID}, {"12345678\r", CKR_PIN_INVALID}};

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_assert_null (try_login (fixture, tokens->pdata[0], cases[i].pin, &error));
    g_assert_error (error, SOKY_TOKEN_ERROR, (int) cases[i].rv);
    if (*cases[i].pin != '\0')
      g_assert_null (strstr (error->message, cases[i].pin));
  }
  g_autoptr (SokySigner) signer = login (fixture, tokens->pdata[0]);
  assert_signs (signer, SOKY_SCHEME_RSA_PKCS1, SOKY_HASH_SHA256);
}

static void
test_no_key (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  add_token (fixture, (FixtureTokenRequest){.label = "gv.lan", .without_key = TRUE});
  g_autoptr (GPtrArray) tokens = list (fixture);
  SokyToken *token = tokens->pdata[0];

  g_assert_null (try_login (fixture, token, FIXTURE_PIN, &error));
  g_assert_error (error, SOKY_TOKEN_ERROR, SOKY_TOKEN_ERROR_NO_KEY);
  g_assert_false (soky_token_certificate_may_have_key (certificate_of (token, 0)));
}

/* Keys that carry another CKA_ID, and a wrong key that carries the right one. */
static void
test_key_by_public_key (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 2; i++) {
    const char *label = i == 0 ? "rsa" : "curve";
    SokyNewKey key = i == 0 ? SOKY_NEW_KEY_RSA_2048 : SOKY_NEW_KEY_EC_P256;
    add_token (fixture, (FixtureTokenRequest){
                            .label = label, .key = key, .key_id = "0a", .certificate_id = "0b"});
    add_token (fixture, (FixtureTokenRequest){
                            .label = label, .key = key, .key_id = "0b", .certificate_id = "0c"});
  }
  g_autoptr (GPtrArray) tokens = list (fixture);
  g_autoptr (SokySecret) pin = soky_secret_new (FIXTURE_PIN, -1);
  for (guint i = 0; i < tokens->len * 2; i++) {
    g_autoptr (GError) error = NULL;
    SokyToken *token = tokens->pdata[i / 2];
    g_autoptr (SokySigner) signer = soky_token_host_login (
        fixture->host, token, certificate_of (token, i % 2), pin, NULL, &error);
    g_assert_no_error (error);
    assert_signs (signer, soky_signer_choose_scheme (signer, SOKY_HASH_SHA256, FALSE),
                  SOKY_HASH_SHA256);
  }
}

static void
test_chain (Fixture *fixture, gconstpointer data)
{
  add_token (fixture, (FixtureTokenRequest){.label = "with", .with_authority = TRUE});
  add_token (fixture, (FixtureTokenRequest){.label = "without"});
  g_autoptr (GPtrArray) tokens = list (fixture);
  SokyToken *with = find (tokens, "with");
  g_autoptr (SokyCertificate) root = g_object_ref (
      soky_authority_get_certificate (fixture_tokens_get_authority (fixture->tokens)));
  guint own = soky_certificate_is_authority (
                  soky_token_certificate_get_certificate (certificate_of (with, 0)))
                  ? 1
                  : 0;
  g_autoptr (SokySecret) pin = soky_secret_new (FIXTURE_PIN, -1);
  g_autoptr (GError) error = NULL;
  g_autoptr (SokySigner) signer =
      soky_token_host_login (fixture->host, with, certificate_of (with, own), pin, NULL, &error);
  g_assert_no_error (error);
  GPtrArray *chain = soky_signer_get_chain (signer);
  g_assert_cmpuint (chain->len, ==, 1);
  g_assert_true (soky_certificate_equal (chain->pdata[0], root));

  g_autoptr (SokySigner) alone = login (fixture, find (tokens, "without"));
  g_assert_cmpuint (soky_signer_get_chain (alone)->len, ==, 0);
}

static void
test_login_and_logout (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  add_token (fixture, (FixtureTokenRequest){.label = "a"});
  add_token (fixture, (FixtureTokenRequest){.label = "b"});
  g_autoptr (GPtrArray) tokens = list (fixture);
  SokyToken *a = find (tokens, "a");
  g_autoptr (SokySigner) first = login (fixture, a);
  g_autoptr (SokySigner) other = login (fixture, find (tokens, "b"));

  /* listing and a second login leave those who are logged in alone */
  g_autoptr (GPtrArray) again = list (fixture);
  g_assert_cmpuint (again->len, ==, 2);
  g_autoptr (SokySigner) second = login (fixture, a);
  assert_signs (first, SOKY_SCHEME_RSA_PKCS1, SOKY_HASH_SHA256);
  assert_signs (second, SOKY_SCHEME_RSA_PKCS1, SOKY_HASH_SHA256);

  soky_token_host_logout (fixture->host, a);
  assert_not_logged_in (first);
  assert_not_logged_in (second);
  assert_signs (other, SOKY_SCHEME_RSA_PKCS1, SOKY_HASH_SHA256);

  g_autoptr (SokySigner) third = login (fixture, a);
  assert_signs (first, SOKY_SCHEME_RSA_PKCS1, SOKY_HASH_SHA256);
  g_assert_null (try_login (fixture, a, "wrong pin", &error));
  g_assert_error (error, SOKY_TOKEN_ERROR, CKR_PIN_INCORRECT);
  assert_not_logged_in (third);
}

static void
test_host_ends_logins (Fixture *fixture, gconstpointer data)
{
  add_token (fixture, (FixtureTokenRequest){.label = "gv.lan"});
  g_autoptr (GPtrArray) tokens = list (fixture);
  g_autoptr (SokySigner) signer = login (fixture, tokens->pdata[0]);

  g_assert_finalize_object (fixture->host);
  processes_wait_until_gone ();
  assert_not_logged_in (signer);
  fixture->host = soky_token_host_new_for_module (fixture_tokens_find_module ());
}

/* Another token lies in the reader than the one that was listed: its PIN is not touched. */
static void
test_other_token (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  add_token (fixture, (FixtureTokenRequest){.label = "gv.lan"});
  g_autoptr (GPtrArray) tokens = list (fixture);
  fixture_tokens_remove (fixture->tokens, "gv.lan");
  add_token (fixture, (FixtureTokenRequest){.label = "gv.lan"});
  g_object_unref (fixture->host);
  fixture->host = soky_token_host_new_for_module (fixture_tokens_find_module ());

  g_assert_null (try_login (fixture, tokens->pdata[0], FIXTURE_PIN, &error));
  g_assert_error (error, SOKY_TOKEN_ERROR, CKR_TOKEN_NOT_PRESENT);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  add_token (fixture, (FixtureTokenRequest){.label = "gv.lan"});
  g_autoptr (GPtrArray) tokens = list (fixture);
  g_autoptr (SokySecret) pin = soky_secret_new (FIXTURE_PIN, -1);
  SokyToken *token = tokens->pdata[0];

  g_cancellable_cancel (cancellable);
  g_assert_null (soky_token_host_list (fixture->host, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (soky_token_host_login (fixture->host, token, certificate_of (token, 0), pin,
                                        cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static gpointer
sign_many (gpointer data)
{
  for (guint i = 0; i < 25; i++)
    assert_signs (data, SOKY_SCHEME_RSA_PKCS1, SOKY_HASH_SHA256);
  return NULL;
}

static void
test_threads (Fixture *fixture, gconstpointer data)
{
  GThread *threads[4];
  add_token (fixture, (FixtureTokenRequest){.label = "a"});
  add_token (fixture, (FixtureTokenRequest){.label = "b"});
  g_autoptr (GPtrArray) tokens = list (fixture);
  g_autoptr (SokySigner) a = login (fixture, find (tokens, "a"));
  g_autoptr (SokySigner) b = login (fixture, find (tokens, "b"));

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("sign", sign_many, i % 2 == 0 ? a : b);
  g_autoptr (GPtrArray) meanwhile = list (fixture);
  g_assert_cmpuint (meanwhile->len, ==, 2);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

/* The process lives as long as the program wants, not as long as the thread that started it. */
static gpointer
list_in_thread (gpointer fixture)
{
  return list (fixture);
}

static void
test_thread_that_ends (Fixture *fixture, gconstpointer data)
{
  add_token (fixture, (FixtureTokenRequest){.label = "gv.lan"});
  g_autoptr (GPtrArray) tokens = g_thread_join (g_thread_new ("list", list_in_thread, fixture));
  GPid before = processes_find ();
  g_autoptr (SokySigner) signer = login (fixture, tokens->pdata[0]);

  assert_signs (signer, SOKY_SCHEME_RSA_PKCS1, SOKY_HASH_SHA256);
  g_assert_cmpint (before, !=, 0);
  g_assert_cmpint (processes_find (), ==, before);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (fixture_tokens_find_module () == NULL) {
    g_print ("1..0 # SKIP softhsm2 and opensc are not installed\n");
    return 0;
  }
  add ("/token/list", test_list);
  add ("/token/list/none", test_no_token);
  add ("/token/list/cancelled", test_cancelled);
  add ("/token/sign/rsa", test_rsa);
  add ("/token/sign/elliptic-curve", test_elliptic_curve);
  add ("/token/sign/threads", test_threads);
  add ("/token/sign/thread-that-ends", test_thread_that_ends);
  add ("/token/login/wrong-pin", test_wrong_pin);
  add ("/token/login/no-key", test_no_key);
  add ("/token/login/key-by-public-key", test_key_by_public_key);
  add ("/token/login/chain", test_chain);
  add ("/token/login/logout", test_login_and_logout);
  add ("/token/login/host-ends", test_host_ends_logins);
  add ("/token/login/other-token", test_other_token);
  return g_test_run ();
}
