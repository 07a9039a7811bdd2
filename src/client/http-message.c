/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "client/http-message.h"

#include <string.h>

#define API "/api/v1"

static gboolean
attach_whole_file (SoupMessage *message, const SokyRequest *request, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (request->body_file);
  g_autoptr (GFileInputStream) input = g_file_read (file, NULL, error);
  g_autoptr (GFileInfo) info =
      input ? g_file_input_stream_query_info (input, G_FILE_ATTRIBUTE_STANDARD_SIZE, NULL, error)
            : NULL;

  if (info == NULL)
    return FALSE;
  soup_message_set_request_body (message, request->content_type, G_INPUT_STREAM (input),
                                 g_file_info_get_size (info));
  return TRUE;
}

/* The end of a file goes as memory: libsoup would begin at the start of a stream when it sends a
 * message again by itself. */
static gboolean
attach_rest_of_file (SoupMessage *message, const SokyRequest *request, GError **error)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (request->body_file, FALSE, error);
  if (file == NULL)
    return FALSE;

  g_autoptr (GBytes) whole = g_mapped_file_get_bytes (file);
  gsize size = g_bytes_get_size (whole);
  gsize offset = MIN ((gsize) request->body_offset, size);
  g_autoptr (GBytes) rest = g_bytes_new_from_bytes (whole, offset, size - offset);
  soup_message_set_request_body_from_bytes (message, request->content_type, rest);
  return TRUE;
}

static gboolean
attach_body (SoupMessage *message, const SokyRequest *request, GError **error)
{
  if (request->body_file != NULL)
    return request->body_offset > 0 ? attach_rest_of_file (message, request, error)
                                    : attach_whole_file (message, request, error);
  if (request->body != NULL)
    soup_message_set_request_body_from_bytes (message, request->content_type, request->body);
  return TRUE;
}

SoupMessage *
soky_http_message_new (const char *url, const SokyRequest *request, const SokySecret *token,
                       GError **error)
{
  g_autofree char *address = g_strconcat (url, API, request->path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (request->method, address);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  GHashTableIter iter;
  gpointer name, value;

  /* the bearer token is for this server alone; a write with a key may share a connection */
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  if (soky_request_is_keyed (request))
    soup_message_add_flags (message, SOUP_MESSAGE_IDEMPOTENT);
  g_hash_table_iter_init (&iter, request->headers);
  while (g_hash_table_iter_next (&iter, &name, &value))
    soup_message_headers_replace (headers, name, value);
  if (token != NULL) {
    g_autofree char *bearer = g_strconcat ("Bearer ", soky_secret_peek (token), NULL);
    soup_message_headers_replace (headers, "Authorization", bearer);
    soky_wipe (bearer, strlen (bearer));
  }
  return attach_body (message, request, error) ? g_steal_pointer (&message) : NULL;
}
