/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "client/book-requests.h"

#include "wire/headers.h"

char *
soky_book_request_path (const char *id, const char *rest)
{
  g_autofree char *encoded = g_uri_escape_string (id, NULL, FALSE);
  return g_strconcat ("/books/", encoded, rest, NULL);
}

static SokyRequest *
change (const char *method, const char *id, guint64 version, const char *rest)
{
  g_autofree char *path = soky_book_request_path (id, rest);
  g_autofree char *match = soky_version_format (version);
  SokyRequest *request = soky_request_new (method, path);

  soky_request_set_header (request, "If-Match", match);
  return request;
}

SokyRequest *
soky_book_request_create (const char *body)
{
  SokyRequest *request = soky_request_new ("POST", "/books");
  soky_request_set_json (request, g_strdup (body));
  return request;
}

SokyRequest *
soky_book_request_act (const char *id, guint64 version, const char *body)
{
  SokyRequest *request = change ("POST", id, version, "/actions");
  soky_request_set_json (request, g_strdup (body));
  return request;
}

SokyRequest *
soky_book_request_sign (const char *id, guint64 version, const char *path, const char *base_sha256,
                        goffset base_length, gboolean auto_publish)
{
  g_autofree char *base = soky_base_format (base_sha256, base_length);
  SokyRequest *request = change ("POST", id, version, "/revisions");

  soky_request_set_header (request, SOKY_HEADER_BASE, base);
  if (auto_publish)
    soky_request_set_header (request, SOKY_HEADER_AUTO_PUBLISH, "1");
  request->content_type = g_strdup ("application/pdf");
  request->body_file = g_strdup (path);
  request->body_offset = base_length;
  return request;
}

void
soky_book_request_set_numbering (SokyRequest *request, const SokyNumbering *numbering)
{
  g_autofree char *text = soky_numbering_format (numbering);

  if (numbering->number > 0)
    soky_request_set_header (request, SOKY_HEADER_NUMBER, text);
}

SokyRequest *
soky_book_request_attach (const char *id, guint64 version, const char *path)
{
  return soky_book_request_sign (id, version, path, "", 0, FALSE);
}

SokyRequest *
soky_book_request_delete (const char *id, guint64 version)
{
  return change ("DELETE", id, version, NULL);
}
