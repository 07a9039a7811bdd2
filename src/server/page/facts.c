/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/page/facts.h"

#include "book/book-query.h"

#include <glib/gi18n-lib.h>

void
soky_page_mark (SokyTexts *thing, guint index, gboolean last)
{
  soky_texts_set (thing, "first", index == 0 ? "1" : NULL);
  soky_texts_set (thing, "last", last ? "1" : NULL);
}

void
soky_page_add_book (SokyPage *self, const SokyBook *book, const char *school, gboolean code)
{
  g_autofree char *period = soky_page_format_period (self, book->fields.period);

  soky_texts_set (self->texts, "title", book->fields.title);
  soky_texts_set (self->texts, "type", book->type_name);
  soky_texts_set (self->texts, "book-school", school);
  soky_texts_take (self->texts, "period",
                   g_strdup_printf (soky_page_say (self, N_ ("%s, school year %s")), period,
                                    book->fields.school_year));
  soky_texts_set (self->texts, "class", book->fields.class_name);
  soky_texts_set (self->texts, "subject", book->fields.subject);
  soky_page_set_moment (self, self->texts, "published", book->published_us);
  if (code)
    soky_texts_set (self->texts, "code", book->check_code);
}

/* What a verdict looks like. */
static void
set_state (const SokyPage *self, SokyTexts *thing, const SokySigned *signature)
{
  static const struct {
    const char *tone, *english;
  } looks[] = {
      [SOKY_VERDICT_VALID] = {SOKY_TONE_GOOD, N_ ("Valid digital signature")},
      [SOKY_VERDICT_INVALID] = {SOKY_TONE_BAD, N_ ("Invalid digital signature")},
      [SOKY_VERDICT_INDETERMINATE] = {SOKY_TONE_WARN,
                                      N_ ("Digital signature that cannot be confirmed")},
  };

  soky_texts_set (thing, "state-tone", looks[signature->verdict].tone);
  soky_texts_set (thing, "state", soky_page_say (self, looks[signature->verdict].english));
  if (signature->verdict != SOKY_VERDICT_VALID)
    soky_texts_set (thing, "reason", signature->reason);
}

/* The signature that a step of the route made: it ends where the step's revision does. */
static const SokySigned *
find_signature (const SokyBook *book, const SokyStep *step, GPtrArray *signatures)
{
  gint64 end = -1;

  for (guint i = 0; i < book->revisions->len; i++) {
    const SokyRevision *revision = book->revisions->pdata[i];
    if (revision->number == step->revision)
      end = revision->length;
  }
  for (guint i = 0; i < signatures->len; i++) {
    const SokySigned *one = signatures->pdata[i];
    if (one->revision_end == end && !one->is_timestamp)
      return one;
  }
  return NULL;
}

/* Returns: whether nothing speaks against it */
static gboolean
set_step (const SokyPage *self, SokyTexts *thing, const SokyBook *book, const SokyStep *step,
          GPtrArray *signatures)
{
  const SokySigned *signature = NULL;

  soky_texts_set (thing, "name",
                  step->kind == SOKY_STEP_STAMP && step->certificate != NULL
                      ? step->certificate->holder
                      : step->person_name);
  soky_texts_set (thing, "office", step->title);
  soky_page_set_moment (self, thing, "when", step->decided_us);
  if (step->outcome == SOKY_OUTCOME_APPROVED) {
    soky_texts_set (thing, "state-tone", SOKY_TONE_CALM);
    soky_texts_set (thing, "state",
                    soky_page_say (self, N_ ("Approved without a digital signature")));
    return TRUE;
  }
  if (signatures != NULL)
    signature = find_signature (book, step, signatures);
  if (signature == NULL) {
    soky_texts_set (thing, "state-tone", SOKY_TONE_WARN);
    soky_texts_set (thing, "state",
                    soky_page_say (self, N_ ("Digital signature that could not be checked now")));
    return FALSE;
  }
  set_state (self, thing, signature);
  return signature->verdict == SOKY_VERDICT_VALID;
}

gboolean
soky_page_add_signers (SokyPage *self, const SokyBook *book, GPtrArray *signatures)
{
  const SokyRound *round = book->rounds->len > 0 ? soky_book_get_round (book) : NULL;
  SokyTexts *thing = NULL;
  gboolean good = TRUE;
  guint count = 0;

  for (guint i = 0; round != NULL && i < round->steps->len; i++) {
    const SokyStep *step = round->steps->pdata[i];
    if (!soky_step_is_done (step))
      continue;
    thing = soky_texts_add (self->texts, "signers");
    soky_page_mark (thing, count++, FALSE);
    good = set_step (self, thing, book, step, signatures) && good;
  }
  if (thing != NULL)
    soky_texts_set (thing, "last", "1");
  return good;
}

gboolean
soky_page_add_signatures (SokyPage *self, GPtrArray *signatures)
{
  gboolean good = TRUE;

  for (guint i = 0; i < signatures->len; i++) {
    const SokySigned *signature = signatures->pdata[i];
    SokyTexts *thing = soky_texts_add (self->texts, "signers");
    soky_page_mark (thing, i, i + 1 == signatures->len);
    soky_texts_set (thing, "name",
                    *signature->signer != '\0' ? signature->signer
                    : signature->is_timestamp
                        ? soky_page_say (self, N_ ("Timestamp of the document"))
                        : soky_page_say (self, N_ ("Unknown signer")));
    soky_texts_set (thing, "office", signature->organisation);
    soky_page_set_moment (self, thing, "when", signature->signed_at_us);
    set_state (self, thing, signature);
    good = good && signature->verdict == SOKY_VERDICT_VALID;
  }
  return good;
}
