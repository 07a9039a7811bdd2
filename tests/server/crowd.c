/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crowd.h"

#include "base/clock.h"
#include "crypto/random.h"
#include "server/dispatch.h"
#include "server/resources/resources.h"
#include "server/password.h"
#include "server/sessions.h"
#include "server/store/administration.h"
#include "wire/headers.h"
#include "wire/problem.h"
#include "wire/session.h"

#include <string.h>

#define API "/api/v1"

static const SokyRole roles[] = {
    SOKY_ROLE_TEACHER, SOKY_ROLE_GROUP_HEAD,   SOKY_ROLE_VICE_PRINCIPAL, SOKY_ROLE_PRINCIPAL,
    SOKY_ROLE_CLERK,   SOKY_ROLE_SCHOOL_ADMIN, SOKY_ROLE_STAFF,          SOKY_ROLE_INSPECTOR,
};

static SokyTransaction *
begin (Crowd *self)
{
  g_autoptr (GError) error = NULL;
  SokyTransaction *tx = soky_store_begin (self->service->store, SOKY_STORE_WRITE, &error);

  g_assert_no_error (error);
  return tx;
}

/* One hash serves all: hashing is slow on purpose. */
static const char *
get_hash (void)
{
  static char *hash;

  if (hash == NULL) {
    g_autoptr (SokySecret) password = soky_secret_new (CROWD_PASSWORD, -1);
    hash = soky_password_hash (password);
  }
  return hash;
}

static char *
add (SokyTransaction *tx, SokyRole role, const char *unit_id)
{
  char *id = soky_random_hex (6);
  g_autoptr (SokyPerson) person = soky_person_new (id, id, id);
  g_autoptr (GError) error = NULL;

  soky_person_set_unit (person, unit_id, "");
  soky_person_add_position (person, role, unit_id, "");
  soky_store_add_person (tx, person, &error);
  g_assert_no_error (error);
  g_assert_true (soky_store_set_password (tx, id, get_hash (), 1, NULL));
  return id;
}

/* Teachers and heads are of the group. */
static void
add_school (Crowd *self, SokyTransaction *tx, guint first, const char *school, const char *group)
{
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    self->ids[first + i] = add (tx, roles[i], i < 2 ? group : school);
}

Crowd *
crowd_new (void)
{
  Crowd *self = g_new0 (Crowd, 1);
  g_autoptr (SokyUnit) group =
      soky_unit_new ("to-khac", CROWD_OTHER, SOKY_UNIT_GROUP, "Tổ", "Tổ Khác");
  const SokySchoolYear year = {"2026-2027", "2026-09-07", 35};
  g_autoptr (GError) error = NULL;

  self->school = school_new ();
  self->service = school_open (self->school);
  g_autoptr (SokyTransaction) tx = begin (self);
  g_assert_true (soky_store_add_unit (tx, group, &error));
  g_assert_true (soky_store_add_school_year (tx, CROWD_OTHER, &year, &error));
  add_school (self, tx, CROWD_TEACHER, CROWD_SCHOOL, CROWD_GROUP);
  self->ids[CROWD_ABOVE_INSPECTOR] = add (tx, SOKY_ROLE_INSPECTOR, CROWD_ABOVE);
  self->ids[CROWD_ABOVE_ADMIN] = add (tx, SOKY_ROLE_SCHOOL_ADMIN, CROWD_ABOVE);
  add_school (self, tx, CROWD_OTHER_TEACHER, CROWD_OTHER, "to-khac");
  g_assert_true (soky_transaction_commit (tx, &error));
  return self;
}

void
crowd_free (Crowd *self)
{
  for (guint i = 0; i < CROWD_N; i++)
    g_free (self->ids[i]);
  soky_service_free (self->service);
  school_free (self->school);
  g_free (self);
}

char *
crowd_add_person (Crowd *self, SokyRole role, const char *unit_id)
{
  g_autoptr (SokyTransaction) tx = begin (self);
  char *id = add (tx, role, unit_id);

  g_assert_true (soky_transaction_commit (tx, NULL));
  return id;
}

static void
set_header (SokyCall *call, const char *name, char *value)
{
  g_hash_table_insert (call->headers, g_strdup (name), value);
}

static void
set_query (SokyCall *call, const char *query)
{
  g_auto (GStrv) pairs = g_strsplit (query, "&", 0);

  for (guint i = 0; pairs[i] != NULL; i++) {
    g_auto (GStrv) pair = g_strsplit (pairs[i], "=", 2);
    if (pair[0] != NULL && pair[1] != NULL)
      g_hash_table_insert (call->query, g_strdup (pair[0]), g_strdup (pair[1]));
  }
}

char *
crowd_path (const char *path)
{
  return *path == '~' ? g_strdup (path + 1) : g_strconcat (API, path, NULL);
}

