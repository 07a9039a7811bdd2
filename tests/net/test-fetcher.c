/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/task.h"
#include "fixture.h"
#include "net/http-fetcher.h"
#include "pki-fixture.h"

#include <string.h>

typedef struct {
  FixturePki *pki;
  SokyFetcher *fetcher;
  int slow_is_over;
} Net;

static Net net;

static GBytes *
fetch (const char *url, const char *user, const char *password, GError **error)
{
  g_autoptr (SokySecret) secret = password ? soky_secret_new (password, -1) : NULL;
  SokyFetchRequest request = {
      .url = url,
      .user = user,
      .password = secret,
      .most_bytes = 8 * 1024,
      .seconds = 5,
  };

  return soky_fetcher_fetch (net.fetcher, &request, NULL, error);
}

static void
assert_fails (const char *url, SokyFetchError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = fetch (url, NULL, NULL, &error);

  g_assert_null (body);
  g_assert_error (error, SOKY_FETCH_ERROR, (int) code);
  g_test_message ("%s", error->message);
}

static void
assert_path_fails (const char *path, SokyFetchError code)
{
  g_autofree char *url = fixture_pki_url (net.pki, path);
  assert_fails (url, code);
}

static void
assert_is_root (GBytes *body)
{
  g_autofree char *file = fixture_pki_file (net.pki, "root.cer");
  g_autoptr (GBytes) expected = fixture_read (file);
  g_assert_true (g_bytes_equal (body, expected));
}

static void
test_get (void)
{
  g_autofree char *url = fixture_pki_url (net.pki, "/root.cer");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = fetch (url, NULL, NULL, &error);

  g_assert_no_error (error);
  assert_is_root (body);
}

static void
test_addresses (void)
{
  static const char *const unsound[] = {"",
                                        "root.cer",
                                        "file:///etc/hostname",
                                        "ftp://127.0.0.1/",
                                        "http://",
                                        "http:///x",
                                        "http://soky:secret@127.0.0.1/",
                                        "http://127.0.0.1/a b",
                                        "http://127.0.0.1/\r\nX: 1",
                                        "ldap://127.0.0.1/cn=x"};

  for (gsize i = 0; i < G_N_ELEMENTS (unsound); i++) {
    g_assert_false (soky_fetch_url_is_sound (unsound[i]));
    assert_fails (unsound[i], SOKY_FETCH_ERROR_BAD_ADDRESS);
  }
  g_assert_true (soky_fetch_url_is_sound ("HTTP://ca.gov.vn/tsa"));
  g_autofree char *host = soky_fetch_url_dup_host ("https://ca.gov.vn:443/tsa");
  g_assert_cmpstr (host, ==, "ca.gov.vn");
}

static void
test_statuses (void)
{
  assert_path_fails ("/nothing", SOKY_FETCH_ERROR_REFUSED);
  assert_path_fails ("/tsa/failure", SOKY_FETCH_ERROR_REFUSED);
  assert_path_fails ("/tsa/astray", SOKY_FETCH_ERROR_REFUSED);
  assert_path_fails ("/tsa/loop", SOKY_FETCH_ERROR_REFUSED);
}

static void
test_limits (void)
{
  assert_path_fails ("/tsa/huge", SOKY_FETCH_ERROR_TOO_LARGE);
  assert_path_fails ("/tsa/slow", SOKY_FETCH_ERROR_TIMED_OUT);
}

static void
test_unreachable (void)
{
  /* the port of "discard", where nobody listens */
  assert_fails ("http://127.0.0.1:9/", SOKY_FETCH_ERROR_UNREACHABLE);
}

static void
test_password (void)
{
  g_autofree char *url = fixture_pki_url (net.pki, "/tsa/login");
  g_autoptr (GError) error = NULL;

  assert_fails (url, SOKY_FETCH_ERROR_PASSWORD);
  g_assert_null (fetch (url, "soky", "wrong", &error));
  g_assert_error (error, SOKY_FETCH_ERROR, SOKY_FETCH_ERROR_PASSWORD);
  g_assert_null (strstr (error->message, "wrong"));
  g_clear_error (&error);
  /* past the door, openssl has no question to answer */
  g_autoptr (GBytes) body = fetch (url, "soky", "secret", &error);
  g_assert_false (g_error_matches (error, SOKY_FETCH_ERROR, SOKY_FETCH_ERROR_PASSWORD));
}

static void
test_tls (void)
{
  g_autofree char *url = fixture_pki_https_url (net.pki, "/root.cer");
  g_autofree char *ca_file = fixture_pki_file (net.pki, "root.pem");
  g_autoptr (GError) error = NULL;

  assert_fails (url, SOKY_FETCH_ERROR_UNTRUSTED);
  g_autoptr (SokyFetcher) fetcher = soky_http_fetcher_new (ca_file, &error);
  g_assert_no_error (error);
  SokyFetchRequest request = {.url = url, .most_bytes = 8 * 1024, .seconds = 20};
  g_autoptr (GBytes) body = soky_fetcher_fetch (fetcher, &request, NULL, &error);
  g_assert_no_error (error);
  assert_is_root (body);
}

static gpointer
fetch_slowly (gpointer url, GCancellable *cancellable, GError **error)
{
  SokyFetchRequest request = {.url = url, .most_bytes = 8 * 1024, .seconds = 60};
  GBytes *body = soky_fetcher_fetch (net.fetcher, &request, cancellable, error);

  g_atomic_int_set (&net.slow_is_over, TRUE);
  return body;
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **taken = user_data;
  *taken = g_object_ref (result);
}

static gboolean
cancel_cb (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_REMOVE;
}

static void
test_cancel (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  soky_task_run (NULL, fetch_slowly, fixture_pki_url (net.pki, "/tsa/slow"), g_free,
                 (GDestroyNotify) g_bytes_unref, cancellable, fetched_cb, &result);
  g_timeout_add (200, cancel_cb, cancellable);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (soky_task_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  /* who cancels is answered at once; the thread that was at work ends soon after */
  while (!g_atomic_int_get (&net.slow_is_over))
    g_usleep (G_USEC_PER_SEC / 100);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  net.pki = fixture_pki_new ();
  if (net.pki == NULL) {
    g_print ("1..0 # SKIP openssl or faketime is not installed\n");
    return 0;
  }
  net.fetcher = soky_http_fetcher_new (NULL, NULL);
  g_test_add_func ("/net/get", test_get);
  g_test_add_func ("/net/addresses", test_addresses);
  g_test_add_func ("/net/statuses", test_statuses);
  g_test_add_func ("/net/limits", test_limits);
  g_test_add_func ("/net/unreachable", test_unreachable);
  g_test_add_func ("/net/password", test_password);
  g_test_add_func ("/net/tls", test_tls);
  g_test_add_func ("/net/cancel", test_cancel);
  int status = g_test_run ();
  g_object_unref (net.fetcher);
  fixture_pki_free (net.pki);
  return status;
}
