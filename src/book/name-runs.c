/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/name-runs.h"

#include "base/text.h"

#include <string.h>

#define LONGEST_NUMBER 4

static void
run_free (gpointer pointer)
{
  SokyNameRun *self = pointer;

  g_free (self->text);
  g_free (self);
}

/* Letters after digits, digits after letters, and a capital after a small letter begin a run. */
static gboolean
begins (gunichar before, gunichar c)
{
  return g_unichar_isdigit (before) != g_unichar_isdigit (c) ||
         (g_unichar_islower (before) && g_unichar_isupper (c));
}

static void
add_run (GPtrArray *runs, GString *text, gboolean glued)
{
  SokyNameRun *run = g_new0 (SokyNameRun, 1);

  run->text = soky_text_fold (text->str);
  run->glued = glued;
  g_ptr_array_add (runs, run);
  g_string_truncate (text, 0);
}

GPtrArray *
soky_name_runs_new (const char *text)
{
  g_autofree char *composed = soky_text_normalize (text);
  g_autoptr (GString) run = g_string_new (NULL);
  GPtrArray *runs = g_ptr_array_new_with_free_func (run_free);
  gunichar before = 0;
  gboolean glued = FALSE;

  for (const char *p = composed; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    gboolean part = g_unichar_isalnum (c);
    if (run->len > 0 && (!part || begins (before, c))) {
      add_run (runs, run, glued);
      glued = part;
    }
    if (part)
      g_string_append_unichar (run, c);
    else
      glued = FALSE;
    before = c;
  }
  if (run->len > 0)
    add_run (runs, run, glued);
  return runs;
}

static gboolean
matches (GPtrArray *runs, GPtrArray *wanted, guint at)
{
  for (guint i = 0; i < wanted->len; i++) {
    const SokyNameRun *have = runs->pdata[at + i];
    const SokyNameRun *want = wanted->pdata[i];
    if (have->taken || !g_str_equal (have->text, want->text))
      return FALSE;
  }
  return TRUE;
}

/* "6A" is not in "16A", nor in "6A1". */
static gboolean
is_within_number (GPtrArray *runs, guint at, guint count)
{
  const SokyNameRun *first = runs->pdata[at];
  const SokyNameRun *next = at + count < runs->len ? runs->pdata[at + count] : NULL;
  const SokyNameRun *last = runs->pdata[at + count - 1];

  return (first->glued && at > 0 && g_ascii_isdigit (*first->text) &&
          g_ascii_isdigit (*((const SokyNameRun *) runs->pdata[at - 1])->text)) ||
         (next != NULL && next->glued && count > 1 && g_ascii_isdigit (*next->text) &&
          !g_ascii_isdigit (*last->text));
}

int
soky_name_runs_find (GPtrArray *runs, GPtrArray *wanted, guint start)
{
  for (guint at = start; wanted->len > 0 && at + wanted->len <= runs->len; at++) {
    if (matches (runs, wanted, at) && !is_within_number (runs, at, wanted->len))
      return (int) at;
  }
  return -1;
}

void
soky_name_runs_take (GPtrArray *runs, guint first, guint count)
{
  for (guint i = first; i < first + count; i++)
    ((SokyNameRun *) runs->pdata[i])->taken = TRUE;
}

guint
soky_name_runs_number (GPtrArray *runs, guint index)
{
  const SokyNameRun *run = index < runs->len ? runs->pdata[index] : NULL;

  if (run == NULL || run->taken || !g_ascii_isdigit (*run->text) ||
      strlen (run->text) > LONGEST_NUMBER)
    return 0;
  return (guint) g_ascii_strtoull (run->text, NULL, 10);
}

gboolean
soky_name_runs_is (GPtrArray *runs, guint index, const char *text)
{
  const SokyNameRun *run = index < runs->len ? runs->pdata[index] : NULL;

  return run != NULL && !run->taken && g_str_equal (run->text, text);
}
