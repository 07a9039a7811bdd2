/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/revision-words.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/widgets/book-words.h"
#include "base/clock.h"
#include "base/paths.h"

/* The decision that made it; %NULL for a file of the owner, and for proofs added at the end. */
static const SokyStep *
find_step (const SokyBook *book, const SokyRevision *revision)
{
  for (guint i = 0; i < book->rounds->len; i++) {
    const SokyRound *round = g_ptr_array_index (book->rounds, i);
    for (guint j = 0; j < round->steps->len; j++) {
      const SokyStep *step = g_ptr_array_index (round->steps, j);
      if (step->outcome == SOKY_OUTCOME_SIGNED && step->revision == revision->number)
        return step;
    }
  }
  return NULL;
}

char *
soky_revision_describe (const SokyBook *book, const SokyRevision *revision)
{
  g_return_val_if_fail (book != NULL && revision != NULL, NULL);

  const SokyStep *step = find_step (book, revision);
  if (revision->base)
    return g_strdup (_ ("File attached"));
  if (step == NULL)
    return g_strdup (_ ("Proofs for long keeping added"));
  const char *name = soky_step_get_decider_name (step);
  if (step->kind == SOKY_STEP_INITIAL)
    return g_strdup_printf (_ ("Initialled by %s"), name);
  if (step->kind == SOKY_STEP_STAMP)
    return g_strdup_printf (_ ("Stamped by %s"), name);
  return g_strdup_printf (_ ("Signed by %s"), name);
}

char *
soky_revision_describe_round (const SokyBook *book, const SokyRevision *revision)
{
  g_return_val_if_fail (book != NULL && revision != NULL, NULL);

  const SokyStep *step = find_step (book, revision);
  g_autofree char *stand_in = step != NULL ? soky_step_describe_stand_in (step) : NULL;
  g_autofree char *round = revision->round > 0 ? g_strdup_printf (_ ("Round %u"), revision->round)
                                               : g_strdup (_ ("Before the first submission"));
  g_autofree char *number = step != NULL ? soky_numbering_print (&step->numbering) : g_strdup ("");
  const char *who = *number != '\0'    ? number
                    : stand_in != NULL ? stand_in
                    : step != NULL     ? step->title
                    : revision->base   ? revision->author_name
                                       : NULL;
  return who != NULL && *who != '\0' ? g_strdup_printf ("%s · %s", who, round)
                                     : g_steal_pointer (&round);
}

/* Whether the owner had this file in place when that round began. */
static gboolean
is_submitted_in (const SokyBook *book, const SokyRevision *revision, const SokyRound *round)
{
  const SokyRevision *last = NULL;

  for (guint i = 0; i < book->revisions->len; i++) {
    const SokyRevision *one = g_ptr_array_index (book->revisions, i);
    if (one->base && one->created_us <= round->submitted_us)
      last = one;
  }
  return last == revision;
}

char *
soky_revision_get_notes (const SokyBook *book, const SokyRevision *revision)
{
  g_return_val_if_fail (book != NULL && revision != NULL, NULL);

  g_autoptr (GString) notes = g_string_new (NULL);
  for (guint i = 0; i < book->rounds->len; i++) {
    const SokyRound *round = g_ptr_array_index (book->rounds, i);
    if (round->note != NULL && is_submitted_in (book, revision, round))
      g_string_append_printf (notes, "%s“%s”", notes->len > 0 ? "\n" : "", round->note);
  }
  return notes->len > 0 ? g_strdup (notes->str) : NULL;
}

char *
soky_revision_make_caption (const SokyBook *book, const SokyRevision *revision)
{
  g_return_val_if_fail (book != NULL && revision != NULL, NULL);

  g_autofree char *what = soky_revision_describe (book, revision);
  g_autofree char *when = soky_clock_to_local (revision->created_us);
  /* TRANSLATORS: a number, a date and time, and what happened then: "Signed by …" */
  return g_strdup_printf (_ ("Revision %d of %s · %s"), revision->number + 1, when, what);
}

char *
soky_revision_suggest_file_name (const SokyBook *book, const SokyRevision *revision)
{
  g_return_val_if_fail (book != NULL && revision != NULL, NULL);

  g_autofree char *name = soky_book_suggest_file_name (book);
  g_autofree char *stem = g_strndup (name, strlen (name) - strlen (".pdf"));
  g_autofree char *numbered =
      /* TRANSLATORS: name of a file: that of the book, and which of its revisions it is */
      g_strdup_printf (_ ("%s (revision %d)"), stem, revision->number + 1);
  g_autofree char *safe = soky_paths_safe_name (numbered);
  return g_strconcat (safe, ".pdf", NULL);
}

const char *
soky_revision_get_icon (const SokyBook *book, const SokyRevision *revision)
{
  g_return_val_if_fail (book != NULL && revision != NULL, NULL);

  if (revision->base)
    return "mail-attachment-symbolic";
  return find_step (book, revision) != NULL ? "soky-seal-symbolic" : "security-high-symbolic";
}

const SokyRevision *
soky_revision_find (const SokyBook *book, int number)
{
  g_return_val_if_fail (book != NULL, NULL);

  for (guint i = 0; i < book->revisions->len; i++) {
    const SokyRevision *revision = g_ptr_array_index (book->revisions, i);
    if (revision->number == number)
      return revision;
  }
  return NULL;
}

gboolean
soky_revision_is_prefix (const SokyBook *book, const SokyRevision *revision)
{
  g_return_val_if_fail (book != NULL && revision != NULL, FALSE);

  for (guint i = 0; i < book->revisions->len; i++) {
    const SokyRevision *later = g_ptr_array_index (book->revisions, i);
    if (later->number > revision->number && later->base)
      return FALSE;
  }
  return TRUE;
}
