/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/page/form-data.h"

#include "wire/error.h"

#include <string.h>

#define MOST_HEAD 8192
#define MOST_BOUNDARY 70
#define END_OF_HEAD "\r\n\r\n"

typedef enum {
  PREAMBLE, /* up to the first boundary */
  BORDER,   /* after a boundary: "--" is the end, a line end begins a part */
  HEAD,
  FILE_BODY,
  OTHER_BODY,
  END,
} State;

struct _SokyFormData {
  char *field;
  char *boundary; /* "\r\n--…" */
  SokyFormSink sink;
  gpointer user_data;
  State state;
  GByteArray *held; /* what cannot be decided yet */
  gboolean found;
  gboolean complete;
};

/* The value of a parameter of a header, without its quotes: name="x"; nullable. */
static char *
get_parameter (const char *header, const char *name)
{
  g_autofree char *pattern =
      g_strconcat ("(?:^|[;\\s])", name, "=(?:\"([^\"]*)\"|([^;\\s\"]+))", NULL);
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_CASELESS | G_REGEX_RAW, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  if (!g_regex_match (regex, header, 0, &match))
    return NULL;
  g_autofree char *quoted = g_match_info_fetch (match, 1);
  return quoted != NULL && *quoted != '\0' ? g_steal_pointer (&quoted)
                                           : g_match_info_fetch (match, 2);
}

SokyFormData *
soky_form_data_new (const char *content_type, const char *field, SokyFormSink sink,
                    gpointer user_data)
{
  g_autofree char *boundary = NULL;

  if (content_type == NULL || g_ascii_strncasecmp (content_type, "multipart/form-data",
                                                   strlen ("multipart/form-data")) != 0)
    return NULL;
  boundary = get_parameter (content_type, "boundary");
  if (boundary == NULL || *boundary == '\0' || strlen (boundary) > MOST_BOUNDARY)
    return NULL;
  SokyFormData *self = g_new0 (SokyFormData, 1);
  self->field = g_strdup (field);
  self->boundary = g_strconcat ("\r\n--", boundary, NULL);
  self->sink = sink;
  self->user_data = user_data;
  /* the first boundary has no line end before it */
  self->held = g_byte_array_new ();
  g_byte_array_append (self->held, (const guint8 *) "\r\n", 2);
  return self;
}

void
soky_form_data_free (SokyFormData *self)
{
  if (self == NULL)
    return;
  g_free (self->field);
  g_free (self->boundary);
  g_byte_array_unref (self->held);
  g_free (self);
}

static const guint8 *
find (const GByteArray *held, const char *text)
{
  return memmem (held->data, held->len, text, strlen (text));
}

static void
drop (SokyFormData *self, gsize length)
{
  g_byte_array_remove_range (self->held, 0, (guint) length);
}

/* Hands on the first @length of what is held, where it is of the file. */
static gboolean
pass (SokyFormData *self, gsize length, GError **error)
{
  if (self->state == FILE_BODY && length > 0 &&
      !self->sink (self->user_data, self->held->data, length, error))
    return FALSE;
  drop (self, length);
  return TRUE;
}

/* Up to the next boundary, as far as it has come. FALSE with @error, or when more is needed. */
static gboolean
read_body (SokyFormData *self, GError **error)
{
  const guint8 *boundary = find (self->held, self->boundary);
  gsize kept = strlen (self->boundary) - 1;

  if (boundary == NULL) {
    if (self->held->len > kept)
      pass (self, self->held->len - kept, error);
    return FALSE;
  }
  if (!pass (self, (gsize) (boundary - self->held->data), error))
    return FALSE;
  drop (self, strlen (self->boundary));
  self->complete = self->complete || self->state == FILE_BODY;
  self->state = BORDER;
  return TRUE;
}

static gboolean
read_border (SokyFormData *self, GError **error)
{
  if (self->held->len < 2)
    return FALSE;
  if (memcmp (self->held->data, "--", 2) == 0) {
    self->state = END;
    return TRUE;
  }
  if (memcmp (self->held->data, "\r\n", 2) != 0)
    return soky_wire_refuse (SOKY_WIRE_ERROR_MALFORMED, error);
  /* a part may have no head at all: the line end may be the first of the two that end it */
  self->state = HEAD;
  return TRUE;
}

/* Whether the head of a part names the field; only the first such part counts. */
static gboolean
is_wanted (SokyFormData *self, const char *head)
{
  g_auto (GStrv) lines = g_strsplit (head, "\r\n", 0);
  static const char name[] = "content-disposition:";

  for (char **line = lines; *line != NULL && !self->found; line++) {
    if (g_ascii_strncasecmp (*line, name, strlen (name)) != 0)
      continue;
    g_autofree char *field = get_parameter (*line + strlen (name), "name");
    self->found = g_strcmp0 (field, self->field) == 0;
    return self->found;
  }
  return FALSE;
}

static gboolean
read_head (SokyFormData *self, GError **error)
{
  const guint8 *end = find (self->held, END_OF_HEAD);

  if (end == NULL) {
    if (self->held->len > MOST_HEAD)
      return soky_wire_refuse (SOKY_WIRE_ERROR_MALFORMED, error);
    return FALSE;
  }
  gsize length = (gsize) (end - self->held->data);
  g_autofree char *head = g_strndup ((const char *) self->held->data, length);
  self->state = is_wanted (self, head) ? FILE_BODY : OTHER_BODY;
  drop (self, length + strlen (END_OF_HEAD));
  return TRUE;
}

static gboolean
step (SokyFormData *self, GError **error)
{
  switch (self->state) {
  case BORDER:
    return read_border (self, error);
  case HEAD:
    return read_head (self, error);
  case END:
    g_byte_array_set_size (self->held, 0);
    return FALSE;
  case PREAMBLE:
  case FILE_BODY:
  case OTHER_BODY:
  default:
    return read_body (self, error);
  }
}

gboolean
soky_form_data_add (SokyFormData *self, const void *data, gsize length, GError **error)
{
  g_autoptr (GError) problem = NULL;

  g_byte_array_append (self->held, data, (guint) length);
  while (step (self, &problem))
    continue;
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

gboolean
soky_form_data_is_complete (const SokyFormData *self)
{
  return self->complete;
}
