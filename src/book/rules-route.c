/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/names.h"
#include "book/rules-private.h"

static int
compare_order (gconstpointer a, gconstpointer b)
{
  const SokyStep *first = *(const SokyStep *const *) a;
  const SokyStep *second = *(const SokyStep *const *) b;

  return first->order < second->order ? -1 : first->order > second->order;
}

static const SokyPerson *
find_person (GPtrArray *people, const char *id)
{
  for (guint i = 0; i < people->len; i++) {
    const SokyPerson *person = g_ptr_array_index (people, i);
    if (g_str_equal (person->id, id))
      return person;
  }
  return NULL;
}

static gboolean
has_twin (GPtrArray *steps, guint index)
{
  const SokyStep *step = g_ptr_array_index (steps, index);

  for (guint i = 0; i < index; i++) {
    const SokyStep *other = g_ptr_array_index (steps, i);
    if (other->kind == step->kind && g_str_equal (other->person_id, step->person_id))
      return TRUE;
  }
  return FALSE;
}

static gboolean
check_step (const SokyBookType *type, const char *school_id, const SokyStep *step,
            GPtrArray *people, GError **error)
{
  const SokyPerson *person = find_person (people, step->person_id);

  if (step->order < 1 || step->order > SOKY_BOOK_MAX_ORDER)
    return soky_book_refuse (SOKY_BOOK_ERROR_ROUTE_ORDER, error);
  if (person == NULL || !person->active || g_strcmp0 (person->school_id, school_id) != 0 ||
      !soky_person_has_role (person, step->role))
    return soky_book_refuse (SOKY_BOOK_ERROR_ROUTE_PERSON, error);
  if (step->kind == SOKY_STEP_STAMP &&
      (step->role != SOKY_ROLE_CLERK ||
       soky_person_find_position (person, SOKY_ROLE_CLERK, school_id) == NULL))
    return soky_book_refuse (SOKY_BOOK_ERROR_ROUTE_STAMP, error);
  if (!step->require_cert && (type->cert_mandatory || step->kind == SOKY_STEP_STAMP))
    return soky_book_refuse (SOKY_BOOK_ERROR_CERT_MANDATORY, error);
  return TRUE;
}

/* One stamp at most, after every person; and it stamps what some person has signed. */
static gboolean
check_stamp (GPtrArray *steps, GError **error)
{
  guint stamps = 0, last_person = 0, stamp_order = 0;

  for (guint i = 0; i < steps->len; i++) {
    const SokyStep *step = g_ptr_array_index (steps, i);
    if (step->kind == SOKY_STEP_STAMP) {
      stamps++;
      stamp_order = step->order;
    } else {
      last_person = MAX (last_person, step->order);
    }
  }
  if (stamps == steps->len)
    return soky_book_refuse (SOKY_BOOK_ERROR_ROUTE_EMPTY, error);
  if (stamps > 1 || (stamps == 1 && stamp_order <= last_person))
    return soky_book_refuse (SOKY_BOOK_ERROR_ROUTE_STAMP, error);
  return TRUE;
}

static SokyStep *
make_step (const SokyStep *asked, GPtrArray *people)
{
  const SokyPerson *person = find_person (people, asked->person_id);
  SokyStep *step =
      soky_step_new (asked->order, person->id, asked->role, asked->kind, asked->require_cert);

  soky_names_assign (&step->person_name, person->name);
  soky_names_assign (&step->title, soky_person_get_title (person, asked->role));
  return step;
}

gboolean
soky_rules_submit (SokyChange *change, GError **error)
{
  const SokyAction *action = change->action;
  SokyBook *after = change->after;

  g_autofree char *note = soky_rules_clean_text (action->note, TRUE, SOKY_BOOK_MAX_NOTE, error);

  if (note == NULL ||
      !soky_route_check (change->type, after->school_id, action->route, action->people, error))
    return FALSE;
  if (after->round >= SOKY_BOOK_MAX_ROUNDS)
    return soky_book_refuse (SOKY_BOOK_ERROR_TOO_MANY, error);
  if (action->auto_publish && !change->type->offers_auto_publish)
    return soky_book_refuse (SOKY_BOOK_ERROR_NO_AUTO_PUBLISH, error);

  SokyRound *round = soky_round_new (after->round + 1, change->now_us);
  round->note = *note != '\0' ? g_strdup (note) : NULL;
  for (guint i = 0; i < action->route->len; i++)
    g_ptr_array_add (round->steps,
                     make_step (g_ptr_array_index (action->route, i), action->people));
  g_ptr_array_sort (round->steps, compare_order);
  g_ptr_array_add (after->rounds, round);
  after->round = round->number;
  after->auto_publish = action->auto_publish;
  after->state = SOKY_BOOK_IN_REVIEW;
  soky_change_note (change, SOKY_EVENT_SUBMITTED)->detail = g_strdup (round->note);
  return TRUE;
}

gboolean
soky_route_check (const SokyBookType *type, const char *school_id, GPtrArray *steps,
                  GPtrArray *people, GError **error)
{
  if (steps->len == 0)
    return soky_book_refuse (SOKY_BOOK_ERROR_ROUTE_EMPTY, error);
  if (steps->len > SOKY_BOOK_MAX_STEPS)
    return soky_book_refuse (SOKY_BOOK_ERROR_ROUTE_TOO_LONG, error);
  for (guint i = 0; i < steps->len; i++) {
    if (!check_step (type, school_id, g_ptr_array_index (steps, i), people, error))
      return FALSE;
    if (has_twin (steps, i))
      return soky_book_refuse (SOKY_BOOK_ERROR_ROUTE_DUPLICATE, error);
  }
  return check_stamp (steps, error);
}
