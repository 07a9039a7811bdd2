/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/names.h"
#include "server/office.h"
#include "server/resources/resources.h"
#include "server/store/directory.h"
#include "wire/error.h"

#define USUAL 50
#define MOST 200

/* With a login one could guess passwords; versions are for those who change. */
static void
hide_rest (GPtrArray *people, const char *own_id)
{
  for (guint i = 0; i < people->len; i++) {
    SokyPerson *person = people->pdata[i];
    person->version = 0;
    if (!g_str_equal (person->id, own_id))
      soky_names_assign (&person->login, "");
  }
}

/* ?unit=: the people of a unit and of all below it, with those who have left, for who administers
 * it. */
static gboolean
ask_as_administrator (SokyCall *call, SokyTransaction *tx, SokyPeopleQuestion *question,
                      GError **error)
{
  const char *unit_id = soky_call_get_query (call, "unit");
  g_auto (SokyOffice) office = {0};

  if (unit_id == NULL)
    return TRUE;
  if (!soky_office_open (&office, tx, call->person, error) ||
      soky_office_need_unit (&office, unit_id, error) == NULL)
    return FALSE;
  question->school_id = NULL;
  question->unit_id = unit_id;
  question->inactive = g_strcmp0 (soky_call_get_query (call, "inactive"), "1") == 0;
  return TRUE;
}

gboolean
soky_people_get (SokyService *service, SokyCall *call, SokyTransaction *tx, SokyReply *reply,
                 GError **error)
{
  const char *role = soky_call_get_query (call, "role");
  SokyPeopleQuestion question = {
      .school_id = call->person->school_id,
      .text = soky_call_get_query (call, "q"),
      .after = soky_call_get_query (call, "cursor"),
  };

  if (role != NULL && !soky_role_from_string (role, &question.role))
    return soky_wire_refuse (SOKY_WIRE_ERROR_INVALID_FIELD, error);
  if (!soky_call_parse_limit (call, USUAL, MOST, &question.limit, error) ||
      !ask_as_administrator (call, tx, &question, error))
    return FALSE;
  g_autoptr (SokyPeoplePage) page = soky_store_search_people (tx, &question, error);
  if (page == NULL)
    return FALSE;
  if (question.unit_id == NULL)
    hide_rest (page->people, call->person->id);
  soky_reply_set_json (reply, 200, soky_people_page_to_json (page));
  return TRUE;
}
