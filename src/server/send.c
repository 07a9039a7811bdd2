/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/send.h"

#include "base/input.h"

#define PIECE (256 * 1024)

static void
set_number (SoupMessageHeaders *headers, const char *name, guint number)
{
  g_autofree char *text = g_strdup_printf ("%u", number);
  soup_message_headers_replace (headers, name, text);
}

static void
set_ranges (SoupMessageHeaders *headers, const SokyReply *reply)
{
  g_autofree char *range = NULL;

  if (reply->accepts_ranges)
    soup_message_headers_replace (headers, "Accept-Ranges", "bytes");
  if (reply->status == 206)
    range = g_strdup_printf ("bytes %" G_GOFFSET_FORMAT "-%" G_GOFFSET_FORMAT "/%" G_GOFFSET_FORMAT,
                             reply->from, reply->to - 1, reply->size);
  else if (reply->status == 416)
    range = g_strdup_printf ("bytes */%" G_GOFFSET_FORMAT, reply->size);
  if (range != NULL)
    soup_message_headers_replace (headers, "Content-Range", range);
}

/* What a page may do in a browser: nothing but be read, and send its form here. */
static void
set_page_headers (SoupMessageHeaders *headers, const SokyReply *reply)
{
  soup_message_headers_replace (headers, "Content-Language", reply->page_language);
  soup_message_headers_replace (headers, "Vary", "Accept-Language");
  soup_message_headers_replace (headers, "Content-Security-Policy", reply->page_policy);
  soup_message_headers_replace (headers, "X-Frame-Options", "DENY");
  soup_message_headers_replace (headers, "Referrer-Policy", "no-referrer");
  soup_message_headers_replace (headers, "Cross-Origin-Opener-Policy", "same-origin");
  soup_message_headers_replace (headers, "Cross-Origin-Resource-Policy", "same-origin");
  soup_message_headers_replace (headers, "Permissions-Policy",
                                "camera=(), geolocation=(), microphone=()");
}

static void
set_headers (SoupMessageHeaders *headers, const SokyReply *reply, gboolean last)
{
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  if (reply->content_type != NULL)
    soup_message_headers_replace (headers, "Content-Type", reply->content_type);
  if (reply->packed != NULL) {
    soup_message_headers_replace (headers, "Content-Encoding", "gzip");
    soup_message_headers_replace (headers, "Vary", "Accept-Encoding");
  }
  if (reply->etag != NULL)
    soup_message_headers_replace (headers, "ETag", reply->etag);
  if (reply->location != NULL)
    soup_message_headers_replace (headers, "Location", reply->location);
  if (reply->retry_after != 0)
    set_number (headers, "Retry-After", reply->retry_after);
  if (reply->status == 401)
    soup_message_headers_replace (headers, "WWW-Authenticate", "Bearer");
  if (last)
    soup_message_headers_replace (headers, "Connection", "close");
  set_ranges (headers, reply);
  if (reply->page_language != NULL)
    set_page_headers (headers, reply);
}

/* The piece of the file at @offset: memory of the mapped blob, without a copy. */
static GBytes *
get_piece (GPtrArray *parts, goffset offset, goffset to)
{
  goffset start = 0;

  for (guint i = 0; i < parts->len; i++) {
    SokyInput *part = parts->pdata[i];
    goffset size = soky_input_get_size (part);
    if (offset < start + size) {
      goffset length = MIN (MIN (start + size, to) - offset, PIECE);
      const guint8 *data = soky_input_peek (part) + (offset - start);
      return g_bytes_new_with_free_func (data, (gsize) length, (GDestroyNotify) soky_input_unref,
                                         soky_input_ref (part));
    }
    start += size;
  }
  return NULL;
}

void
soky_send_more (SoupServerMessage *message, SokyReply *reply)
{
  if (reply->parts == NULL || reply->from >= reply->to)
    return;
  g_autoptr (GBytes) piece = get_piece (reply->parts, reply->from, reply->to);
  if (piece == NULL)
    return;
  reply->from += (goffset) g_bytes_get_size (piece);
  soup_message_body_append_bytes (soup_server_message_get_response_body (message), piece);
}

void
soky_send (SoupServerMessage *message, SokyReply *reply, gboolean last)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  SoupMessageBody *body = soup_server_message_get_response_body (message);

  soup_server_message_set_status (message, reply->status, NULL);
  set_headers (headers, reply, last);
  /* libsoup would answer ranges of JSON by itself otherwise */
  soup_message_body_set_accumulate (body, FALSE);
  if (reply->parts != NULL) {
    soup_message_headers_set_content_length (headers, reply->to - reply->from);
    soky_send_more (message, reply);
  } else if (reply->body != NULL) {
    GBytes *bytes = reply->packed ? reply->packed : reply->body;
    soup_message_headers_set_content_length (headers, (goffset) g_bytes_get_size (bytes));
    soup_message_body_append_bytes (body, bytes);
  }
}
