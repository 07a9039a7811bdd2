/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk.h"
#include "relay.h"

#include "book/error.h"
#include "client/error.h"

/* The server has done it, and its answer is lost on the way: nothing is done twice. */

#define MANY 100

static FixtureServer *server;

typedef struct {
  Relay *relay;
  Desk *lan;
} Wire;

static void
wire_up (Wire *self, gconstpointer data)
{
  self->relay = relay_new (fixture_server_get_url (server));
  self->lan = desk_new (server, relay_get_url (self->relay), "gv.lan");
}

static void
wire_down (Wire *self, gconstpointer data)
{
  desk_free (self->lan);
  relay_free (self->relay);
}

static void
test_create (Wire *wire, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  relay_lose_answers (wire->relay, 1);
  g_autoptr (SokyBook) book = desk_create (wire->lan, "Mất một lần", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (relay_get_lost (wire->relay), ==, 1);
  g_assert_cmpuint (desk_count_books (wire->lan, "Mất một lần"), ==, 1);

  /* two books that are wanted twice are two */
  g_autoptr (SokyBook) other = desk_create (wire->lan, "Mất một lần", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (other->id, !=, book->id);
}

/* The second try fails as well; the person presses the button again. */
static void
test_create_again (Wire *wire, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  relay_lose_answers (wire->relay, MANY);
  g_assert_null (desk_create (wire->lan, "Mất hai lần", &error));
  g_assert_error (error, SOKY_CLIENT_ERROR, SOKY_CLIENT_ERROR_UNREACHABLE);
  g_assert_cmpuint (relay_get_lost (wire->relay), >=, 2);
  relay_lose_answers (wire->relay, 0);
  g_assert_cmpuint (desk_count_books (wire->lan, "Mất hai lần"), ==, 1);
  g_clear_error (&error);
  g_autoptr (SokyBook) book = desk_create (wire->lan, "Mất hai lần", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (desk_count_books (wire->lan, "Mất hai lần"), ==, 1);
}

static void
test_submit (Wire *wire, gconstpointer data)
{
  g_autoptr (SokyBook) draft = desk_make_book (wire->lan, "Trình mất", 3);

  relay_lose_answers (wire->relay, 1);
  g_autoptr (SokyBook) submitted = desk_submit (wire->lan, draft);
  g_assert_cmpuint (relay_get_lost (wire->relay), ==, 1);
  g_assert_cmpint (submitted->state, ==, SOKY_BOOK_IN_REVIEW);
  g_assert_cmpuint (submitted->version, ==, draft->version + 1);
}

static void
test_signature (Wire *wire, gconstpointer data)
{
  g_autoptr (SokyBook) draft = desk_make_book (wire->lan, "Ký mất", 3);
  g_autoptr (SokyBook) submitted = desk_submit (wire->lan, draft);
  g_autoptr (GError) error = NULL;
  g_autofree char *head = desk_fetch (wire->lan, submitted, -1, &error);
  g_autofree char *path = desk_sign (server, "gv.lan", head);

  relay_lose_answers (wire->relay, MANY);
  g_assert_null (desk_send_signature (wire->lan, submitted, path, &error));
  g_assert_error (error, SOKY_CLIENT_ERROR, SOKY_CLIENT_ERROR_UNREACHABLE);
  g_clear_error (&error);
  relay_lose_answers (wire->relay, 0);
  g_autoptr (SokyBook) once = desk_send_signature (wire->lan, submitted, path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (once->revision_count, ==, 2);
  g_autoptr (SokyBook) now = desk_get (wire->lan, once->id, &error);
  g_assert_cmpint (now->revision_count, ==, 2);
  g_assert_cmpuint (now->version, ==, once->version);
}

static void
test_delete (Wire *wire, gconstpointer data)
{
  g_autoptr (SokyBook) draft = desk_make_book (wire->lan, "Xóa mất", 3);
  g_autoptr (GError) error = NULL;
  g_auto (Reply) reply = {NULL};

  relay_lose_answers (wire->relay, 1);
  soky_session_delete_book_async (wire->lan->session, draft, NULL, reply_cb, &reply);
  g_assert_true (soky_session_delete_book_finish (wire->lan->session, reply_wait (&reply), &error));
  g_assert_no_error (error);
  g_assert_cmpuint (relay_get_lost (wire->relay), ==, 1);
  g_assert_cmpuint (desk_count_books (wire->lan, "Xóa mất"), ==, 0);
}

/* A sign-in has no key: it is not sent twice by itself. */
static void
test_sign_in (Wire *wire, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  relay_lose_answers (wire->relay, 1);
  g_assert_false (desk_sign_in (wire->lan, "gv.lan", FIXTURE_PASSWORD, &error));
  g_assert_error (error, SOKY_CLIENT_ERROR, SOKY_CLIENT_ERROR_UNREACHABLE);
}

static void
test_fetch (Wire *wire, gconstpointer data)
{
  g_autoptr (SokyBook) book = desk_make_book (wire->lan, "Đọc mất", 3);
  g_autoptr (GError) error = NULL;

  relay_lose_answers (wire->relay, 1);
  g_autofree char *path = desk_fetch (wire->lan, book, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (relay_get_lost (wire->relay), ==, 1);
  g_assert_cmpuint (desk_count_files (wire->lan), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  server = fixture_server_new_demo ();
  if (server == NULL) {
    g_print ("1..0 # SKIP softhsm2 and opensc are not installed\n");
    return 0;
  }
#define ADD(path, func) g_test_add ("/lost-answers/" path, Wire, NULL, wire_up, func, wire_down)
  ADD ("create", test_create);
  ADD ("create-again", test_create_again);
  ADD ("submit", test_submit);
  ADD ("signature", test_signature);
  ADD ("delete", test_delete);
  ADD ("sign-in", test_sign_in);
  ADD ("fetch", test_fetch);
  int status = g_test_run ();
  fixture_server_free (server);
  return status;
}
