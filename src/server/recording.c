/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/recording.h"

#include "wire/line.h"

#include <string.h>

struct _SokyRecording {
  GOutputStream *file;
};

SokyRecording *
soky_recording_new (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileOutputStream) stream =
      g_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, error);
  if (stream == NULL)
    return NULL;

  SokyRecording *self = g_new0 (SokyRecording, 1);
  self->file = G_OUTPUT_STREAM (g_steal_pointer (&stream));
  return self;
}

void
soky_recording_free (SokyRecording *self)
{
  if (self == NULL)
    return;
  g_object_unref (self->file);
  g_free (self);
}

/* The body as text, where it is one. */
static void
add_body (SokyWireLine *line, const char *name, GBytes *body)
{
  gsize length = 0;
  const char *data = body ? g_bytes_get_data (body, &length) : NULL;
  g_autofree char *text = length > 0 ? g_strndup (data, length) : NULL;

  if (text != NULL && strlen (text) == length && g_utf8_validate (text, -1, NULL))
    soky_wire_line_add_text (line, name, text);
}

void
soky_recording_add (SokyRecording *self, const SokyCall *call, const char *route,
                    const SokyReply *reply)
{
  SokyWireLine *line = soky_wire_line_new ();

  soky_wire_line_add_text (line, "method", call->method);
  soky_wire_line_add_text (line, "route", route);
  soky_wire_line_add_pairs (line, "headers", call->headers);
  soky_wire_line_add_pairs (line, "query", call->query);
  add_body (line, "body", call->body);
  soky_wire_line_add_number (line, "status", reply->status);
  soky_wire_line_add_text (line, "type", reply->content_type);
  soky_wire_line_add_text (line, "etag", reply->etag);
  soky_wire_line_add_text (line, "location", reply->location);
  add_body (line, "answer", reply->body);
  g_autofree char *text = soky_wire_line_finish (line);
  g_autoptr (GError) error = NULL;
  if (!g_output_stream_write_all (self->file, text, strlen (text), NULL, NULL, &error))
    g_warning ("not recorded: %s", error->message);
}
