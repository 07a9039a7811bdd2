/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk.h"
#include "fixture.h"
#include "impostor.h"

#include "client/address.h"
#include "client/error.h"
#include "crypto/authority.h"
#include "wire/error.h"

/* Whom a connection talks to, and what it makes of those who are no SoKy server. */

#define YEAR_US ((gint64) 365 * 24 * 3600 * G_USEC_PER_SEC)

static void
test_addresses (void)
{
  static const struct {
    const char *typed, *address;
  } rows[] = {
      {"https://soky.example.vn", "https://soky.example.vn"},
      {"https://soky.example.vn:8443", "https://soky.example.vn:8443"},
      {"  soky.example.vn ", "https://soky.example.vn"},
      {"soky.example.vn:8443", "https://soky.example.vn:8443"},
      {"HTTPS://Soky.example.vn/", "https://soky.example.vn"},
      {"https://soky.example.vn/so/danh-sach?x=1#y", "https://soky.example.vn"},
      {"https://lan:secret@soky.example.vn", "https://soky.example.vn"},
      {"http://127.0.0.1:8080", "http://127.0.0.1:8080"},
      {"http://[::1]:8080", "http://[::1]:8080"},
      {"http://soky.example.vn", NULL},
      {"http://127.0.0.1.example.vn", NULL},
      {"http://localhost:8080", NULL},
      {"http://192.168.1.10", NULL},
      {"ftp://soky.example.vn", NULL},
      {"file:///etc/passwd", NULL},
      {"https://", NULL},
      {"https:///books", NULL},
      {"soky example", NULL},
      {"https://soky.example.vn:99999", NULL},
      {"", NULL},
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *address = soky_address_normalise (rows[i].typed);
    g_test_message ("%s", rows[i].typed);
    g_assert_cmpstr (address, ==, rows[i].address);
  }

  g_autoptr (GError) error = NULL;
  g_assert_null (soky_connection_new ("http://soky.example.vn", NULL, &error));
  g_assert_error (error, SOKY_CLIENT_ERROR, SOKY_CLIENT_ERROR_BAD_ADDRESS);
}

static void
test_bad_ca_file (void)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (soky_connection_new ("https://127.0.0.1", "/nowhere/ca.pem", &error));
  g_assert_nonnull (error);
}

/* A certificate of an authority that the program does not know. */
static GTlsCertificate *
make_certificate (const char *folder)
{
  static const char *const hosts[] = {"127.0.0.1", NULL};
  gint64 now_us = g_get_real_time ();
  const SokyLeafRequest request = {
      .kind = SOKY_LEAF_SERVER,
      .key = SOKY_NEW_KEY_EC_P256,
      .common_name = "127.0.0.1",
      .hosts = hosts,
      .not_before_us = now_us - YEAR_US,
      .not_after_us = now_us + YEAR_US,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyAuthority) authority = soky_authority_new_root (
      "Impostor", SOKY_NEW_KEY_EC_P256, now_us - YEAR_US, now_us + YEAR_US, &error);
  g_assert_no_error (error);
  g_autoptr (SokyIssued) issued = soky_authority_issue (authority, &request, &error);
  g_assert_no_error (error);
  g_autofree char *key = g_build_filename (folder, "key.pem", NULL);
  g_autofree char *certificate = g_build_filename (folder, "certificate.pem", NULL);
  g_assert_true (soky_issued_write_pem (issued, key, certificate, NULL, &error));
  GTlsCertificate *tls = g_tls_certificate_new_from_files (certificate, key, &error);
  g_assert_no_error (error);
  return tls;
}

static void
test_untrusted (void)
{
  char *folder = fixture_make_folder ();
  g_autoptr (GTlsCertificate) certificate = make_certificate (folder);
  g_autoptr (Impostor) impostor = impostor_new (certificate);
  g_autoptr (Desk) desk = desk_new_plain (impostor_get_url (impostor));
  g_autoptr (GError) error = NULL;

  g_assert_false (desk_sign_in (desk, "gv.lan", "secret", &error));
  g_assert_error (error, SOKY_CLIENT_ERROR, SOKY_CLIENT_ERROR_UNTRUSTED);
  g_assert_cmpuint (impostor_get_count (impostor), ==, 0);
  fixture_remove_folder (folder);
}

