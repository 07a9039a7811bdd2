/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/audit.h"

#include "wire/json.h"

#define MAX_ITEMS 1000
#define MAX_DETAIL 100000 /* looks of a type are in it */

void
soky_audit_item_free (SokyAuditItem *self)
{
  g_free (self->person_id);
  g_free (self->person_name);
  g_free (self->address);
  g_free (self->event);
  g_free (self->subject);
  g_free (self->detail);
  g_free (self);
}

SokyAuditPage *
soky_audit_page_new (void)
{
  SokyAuditPage *self = g_new0 (SokyAuditPage, 1);

  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_audit_item_free);
  return self;
}

void
soky_audit_page_free (SokyAuditPage *self)
{
  g_ptr_array_unref (self->items);
  g_free (self->next_cursor);
  g_free (self);
}

static JsonObject *
make_item (gconstpointer data)
{
  const SokyAuditItem *item = data;
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "number", item->number);
  soky_json_set_moment (object, "at", item->at_us);
  soky_json_set_text (object, "person_id", item->person_id);
  soky_json_set_text (object, "person_name", item->person_name);
  soky_json_set_text (object, "address", item->address);
  soky_json_set_text (object, "event", item->event);
  soky_json_set_text (object, "subject", item->subject);
  soky_json_set_text (object, "detail", item->detail);
  return object;
}

static gpointer
read_item (JsonNode *node, GError **error)
{
  SokyJson json = soky_json_read (node);
  g_autoptr (SokyAuditItem) item = g_new0 (SokyAuditItem, 1);

  item->number = soky_json_integer (&json, "number", 1, SOKY_JSON_MAX_INTEGER);
  item->at_us = soky_json_moment (&json, "at");
  item->person_id = soky_json_text (&json, "person_id", SOKY_JSON_MAX_NAME_TEXT);
  item->person_name = soky_json_text (&json, "person_name", SOKY_JSON_MAX_NAME_TEXT);
  item->address = soky_json_text (&json, "address", SOKY_JSON_MAX_NAME_TEXT);
  item->event = soky_json_text (&json, "event", SOKY_JSON_MAX_NAME_TEXT);
  item->subject = soky_json_text (&json, "subject", SOKY_JSON_MAX_NAME_TEXT);
  item->detail = soky_json_text (&json, "detail", MAX_DETAIL);
  return soky_json_finish (&json, error) ? g_steal_pointer (&item) : NULL;
}

char *
soky_audit_page_to_json (const SokyAuditPage *self)
{
  JsonObject *object = json_object_new ();

  soky_json_set_array (object, "items", self->items, make_item);
  soky_json_set_text (object, "next_cursor", self->next_cursor);
  return soky_json_print (object);
}

SokyAuditPage *
soky_audit_page_from_json (const char *text, gssize length, GError **error)
{
  g_autoptr (JsonNode) node = soky_json_parse (text, length, error);

  if (node == NULL)
    return NULL;
  g_autoptr (SokyAuditPage) self = soky_audit_page_new ();
  SokyJson json = soky_json_read (node);
  soky_json_array (&json, "items", MAX_ITEMS, read_item, self->items);
  self->next_cursor = soky_json_text_or_null (&json, "next_cursor", SOKY_JSON_MAX_NAME_TEXT);
  return soky_json_finish (&json, error) ? g_steal_pointer (&self) : NULL;
}
