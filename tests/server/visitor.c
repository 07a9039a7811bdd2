/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "visitor.h"

#include "book/action.h"
#include "crypto/random.h"
#include "wire/book.h"
#include "wire/headers.h"
#include "wire/problem.h"
#include "wire/session.h"

#include <libsoup/soup.h>
#include <string.h>

struct _Visitor {
  SoupSession *soup;
  char *url;
  char *token;
  char *text; /* of the answer, when it was asked for */
  Answer answer;
};

static void
answer_clear (Answer *self)
{
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->etag, g_free);
  g_clear_pointer (&self->code, g_free);
  g_clear_pointer (&self->headers, g_hash_table_unref);
  self->status = 0;
}

Visitor *
visitor_new (FixtureServer *server)
{
  Visitor *self = g_new0 (Visitor, 1);
  g_autofree char *ca = fixture_server_file (server, "server-ca.pem");
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsDatabase) anchors = g_tls_file_database_new (ca, &error);

  g_assert_no_error (error);
  self->soup = soup_session_new_with_options ("tls-database", anchors, NULL);
  self->url = g_strdup (fixture_server_get_url (server));
  return self;
}

void
visitor_free (Visitor *self)
{
  if (self == NULL)
    return;
  answer_clear (&self->answer);
  g_object_unref (self->soup);
  g_free (self->url);
  g_free (self->token);
  g_free (self->text);
  g_free (self);
}

void
visitor_set_token (Visitor *self, const char *token)
{
  g_free (self->token);
  self->token = g_strdup (token);
}

static void
set_headers (Visitor *self, SoupMessage *message, const Request *request)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  g_autofree char *fresh = soky_random_hex (8);
  const char *key = request->key ? request->key : fresh;

  if (self->token != NULL) {
    g_autofree char *bearer = g_strconcat ("Bearer ", self->token, NULL);
    soup_message_headers_append (headers, "Authorization", bearer);
  }
  if (soup_message_get_method (message) != SOUP_METHOD_GET && *key != '\0')
    soup_message_headers_append (headers, "Idempotency-Key", key);
  if (request->version > 0) {
    g_autofree char *etag = soky_version_format (request->version);
    soup_message_headers_append (headers, "If-Match", etag);
  }
  if (request->base != NULL)
    soup_message_headers_append (headers, "Soky-Base", request->base);
  if (request->range != NULL)
    soup_message_headers_append (headers, "Range", request->range);
  if (request->name != NULL)
    soup_message_headers_replace (headers, request->name, request->value);
}

static void
keep_header (const char *name, const char *value, gpointer headers)
{
  g_hash_table_insert (headers, g_ascii_strdown (name, -1), g_strdup (value));
}

static void
keep_answer (Visitor *self, SoupMessage *message, GBytes *body)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  gsize length = 0;
  const char *text = g_bytes_get_data (body, &length);
  g_autoptr (SokyProblem) problem = soup_message_get_status (message) >= 400 && length > 0
                                        ? soky_problem_from_json (text, (gssize) length)
                                        : NULL;

  self->answer.status = soup_message_get_status (message);
  self->answer.body = g_bytes_ref (body);
  self->answer.etag = g_strdup (soup_message_headers_get_one (headers, "ETag"));
  self->answer.code = g_strdup (problem ? problem->code : "");
  self->answer.headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  soup_message_headers_foreach (headers, keep_header, self->answer.headers);
}

const Answer *
visitor_send (Visitor *self, const char *method, const char *path, const Request *request)
{
  static const Request nothing;
  const Request *with = request ? request : &nothing;
  g_autofree char *address = g_strconcat (self->url, path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, address);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (message);
  set_headers (self, message, with);
  if (with->text != NULL || with->body != NULL) {
    g_autoptr (GBytes) text =
        with->body ? g_bytes_ref (with->body) : g_bytes_new (with->text, strlen (with->text));
    soup_message_set_request_body_from_bytes (message, with->type ? with->type : "application/json",
                                              text);
  }
  answer_clear (&self->answer);
  g_autoptr (GBytes) body = soup_session_send_and_read (self->soup, message, NULL, &error);
  if (body != NULL)
    keep_answer (self, message, body);
  else
    self->answer.code = g_strdup (error->message);
  return &self->answer;
}

const Answer *
visitor_get_answer (Visitor *self)
{
  return &self->answer;
}

const char *
visitor_get_text (Visitor *self)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (self->answer.body, &length);

  g_free (self->text);
  self->text = g_strndup (data ? data : "", length);
  return self->text;
}

