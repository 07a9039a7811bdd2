/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/problem.h"

#include "book/error.h"
#include "wire/json.h"

/* HTTP has its own words for some refusals of the rules. */
static guint
get_book_status (SokyBookError error)
{
  switch (error) {
  case SOKY_BOOK_ERROR_VERSION:
  case SOKY_BOOK_ERROR_HEAD_MOVED:
    return 412;
  case SOKY_BOOK_ERROR_NOT_OWNER:
  case SOKY_BOOK_ERROR_NOT_IN_ROUTE:
  case SOKY_BOOK_ERROR_NOT_PERMITTED:
  case SOKY_BOOK_ERROR_OWN_BOOK:
  case SOKY_BOOK_ERROR_OWN_RIGHTS:
    return 403;
  case SOKY_BOOK_ERROR_WRONG_STATE:
  case SOKY_BOOK_ERROR_NOT_YOUR_TURN:
  case SOKY_BOOK_ERROR_ALREADY_DECIDED:
  case SOKY_BOOK_ERROR_NO_FILE:
  case SOKY_BOOK_ERROR_RECALL_PENDING:
  case SOKY_BOOK_ERROR_NO_RECALL:
  case SOKY_BOOK_ERROR_HAS_DECISIONS:
  case SOKY_BOOK_ERROR_LOCKED:
  case SOKY_BOOK_ERROR_DELEGATION_OVERLAP:
  case SOKY_BOOK_ERROR_DELEGATION_ENDED:
  case SOKY_BOOK_ERROR_LAST_ADMIN:
  case SOKY_BOOK_ERROR_UNIT_IN_USE:
  case SOKY_BOOK_ERROR_UNIT_CLOSED:
  case SOKY_BOOK_ERROR_NUMBER_TAKEN:
    return 409;
  default:
    return 422;
  }
}

SokyProblem *
soky_problem_new (const char *code, const char *detail)
{
  SokyProblem *self = g_new0 (SokyProblem, 1);
  SokyBookError book_error;
  SokyWireError wire_error = SOKY_WIRE_ERROR_INTERNAL;

  if (soky_book_error_from_code (code, &book_error)) {
    self->status = get_book_status (book_error);
    self->code = g_strdup (code);
    self->title = g_strdup (soky_book_error_get_message (book_error));
  } else {
    soky_wire_error_from_code (code, &wire_error);
    self->status = soky_wire_error_get_status (wire_error);
    self->code = g_strdup (soky_wire_error_to_code (wire_error));
    self->title = g_strdup (soky_wire_error_get_message (wire_error));
  }
  self->detail = g_strdup (detail);
  return self;
}

SokyProblem *
soky_problem_new_for_error (const GError *error)
{
  const char *code = NULL;

  if (error->domain == SOKY_BOOK_ERROR)
    code = soky_book_error_to_code ((SokyBookError) error->code);
  else if (error->domain == SOKY_WIRE_ERROR)
    code = soky_wire_error_to_code ((SokyWireError) error->code);
  if (code == NULL)
    return soky_problem_new (soky_wire_error_to_code (SOKY_WIRE_ERROR_INTERNAL), NULL);

  g_autoptr (SokyProblem) self = soky_problem_new (code, NULL);
  if (!g_str_equal (self->title, error->message))
    self->detail = g_strdup (error->message);
  return g_steal_pointer (&self);
}

void
soky_problem_free (SokyProblem *self)
{
  g_free (self->code);
  g_free (self->title);
  g_free (self->detail);
  g_free (self->head_sha256);
  g_free (self);
}

void
soky_problem_set_head (SokyProblem *self, guint64 version, const char *sha256, goffset length)
{
  g_free (self->head_sha256);
  self->version = version;
  self->head_sha256 = g_strdup (sha256);
  self->head_length = length;
}

char *
soky_problem_to_json (const SokyProblem *self)
{
  JsonObject *object = json_object_new ();

  soky_json_set_text (object, "type", "about:blank");
  soky_json_set_text (object, "title", self->title);
  json_object_set_int_member (object, "status", self->status);
  soky_json_set_text (object, "code", self->code);
  soky_json_set_text (object, "detail", self->detail);
  if (self->version != 0)
    json_object_set_int_member (object, "version", (gint64) self->version);
  if (self->head_sha256 != NULL) {
    soky_json_set_text (object, "head_sha256", self->head_sha256);
    json_object_set_int_member (object, "head_length", self->head_length);
  }
  return soky_json_print (object);
}

SokyProblem *
soky_problem_from_json (const char *text, gssize length)
{
  g_autoptr (JsonNode) node = soky_json_parse (text, length, NULL);

  if (node == NULL)
    return NULL;
  g_autoptr (SokyProblem) self = g_new0 (SokyProblem, 1);
  SokyJson json = soky_json_read (node);
  self->status = (guint) soky_json_integer (&json, "status", 100, 599);
  self->code = soky_json_text (&json, "code", SOKY_JSON_MAX_TEXT);
  self->title = soky_json_text (&json, "title", SOKY_JSON_MAX_TEXT);
  self->detail = soky_json_text_or_null (&json, "detail", SOKY_JSON_MAX_TEXT);
  self->version = (guint64) soky_json_integer (&json, "version", 0, SOKY_JSON_MAX_INTEGER);
  self->head_sha256 = soky_json_sha256_or_null (&json, "head_sha256");
  self->head_length = soky_json_integer (&json, "head_length", 0, SOKY_JSON_MAX_INTEGER);
  return soky_json_finish (&json, NULL) ? g_steal_pointer (&self) : NULL;
}

GError *
soky_problem_to_error (const SokyProblem *self)
{
  SokyBookError book_error;
  SokyWireError wire_error;

  if (soky_book_error_from_code (self->code, &book_error))
    return g_error_new_literal (SOKY_BOOK_ERROR, (int) book_error,
                                soky_book_error_get_message (book_error));
  if (soky_wire_error_from_code (self->code, &wire_error))
    return g_error_new_literal (SOKY_WIRE_ERROR, (int) wire_error,
                                soky_wire_error_get_message (wire_error));
  return g_error_new_literal (SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_UNKNOWN,
                              self->detail != NULL ? self->detail : self->title);
}
