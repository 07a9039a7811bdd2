/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/token/message.h"

#include <string.h>

#define NUMBER_BYTES 8

static void
put_big_endian (guint8 *to, guint64 number, guint bytes)
{
  for (guint i = 0; i < bytes; i++)
    to[i] = (guint8) (number >> (8 * (bytes - 1 - i)));
}

static guint64
get_big_endian (const guint8 *from, guint bytes)
{
  guint64 number = 0;
  for (guint i = 0; i < bytes; i++)
    number = number << 8 | from[i];
  return number;
}

GByteArray *
soky_message_new (SokyMessageKind kind)
{
  const guint8 start[SOKY_MESSAGE_HEADER + 1] = {0, 0, 0, 0, (guint8) kind};
  return g_byte_array_append (g_byte_array_new (), start, sizeof start);
}

void
soky_message_put_number (GByteArray *message, guint64 number)
{
  guint8 bytes[NUMBER_BYTES];
  put_big_endian (bytes, number, NUMBER_BYTES);
  g_byte_array_append (message, bytes, NUMBER_BYTES);
}

void
soky_message_put_bytes (GByteArray *message, const void *data, gsize length)
{
  soky_message_put_number (message, length);
  if (length > 0)
    g_byte_array_append (message, data, (guint) length);
}

void
soky_message_put_gbytes (GByteArray *message, GBytes *bytes)
{
  soky_message_put_bytes (message, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

void
soky_message_put_text (GByteArray *message, const char *text)
{
  soky_message_put_bytes (message, text, text ? strlen (text) : 0);
}

gboolean
soky_message_finish (GByteArray *message)
{
  gsize length = message->len - SOKY_MESSAGE_HEADER;
  if (length > SOKY_MESSAGE_MAX)
    return FALSE;
  put_big_endian (message->data, length, SOKY_MESSAGE_HEADER);
  return TRUE;
}

gsize
soky_message_body_length (const guint8 header[SOKY_MESSAGE_HEADER])
{
  guint64 length = get_big_endian (header, SOKY_MESSAGE_HEADER);
  return length > SOKY_MESSAGE_MAX ? 0 : (gsize) length;
}

static const guint8 *
take (SokyMessageReader *reader, guint64 length)
{
  if (reader->bad || length > reader->left) {
    reader->bad = TRUE;
    return NULL;
  }
  const guint8 *at = reader->next;
  reader->next += length;
  reader->left -= (gsize) length;
  return at;
}

SokyMessageKind
soky_message_reader_start (SokyMessageReader *reader, const guint8 *body, gsize length)
{
  reader->next = body;
  reader->left = length;
  reader->bad = FALSE;
  const guint8 *kind = take (reader, 1);
  return kind ? (SokyMessageKind) *kind : 0;
}

guint64
soky_message_get_number (SokyMessageReader *reader)
{
  const guint8 *at = take (reader, NUMBER_BYTES);
  return at ? get_big_endian (at, NUMBER_BYTES) : 0;
}

gsize
soky_message_get_count (SokyMessageReader *reader, gsize least)
{
  guint64 count = soky_message_get_number (reader);
  if (count > reader->left / least)
    reader->bad = TRUE;
  return reader->bad ? 0 : (gsize) count;
}

GBytes *
soky_message_get_gbytes (SokyMessageReader *reader)
{
  guint64 length = soky_message_get_number (reader);
  const guint8 *at = take (reader, length);
  return g_bytes_new (at, at ? (gsize) length : 0);
}

char *
soky_message_clean_text (const guint8 *text, gsize length)
{
  char *clean = g_utf8_make_valid (length > 0 ? (const char *) text : "", (gssize) length);

  for (char *p = clean; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      *p = ' ';
  return g_strstrip (clean);
}

char *
soky_message_get_text (SokyMessageReader *reader)
{
  guint64 length = soky_message_get_number (reader);
  const guint8 *at = take (reader, length);
  return soky_message_clean_text (at, at ? (gsize) length : 0);
}

gboolean
soky_message_reader_ended (const SokyMessageReader *reader)
{
  return !reader->bad && reader->left == 0;
}
