/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/rules.h"

#include "book/names.h"
#include "book/rules-private.h"

typedef gboolean (*Rule) (SokyChange *change, GError **error);

static const Rule rules[SOKY_N_ACTIONS] = {
    [SOKY_ACTION_EDIT] = soky_rules_edit,       [SOKY_ACTION_ATTACH] = soky_rules_attach,
    [SOKY_ACTION_SUBMIT] = soky_rules_submit,   [SOKY_ACTION_SIGN] = soky_rules_sign,
    [SOKY_ACTION_APPROVE] = soky_rules_approve, [SOKY_ACTION_RETURN] = soky_rules_return,
    [SOKY_ACTION_RECALL] = soky_rules_recall,   [SOKY_ACTION_CONSENT] = soky_rules_consent,
    [SOKY_ACTION_PUBLISH] = soky_rules_publish, [SOKY_ACTION_REVOKE] = soky_rules_revoke,
    [SOKY_ACTION_DELETE] = soky_rules_delete,
};

/* Nobody decides about a book that he has not seen as it is now. */
static gboolean
check_current (const SokyBook *book, const SokyAction *action, GError **error)
{
  if (action->kind == SOKY_ACTION_SIGN && g_strcmp0 (action->base_sha256, book->head_sha256) != 0)
    return soky_book_refuse (SOKY_BOOK_ERROR_HEAD_MOVED, error);
  if (action->version != book->version)
    return soky_book_refuse (SOKY_BOOK_ERROR_VERSION, error);
  return TRUE;
}

static SokyBook *
make_draft (const char *id, const SokyBookType *type, const SokyPerson *person, gint64 now_us)
{
  SokyBook *book = soky_book_new ();

  soky_names_assign (&book->id, id);
  soky_names_assign (&book->type_id, type->id);
  soky_names_assign (&book->type_name, type->name);
  soky_names_assign (&book->owner_id, person->id);
  soky_names_assign (&book->owner_name, person->name);
  soky_names_assign (&book->unit_id, person->unit_id);
  soky_names_assign (&book->school_id, person->school_id);
  book->version = 1;
  book->created_us = now_us;
  book->updated_us = now_us;
  return book;
}

SokyEvent *
soky_change_note (SokyChange *self, SokyEventKind kind)
{
  SokyEvent *event = soky_event_new (kind, self->person, self->after, self->now_us);

  if (self->events->len > 0) {
    const SokyEvent *last = g_ptr_array_index (self->events, self->events->len - 1);
    event->before = last->after;
  } else {
    event->before = self->before->state;
  }
  g_ptr_array_add (self->events, event);
  return event;
}

SokyBook *
soky_book_create (const char *id, const SokyBookType *type, const SokyActor *actor,
                  const SokyBookFields *fields, gint64 now_us, GPtrArray **events, GError **error)
{
  if (!soky_book_may_create (type, actor, error))
    return NULL;

  g_autoptr (SokyBook) book = make_draft (id, type, actor->person, now_us);
  g_auto (SokyBookFields) clean = {0};
  if (!soky_rules_clean_fields (fields, type, &clean, error))
    return NULL;
  soky_book_fields_copy (&clean, &book->fields);
  if (events != NULL) {
    *events = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_event_free);
    g_ptr_array_add (*events, soky_event_new (SOKY_EVENT_CREATED, actor->person, book, now_us));
  }
  return g_steal_pointer (&book);
}

SokyBook *
soky_book_apply (const SokyBook *book, const SokyBookType *type, const SokyActor *actor,
                 const SokyAction *action, gint64 now_us, GPtrArray **events, GError **error)
{
  g_return_val_if_fail (g_str_equal (book->type_id, type->id), NULL);

  if (!check_current (book, action, error) ||
      !soky_book_may (book, type, actor, action->kind, now_us, error))
    return NULL;

  g_autoptr (GPtrArray) noted = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_event_free);
  g_autoptr (SokyBook) after = soky_book_copy (book);
  SokyChange change = {book, after, type, actor, actor->person, action, now_us, noted};

  after->version++;
  after->updated_us = now_us;
  if (!rules[action->kind](&change, error))
    return NULL;
  if (events != NULL)
    *events = g_steal_pointer (&noted);
  return g_steal_pointer (&after);
}
