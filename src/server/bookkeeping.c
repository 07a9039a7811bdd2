/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/bookkeeping.h"

#include "book/check-code.h"
#include "book/rules.h"
#include "book/reach.h"
#include "crypto/random.h"
#include "server/deadline.h"
#include "server/delegations.h"
#include "server/review.h"
#include "server/store/directory.h"
#include "server/store/administration.h"
#include "wire/error.h"

#define ID_BYTES 12

/* A missing record is "not found" for the client as well. */
static void
convert_error (GError **error)
{
  if (error != NULL && g_error_matches (*error, SOKY_STORE_ERROR, SOKY_STORE_ERROR_NOT_FOUND)) {
    g_clear_error (error);
    soky_wire_refuse (SOKY_WIRE_ERROR_NOT_FOUND, error);
  }
}

static SokyBookType *
find_type (SokyTransaction *tx, const SokyPerson *person, const char *type_id, GError **error)
{
  g_autoptr (GPtrArray) types = soky_store_list_book_types (tx, person->unit_id, error);

  for (guint i = 0; types != NULL && i < types->len; i++) {
    SokyBookType *type = types->pdata[i];
    if (g_str_equal (type->id, type_id))
      return soky_book_type_ref (type);
  }
  if (types != NULL)
    soky_wire_refuse (SOKY_WIRE_ERROR_NOT_FOUND, error);
  return NULL;
}

static char *
make_check_code (void)
{
  guint8 random[SOKY_CHECK_CODE_BYTES];

  soky_random_fill (random, sizeof random);
  return soky_check_code_new (random);
}

SokyBook *
soky_bookkeeping_create (SokyTransaction *tx, const SokyOrigin *origin, const char *type_id,
                         const SokyBookFields *fields, GError **error)
{
  const SokyActor actor = {origin->person};
  g_autofree char *id = soky_random_hex (ID_BYTES);
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (SokyBookType) type = find_type (tx, origin->person, type_id, error);
  g_autoptr (SokyBook) book =
      type ? soky_book_create (id, type, &actor, fields, origin->now_us, &events, error) : NULL;

  if (book == NULL)
    return NULL;
  book->check_code = make_check_code ();
  if (!soky_deadline_set (tx, type, book, error) || !soky_store_insert_book (tx, book, error) ||
      !soky_audit_add_events (tx, origin, events, NULL, error))
    return NULL;
  return g_steal_pointer (&book);
}

/* What is published is read by those who inspect a unit above. */
static gboolean
may_inspect (SokyTransaction *tx, const SokyBook *book, const SokyPerson *person)
{
  g_autoptr (GPtrArray) above = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *id = g_strdup (book->unit_id);

  if (!soky_person_has_role (person, SOKY_ROLE_INSPECTOR))
    return FALSE;
  while (id != NULL) {
    g_autoptr (SokyUnit) unit = soky_store_get_unit (tx, id, NULL);
    g_ptr_array_add (above, g_steal_pointer (&id));
    id = unit ? g_strdup (unit->parent_id) : NULL;
  }
  return soky_book_may_inspect (book, person, above);
}

/* The book, if @actor may know that it exists. */
static SokyBook *
get_for (SokyTransaction *tx, const SokyActor *actor, gint64 now_us, const char *id, GError **error)
{
  g_autoptr (SokyBook) book = soky_store_get_book (tx, id, error);

  if (book == NULL) {
    convert_error (error);
    return NULL;
  }
  if (!soky_book_may_read (book, actor, now_us) && !may_inspect (tx, book, actor->person)) {
    soky_wire_refuse (SOKY_WIRE_ERROR_NOT_FOUND, error);
    return NULL;
  }
  return g_steal_pointer (&book);
}

SokyBook *
soky_bookkeeping_get (SokyTransaction *tx, const SokyOrigin *origin, const char *id, GError **error)
{
  g_autoptr (GPtrArray) delegations = soky_delegations_in_force (tx, origin, error);
  const SokyActor actor = {origin->person, delegations};

  return delegations != NULL ? get_for (tx, &actor, origin->now_us, id, error) : NULL;
}

/* The people of a route as the store knows them; the rules refuse those who are missing. */
static gboolean
add_people (SokyTransaction *tx, SokyAction *action, GError **error)
{
  for (guint i = 0; action->route != NULL && i < action->route->len; i++) {
    const SokyStep *step = action->route->pdata[i];
    g_autoptr (GError) problem = NULL;
    g_autoptr (SokyPerson) person = soky_store_get_person (tx, step->person_id, &problem);
    if (person != NULL) {
      soky_action_add_person (action, person);
    } else if (!g_error_matches (problem, SOKY_STORE_ERROR, SOKY_STORE_ERROR_NOT_FOUND)) {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean
store_revision (SokyTransaction *tx, const SokyBook *after, const SokySegment *segment,
                GError **error)
{
  const SokyRevision *revision = after->revisions->pdata[after->revisions->len - 1];
  return soky_store_add_revision (tx, after->id, revision, segment, error);
}

static gboolean
store_change (SokyTransaction *tx, const SokyBook *before, const SokyBook *after,
              const SokySegment *segment, GError **error)
{
  gboolean good = after->state == SOKY_BOOK_DELETED
                      ? soky_store_remove_book (tx, before->id, before->version, error)
                      : soky_store_update_book (tx, after, before->version, error);

  gboolean is_new = before->state != SOKY_BOOK_PUBLISHED && after->state == SOKY_BOOK_PUBLISHED;

  return good && (segment == NULL || store_revision (tx, after, segment, error)) &&
         (!is_new || soky_store_add_protection (tx, after->id, after->published_us, error));
}

/* One writer at a time: nobody takes the number in between. */
static gboolean
check_number (SokyTransaction *tx, const SokyBook *book, const SokyAction *action, GError **error)
{
  gboolean taken = FALSE;

  if (action->kind != SOKY_ACTION_SIGN || action->numbering.number == 0)
    return TRUE;
  return soky_store_has_number (tx, book, &action->numbering, &taken, error) &&
         (!taken || soky_book_refuse (SOKY_BOOK_ERROR_NUMBER_TAKEN, error));
}

SokyBook *
soky_bookkeeping_apply (SokyTransaction *tx, const SokyOrigin *origin, const char *id,
                        SokyAction *action, const SokySegment *segment, GError **error)
{
  g_autoptr (GPtrArray) delegations = soky_delegations_in_force (tx, origin, error);
  const SokyActor actor = {origin->person, delegations};
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (SokyBook) before =
      delegations ? get_for (tx, &actor, origin->now_us, id, error) : NULL;
  g_autoptr (SokyBookType) type =
      before ? soky_store_get_book_type_of (tx, before->type_id, before->unit_id, error) : NULL;

  if (type == NULL || !add_people (tx, action, error))
    return NULL;
  /* a clock that was set back does not turn the order of a book's moments around */
  gint64 now_us = MAX (origin->now_us, before->updated_us);
  g_autoptr (SokyBook) after =
      soky_book_apply (before, type, &actor, action, now_us, &events, error);
  if (after == NULL || !check_number (tx, after, action, error) ||
      !soky_review_add_marks (tx, origin, before, &actor, action, error) ||
      (action->kind == SOKY_ACTION_EDIT && !soky_deadline_set (tx, type, after, error)))
    return NULL;
  g_autofree char *change = soky_audit_describe_change (before, after);
  if (!store_change (tx, before, after, segment, error) ||
      !soky_audit_add_events (tx, origin, events, change, error))
    return NULL;
  return g_steal_pointer (&after);
}