static void
test_unreachable (void)
{
  g_autoptr (Impostor) impostor = impostor_new (NULL);
  g_autofree char *url = g_strdup (impostor_get_url (impostor));
  g_autoptr (Desk) desk = desk_new_plain (url);
  g_autoptr (GError) error = NULL;

  /* the port is free again */
  g_clear_pointer (&impostor, impostor_free);
  g_assert_false (desk_sign_in (desk, "gv.lan", "secret", &error));
  g_assert_error (error, SOKY_CLIENT_ERROR, SOKY_CLIENT_ERROR_UNREACHABLE);
  g_assert_nonnull (strstr (error->message, url));
}

static void
test_nonsense (void)
{
  static const struct {
    guint status;
    const char *type, *body;
    GQuark (*domain) (void);
    int code;
  } rows[] = {
      {200, "text/html", "<html>Welcome</html>", soky_client_error_quark,
       SOKY_CLIENT_ERROR_BAD_ANSWER},
      {200, "application/json", "", soky_client_error_quark, SOKY_CLIENT_ERROR_BAD_ANSWER},
      {200, "application/json", "{}", soky_client_error_quark, SOKY_CLIENT_ERROR_BAD_ANSWER},
      {200, "application/json", "{\"token\":", soky_client_error_quark,
       SOKY_CLIENT_ERROR_BAD_ANSWER},
      {200, "application/json", "\xff\xfe", soky_client_error_quark, SOKY_CLIENT_ERROR_BAD_ANSWER},
      {404, "text/html", "<html>Not here</html>", soky_client_error_quark,
       SOKY_CLIENT_ERROR_BAD_ANSWER},
      {401, "application/problem+json", "{\"code\":1}", soky_client_error_quark,
       SOKY_CLIENT_ERROR_BAD_ANSWER},
      {502, "text/html", "<html>Bad gateway</html>", soky_wire_error_quark,
       SOKY_WIRE_ERROR_UNAVAILABLE},
      {413, "text/html", "<html>Too large</html>", soky_wire_error_quark,
       SOKY_WIRE_ERROR_TOO_LARGE},
      {418, "application/problem+json",
       "{\"type\":\"about:blank\",\"title\":\"Teapot\",\"status\":418,\"code\":\"teapot\"}",
       soky_wire_error_quark, SOKY_WIRE_ERROR_UNKNOWN},
  };
  g_autoptr (Impostor) impostor = impostor_new (NULL);
  g_autoptr (Desk) desk = desk_new_plain (impostor_get_url (impostor));

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;
    g_test_message ("%u %s", rows[i].status, rows[i].body);
    impostor_answer (impostor, rows[i].status, rows[i].type, rows[i].body);
    g_assert_false (desk_sign_in (desk, "gv.lan", "secret", &error));
    g_assert_error (error, rows[i].domain (), rows[i].code);
    g_assert_null (soky_session_get_info (desk->session));
  }
}

static void
test_endless (void)
{
  g_autoptr (Impostor) impostor = impostor_new (NULL);
  g_autoptr (Desk) desk = desk_new_plain (impostor_get_url (impostor));

  for (guint status = 200; status <= 500; status += 300) {
    g_autoptr (GError) error = NULL;
    impostor_answer_for_ever (impostor, status);
    g_assert_false (desk_sign_in (desk, "gv.lan", "secret", &error));
    g_assert_error (error, SOKY_CLIENT_ERROR, SOKY_CLIENT_ERROR_TOO_LARGE);
  }
}

/* The password and the token are for the server that was typed in. */
static void
test_redirect (void)
{
  g_autoptr (Impostor) elsewhere = impostor_new (NULL);
  g_autoptr (Impostor) impostor = impostor_new (NULL);
  g_autofree char *target = g_strconcat (impostor_get_url (elsewhere), "/api/v1/session", NULL);
  g_autoptr (Desk) desk = desk_new_plain (impostor_get_url (impostor));
  g_autoptr (GError) error = NULL;

  impostor_redirect (impostor, target);
  g_assert_false (desk_sign_in (desk, "gv.lan", "secret", &error));
  g_assert_error (error, SOKY_CLIENT_ERROR, SOKY_CLIENT_ERROR_BAD_ANSWER);
  g_assert_cmpuint (impostor_get_count (impostor), ==, 1);
  g_assert_cmpuint (impostor_get_count (elsewhere), ==, 0);
}

