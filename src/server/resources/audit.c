/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/audit.h"

#include "base/clock.h"
#include "server/office.h"
#include "server/resources/administration.h"
#include "wire/error.h"

#define USUAL 100
#define MOST 500

/* A moment (RFC 3339); 0 when it is left out. */
static gboolean
parse_moment (const SokyCall *call, const char *name, gint64 *moment_us, GError **error)
{
  const char *text = soky_call_get_query (call, name);

  return text == NULL || soky_clock_from_rfc3339 (text, moment_us) ||
         soky_wire_refuse (SOKY_WIRE_ERROR_INVALID_FIELD, error);
}

static gboolean
parse (const SokyCall *call, SokyAuditQuestion *question, GError **error)
{
  const char *cursor = soky_call_get_query (call, "cursor");
  guint64 before = 0;

  if (cursor != NULL && !g_ascii_string_to_unsigned (cursor, 10, 1, G_MAXINT64, &before, NULL))
    return soky_wire_refuse (SOKY_WIRE_ERROR_INVALID_FIELD, error);
  question->before = (gint64) before;
  question->person_id = soky_call_get_query (call, "person");
  question->subject = soky_call_get_query (call, "subject");
  question->event = soky_call_get_query (call, "event");
  return parse_moment (call, "from", &question->from_us, error) &&
         parse_moment (call, "to", &question->to_us, error) &&
         soky_call_parse_limit (call, USUAL, MOST, &question->limit, error);
}

static SokyAuditItem *
make_item (SokyAuditRecord *record)
{
  SokyAuditItem *item = g_new0 (SokyAuditItem, 1);

  item->number = record->number;
  item->at_us = record->at_us;
  item->person_id = g_steal_pointer (&record->person_id);
  item->person_name = record->person_name ? g_steal_pointer (&record->person_name) : g_strdup ("");
  item->address = g_steal_pointer (&record->address);
  item->event = g_steal_pointer (&record->event);
  item->subject = g_steal_pointer (&record->subject);
  item->detail = g_steal_pointer (&record->detail);
  return item;
}

gboolean
soky_audit_get (SokyService *service, SokyCall *call, SokyTransaction *tx, SokyReply *reply,
                GError **error)
{
  g_auto (SokyOffice) office = {0};
  g_autoptr (SokyAuditPage) page = soky_audit_page_new ();
  SokyAuditQuestion question = {0};

  if (!soky_office_open (&office, tx, call->person, error))
    return FALSE;
  question.unit_id = soky_office_choose_unit (&office, soky_call_get_query (call, "unit"), error);
  if (question.unit_id == NULL || !parse (call, &question, error))
    return FALSE;
  guint limit = question.limit++; /* one more tells whether there is a next page */
  g_autoptr (GPtrArray) records = soky_store_list_audit (tx, &question, error);
  if (records == NULL)
    return FALSE;
  for (guint i = 0; i < records->len && i < limit; i++)
    g_ptr_array_add (page->items, make_item (g_ptr_array_index (records, i)));
  if (records->len > limit)
    page->next_cursor = g_strdup_printf ("%" G_GINT64_FORMAT,
                                         ((SokyAuditRecord *) records->pdata[limit - 1])->number);
  soky_reply_set_json (reply, 200, soky_audit_page_to_json (page));
  return TRUE;
}
