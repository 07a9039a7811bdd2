/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/view/page-text.h"

#include <math.h>

#include "base/text.h"

typedef struct {
  gunichar letter;
  float x, y, width, height; /* points; nothing is known of what has no height */
} Glyph;

struct _SokyPageText {
  guint count;
  Glyph *glyphs;
};

static SokyPageText *
new_for_letters (const gunichar *letters, glong count)
{
  SokyPageText *self = g_atomic_rc_box_new0 (SokyPageText);

  self->count = (guint) MIN (count, SOKY_PAGE_TEXT_LIMIT);
  self->glyphs = g_new0 (Glyph, MAX (self->count, 1));
  for (guint i = 0; i < self->count; i++)
    self->glyphs[i].letter = letters[i];
  return self;
}

SokyPageText *
soky_page_text_new (PopplerPage *page)
{
  g_return_val_if_fail (page != NULL, NULL);

  g_autofree char *text = poppler_page_get_text (page);
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  g_autofree PopplerRectangle *places = NULL;
  glong count = 0;
  guint known = 0;
  g_autofree gunichar *letters = g_utf8_to_ucs4_fast (valid, -1, &count);
  SokyPageText *self = new_for_letters (letters, count);

  poppler_page_get_text_layout (page, &places, &known);
  for (guint i = 0; i < MIN (known, self->count); i++) {
    Glyph *glyph = &self->glyphs[i];
    glyph->x = (float) MIN (places[i].x1, places[i].x2);
    glyph->y = (float) MIN (places[i].y1, places[i].y2);
    glyph->width = (float) ABS (places[i].x2 - places[i].x1);
    glyph->height = (float) ABS (places[i].y2 - places[i].y1);
  }
  return self;
}

SokyPageText *
soky_page_text_new_for_words (const char *text)
{
  glong count = 0;
  g_autofree gunichar *letters = g_utf8_to_ucs4_fast (text, -1, &count);
  return new_for_letters (letters, count);
}

SokyPageText *
soky_page_text_ref (SokyPageText *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  g_free (((SokyPageText *) data)->glyphs);
}

void
soky_page_text_unref (SokyPageText *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

guint
soky_page_text_count (SokyPageText *self)
{
  return self->count;
}

gunichar
soky_page_text_get (SokyPageText *self, guint index)
{
  g_return_val_if_fail (index < self->count, 0);

  return self->glyphs[index].letter;
}

gsize
soky_page_text_get_size (SokyPageText *self)
{
  return sizeof (SokyPageText) + self->count * sizeof (Glyph);
}

static double
distance (double value, double from, double length)
{
  return value < from ? from - value : MAX (0, value - from - length);
}

/* The character nearest to a point, a line above or below counting more than the same way aside;
 * the count when nothing has a place. */
static guint
find_nearest (SokyPageText *self, double x, double y, double *how_far)
{
  guint nearest = self->count;

  *how_far = HUGE_VAL;
  for (guint i = 0; i < self->count; i++) {
    const Glyph *glyph = &self->glyphs[i];
    if (glyph->height <= 0 || glyph->width <= 0)
      continue;
    double far =
        hypot (distance (x, glyph->x, glyph->width), 4 * distance (y, glyph->y, glyph->height));
    if (far < *how_far) {
      *how_far = far;
      nearest = i;
    }
  }
  return nearest;
}

static guint
skip_marks (SokyPageText *self, guint gap)
{
  while (gap > 0 && gap < self->count && g_unichar_ismark (self->glyphs[gap].letter))
    gap++;
  return gap;
}

guint
soky_page_text_find_gap (SokyPageText *self, double x, double y)
{
  double far = 0;
  guint index = find_nearest (self, x, y, &far);

  if (index == self->count)
    return 0;
  const Glyph *glyph = &self->glyphs[index];
  return skip_marks (self, x > glyph->x + glyph->width / 2 ? index + 1 : index);
}

gboolean
soky_page_text_is_at (SokyPageText *self, double x, double y)
{
  double far = 0;

  return find_nearest (self, x, y, &far) < self->count && far < 1.0;
}

static gboolean
is_of_word (SokyPageText *self, guint index)
{
  gunichar letter = self->glyphs[index].letter;
  return g_unichar_isalnum (letter) || g_unichar_ismark (letter) || letter == '_';
}

void
soky_page_text_widen (SokyPageText *self, gboolean lines, guint *start, guint *end)
{
  g_return_if_fail (*start <= *end && *end <= self->count);

  if (lines) {
    while (*start > 0 && self->glyphs[*start - 1].letter != '\n')
      (*start)--;
    while (*end < self->count && self->glyphs[*end].letter != '\n')
      (*end)++;
    return;
  }
  while (*start > 0 && is_of_word (self, *start - 1))
    (*start)--;
  while (*end < self->count && is_of_word (self, *end))
    (*end)++;
}

guint
soky_page_text_step (SokyPageText *self, guint gap, gboolean words, gboolean forward)
{
  gap = MIN (gap, self->count);
  if (forward) {
    while (words && gap < self->count && !is_of_word (self, gap))
      gap++;
    gap = MIN (gap + 1, self->count);
    while (words && gap < self->count && is_of_word (self, gap))
      gap++;
    return skip_marks (self, gap);
  }
  while (words && gap > 0 && !is_of_word (self, gap - 1))
    gap--;
  gap -= gap > 0;
  while (gap > 0 && (words ? is_of_word (self, gap - 1) && is_of_word (self, gap)
                           : g_unichar_ismark (self->glyphs[gap].letter)))
    gap--;
  return gap;
}

static gboolean
follows (const SokyViewArea *line, const Glyph *glyph)
{
  double middle = glyph->y + glyph->height / 2;

  return middle > line->y && middle < line->y + line->height &&
         glyph->x >= line->x + line->width - 1 &&
         glyph->x < line->x + line->width + 3 * line->height;
}

GArray *
soky_page_text_get_areas (SokyPageText *self, guint start, guint end)
{
  GArray *areas = g_array_new (FALSE, FALSE, sizeof (SokyViewArea));

  for (guint i = start; i < MIN (end, self->count); i++) {
    const Glyph *glyph = &self->glyphs[i];
    SokyViewArea *last =
        areas->len > 0 ? &g_array_index (areas, SokyViewArea, areas->len - 1) : NULL;
    if (glyph->height <= 0 || glyph->width <= 0)
      continue;
    if (last != NULL && follows (last, glyph)) {
      double bottom = MAX (last->y + last->height, (double) glyph->y + glyph->height);
      last->y = MIN (last->y, glyph->y);
      last->height = bottom - last->y;
      last->width = glyph->x + glyph->width - last->x;
    } else if (!g_unichar_isspace (glyph->letter)) {
      SokyViewArea area = {glyph->x, glyph->y, glyph->width, glyph->height};
      g_array_append_val (areas, area);
    }
  }
  return areas;
}

char *
soky_page_text_copy (SokyPageText *self, guint start, guint end)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = start; i < MIN (end, self->count); i++)
    g_string_append_unichar (text, self->glyphs[i].letter);
  return soky_text_normalize (text->str);
}
