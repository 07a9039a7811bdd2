/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/resources/resources.h"

#include "wire/book.h"
#include "wire/error.h"
#include "wire/headers.h"

void
soky_reply_set_book (SokyReply *reply, guint status, const SokyBook *book)
{
  soky_reply_set_json (reply, status, soky_wire_book_to_json (book));
  g_free (reply->etag);
  reply->etag = soky_version_format (book->version);
}

void
soky_reply_note_head (SokyReply *reply, const SokyBook *book)
{
  g_free (reply->head_sha256);
  reply->version = book->version;
  reply->head_sha256 = g_strdup (book->head_sha256);
  reply->head_length = book->head_length;
}

void
soky_reply_set_record (SokyReply *reply, guint status, char *json, guint64 version)
{
  soky_reply_set_json (reply, status, json);
  g_free (reply->etag);
  reply->etag = soky_version_format (version);
}

gboolean
soky_call_check_version (const SokyCall *call, SokyReply *reply, guint64 present, GError **error)
{
  guint64 version = 0;

  reply->version = present;
  return soky_version_parse (soky_call_get_header (call, "if-match"), &version, error) &&
         (version == present || soky_wire_refuse (SOKY_WIRE_ERROR_CHANGED, error));
}

gboolean
soky_call_parse_limit (const SokyCall *call, guint usual, guint most, guint *limit, GError **error)
{
  const char *text = soky_call_get_query (call, "limit");
  guint64 value = usual;

  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT, &value, NULL))
    return soky_wire_refuse (SOKY_WIRE_ERROR_INVALID_FIELD, error);
  *limit = (guint) MIN (value, most);
  return TRUE;
}

const char *
soky_call_get_text (const SokyCall *call, gssize *length)
{
  gsize size = 0;
  const char *text = g_bytes_get_data (call->body, &size);

  *length = (gssize) size;
  return text ? text : "";
}

void
soky_reply_set_csv (SokyReply *reply, GString *table)
{
  reply->status = 200;
  reply->content_type = "text/csv; charset=utf-8";
  g_clear_pointer (&reply->body, g_bytes_unref);
  reply->body = g_string_free_to_bytes (table);
}
