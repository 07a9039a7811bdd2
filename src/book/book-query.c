/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/book-query.h"

#include "book/frequency.h"
#include "book/names.h"

#include <glib/gi18n-lib.h>

static const char *const states[SOKY_N_BOOK_STATES] = {
    [SOKY_BOOK_DRAFT] = "draft",         [SOKY_BOOK_IN_REVIEW] = "in_review",
    [SOKY_BOOK_RETURNED] = "returned",   [SOKY_BOOK_APPROVED] = "approved",
    [SOKY_BOOK_PUBLISHED] = "published", [SOKY_BOOK_DELETED] = "deleted",
};

static const char *const state_labels[SOKY_N_BOOK_STATES] = {
    [SOKY_BOOK_DRAFT] = N_ ("Draft"),         [SOKY_BOOK_IN_REVIEW] = N_ ("Being signed"),
    [SOKY_BOOK_RETURNED] = N_ ("Returned"),   [SOKY_BOOK_APPROVED] = N_ ("Approved"),
    [SOKY_BOOK_PUBLISHED] = N_ ("Published"), [SOKY_BOOK_DELETED] = N_ ("Deleted"),
};

static gboolean
is_others_decision (const SokyBook *self, const SokyStep *step)
{
  return soky_step_is_done (step) && !g_str_equal (soky_step_get_decider (step), self->owner_id);
}

SokyRound *
soky_book_get_round (const SokyBook *self)
{
  if (self->rounds->len == 0)
    return NULL;
  return g_ptr_array_index (self->rounds, self->rounds->len - 1);
}

GPtrArray *
soky_book_get_steps (const SokyBook *self)
{
  static GPtrArray *none = NULL;

  if (self->rounds->len > 0)
    return soky_book_get_round (self)->steps;
  if (g_once_init_enter (&none))
    g_once_init_leave (&none, g_ptr_array_new ());
  return none;
}

gboolean
soky_book_is_current_step (const SokyBook *self, const SokyStep *step)
{
  GPtrArray *steps = soky_book_get_steps (self);

  if (self->state != SOKY_BOOK_IN_REVIEW || step->outcome != SOKY_OUTCOME_PENDING)
    return FALSE;
  for (guint i = 0; i < steps->len; i++) {
    const SokyStep *other = g_ptr_array_index (steps, i);
    if (other->order < step->order && other->outcome == SOKY_OUTCOME_PENDING)
      return FALSE;
  }
  return TRUE;
}

SokyStep *
soky_book_find_current_step (const SokyBook *self, const char *person_id)
{
  GPtrArray *steps = soky_book_get_steps (self);

  for (guint i = 0; i < steps->len; i++) {
    SokyStep *step = g_ptr_array_index (steps, i);
    if (g_str_equal (step->person_id, person_id) && soky_book_is_current_step (self, step))
      return step;
  }
  return NULL;
}

gboolean
soky_book_is_last_approval (const SokyBook *self, const SokyStep *step)
{
  GPtrArray *steps = soky_book_get_steps (self);

  if (step->kind == SOKY_STEP_STAMP || step->outcome != SOKY_OUTCOME_PENDING)
    return FALSE;
  for (guint i = 0; i < steps->len; i++) {
    const SokyStep *other = g_ptr_array_index (steps, i);
    if (other != step && other->kind != SOKY_STEP_STAMP && !soky_step_is_done (other))
      return FALSE;
  }
  return TRUE;
}

const char *
soky_book_get_return_reason (const SokyBook *self)
{
  const SokyRound *round = soky_book_get_round (self);

  return round != NULL && round->end == SOKY_ROUND_RETURNED ? round->reason : NULL;
}

gboolean
soky_book_has_others_decision (const SokyBook *self)
{
  GPtrArray *steps = soky_book_get_steps (self);

  for (guint i = 0; i < steps->len; i++) {
    if (is_others_decision (self, g_ptr_array_index (steps, i)))
      return TRUE;
  }
  return FALSE;
}

gboolean
soky_book_lacks_consent (const SokyBook *self, const SokyStep *step)
{
  return self->recall_requested_us != 0 && is_others_decision (self, step) &&
         step->consented_us == 0;
}

gboolean
soky_book_awaits_consent (const SokyBook *self, const char *person_id)
{
  GPtrArray *steps = soky_book_get_steps (self);

  if (g_str_equal (person_id, self->owner_id))
    return FALSE;
  for (guint i = 0; i < steps->len; i++) {
    const SokyStep *step = g_ptr_array_index (steps, i);
    if (soky_book_lacks_consent (self, step) && soky_step_concerns (step, person_id))
      return TRUE;
  }
  return FALSE;
}

SOKY_DEFINE_NAMES (SokyBookState, soky_book_state, states)

const char *
soky_book_state_get_label (SokyBookState state)
{
  return _ (soky_names_get (state_labels, state));
}

char *
soky_book_get_subtitle (const SokyBook *self)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  g_autofree char *period = soky_period_get_label (self->fields.period);
  const char *all[] = {period, self->fields.class_name, self->fields.subject};

  for (guint i = 0; i < G_N_ELEMENTS (all); i++) {
    if (all[i] != NULL && *all[i] != '\0')
      g_ptr_array_add (parts, (gpointer) all[i]);
  }
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}