void
visitor_assert (Visitor *self, guint status, const char *code)
{
  if (self->answer.status != status || (code != NULL && !g_str_equal (self->answer.code, code)))
    g_error ("expected %u %s, got %u %s: %s", status, code ? code : "", self->answer.status,
             self->answer.code, self->answer.body ? visitor_get_text (self) : "");
}

SokyBook *
visitor_get_book (Visitor *self)
{
  gsize length = 0;
  const char *text = g_bytes_get_data (self->answer.body, &length);
  g_autoptr (GError) error = NULL;
  SokyBook *book = soky_wire_book_from_json (text, (gssize) length, &error);
  g_assert_no_error (error);
  return book;
}

guint
visitor_sign_in (Visitor *self, const char *login, const char *password)
{
  g_autoptr (SokySecret) secret = soky_secret_new (password, -1);
  g_autoptr (GBytes) body = soky_login_to_json (login, secret, NULL);
  const Request request = {.body = body};

  visitor_set_token (self, NULL);
  if (visitor_send (self, "POST", "/api/v1/session", &request)->status == 201) {
    gsize length = 0;
    const char *text = g_bytes_get_data (self->answer.body, &length);
    g_autoptr (SokySessionInfo) info = soky_session_info_from_json (text, (gssize) length, NULL);
    g_assert_nonnull (info);
    visitor_set_token (self, soky_secret_peek (info->token));
  }
  return self->answer.status;
}

Visitor *
visitor_new_signed_in (FixtureServer *server, const char *login)
{
  Visitor *self = visitor_new (server);
  visitor_sign_in (self, login, FIXTURE_PASSWORD);
  visitor_assert (self, 201, NULL);
  return self;
}

SokyBook *
visitor_make_book (Visitor *self, const char *title, GBytes *pdf)
{
  const SokyBookFields fields = {
      .title = (char *) title,
      .school_year = (char *) "2026-2027",
      .period = (char *) "week-03",
      .class_name = (char *) "6A",
      .subject = (char *) "Tin học",
  };
  g_autofree char *text = soky_wire_create_to_json ("lesson_plan", &fields);
  const Request create = {.text = text};

  visitor_send (self, "POST", "/api/v1/books", &create);
  visitor_assert (self, 201, NULL);
  g_autoptr (SokyBook) book = visitor_get_book (self);
  if (pdf == NULL)
    return g_steal_pointer (&book);
  g_autofree char *path = g_strdup_printf ("/api/v1/books/%s/revisions", book->id);
  const Request attach = {
      .type = "application/pdf", .body = pdf, .version = book->version, .base = "length=0"};
  visitor_send (self, "POST", path, &attach);
  visitor_assert (self, 201, NULL);
  return visitor_get_book (self);
}

SokyBook *
visitor_submit (Visitor *self, const SokyBook *book, const char *const *ids)
{
  g_autoptr (SokyAction) action = soky_action_new (SOKY_ACTION_SUBMIT, book->version);
  g_autofree char *path = g_strdup_printf ("/api/v1/books/%s/actions", book->id);

  for (guint i = 0; ids[i] != NULL; i++)
    soky_action_add_step (action,
                          soky_step_new (i + 1, ids[i], SOKY_ROLE_NONE, SOKY_STEP_PERSON, TRUE));
  g_autofree char *text = soky_wire_action_to_json (action);
  const Request request = {.text = text, .version = book->version};
  visitor_send (self, "POST", path, &request);
  visitor_assert (self, 200, NULL);
  return visitor_get_book (self);
}

const Answer *
visitor_upload (Visitor *self, const SokyBook *book, GBytes *whole, const char *key)
{
  g_autofree char *path = g_strdup_printf ("/api/v1/books/%s/revisions", book->id);
  g_autofree char *base = soky_base_format (book->head_sha256, book->head_length);
  gsize from = (gsize) book->head_length;
  g_autoptr (GBytes) tail = g_bytes_new_from_bytes (whole, from, g_bytes_get_size (whole) - from);
  const Request request = {.type = "application/octet-stream",
                           .body = tail,
                           .version = book->version,
                           .base = base,
                           .key = key};

  return visitor_send (self, "POST", path, &request);
}

GBytes *
visitor_download (Visitor *self, const SokyBook *book)
{
  g_autofree char *path = g_strdup_printf ("/api/v1/books/%s/file", book->id);
  const Answer *answer = visitor_send (self, "GET", path, NULL);
  visitor_assert (self, 200, NULL);
  return g_bytes_ref (answer->body);
}
