/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/book-query.h"
#include "book/rules.h"

/* Says what is wrong and where; the first found is told. */
#define WRONG(...) return g_strdup_printf (__VA_ARGS__)

static char *
check_step (const SokyStep *step)
{
  gboolean pending = step->outcome == SOKY_OUTCOME_PENDING;
  gboolean is_signed = step->outcome == SOKY_OUTCOME_SIGNED;

  if (pending != (step->decided_us == 0))
    WRONG ("step %u: outcome and time disagree", step->order);
  if (is_signed != (step->certificate != NULL) || is_signed != (step->revision >= 0))
    WRONG ("step %u: signature without certificate or revision", step->order);
  if (step->outcome == SOKY_OUTCOME_APPROVED && step->require_cert)
    WRONG ("step %u: approved where a signature is required", step->order);
  if (step->kind == SOKY_STEP_STAMP && !step->require_cert)
    WRONG ("step %u: a stamp without a certificate", step->order);
  if (is_signed && step->certificate->organisation != (step->kind == SOKY_STEP_STAMP))
    WRONG ("step %u: wrong kind of certificate", step->order);
  if (step->stand_in != NULL && (pending || step->kind == SOKY_STEP_STAMP))
    WRONG ("step %u: somebody stands in for nothing", step->order);
  if (is_signed && g_strcmp0 (step->certificate->person_id, soky_step_get_decider (step)) != 0)
    WRONG ("step %u: somebody else's certificate", step->order);
  if ((step->outcome == SOKY_OUTCOME_RETURNED) != (step->reason != NULL))
    WRONG ("step %u: return and reason disagree", step->order);
  if (step->consented_us != 0 && !soky_step_is_done (step))
    WRONG ("step %u: consent without a decision", step->order);
  return NULL;
}

static char *
check_pair (const SokyStep *first, const SokyStep *second)
{
  gboolean same_person = g_str_equal (first->person_id, second->person_id);

  if (first->order > second->order)
    WRONG ("steps %u and %u: not sorted", first->order, second->order);
  if (same_person && first->kind == second->kind)
    WRONG ("steps %u and %u: the same person twice", first->order, second->order);
  if (first->kind == SOKY_STEP_STAMP)
    WRONG ("step %u: something follows the stamp", first->order);
  if (second->kind == SOKY_STEP_STAMP && first->order == second->order)
    WRONG ("step %u: the stamp beside a person", first->order);
  if (first->order < second->order && !soky_step_is_done (first) &&
      second->outcome != SOKY_OUTCOME_PENDING)
    WRONG ("steps %u and %u: decided out of order", first->order, second->order);
  return NULL;
}

static char *
check_steps (const SokyRound *round, guint counts[SOKY_N_OUTCOMES])
{
  if (round->steps->len == 0 || round->steps->len > SOKY_BOOK_MAX_STEPS)
    WRONG ("round %u: %u steps", round->number, round->steps->len);
  for (guint i = 0; i < round->steps->len; i++) {
    const SokyStep *step = g_ptr_array_index (round->steps, i);
    char *wrong = check_step (step);
    counts[step->outcome]++;
    for (guint j = i + 1; wrong == NULL && j < round->steps->len; j++)
      wrong = check_pair (step, g_ptr_array_index (round->steps, j));
    if (wrong != NULL)
      return wrong;
  }
  return NULL;
}

static char *
check_round (const SokyRound *round, gboolean last)
{
  guint counts[SOKY_N_OUTCOMES] = {0};
  char *wrong = check_steps (round, counts);

  if (wrong != NULL)
    return wrong;
  if ((round->end == SOKY_ROUND_RUNNING) != (round->ended_us == 0))
    WRONG ("round %u: its end and time disagree", round->number);
  if (!last && round->end != SOKY_ROUND_RETURNED && round->end != SOKY_ROUND_RECALLED)
    WRONG ("round %u: another follows it", round->number);
  if (counts[SOKY_OUTCOME_RETURNED] != (round->end == SOKY_ROUND_RETURNED ? 1 : 0))
    WRONG ("round %u: %u returns", round->number, counts[SOKY_OUTCOME_RETURNED]);
  if (round->end == SOKY_ROUND_RETURNED && round->reason == NULL)
    WRONG ("round %u: returned without a reason", round->number);
  if (round->end == SOKY_ROUND_APPROVED && counts[SOKY_OUTCOME_PENDING] > 0)
    WRONG ("round %u: approved with steps pending", round->number);
  if (round->end != SOKY_ROUND_APPROVED && round->end != SOKY_ROUND_RETURNED &&
      counts[SOKY_OUTCOME_PENDING] == 0)
    WRONG ("round %u: nothing is pending", round->number);
  return NULL;
}

