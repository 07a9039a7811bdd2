/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The effect of what waits on the books that are shown: the rules decide it, as they do at the
 * server. A new kind of item is one more row here and in outbox-request.c. */
#include "config.h"

#include "book/rules.h"
#include "client/error.h"
#include "client/outbox-private.h"
#include "wire/book.h"
#include "wire/person.h"

static SokyBook *
create (SokyLibrary *library, const SokyOutboxItem *item, const SokyPerson *person, GError **error)
{
  const SokyActor actor = {person};
  g_auto (SokyBookFields) fields = {0};
  g_autofree char *type_id = NULL;

  if (!soky_wire_create_from_json (item->body, -1, &type_id, &fields, error))
    return NULL;
  g_autoptr (SokyBookType) type = soky_library_find_type (library, type_id, error);
  return type ? soky_book_create (item->book_id, type, &actor, &fields, item->created_us, NULL,
                                  error)
              : NULL;
}

static gboolean
add_people (SokyLibrary *library, SokyAction *action, GError **error)
{
  for (guint i = 0; i < action->route->len; i++) {
    const SokyStep *step = action->route->pdata[i];
    g_autoptr (SokyQuery) query =
        soky_sqlite_query (soky_library_get_database (library), error,
                           "SELECT body FROM person WHERE id = ?1", "s", step->person_id);
    if (query == NULL)
      return FALSE;
    if (!soky_query_next (query, error)) {
      if (soky_query_failed (query))
        return FALSE;
      continue;
    }
    g_autofree char *body = soky_query_text_or_empty (query);
    g_autoptr (SokyPerson) person = soky_wire_person_from_json (body, -1, error);
    if (person == NULL)
      return FALSE;
    soky_action_add_person (action, person);
  }
  return TRUE;
}

static SokyAction *
make_action (SokyLibrary *library, const SokyOutboxItem *item, SokyActionKind kind,
             const SokyBook *book, const SokyPerson *person, GError **error)
{
  g_autoptr (SokyAction) action =
      *item->body != '\0' ? soky_wire_action_from_json (item->body, -1, book->version, error)
                          : soky_action_new (kind, book->version);

  if (action == NULL || !add_people (library, action, error))
    return NULL;
  if (item->sha256 != NULL) {
    soky_action_set_file (action, item->sha256, item->length, item->pages);
    action->auto_publish = item->auto_publish;
    action->numbering = item->numbering;
  }
  if (item->certificate != NULL)
    soky_action_set_signature (action, item->base_sha256,
                               soky_certificate_info_new (item->certificate->fingerprint,
                                                          item->certificate->holder, person->id,
                                                          item->certificate->organisation));
  return g_steal_pointer (&action);
}

/* @book: (nullable): before */
static SokyBook *
apply (SokyLibrary *library, const SokyOutboxItem *item, const SokyBook *book,
       const SokyPerson *person, GError **error)
{
  const SokyActor actor = {person};
  SokyActionKind kind;

  if (book == NULL)
    return create (library, item, person, error);
  if (!soky_action_kind_from_string (item->kind, &kind)) {
    soky_book_refuse (SOKY_BOOK_ERROR_WRONG_STATE, error);
    return NULL;
  }
  g_autoptr (SokyBookType) type = soky_library_find_type (library, book->type_id, error);
  g_autoptr (SokyAction) action =
      type ? make_action (library, item, kind, book, person, error) : NULL;
  return action ? soky_book_apply (book, type, &actor, action, item->created_us, NULL, error)
                : NULL;
}

/* From the first that is refused on, nothing has an effect; but a book that was made here is shown
 * as long as it waits. */
static SokyBook *
replay (SokyLibrary *library, const SokyBook *base, GPtrArray *items, gint64 strict, GError **error)
{
  g_autoptr (SokyPerson) person = soky_library_load_person (library, error);
  g_autoptr (SokyBook) now = base ? soky_book_copy (base) : NULL;

  for (guint i = 0; person != NULL && i < items->len; i++) {
    const SokyOutboxItem *item = items->pdata[i];
    g_autoptr (GError) refusal = NULL;
    if (now != NULL && item->state == SOKY_OUTBOX_REFUSED)
      break;
    SokyBook *after = apply (library, item, now, person, &refusal);
    if (after == NULL && (item->position == strict || now == NULL)) {
      g_propagate_error (error, g_steal_pointer (&refusal));
      return NULL;
    }
    if (after == NULL)
      break;
    g_clear_pointer (&now, soky_book_unref);
    now = after;
    if (item->state == SOKY_OUTBOX_REFUSED)
      break;
  }
  return person != NULL ? g_steal_pointer (&now) : NULL;
}

gboolean
soky_outbox_replay (SokyLibrary *library, const char *book_id, gint64 strict, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (SokyShelf) shelf = soky_library_find_book (library, book_id, &problem);
  g_autoptr (GPtrArray) items =
      problem == NULL ? soky_outbox_list_of_book (library, book_id, &problem) : NULL;

  if (items == NULL) {
    g_propagate_error (error, g_steal_pointer (&problem));
    return FALSE;
  }
  const SokyBook *base = shelf ? shelf->base : NULL;
  if (base == NULL && items->len == 0)
    return soky_library_forget_book (library, book_id, error);
  g_autoptr (SokyBook) shown = replay (library, base, items, strict, error);
  return shown != NULL && soky_library_store_shown (library, shown, items->len, error);
}
