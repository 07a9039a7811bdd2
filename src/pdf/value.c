/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/value.h"

#include <math.h>
#include <string.h>

#define MAX_DEPTH 200

typedef enum {
  TOKEN_END,
  TOKEN_SCALAR,
  TOKEN_REFERENCE,
  TOKEN_ARRAY,
  TOKEN_ARRAY_END,
  TOKEN_DICTIONARY,
  TOKEN_DICTIONARY_END,
  TOKEN_BAD,
} TokenKind;

typedef struct {
  TokenKind kind;
  const char *start;
  const char *end;
  int number;
  int generation;
} Token;

static const char *
skip_blanks (const char *p)
{
  while (g_ascii_isspace (*p))
    p++;
  return p;
}

/* Past the end of a literal string that begins at @p, or NULL. */
static const char *
skip_string (const char *p)
{
  int depth = 0;
  for (; *p != '\0'; p++) {
    if (*p == '\\' && p[1] != '\0')
      p++;
    else if (*p == '(')
      depth++;
    else if (*p == ')' && --depth == 0)
      return p + 1;
  }
  return NULL;
}

static const char *
skip_regular (const char *p)
{
  while (*p != '\0' && !g_ascii_isspace (*p) && strchr ("()<>[]{}/%", *p) == NULL)
    p++;
  return p;
}

/* "12 0 R" at @p; returns its end, or NULL. */
static const char *
read_reference (const char *p, int *number, int *generation)
{
  char *end = NULL;
  if (!g_ascii_isdigit (*p))
    return NULL;
  guint64 first = g_ascii_strtoull (p, &end, 10);
  if (*end != ' ' || !g_ascii_isdigit (end[1]))
    return NULL;
  guint64 second = g_ascii_strtoull (end + 1, &end, 10);
  if (end[0] != ' ' || end[1] != 'R' || g_ascii_isalnum (end[2]))
    return NULL;
  if (first > G_MAXINT || second > G_MAXUINT16)
    return NULL;
  *number = (int) first;
  *generation = (int) second;
  return end + 2;
}

static void
read_plain (Token *token, const char *p)
{
  token->end = read_reference (p, &token->number, &token->generation);
  if (token->end != NULL) {
    token->kind = TOKEN_REFERENCE;
    return;
  }
  token->end = skip_regular (*p == '/' ? p + 1 : p);
  token->kind = token->end > p ? TOKEN_SCALAR : TOKEN_BAD;
}

static void
read_bracket (Token *token, const char *p)
{
  gboolean twice = p[1] == p[0];
  token->end = p + 1;
  if (*p == '[' || *p == ']') {
    token->kind = *p == '[' ? TOKEN_ARRAY : TOKEN_ARRAY_END;
  } else if (twice) {
    token->kind = *p == '<' ? TOKEN_DICTIONARY : TOKEN_DICTIONARY_END;
    token->end = p + 2;
  } else {
    const char *close = *p == '<' ? strchr (p, '>') : NULL;
    token->kind = close != NULL ? TOKEN_SCALAR : TOKEN_BAD;
    token->end = close != NULL ? close + 1 : p;
  }
}

static Token
next_token (const char **p)
{
  Token token = {TOKEN_END, NULL, NULL, 0, 0};
  const char *at = token.start = skip_blanks (*p);
  token.end = at;
  if (*at == '\0')
    return token;
  if (*at == '(') {
    token.end = skip_string (at);
    token.kind = token.end != NULL ? TOKEN_SCALAR : TOKEN_BAD;
  } else if (strchr ("[]<>", *at) != NULL) {
    read_bracket (&token, at);
  } else {
    read_plain (&token, at);
  }
  if (token.kind == TOKEN_BAD)
    token.end = at + strlen (at);
  *p = token.end;
  return token;
}

static SokyValue *
new_value (SokyValueKind kind, const Token *token)
{
  SokyValue *self = g_new0 (SokyValue, 1);
  self->kind = kind;
  self->text = token->start;
  self->length = (gsize) (token->end - token->start);
  self->number = token->number;
  self->generation = token->generation;
  if (kind == SOKY_VALUE_ARRAY || kind == SOKY_VALUE_DICTIONARY)
    self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_value_free);
  if (kind == SOKY_VALUE_DICTIONARY)
    self->keys = g_ptr_array_new_with_free_func (g_free);
  return self;
}

