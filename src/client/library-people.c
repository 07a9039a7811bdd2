/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/text.h"
#include "client/error.h"
#include "client/library-private.h"
#include "wire/person.h"

#include <glib/gi18n-lib.h>

static gboolean
note_person (SokySqlite *database, const SokyPerson *person, GError **error)
{
  g_autofree char *folded = soky_text_fold (person->name);
  g_autofree char *body = soky_wire_person_to_json (person);

  return soky_sqlite_execute (database, NULL, error,
                              "INSERT OR REPLACE INTO person VALUES (?1, ?2, ?3, ?4)", "ssss",
                              person->id, person->name, folded, body);
}

/* Whether the first page of all people begins: who has left is not to be chosen any more. */
static gboolean
begins_anew (GHashTable *query)
{
  const char *text = g_hash_table_lookup (query, "q");
  return (text == NULL || *text == '\0') && !g_hash_table_contains (query, "cursor");
}

gboolean
soky_library_note_people (SokyLibrary *self, GHashTable *query, const char *text, GError **error)
{
  SokySqlite *database = soky_library_get_database (self);
  g_autoptr (SokyPeoplePage) page = soky_people_page_from_json (text, -1, error);

  if (page == NULL || (begins_anew (query) &&
                       !soky_sqlite_execute (database, NULL, error, "DELETE FROM person", "")))
    return FALSE;
  for (guint i = 0; i < page->people->len; i++)
    if (!note_person (database, page->people->pdata[i], error))
      return FALSE;
  return TRUE;
}

char *
soky_library_answer_people (SokyLibrary *self, GHashTable *query, GError **error)
{
  const char *typed = g_hash_table_lookup (query, "q");
  g_autofree char *folded = soky_text_fold (typed ? typed : "");
  g_autoptr (SokyPeoplePage) page = soky_people_page_new ();
  g_autoptr (SokyQuery) rows = soky_sqlite_query (
      soky_library_get_database (self), error,
      "SELECT body FROM person WHERE instr (folded, ?1) ORDER BY folded, id", "s", folded);

  while (rows != NULL && soky_query_next (rows, error)) {
    g_autofree char *body = soky_query_text_or_empty (rows);
    SokyPerson *person = soky_wire_person_from_json (body, -1, error);
    if (person == NULL)
      return NULL;
    g_ptr_array_add (page->people, person);
  }
  if (rows == NULL || soky_query_failed (rows))
    return NULL;
  if (page->people->len > 0 || *folded != '\0')
    return soky_people_page_to_json (page);
  g_set_error_literal (error, SOKY_CLIENT_ERROR, SOKY_CLIENT_ERROR_NOT_SEEN,
                       _ ("The people of the school are not known on this computer yet. They are "
                          "when they were looked at once with a network."));
  return NULL;
}
