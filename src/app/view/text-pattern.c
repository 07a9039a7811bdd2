/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/view/text-pattern.h"

#define LONGEST_PATTERN 500 /* characters that are looked for */
#define MARKS_OF_A_LETTER 8
#define SOFT_HYPHEN 0x00ad

/* A letter with its marks, as it is compared. */
typedef struct {
  gunichar plain;   /* lower case, no marks */
  guint32 full;     /* lower case with its marks, composed */
  gboolean exact;   /* of a pattern: the marks matter */
  guint start, end; /* characters it was made of */
} Letter;

struct _SokyTextPattern {
  GArray *letters; /* Letter */
};

static gunichar
unify (gunichar c)
{
  switch (c) {
  case 0x2018:
  case 0x2019:
  case 0x02bc:
    return '\'';
  case 0x201c:
  case 0x201d:
  case 0x201e:
  case 0x00ab:
  case 0x00bb:
    return '"';
  case 0x2010:
  case 0x2011:
  case 0x2012:
  case 0x2013:
  case 0x2014:
  case 0x2212:
    return '-';
  default:
    return g_unichar_tolower (c);
  }
}

static gunichar
take_marks_off (gunichar c)
{
  gunichar apart[4] = {0};

  g_unichar_fully_decompose (c, FALSE, apart, G_N_ELEMENTS (apart));
  return apart[0] == 0x0111 ? 'd' : apart[0];
}

/* One number for a letter and the marks after it, whichever way they were written. */
static guint32
compose (SokyPageText *text, guint start, guint end)
{
  gunichar first = unify (soky_page_text_get (text, start));
  if (end - start == 1)
    return first;

  g_autoptr (GString) apart = g_string_new (NULL);
  g_string_append_unichar (apart, first);
  for (guint i = start + 1; i < MIN (end, start + MARKS_OF_A_LETTER); i++)
    g_string_append_unichar (apart, soky_page_text_get (text, i));
  g_autofree char *composed = g_utf8_normalize (apart->str, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  guint32 number = 0;
  for (const char *p = composed; *p != '\0'; p = g_utf8_next_char (p))
    number = number * 31 + g_utf8_get_char (p);
  return number;
}

static void
add_blank (GArray *letters, guint index)
{
  Letter blank = {' ', ' ', FALSE, index, index + 1};

  if (letters->len > 0 && g_array_index (letters, Letter, letters->len - 1).plain != ' ')
    g_array_append_val (letters, blank);
}

static GArray *
fold (SokyPageText *text, guint limit)
{
  GArray *letters = g_array_new (FALSE, FALSE, sizeof (Letter));
  guint count = MIN (soky_page_text_count (text), limit);

  for (guint i = 0; i < count;) {
    gunichar c = soky_page_text_get (text, i);
    guint end = i + 1;
    while (end < count && g_unichar_ismark (soky_page_text_get (text, end)))
      end++;
    if (g_unichar_isspace (c)) {
      add_blank (letters, i);
    } else if (c != SOFT_HYPHEN) {
      Letter letter = {take_marks_off (unify (c)), compose (text, i, end), FALSE, i, end};
      g_array_append_val (letters, letter);
    }
    i = end;
  }
  return letters;
}

/* The marks of a word matter when it was typed with some. */
static void
decide_exact (GArray *letters)
{
  guint start = 0;

  for (guint i = 0; i <= letters->len; i++) {
    if (i < letters->len && g_array_index (letters, Letter, i).plain != ' ')
      continue;
    gboolean exact = FALSE;
    for (guint j = start; j < i; j++) {
      Letter *letter = &g_array_index (letters, Letter, j);
      exact |= letter->full != letter->plain;
    }
    for (guint j = start; j < i; j++)
      g_array_index (letters, Letter, j).exact = exact;
    start = i + 1;
  }
}

SokyTextPattern *
soky_text_pattern_new (const char *words)
{
  g_return_val_if_fail (words != NULL, NULL);

  g_autofree char *valid = g_utf8_make_valid (words, -1);
  g_autoptr (SokyPageText) text = soky_page_text_new_for_words (valid);
  g_autoptr (GArray) letters = fold (text, LONGEST_PATTERN);

  if (letters->len > 0 && g_array_index (letters, Letter, letters->len - 1).plain == ' ')
    g_array_set_size (letters, letters->len - 1);
  if (letters->len == 0)
    return NULL;
  decide_exact (letters);
  SokyTextPattern *self = g_atomic_rc_box_new0 (SokyTextPattern);
  self->letters = g_steal_pointer (&letters);
  return self;
}

SokyTextPattern *
soky_text_pattern_ref (SokyTextPattern *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  g_array_unref (((SokyTextPattern *) data)->letters);
}

void
soky_text_pattern_unref (SokyTextPattern *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

static gboolean
is_at (const Letter *wanted, guint count, const Letter *letters)
{
  for (guint i = 0; i < count; i++)
    if (wanted[i].exact ? wanted[i].full != letters[i].full : wanted[i].plain != letters[i].plain)
      return FALSE;
  return TRUE;
}

GArray *
soky_text_pattern_find (SokyTextPattern *self, SokyPageText *text, guint page, guint limit)
{
  GArray *hits = g_array_new (FALSE, FALSE, sizeof (SokyTextHit));
  g_autoptr (GArray) letters = fold (text, G_MAXUINT);
  const Letter *wanted = &g_array_index (self->letters, Letter, 0);
  guint length = self->letters->len;

  for (guint i = 0; i + length <= letters->len && hits->len < limit; i++) {
    const Letter *first = &g_array_index (letters, Letter, i);
    if (!is_at (wanted, length, first))
      continue;
    SokyTextHit hit = {page, first->start, first[length - 1].end, {0}};
    g_autoptr (GArray) areas = soky_page_text_get_areas (text, hit.start, hit.end);
    if (areas->len > 0)
      hit.area = g_array_index (areas, SokyViewArea, 0);
    g_array_append_val (hits, hit);
    i += length - 1;
  }
  return hits;
}