static SokyValue *parse_one (const char **p, const Token *token, guint depth);

/* Fills an array or dictionary up to its end. */
static gboolean
parse_items (SokyValue *self, const char **p, guint depth)
{
  TokenKind closing = self->kind == SOKY_VALUE_ARRAY ? TOKEN_ARRAY_END : TOKEN_DICTIONARY_END;
  for (;;) {
    Token token = next_token (p);
    if (token.kind == closing) {
      self->length = (gsize) (token.end - self->text);
      return TRUE;
    }
    if (self->kind == SOKY_VALUE_DICTIONARY) {
      if (token.kind != TOKEN_SCALAR || *token.start != '/')
        return FALSE;
      g_ptr_array_add (self->keys, g_strndup (token.start, (gsize) (token.end - token.start)));
      token = next_token (p);
    }
    SokyValue *item = parse_one (p, &token, depth + 1);
    if (item == NULL)
      return FALSE;
    g_ptr_array_add (self->items, item);
  }
}

static SokyValue *
parse_one (const char **p, const Token *token, guint depth)
{
  if (token->kind == TOKEN_SCALAR)
    return new_value (SOKY_VALUE_SCALAR, token);
  if (token->kind == TOKEN_REFERENCE)
    return new_value (SOKY_VALUE_REFERENCE, token);
  if (depth > MAX_DEPTH || (token->kind != TOKEN_ARRAY && token->kind != TOKEN_DICTIONARY))
    return NULL;
  g_autoptr (SokyValue) self =
      new_value (token->kind == TOKEN_ARRAY ? SOKY_VALUE_ARRAY : SOKY_VALUE_DICTIONARY, token);
  return parse_items (self, p, depth) ? g_steal_pointer (&self) : NULL;
}

SokyValue *
soky_value_parse (const char *text)
{
  g_autofree char *copy = g_strdup (text);
  const char *p = copy;
  Token token = next_token (&p);
  g_autoptr (SokyValue) self = parse_one (&p, &token, 0);
  if (self == NULL || *skip_blanks (p) != '\0')
    return NULL;
  self->owned = g_steal_pointer (&copy);
  return g_steal_pointer (&self);
}

void
soky_value_free (SokyValue *self)
{
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->keys, g_ptr_array_unref);
  g_free (self->owned);
  g_free (self);
}

gboolean
soky_value_foreach_reference (const char *text, SokyValueRefFunc func, gpointer user_data)
{
  const char *p = text;
  for (;;) {
    Token token = next_token (&p);
    if (token.kind == TOKEN_END || token.kind == TOKEN_BAD)
      return token.kind == TOKEN_END;
    if (token.kind == TOKEN_REFERENCE)
      func (token.number, token.generation, user_data);
  }
}

static gboolean
is_number (const Token *token)
{
  return token->kind == TOKEN_SCALAR &&
         (g_ascii_isdigit (*token->start) || strchr ("+-.", *token->start) != NULL);
}

static double
number_of (const Token *token)
{
  g_autofree char *text = g_strndup (token->start, (gsize) (token->end - token->start));
  return g_ascii_strtod (text, NULL);
}

static gboolean
tokens_equal (const Token *token, const Token *other)
{
  gsize length = (gsize) (token->end - token->start);
  if (token->kind != other->kind || token->kind == TOKEN_BAD)
    return FALSE;
  if (length == (gsize) (other->end - other->start) &&
      memcmp (token->start, other->start, length) == 0)
    return TRUE;
  return is_number (token) && is_number (other) && number_of (token) == number_of (other);
}

gboolean
soky_value_text_equal (const char *text, const char *other)
{
  if (g_str_equal (text, other))
    return TRUE;
  for (;;) {
    Token token = next_token (&text);
    Token against = next_token (&other);
    if (!tokens_equal (&token, &against))
      return FALSE;
    if (token.kind == TOKEN_END)
      return TRUE;
  }
}

