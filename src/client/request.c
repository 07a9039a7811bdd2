/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "client/request.h"

#include "base/hex.h"
#include "crypto/digest.h"
#include "wire/headers.h"

#include <glib/gstdio.h>
#include <string.h>

SokyRequest *
soky_request_new (const char *method, const char *path)
{
  g_return_val_if_fail (method != NULL && path != NULL && path[0] == '/', NULL);

  SokyRequest *self = g_new0 (SokyRequest, 1);
  self->method = g_strdup (method);
  self->path = g_strdup (path);
  self->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
soky_request_free (SokyRequest *self)
{
  if (self == NULL)
    return;
  g_free (self->method);
  g_free (self->path);
  g_hash_table_unref (self->headers);
  g_free (self->content_type);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->body_file);
  g_free (self->save_as);
  g_free (self);
}

void
soky_request_set_header (SokyRequest *self, const char *name, const char *value)
{
  g_return_if_fail (self != NULL);

  g_hash_table_replace (self->headers, g_strdup (name), g_strdup (value));
}

void
soky_request_set_json_bytes (SokyRequest *self, GBytes *json)
{
  g_return_if_fail (self != NULL && json != NULL);

  g_clear_pointer (&self->body, g_bytes_unref);
  self->body = json;
  g_free (self->content_type);
  self->content_type = g_strdup ("application/json");
}

void
soky_request_set_json (SokyRequest *self, char *json)
{
  soky_request_set_json_bytes (self, g_bytes_new_take (json, strlen (json)));
}

gboolean
soky_request_is_keyed (const SokyRequest *self)
{
  return !g_str_equal (self->method, "GET") && !g_str_equal (self->path, "/session") &&
         !g_str_has_prefix (self->path, "/session/") && !g_str_equal (self->path, "/challenges") &&
         !g_str_has_suffix (self->path, "/password-reset");
}

static void
add_text (SokyDigest *digest, const char *text)
{
  /* with its end, so that no two requests have the same bytes */
  soky_digest_update (digest, text ? text : "", text ? strlen (text) + 1 : 1);
}

/* A file is known by its place, size and time: the server compares the bytes themselves. */
static void
add_file (SokyDigest *digest, const SokyRequest *self)
{
  GStatBuf info = {0};
  gboolean there = self->body_file != NULL && g_stat (self->body_file, &info) == 0;
  const gint64 marks[] = {there ? info.st_size : 0, there ? (gint64) info.st_mtime : 0,
                          self->body_offset};

  add_text (digest, self->body_file);
  soky_digest_update (digest, marks, sizeof marks);
}

char *
soky_request_fingerprint (const SokyRequest *self)
{
  static const char *const headers[] = {"If-Match", SOKY_HEADER_BASE, SOKY_HEADER_AUTO_PUBLISH,
                                        SOKY_HEADER_NUMBER};
  g_autoptr (SokyDigest) digest = soky_digest_new (SOKY_HASH_SHA256);

  add_text (digest, self->method);
  add_text (digest, self->path);
  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    add_text (digest, g_hash_table_lookup (self->headers, headers[i]));
  add_file (digest, self);
  if (self->body != NULL)
    soky_digest_update (digest, g_bytes_get_data (self->body, NULL), g_bytes_get_size (self->body));
  g_autoptr (GBytes) hash = soky_digest_finish (digest);
  return soky_hex_encode (g_bytes_get_data (hash, NULL), g_bytes_get_size (hash));
}

void
soky_response_free (SokyResponse *self)
{
  if (self == NULL)
    return;
  g_free (self->etag);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}