static SokyCall *
make_call (const char *token, const Question *question)
{
  /* each question from another address, so that no throttle is in the way */
  static guint host;
  g_autofree char *address = g_strdup_printf ("192.0.%u.%u", host / 250 % 250, host % 250);
  g_autofree char *whole = crowd_path (question->path);
  SokyCall *call = soky_call_new (question->method, whole, address, soky_clock_now_us ());

  host++;
  set_header (call, "idempotency-key", soky_random_hex (8));
  if (token != NULL)
    set_header (call, "authorization", g_strconcat ("Bearer ", token, NULL));
  if (question->version > 0)
    set_header (call, "if-match", soky_version_format (question->version));
  if (question->json != NULL) {
    set_header (call, "content-type", g_strdup ("application/json"));
    g_bytes_unref (call->body);
    call->body = g_bytes_new (question->json, strlen (question->json));
  }
  return call;
}

static Told *
tell (const SokyReply *reply)
{
  Told *told = g_new0 (Told, 1);
  gsize length = 0;
  const char *data = reply->body ? g_bytes_get_data (reply->body, &length) : NULL;

  told->status = reply->status;
  told->text = g_strndup (data ? data : "", length);
  g_autoptr (SokyProblem) problem =
      reply->status >= 400 ? soky_problem_from_json (told->text, -1) : NULL;
  told->code = g_strdup (problem ? problem->code : "");
  if (reply->etag != NULL)
    soky_version_parse (reply->etag, &told->version, NULL);
  return told;
}

Told *
crowd_ask_with (Crowd *self, const char *token, const Question *question)
{
  g_autoptr (SokyCall) call = make_call (token, question);
  g_auto (GStrv) parts = g_strsplit (question->path, "?", 2);
  g_autofree char *place = crowd_path (parts[0]);
  g_autoptr (GError) error = NULL;
  const SokyRoute *route = soky_router_find (place, call, &error);
  g_autoptr (SokyReply) reply = NULL;

  if (parts[1] != NULL)
    set_query (call, parts[1]);
  /* the bytes of an upload come after the question whether they may */
  if (route != NULL && (route->flags & SOKY_ROUTE_UPLOAD)) {
    set_header (call, "soky-base", g_strdup ("length=0"));
    if (route->may_upload (self->service, call, &error))
      reply = soky_reply_new ();
  } else if (route != NULL) {
    reply = soky_dispatch (self->service, route, call);
  }
  if (reply == NULL)
    reply = soky_dispatch_refuse (self->service, route, call, error);
  return tell (reply);
}

SokySecret *
crowd_sign_in (Crowd *self, guint who)
{
  g_autoptr (SokyTransaction) tx = begin (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyPerson) person = soky_store_get_person (tx, self->ids[who], &error);
  const SokyOrigin origin = {person, "192.0.2.1", soky_clock_now_us ()};
  g_autoptr (SokySecret) token = NULL;
  g_autoptr (SokySessionRecord) session = soky_sessions_start (tx, &origin, 1, &token, &error);

  g_assert_no_error (error);
  g_assert_true (soky_transaction_commit (tx, &error));
  return g_steal_pointer (&token);
}

static void
sign_out (Crowd *self, guint who)
{
  g_autoptr (SokyTransaction) tx = begin (self);

  g_assert_true (soky_store_end_sessions (tx, self->ids[who], NULL));
  g_assert_true (soky_transaction_commit (tx, NULL));
}

Told *
crowd_ask (Crowd *self, guint who, const Question *question)
{
  g_autoptr (SokySecret) token = self->ids[who] ? crowd_sign_in (self, who) : NULL;
  Told *told = crowd_ask_with (self, token ? soky_secret_peek (token) : NULL, question);

  if (token != NULL)
    sign_out (self, who);
  return told;
}

void
told_assert (const Told *told, guint status, const char *code)
{
  if (told->status != status || (code != NULL && !g_str_equal (told->code, code)))
    g_error ("expected %u %s, got %u: %s", status, code ? code : "", told->status, told->text);
}

Told *
crowd_expect (Crowd *self, guint who, const Question *question, guint status, const char *code)
{
  Told *told = crowd_ask (self, who, question);

  told_assert (told, status, code);
  return told;
}

static char *
text_of (GBytes *bytes)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (bytes, &length);
  return g_strndup (data, length);
}

Told *
crowd_enter (Crowd *self, const char *login, const char *password, const SokyProof *proof)
{
  g_autoptr (SokySecret) secret = soky_secret_new (password, -1);
  g_autoptr (GBytes) bytes = soky_login_to_json (login, secret, proof);
  g_autofree char *json = text_of (bytes);

  return crowd_ask_with (self, NULL, QUESTION ("POST", "/session", json, 0));
}

SokySecret *
crowd_reset (Crowd *self, guint who, const char *id)
{
  g_autofree char *path = g_strdup_printf ("/people/%s/password-reset", id);
  g_autoptr (Told) told = crowd_expect (self, who, QUESTION ("POST", path, NULL, 0), 200, NULL);
  SokySecret *password = soky_one_time_from_json (told->text, -1, NULL);

  g_assert_nonnull (password);
  return password;
}

void
told_free (Told *self)
{
  g_free (self->code);
  g_free (self->text);
  g_free (self);
}