const SokyValue *
soky_value_get (const SokyValue *self, const char *key)
{
  if (self == NULL || self->kind != SOKY_VALUE_DICTIONARY)
    return NULL;
  for (guint i = 0; i < self->keys->len; i++) {
    if (g_str_equal (self->keys->pdata[i], key))
      return self->items->pdata[i];
  }
  return NULL;
}

guint
soky_value_get_length (const SokyValue *self)
{
  return self == NULL || self->items == NULL ? 0 : self->items->len;
}

const SokyValue *
soky_value_get_item (const SokyValue *self, guint index)
{
  return index < soky_value_get_length (self) ? self->items->pdata[index] : NULL;
}

gboolean
soky_value_is (const SokyValue *self, const char *text)
{
  return self != NULL && self->length == strlen (text) &&
         memcmp (self->text, text, self->length) == 0;
}

gboolean
soky_value_equal (const SokyValue *self, const SokyValue *other)
{
  if (self == NULL || other == NULL)
    return self == other;
  g_autofree char *text = g_strndup (self->text, self->length);
  g_autofree char *against = g_strndup (other->text, other->length);
  return soky_value_text_equal (text, against);
}

gint64
soky_value_get_integer (const SokyValue *self, gint64 fallback)
{
  if (self == NULL || self->kind != SOKY_VALUE_SCALAR)
    return fallback;
  g_autofree char *text = g_strndup (self->text, self->length);
  gint64 value = 0;
  return g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &value, NULL) ? value
                                                                                   : fallback;
}

double
soky_value_get_number (const SokyValue *self, double fallback)
{
  if (self == NULL || self->kind != SOKY_VALUE_SCALAR)
    return fallback;
  g_autofree char *text = g_strndup (self->text, self->length);
  char *end = NULL;
  double value = g_ascii_strtod (text, &end);
  return end != text && isfinite (value) ? value : fallback;
}

static void
append_octal (GString *bytes, const char **p)
{
  guint value = 0;
  for (guint i = 0; i < 3 && **p >= '0' && **p <= '7'; i++, (*p)++)
    value = value * 8 + (guint) (**p - '0');
  g_string_append_c (bytes, (char) value);
}

static GString *
decode_literal (const char *p, const char *end)
{
  static const char escapes[] = "nrtbf";
  static const char meanings[] = "\n\r\t\b\f";
  GString *bytes = g_string_new (NULL);
  while (p < end) {
    if (*p != '\\' || p + 1 == end) {
      g_string_append_c (bytes, *p++);
      continue;
    }
    p++;
    const char *escape = strchr (escapes, *p);
    if (*p >= '0' && *p <= '7') {
      append_octal (bytes, &p);
    } else {
      g_string_append_c (bytes, escape != NULL ? meanings[escape - escapes] : *p);
      p++;
    }
  }
  return bytes;
}

static GString *
decode_hex (const char *p, const char *end)
{
  GString *bytes = g_string_new (NULL);
  for (; p + 1 < end; p += 2)
    g_string_append_c (bytes,
                       (char) (g_ascii_xdigit_value (p[0]) * 16 + g_ascii_xdigit_value (p[1])));
  return bytes;
}

char *
soky_value_dup_text (const SokyValue *self)
{
  if (self == NULL || self->kind != SOKY_VALUE_SCALAR || self->length < 2)
    return NULL;
  const char *end = self->text + self->length - 1;
  g_autoptr (GString) bytes = NULL;
  if (*self->text == '(')
    bytes = decode_literal (self->text + 1, end);
  else if (*self->text == '<')
    bytes = decode_hex (self->text + 1, end);
  else
    return NULL;

  const char *data = bytes->str;
  gssize length = (gssize) bytes->len;
  char *text = NULL;
  if (length >= 2 && memcmp (data, "\xfe\xff", 2) == 0)
    text = g_convert (data + 2, length - 2, "UTF-8", "UTF-16BE", NULL, NULL, NULL);
  else if (length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    text = g_utf8_make_valid (data + 3, length - 3);
  if (text == NULL)
    text = g_convert (data, length, "UTF-8", "ISO-8859-1", NULL, NULL, NULL);
  return text;
}
