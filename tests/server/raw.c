/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "raw.h"

#include <string.h>

GIOStream *
raw_connect (FixtureServer *server, gboolean tls)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *ca = fixture_server_file (server, "server-ca.pem");
  g_autoptr (GSocketConnection) connection =
      g_socket_client_connect_to_uri (client, fixture_server_get_url (server), 443, NULL, &error);
  g_assert_no_error (error);
  if (!tls)
    return G_IO_STREAM (g_steal_pointer (&connection));

  g_autoptr (GSocketConnectable) identity =
      g_network_address_parse_uri (fixture_server_get_url (server), 443, &error);
  GIOStream *stream = g_tls_client_connection_new (G_IO_STREAM (connection), identity, &error);
  g_assert_no_error (error);
  g_autoptr (GTlsDatabase) anchors = g_tls_file_database_new (ca, &error);
  g_assert_no_error (error);
  g_tls_connection_set_database (G_TLS_CONNECTION (stream), anchors);
  g_tls_connection_set_require_close_notify (G_TLS_CONNECTION (stream), FALSE);
  return stream;
}

gboolean
raw_write (GIOStream *stream, const void *data, gsize length)
{
  return g_output_stream_write_all (g_io_stream_get_output_stream (stream), data, length, NULL,
                                    NULL, NULL);
}

void
raw_end (GIOStream *stream)
{
  g_autoptr (GIOStream) base = NULL;

  g_object_get (stream, "base-io-stream", &base, NULL);
  g_socket_shutdown (g_socket_connection_get_socket (G_SOCKET_CONNECTION (base)), FALSE, TRUE,
                     NULL);
}

char *
raw_read_all (GIOStream *stream)
{
  GString *text = g_string_new (NULL);
  char run[4096];
  gssize got;

  while ((got = g_input_stream_read (g_io_stream_get_input_stream (stream), run, sizeof run, NULL,
                                     NULL)) > 0)
    g_string_append_len (text, run, got);
  return g_string_free (text, FALSE);
}

static gboolean
read_byte (GIOStream *stream, GString *text)
{
  char byte;
  if (g_input_stream_read (g_io_stream_get_input_stream (stream), &byte, 1, NULL, NULL) != 1)
    return FALSE;
  g_string_append_c (text, byte);
  return TRUE;
}

char *
raw_read_answer (GIOStream *stream)
{
  g_autoptr (GString) text = g_string_new (NULL);

  while (strstr (text->str, "\r\n\r\n") == NULL) {
    if (!read_byte (stream, text))
      return NULL;
  }
  const char *header = strstr (text->str, "Content-Length: ");
  guint64 length = header ? g_ascii_strtoull (header + strlen ("Content-Length: "), NULL, 10) : 0;
  while (length-- > 0) {
    if (!read_byte (stream, text))
      return NULL;
  }
  return g_strdup (text->str);
}

char *
raw_exchange (FixtureServer *server, const char *text)
{
  g_autoptr (GIOStream) stream = raw_connect (server, TRUE);
  raw_write (stream, text, strlen (text));
  return raw_read_all (stream);
}

guint
raw_get_status (const char *answer)
{
  if (answer == NULL || !g_str_has_prefix (answer, "HTTP/1."))
    return 0;
  return (guint) g_ascii_strtoull (answer + strlen ("HTTP/1.1 "), NULL, 10);
}
