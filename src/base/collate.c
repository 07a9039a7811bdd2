/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/collate.h"

#include <string.h>

/* Weights: what separates words, then numbers, then Latin letters, then all else. */
#define NUMBER 0x200
#define LETTER 0x1000
#define OTHER 0x10000
#define VARIANTS 4 /* of a letter: "o", "ô", "ơ" */

typedef struct {
  GArray *letters; /* guint32 */
  GArray *tones;   /* guint8: of the letters with the same index */
} Key;

static void
key_clear (Key *self)
{
  g_clear_pointer (&self->letters, g_array_unref);
  g_clear_pointer (&self->tones, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Key, key_clear)

static void
add (Key *self, guint32 weight)
{
  guint8 none = 0;

  g_array_append_val (self->letters, weight);
  g_array_append_val (self->tones, none);
}

/* The place of a mark in the order of tones; 0 when it is none. */
static guint8
tone_of (gunichar mark)
{
  static const gunichar tones[] = {0x0300, 0x0309, 0x0303, 0x0301, 0x0323};

  for (guint8 i = 0; i < G_N_ELEMENTS (tones); i++)
    if (mark == tones[i])
      return i + 1;
  return 0;
}

/* Which letter of its own a mark makes: breve, circumflex, horn. */
static guint32
variant_of (gunichar mark)
{
  return mark == 0x0306 ? 1 : mark == 0x0302 ? 2 : mark == 0x031B ? 3 : 0;
}

static void
add_mark (Key *self, gunichar mark)
{
  if (self->letters->len == 0)
    return;
  guint last = self->letters->len - 1;
  guint8 tone = tone_of (mark);

  if (tone > 0)
    g_array_index (self->tones, guint8, last) = tone;
  else
    g_array_index (self->letters, guint32, last) += variant_of (mark);
}

/* A number: how long it is, then its digits. */
static const char *
add_number (Key *self, const char *text)
{
  guint32 length = 0;

  while (*text == '0' && g_ascii_isdigit (text[1]))
    text++;
  while (length < 0x100 && g_ascii_isdigit (text[length]))
    length++;
  add (self, NUMBER + length);
  for (guint32 i = 0; i < length; i++)
    add (self, NUMBER + (guint32) (text[i] - '0'));
  return text + length;
}

static guint32
weigh (gunichar c)
{
  if (c == 0x0111) /* đ */
    return LETTER + (guint32) ('d' - 'a') * VARIANTS + 1;
  if (c >= 'a' && c <= 'z')
    return LETTER + (guint32) (c - 'a') * VARIANTS;
  if (g_unichar_isspace (c))
    return 1;
  return c < 0x80 ? 2 + (guint32) c : OTHER + (guint32) c;
}

static void
key_init (Key *self, const char *text, gssize length)
{
  g_autofree char *valid = g_utf8_make_valid (text, length);
  g_autofree char *lower = g_utf8_strdown (valid, -1);
  g_autofree char *apart = g_utf8_normalize (lower, -1, G_NORMALIZE_NFD);

  self->letters = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->tones = g_array_new (FALSE, FALSE, sizeof (guint8));
  for (const char *p = apart; *p != '\0';) {
    if (g_ascii_isdigit (*p)) {
      p = add_number (self, p);
      continue;
    }
    gunichar c = g_utf8_get_char (p);
    if (g_unichar_ismark (c))
      add_mark (self, c);
    else
      add (self, weigh (c));
    p = g_utf8_next_char (p);
  }
}

static int
compare_keys (const Key *a, const Key *b)
{
  guint length = MIN (a->letters->len, b->letters->len);

  for (guint i = 0; i < length; i++) {
    guint32 first = g_array_index (a->letters, guint32, i);
    guint32 second = g_array_index (b->letters, guint32, i);
    if (first != second)
      return first < second ? -1 : 1;
  }
  if (a->letters->len != b->letters->len)
    return a->letters->len < b->letters->len ? -1 : 1;
  return length > 0 ? memcmp (a->tones->data, b->tones->data, length) : 0;
}

static int
compare_parts (const char *a, gssize a_length, const char *b, gssize b_length)
{
  g_auto (Key) first = {0}, second = {0};

  key_init (&first, a, a_length);
  key_init (&second, b, b_length);
  return compare_keys (&first, &second);
}

int
soky_collate_texts (const char *a, const char *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, 0);

  int order = compare_parts (a, -1, b, -1);
  return order != 0 ? order : -strcmp (a, b); /* small letters before capitals */
}

/* Where the last word begins, and (out) where it ends. */
static const char *
find_given (const char *name, gssize *length)
{
  const char *end = name + strlen (name);

  while (end > name && g_ascii_isspace (end[-1]))
    end--;
  const char *start = end;
  while (start > name && !g_ascii_isspace (start[-1]))
    start--;
  *length = end - start;
  return start;
}

int
soky_collate_names (const char *a, const char *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, 0);

  gssize a_length = 0, b_length = 0;
  const char *first = find_given (a, &a_length), *second = find_given (b, &b_length);
  int order = compare_parts (first, a_length, second, b_length);

  if (order == 0)
    order = compare_parts (a, first - a, b, second - b);
  return order != 0 ? order : -strcmp (a, b);
}
