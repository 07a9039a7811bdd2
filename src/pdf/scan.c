/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/scan.h"

#include <string.h>

#define MAX_DEPTH 100

static gboolean scan_value (SokyScan *self, guint depth, SokyScanRefFunc func, gpointer user_data);

gboolean
soky_scan_is_space (guint8 byte)
{
  return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t' || byte == '\f' || byte == 0;
}

gboolean
soky_scan_is_delimiter (guint8 byte)
{
  return byte != 0 && strchr ("()<>[]{}/%", byte) != NULL;
}

static gboolean
is_regular (guint8 byte)
{
  return !soky_scan_is_space (byte) && !soky_scan_is_delimiter (byte);
}

static int
peek (const SokyScan *self, gsize ahead)
{
  return ahead < self->length - self->at ? self->data[self->at + ahead] : -1;
}

void
soky_scan_space (SokyScan *self)
{
  while (self->at < self->length) {
    guint8 byte = self->data[self->at];
    if (byte == '%') {
      while (self->at < self->length && self->data[self->at] != '\n' &&
             self->data[self->at] != '\r')
        self->at++;
    } else if (soky_scan_is_space (byte)) {
      self->at++;
    } else {
      return;
    }
  }
}

gboolean
soky_scan_word (SokyScan *self, const char *word)
{
  gsize length = strlen (word);
  if (length > self->length - self->at || memcmp (self->data + self->at, word, length) != 0)
    return FALSE;

  int next = peek (self, length);
  if (next >= 0 && is_regular ((guint8) next))
    return FALSE;
  self->at += length;
  return TRUE;
}

gboolean
soky_scan_line_end (SokyScan *self)
{
  if (peek (self, 0) == '\r')
    self->at++;
  if (peek (self, 0) != '\n')
    return FALSE;
  self->at++;
  return TRUE;
}

gboolean
soky_scan_unsigned (SokyScan *self, guint64 *value)
{
  guint64 sum = 0;
  gsize digits = 0;

  for (int byte = peek (self, 0); byte >= '0' && byte <= '9'; byte = peek (self, digits)) {
    if (++digits > 19)
      return FALSE;
    sum = sum * 10 + (guint64) (byte - '0');
  }
  int next = peek (self, digits);
  if (digits == 0 || (next >= 0 && is_regular ((guint8) next)))
    return FALSE;
  self->at += digits;
  *value = sum;
  return TRUE;
}

gboolean
soky_scan_object_head (SokyScan *self, const char *word, guint *number, guint *generation)
{
  SokyScan ahead = *self;
  guint64 first = 0, second = 0;

  if (!soky_scan_unsigned (&ahead, &first))
    return FALSE;
  soky_scan_space (&ahead);
  if (!soky_scan_unsigned (&ahead, &second))
    return FALSE;
  soky_scan_space (&ahead);
  if (!soky_scan_word (&ahead, word) || first > G_MAXINT || second > 65535)
    return FALSE;
  *number = (guint) first;
  *generation = (guint) second;
  *self = ahead;
  return TRUE;
}

static gboolean
scan_string (SokyScan *self)
{
  guint open = 0;

  for (; self->at < self->length; self->at++) {
    guint8 byte = self->data[self->at];
    if (byte == '\\')
      self->at++;
    else if (byte == '(')
      open++;
    else if (byte == ')' && --open == 0) {
      self->at++;
      return TRUE;
    }
  }
  self->at = self->length;
  return FALSE;
}

static gboolean
scan_hex (SokyScan *self)
{
  for (self->at++; self->at < self->length; self->at++) {
    guint8 byte = self->data[self->at];
    if (byte == '>') {
      self->at++;
      return TRUE;
    }
    if (!g_ascii_isxdigit (byte) && !soky_scan_is_space (byte))
      return FALSE;
  }
  return FALSE;
}

static gboolean
scan_regular (SokyScan *self)
{
  gsize start = self->at;
  while (self->at < self->length && is_regular (self->data[self->at]))
    self->at++;
  return self->at > start;
}

static gboolean
scan_array (SokyScan *self, guint depth, SokyScanRefFunc func, gpointer user_data)
{
  self->at++;
  for (;;) {
    soky_scan_space (self);
    if (peek (self, 0) == ']') {
      self->at++;
      return TRUE;
    }
    if (!scan_value (self, depth + 1, func, user_data))
      return FALSE;
  }
}

