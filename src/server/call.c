/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/call.h"

#include "server/failure.h"
#include "server/log.h"
#include "wire/problem.h"

#include <string.h>

SokyCall *
soky_call_new (const char *method, const char *path, const char *address, gint64 now_us)
{
  SokyCall *self = g_new0 (SokyCall, 1);
  self->method = g_strdup (method);
  self->path = g_strdup (path);
  self->address = g_strdup (address);
  self->now_us = now_us;
  self->query = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->body = g_bytes_new (NULL, 0);
  return self;
}

void
soky_call_free (SokyCall *self)
{
  if (self == NULL)
    return;
  g_free (self->method);
  g_free (self->path);
  g_free (self->id);
  g_free (self->code);
  g_free (self->address);
  g_hash_table_unref (self->query);
  g_hash_table_unref (self->headers);
  g_bytes_unref (self->body);
  g_clear_pointer (&self->form, soky_form_data_free);
  g_clear_pointer (&self->upload, soky_upload_free);
  g_clear_pointer (&self->person, soky_person_unref);
  g_clear_pointer (&self->session, soky_session_record_free);
  g_free (self);
}

const char *
soky_call_get_header (const SokyCall *self, const char *name)
{
  return g_hash_table_lookup (self->headers, name);
}

const char *
soky_call_get_query (const SokyCall *self, const char *name)
{
  return g_hash_table_lookup (self->query, name);
}

SokyOrigin
soky_call_get_origin (const SokyCall *self)
{
  return (SokyOrigin){self->person, self->address, self->now_us};
}

SokyReply *
soky_reply_new (void)
{
  SokyReply *self = g_new0 (SokyReply, 1);
  self->status = 204;
  return self;
}

static void
clear (SokyReply *self)
{
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->packed, g_bytes_unref);
  g_clear_pointer (&self->etag, g_free);
  g_clear_pointer (&self->location, g_free);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
}

void
soky_reply_free (SokyReply *self)
{
  if (self == NULL)
    return;
  clear (self);
  g_free (self->head_sha256);
  g_free (self);
}

void
soky_reply_set_json (SokyReply *self, guint status, char *json)
{
  g_clear_pointer (&self->body, g_bytes_unref);
  self->status = status;
  self->content_type = "application/json";
  self->body = g_bytes_new_take (json, strlen (json));
}

void
soky_reply_set_error (SokyReply *self, const GError *error)
{
  g_autoptr (GError) plain = soky_server_failure_for_client (error);
  g_autoptr (SokyProblem) problem = soky_problem_new_for_error (plain);
  if (problem->status == 412)
    soky_problem_set_head (problem, self->version, self->head_sha256, self->head_length);
  char *json = soky_problem_to_json (problem);

  /* the words of an unexpected error are for the log alone */
  if (problem->status >= 500)
    soky_log ("error", "domain", g_quark_to_string (error->domain), "text", error->message, NULL);
  clear (self);
  soky_reply_set_json (self, problem->status, json);
  self->content_type = SOKY_PROBLEM_MEDIA_TYPE;
}
