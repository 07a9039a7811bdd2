/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/file-name-guess.h"

#include "book/name-period.h"
#include "book/name-runs.h"

#include <string.h>

#define TYPES "types"
#define SUBJECTS "subjects"

/* How much each part of a guess is worth. */
#define TYPE_WORTH 40
#define PART_WORTH 20
#define SHORT_SPELLING 3 /* letters: "GA" may stand for much else */
#define SHORT_TYPE_WORTH 25

/* Why one reading of a subject is preferred to another: "Nguyễn Văn Nam – Toán 6A" is not about
 * literature. */
#define WORD_WORTH 10
#define BESIDE_CLASS_WORTH 15
#define AFTER_TYPE_WORTH 8

struct _SokyFileNamePatterns {
  GKeyFile *file;
};

/* A name while it is read. */
typedef struct {
  GPtrArray *runs;
  int class_at; /* -1 = none found */
  guint class_end;
  int type_end; /* likewise */
} Reading;

/* Where something was found, and how good that is. */
typedef struct {
  int at;
  guint count;
  guint worth;
} Find;

SokyFileNamePatterns *
soky_file_name_patterns_new (const char *text, gsize length, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  if (!g_key_file_load_from_data (file, text, length, G_KEY_FILE_NONE, error))
    return NULL;
  SokyFileNamePatterns *self = g_new0 (SokyFileNamePatterns, 1);
  self->file = g_steal_pointer (&file);
  return self;
}

void
soky_file_name_patterns_free (SokyFileNamePatterns *self)
{
  if (self == NULL)
    return;
  g_key_file_unref (self->file);
  g_free (self);
}

void
soky_file_name_guess_free (SokyFileNameGuess *self)
{
  if (self == NULL)
    return;
  g_free (self->type_code);
  g_free (self->class_name);
  g_free (self->subject);
  g_free (self->period);
  g_free (self);
}

/* --- the type: the longest spelling wins --- */

static guint
count_letters (GPtrArray *runs)
{
  gsize count = 0;

  for (guint i = 0; i < runs->len; i++)
    count += strlen (((const SokyNameRun *) runs->pdata[i])->text);
  return (guint) count;
}

static void
try_type (const Reading *self, const char *spelling, Find *best)
{
  g_autoptr (GPtrArray) wanted = soky_name_runs_new (spelling);
  guint letters = count_letters (wanted);
  int at = letters > best->worth ? soky_name_runs_find (self->runs, wanted, 0) : -1;

  if (at >= 0)
    *best = (Find){at, wanted->len, letters};
}

static const SokyBookType *
find_type (const SokyFileNamePatterns *patterns, const SokyFileNameChoices *choices, Reading *self,
           guint *worth)
{
  const SokyBookType *found = NULL;
  Find best = {-1, 0, 0};

  for (guint i = 0; i < choices->types->len; i++) {
    const SokyBookType *type = choices->types->pdata[i];
    Find before = best;
    g_auto (GStrv) spellings =
        g_key_file_get_string_list (patterns->file, TYPES, type->code, NULL, NULL);
    try_type (self, type->name, &best);
    for (guint j = 0; spellings != NULL && spellings[j] != NULL; j++)
      try_type (self, spellings[j], &best);
    if (best.worth > before.worth)
      found = type;
  }
  if (found == NULL)
    return NULL;
  soky_name_runs_take (self->runs, (guint) best.at, best.count);
  self->type_end = best.at + (int) best.count;
  *worth = best.worth > SHORT_SPELLING ? TYPE_WORTH : SHORT_TYPE_WORTH;
  return found;
}

/* --- the class: "10A1" before "10A" --- */

static char *
find_class (const SokyFileNameChoices *choices, Reading *self)
{
  const char *found = NULL;
  Find best = {-1, 0, 0};

  for (guint i = 0; choices->classes[i] != NULL; i++) {
    g_autoptr (GPtrArray) wanted = soky_name_runs_new (choices->classes[i]);
    int at = wanted->len > best.count ? soky_name_runs_find (self->runs, wanted, 0) : -1;
    if (at < 0)
      continue;
    best = (Find){at, wanted->len, 0};
    found = choices->classes[i];
  }
  if (found == NULL)
    return NULL;
  soky_name_runs_take (self->runs, (guint) best.at, best.count);
  self->class_at = best.at;
  self->class_end = (guint) best.at + best.count;
  return g_strdup (found);
}

/* --- the subject --- */

static guint
rate_subject (const Reading *self, guint at, guint count)
{
  guint worth = WORD_WORTH * count;

  if (self->class_at >= 0 && (at + count == (guint) self->class_at || at == self->class_end))
    worth += BESIDE_CLASS_WORTH;
  if ((int) at == self->type_end || (at > 0 && soky_name_runs_is (self->runs, at - 1, "mon")))
    worth += AFTER_TYPE_WORTH;
  /* "lớp" may stand between the subject and its class */
  if (soky_name_runs_is (self->runs, at + count, "lop") && (int) (at + count + 1) == self->class_at)
    worth += BESIDE_CLASS_WORTH;
  return worth;
}