static gboolean
scan_dictionary (SokyScan *self, guint depth, SokyScanRefFunc func, gpointer user_data)
{
  self->at += 2;
  for (;;) {
    soky_scan_space (self);
    if (peek (self, 0) == '>' && peek (self, 1) == '>') {
      self->at += 2;
      return TRUE;
    }
    if (peek (self, 0) != '/')
      return FALSE;
    self->at++;
    scan_regular (self);
    soky_scan_space (self);
    if (!scan_value (self, depth + 1, func, user_data))
      return FALSE;
  }
}

static gboolean
scan_value (SokyScan *self, guint depth, SokyScanRefFunc func, gpointer user_data)
{
  guint number = 0, generation = 0;
  int byte = peek (self, 0);

  if (depth > MAX_DEPTH)
    return FALSE;
  if (byte == '(')
    return scan_string (self);
  if (byte == '[')
    return scan_array (self, depth, func, user_data);
  if (byte == '<')
    return peek (self, 1) == '<' ? scan_dictionary (self, depth, func, user_data) : scan_hex (self);
  if (byte == '/') {
    self->at++;
    scan_regular (self);
    return TRUE;
  }
  if (byte >= '0' && byte <= '9' && soky_scan_object_head (self, "R", &number, &generation)) {
    if (func != NULL)
      func (number, generation, user_data);
    return TRUE;
  }
  return scan_regular (self);
}

gboolean
soky_scan_object (SokyScan *self, SokyScanRefFunc func, gpointer user_data)
{
  soky_scan_space (self);
  return scan_value (self, 0, func, user_data);
}

/* A name without its slash, #xx resolved; NULL when it hides a NUL or is badly written. */
static char *
dup_name (const SokyScan *self, gsize start, gsize end)
{
  g_autoptr (GString) name = g_string_new (NULL);

  for (gsize i = start; i < end; i++) {
    char byte = (char) self->data[i];
    if (byte == '#') {
      if (end - i < 3 || !g_ascii_isxdigit (self->data[i + 1]) ||
          !g_ascii_isxdigit (self->data[i + 2]))
        return NULL;
      byte = (char) (g_ascii_xdigit_value ((char) self->data[i + 1]) * 16 +
                     g_ascii_xdigit_value ((char) self->data[i + 2]));
      i += 2;
    }
    if (byte == '\0')
      return NULL;
    g_string_append_c (name, byte);
  }
  return g_string_free (g_steal_pointer (&name), FALSE);
}

static gboolean
take_pair (SokyScan *self, GHashTable *dictionary)
{
  gsize start = ++self->at;
  scan_regular (self);
  g_autofree char *key = dup_name (self, start, self->at);
  soky_scan_space (self);
  SokySpan span = {.start = self->at};
  if (key == NULL || !scan_value (self, 1, NULL, NULL))
    return FALSE;
  span.end = self->at;
  return g_hash_table_insert (dictionary, g_steal_pointer (&key), g_memdup2 (&span, sizeof span));
}

GHashTable *
soky_scan_dictionary (SokyScan *self)
{
  g_autoptr (GHashTable) dictionary =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  if (peek (self, 0) != '<' || peek (self, 1) != '<')
    return NULL;
  self->at += 2;
  for (;;) {
    soky_scan_space (self);
    if (peek (self, 0) == '>' && peek (self, 1) == '>') {
      self->at += 2;
      return g_steal_pointer (&dictionary);
    }
    if (peek (self, 0) != '/' || !take_pair (self, dictionary))
      return NULL;
  }
}

gboolean
soky_scan_value (const SokyScan *self, GHashTable *dictionary, const char *key, SokyScan *value)
{
  const SokySpan *span = g_hash_table_lookup (dictionary, key);
  if (span == NULL)
    return FALSE;
  *value = (SokyScan){self->data, span->end, span->start};
  return TRUE;
}

gboolean
soky_scan_value_unsigned (const SokyScan *self, GHashTable *dictionary, const char *key,
                          guint64 *number)
{
  SokyScan value;
  return soky_scan_value (self, dictionary, key, &value) && soky_scan_unsigned (&value, number) &&
         value.at == value.length;
}