static char *
check_rounds (const SokyBook *book)
{
  guint first = book->rounds->len > 0 ? book->round - book->rounds->len + 1 : 0;

  /* lists carry the last round alone */
  if (book->rounds->len != book->round && !(book->round > 1 && book->rounds->len == 1))
    WRONG ("%u rounds kept of %u", book->rounds->len, book->round);
  for (guint i = 0; i < book->rounds->len; i++) {
    const SokyRound *round = g_ptr_array_index (book->rounds, i);
    if (round->number != first + i)
      WRONG ("round %u has number %u", first + i, round->number);
    char *wrong = check_round (round, i + 1 == book->rounds->len);
    if (wrong != NULL)
      return wrong;
  }
  return NULL;
}

static char *
check_state (const SokyBook *book)
{
  const SokyRound *round = soky_book_get_round (book);
  int end = round != NULL ? (int) round->end : -1;
  gboolean fits = FALSE;

  switch (book->state) {
  case SOKY_BOOK_DRAFT:
  case SOKY_BOOK_DELETED:
    fits = round == NULL || end == SOKY_ROUND_RECALLED;
    break;
  case SOKY_BOOK_IN_REVIEW:
    fits = end == SOKY_ROUND_RUNNING;
    break;
  case SOKY_BOOK_RETURNED:
    fits = end == SOKY_ROUND_RETURNED;
    break;
  case SOKY_BOOK_APPROVED:
  case SOKY_BOOK_PUBLISHED:
    fits = end == SOKY_ROUND_APPROVED;
    break;
  case SOKY_N_BOOK_STATES:
    break;
  }
  if (!fits)
    WRONG ("%s after a round that ended %d", soky_book_state_to_string (book->state), end);
  if ((book->published_us != 0) != (book->state == SOKY_BOOK_PUBLISHED))
    WRONG ("published and its time disagree");
  return NULL;
}

static char *
check_recall (const SokyBook *book)
{
  GPtrArray *steps = soky_book_get_steps (book);
  guint pending_persons = 0, unanswered = 0;

  for (guint i = 0; i < steps->len; i++) {
    const SokyStep *step = g_ptr_array_index (steps, i);
    pending_persons += step->kind != SOKY_STEP_STAMP && step->outcome == SOKY_OUTCOME_PENDING;
    unanswered += soky_book_lacks_consent (book, step);
    if (book->state == SOKY_BOOK_IN_REVIEW && book->recall_requested_us == 0 &&
        step->consented_us != 0)
      WRONG ("step %u: consent to nothing", step->order);
  }
  if (book->recall_requested_us != 0 && (book->state != SOKY_BOOK_IN_REVIEW || unanswered == 0))
    WRONG ("a recall that nobody has to answer");
  if (book->publish_after_stamp && (book->state != SOKY_BOOK_IN_REVIEW || pending_persons > 0))
    WRONG ("publication decided before the last approval");
  return NULL;
}

static char *
check_revisions (const SokyBook *book)
{
  const SokyRevision *before = NULL;
  int first = book->revision_count - (int) book->revisions->len;

  if (first < 0 || (book->head_sha256 == NULL) != (book->revision_count == 0) ||
      (book->head_sha256 == NULL) != (book->page_count == 0))
    WRONG ("%d revisions counted, head %s", book->revision_count, book->head_sha256);
  for (guint i = 0; i < book->revisions->len; i++) {
    const SokyRevision *revision = g_ptr_array_index (book->revisions, i);
    if (revision->number != first + (int) i || (revision->number == 0 && !revision->base))
      WRONG ("revision %d in place of %d", revision->number, first + (int) i);
    if (before != NULL && !revision->base && revision->length <= before->length)
      WRONG ("revision %d does not grow", revision->number);
    before = revision;
  }
  if (before != NULL &&
      (g_strcmp0 (before->sha256, book->head_sha256) != 0 || before->length != book->head_length))
    WRONG ("the head is not the last revision");
  return NULL;
}

char *
soky_book_find_impossible (const SokyBook *book)
{
  static char *(*const checks[]) (const SokyBook *) = {check_rounds, check_state, check_recall,
                                                       check_revisions};

  if (book->version == 0 || *book->id == '\0' || *book->owner_id == '\0' ||
      *book->fields.title == '\0')
    WRONG ("version %" G_GUINT64_FORMAT " or a name is missing", book->version);
  if (book->round > 0 && book->head_sha256 == NULL)
    WRONG ("submitted without a PDF");
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++) {
    char *wrong = checks[i](book);
    if (wrong != NULL)
      return wrong;
  }
  return NULL;
}