/* A request that is asked for again gives no more than the words of the cancelling. */
static void
test_cancelled (void)
{
  g_autoptr (Impostor) impostor = impostor_new (NULL);
  g_autoptr (Desk) desk = desk_new_plain (impostor_get_url (impostor));
  g_autoptr (SokySecret) password = soky_secret_new ("secret", -1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_auto (Reply) reply = {NULL};

  impostor_answer_for_ever (impostor, 200);
  soky_session_sign_in_async (desk->session, "gv.lan", password, cancellable, reply_cb, &reply);
  while (impostor_get_count (impostor) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (cancellable);
  g_assert_false (soky_session_sign_in_finish (desk->session, reply_wait (&reply), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static char *
person_json (guint number)
{
  return g_strdup_printf ("{\"id\":\"p%u\",\"login\":\"\",\"name\":\"Người %u\",\"unit_id\":\"u\","
                          "\"unit_name\":\"Tổ\",\"school_id\":\"s\",\"school_name\":\"Trường\","
                          "\"active\":true,\"positions\":[]}",
                          number, number);
}

static SokyPeoplePage *
find_people (Desk *desk, const char *query, GError **error)
{
  g_auto (Reply) reply = {NULL};
  soky_session_find_people_async (desk->session, query, NULL, reply_cb, &reply);
  return soky_session_find_people_finish (desk->session, reply_wait (&reply), error);
}

/* An approver is found on whatever page of the list. */
static void
test_people_pages (void)
{
  g_autoptr (Impostor) impostor = impostor_new (NULL);
  g_autoptr (Desk) desk = desk_new_plain (impostor_get_url (impostor));
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 3; i++) {
    g_autofree char *person = person_json (i);
    g_autofree char *next = i < 2 ? g_strdup_printf ("\"after %u\"", i) : g_strdup ("null");
    g_autofree char *json = g_strdup_printf ("{\"people\":[%s],\"next_cursor\":%s}", person, next);
    impostor_push (impostor, json);
  }
  g_autoptr (SokyPeoplePage) page = find_people (desk, "người & ai", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (page->people->len, ==, 3);
  g_assert_cmpuint (impostor_get_count (impostor), ==, 3);
  g_assert_nonnull (strstr (impostor_get_path (impostor), "cursor=after%201"));
  g_assert_null (strstr (impostor_get_path (impostor), "& "));

  /* a page after the first that fails makes the whole search fail */
  g_autofree char *person = person_json (1);
  g_autofree char *json = g_strdup_printf ("{\"people\":[%s],\"next_cursor\":\"x\"}", person);
  impostor_push (impostor, json);
  g_assert_null (find_people (desk, NULL, &error));
  g_assert_error (error, SOKY_CLIENT_ERROR, SOKY_CLIENT_ERROR_BAD_ANSWER);
}

/* A server that always says that there is more. */
static void
test_people_for_ever (void)
{
  g_autoptr (Impostor) impostor = impostor_new (NULL);
  g_autoptr (Desk) desk = desk_new_plain (impostor_get_url (impostor));
  g_autoptr (GString) json = g_string_new ("{\"people\":[");
  g_autoptr (GError) error = NULL;

  impostor_answer (impostor, 200, "application/json", "{\"people\":[],\"next_cursor\":\"x\"}");
  g_autoptr (SokyPeoplePage) nobody = find_people (desk, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (nobody->people->len, ==, 0);

  for (guint i = 0; i < 200; i++) {
    g_autofree char *person = person_json (i);
    g_string_append_printf (json, "%s%s", i > 0 ? "," : "", person);
  }
  g_string_append (json, "],\"next_cursor\":\"x\"}");
  impostor_answer (impostor, 200, "application/json", json->str);
  g_autoptr (SokyPeoplePage) many = find_people (desk, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (many->people->len, ==, 10000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/connection/addresses", test_addresses);
  g_test_add_func ("/connection/bad-ca-file", test_bad_ca_file);
  g_test_add_func ("/connection/untrusted", test_untrusted);
  g_test_add_func ("/connection/unreachable", test_unreachable);
  g_test_add_func ("/connection/nonsense", test_nonsense);
  g_test_add_func ("/connection/endless", test_endless);
  g_test_add_func ("/connection/redirect", test_redirect);
  g_test_add_func ("/connection/cancelled", test_cancelled);
  g_test_add_func ("/connection/people-pages", test_people_pages);
  g_test_add_func ("/connection/people-for-ever", test_people_for_ever);
  return g_test_run ();
}
