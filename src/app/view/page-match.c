/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/view/page-match.h"

#include "app/view/page-diff.h"

/* what it costs that a page has no counterpart, where 1 is two pages without common ink */
#define LONELY 0.34
/* beyond so many pairs, pages are taken one by one: nobody rearranged so many */
#define MAX_PAIRS 160000

typedef struct {
  GArray *before, *after;
  guint first_before, count_before;
  guint first_after, count_after;
  GArray *matches;
} Matching;

static SokyPageLook *
look_of (GArray *looks, guint index)
{
  return &g_array_index (looks, SokyPageLook, index);
}

static gboolean
is_equal (Matching *self, guint before, guint after)
{
  return g_bytes_equal (look_of (self->before, before)->digest,
                        look_of (self->after, after)->digest);
}

static void
add (Matching *self, int before, int after, gboolean equal)
{
  SokyPageMatch match = {before, after, equal};
  g_array_append_val (self->matches, match);
}

static double
distance (Matching *self, guint i, guint j)
{
  guint before = self->first_before + i, after = self->first_after + j;
  if (is_equal (self, before, after))
    return 0;
  return 0.01 + soky_page_diff_distance (look_of (self->before, before)->thumbnail,
                                         look_of (self->after, after)->thumbnail);
}

/* costs[i][j]: the least cost of all from page i and j on (Needleman and Wunsch, from the end) */
static double *
make_costs (Matching *self)
{
  gsize width = self->count_after + 1;
  double *costs = g_new0 (double, (self->count_before + 1) * width);

  for (guint i = self->count_before + 1; i-- > 0;)
    for (guint j = self->count_after + 1; j-- > 0;) {
      double *cost = &costs[i * width + j];
      if (i == self->count_before || j == self->count_after) {
        *cost = LONELY * (self->count_before - i + self->count_after - j);
        continue;
      }
      double lonely = LONELY + MIN (costs[(i + 1) * width + j], costs[i * width + j + 1]);
      *cost = MIN (lonely, distance (self, i, j) + costs[(i + 1) * width + j + 1]);
    }
  return costs;
}

static void
follow_costs (Matching *self, const double *costs)
{
  gsize width = self->count_after + 1;
  guint i = 0, j = 0;

  while (i < self->count_before || j < self->count_after) {
    gboolean both = i < self->count_before && j < self->count_after;
    int before = (int) (self->first_before + i), after = (int) (self->first_after + j);
    if (both &&
        costs[i * width + j] >= distance (self, i, j) + costs[(i + 1) * width + j + 1] - 1e-9) {
      add (self, before, after, is_equal (self, (guint) before, (guint) after));
      i++;
      j++;
    } else if (i < self->count_before &&
               (j == self->count_after || costs[(i + 1) * width + j] <= costs[i * width + j + 1])) {
      add (self, before, -1, FALSE);
      i++;
    } else {
      add (self, -1, after, FALSE);
      j++;
    }
  }
}

static void
pair_one_by_one (Matching *self)
{
  for (guint i = 0; i < MAX (self->count_before, self->count_after); i++) {
    int before = i < self->count_before ? (int) (self->first_before + i) : -1;
    int after = i < self->count_after ? (int) (self->first_after + i) : -1;
    gboolean both = before >= 0 && after >= 0;
    add (self, before, after, both && is_equal (self, (guint) before, (guint) after));
  }
}

static void
pair_middle (Matching *self)
{
  if ((guint64) self->count_before * self->count_after > MAX_PAIRS) {
    pair_one_by_one (self);
    return;
  }
  g_autofree double *costs = make_costs (self);
  follow_costs (self, costs);
}

GArray *
soky_page_match (GArray *before, GArray *after)
{
  g_return_val_if_fail (before != NULL && after != NULL, NULL);

  Matching self = {.before = before,
                   .after = after,
                   .matches = g_array_new (FALSE, FALSE, sizeof (SokyPageMatch))};
  guint common = MIN (before->len, after->len), head = 0, tail = 0;

  for (; head < common && is_equal (&self, head, head); head++)
    add (&self, (int) head, (int) head, TRUE);
  while (tail < common - head && is_equal (&self, before->len - 1 - tail, after->len - 1 - tail))
    tail++;
  self.first_before = self.first_after = head;
  self.count_before = before->len - head - tail;
  self.count_after = after->len - head - tail;
  pair_middle (&self);
  for (guint i = tail; i > 0; i--)
    add (&self, (int) (before->len - i), (int) (after->len - i), TRUE);
  return self.matches;
}