/* Every place where it stands, since the first need not be the best. */
static gboolean
try_subject (const Reading *self, const char *spelling, Find *best)
{
  g_autoptr (GPtrArray) wanted = soky_name_runs_new (spelling);
  gboolean better = FALSE;

  for (int at = soky_name_runs_find (self->runs, wanted, 0); at >= 0;
       at = soky_name_runs_find (self->runs, wanted, (guint) at + 1)) {
    guint worth = rate_subject (self, (guint) at, wanted->len);
    if (worth <= best->worth)
      continue;
    *best = (Find){at, wanted->len, worth};
    better = TRUE;
  }
  return better;
}

static gboolean
has_spelling (char **spellings, const char *name)
{
  g_autoptr (GPtrArray) wanted = soky_name_runs_new (name);

  for (guint i = 0; spellings[i] != NULL; i++) {
    g_autoptr (GPtrArray) runs = soky_name_runs_new (spellings[i]);
    if (runs->len == wanted->len && soky_name_runs_find (runs, wanted, 0) == 0)
      return TRUE;
  }
  return FALSE;
}

/* All spellings of the lines that hold the school's own. */
static gboolean
try_spellings (const SokyFileNamePatterns *patterns, const Reading *self, const char *name,
               Find *best)
{
  g_auto (GStrv) keys = g_key_file_get_keys (patterns->file, SUBJECTS, NULL, NULL);
  gboolean better = try_subject (self, name, best);

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++) {
    g_auto (GStrv) spellings =
        g_key_file_get_string_list (patterns->file, SUBJECTS, keys[i], NULL, NULL);
    if (spellings == NULL || !has_spelling (spellings, name))
      continue;
    for (guint j = 0; spellings[j] != NULL; j++)
      better = try_subject (self, spellings[j], best) || better;
  }
  return better;
}

static char *
find_subject (const SokyFileNamePatterns *patterns, const SokyFileNameChoices *choices,
              Reading *self)
{
  const char *found = NULL;
  Find best = {-1, 0, 0};

  for (guint i = 0; choices->subjects[i] != NULL; i++) {
    if (try_spellings (patterns, self, choices->subjects[i], &best))
      found = choices->subjects[i];
  }
  if (found == NULL)
    return NULL;
  soky_name_runs_take (self->runs, (guint) best.at, best.count);
  return g_strdup (found);
}

/* --- all of it --- */

static guint
rate (const SokyFileNameGuess *guess, const SokyBookType *type, guint type_worth)
{
  guint needed = TYPE_WORTH, found = type_worth;

  if (type->asks_class) {
    needed += PART_WORTH;
    found += guess->class_name != NULL ? PART_WORTH : 0;
  }
  if (type->asks_subject) {
    needed += PART_WORTH;
    found += guess->subject != NULL ? PART_WORTH : 0;
  }
  if (type->frequency != SOKY_FREQUENCY_CUSTOM && type->frequency != SOKY_FREQUENCY_YEAR) {
    needed += PART_WORTH;
    found += guess->period != NULL ? PART_WORTH : 0;
  }
  return found * 100 / needed;
}

static char *
without_ending (const char *name)
{
  const char *dot = strrchr (name, '.');

  return dot != NULL && dot != name ? g_strndup (name, (gsize) (dot - name)) : g_strdup (name);
}

/* Without a type, a week is told apart from a month by its word alone. */
static char *
find_any_period (GPtrArray *runs)
{
  static const SokyFrequency frequencies[] = {SOKY_FREQUENCY_WEEK, SOKY_FREQUENCY_MONTH,
                                              SOKY_FREQUENCY_TERM, SOKY_FREQUENCY_DAY};
  char *period = NULL;

  for (guint i = 0; period == NULL && i < G_N_ELEMENTS (frequencies); i++)
    period = soky_name_period_find (runs, frequencies[i]);
  return period;
}

SokyFileNameGuess *
soky_file_name_guess (const SokyFileNamePatterns *self, const SokyFileNameChoices *choices,
                      const char *name)
{
  SokyFileNameGuess *guess = g_new0 (SokyFileNameGuess, 1);
  g_autofree char *text = without_ending (name);
  g_autoptr (GPtrArray) runs = soky_name_runs_new (text);
  Reading reading = {runs, -1, 0, -1};
  guint type_worth = 0;
  const SokyBookType *type = find_type (self, choices, &reading, &type_worth);

  guess->period =
      type != NULL ? soky_name_period_find (runs, type->frequency) : find_any_period (runs);
  guess->class_name = find_class (choices, &reading);
  guess->subject = find_subject (self, choices, &reading);
  if (type != NULL) {
    guess->type_code = g_strdup (type->code);
    guess->confidence = rate (guess, type, type_worth);
  }
  return guess;
}

SokyBookType *
soky_file_name_guess_find_type (const SokyFileNameGuess *self, GPtrArray *types)
{
  for (guint i = 0; self->type_code != NULL && i < types->len; i++) {
    SokyBookType *type = types->pdata[i];
    if (g_str_equal (type->code, self->type_code))
      return type;
  }
  return NULL;
}
