/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/reminder.h"

#include "wire/nodes.h"

SokyReminderOrder *
soky_reminder_order_new (const char *note)
{
  SokyReminderOrder *self = g_new0 (SokyReminderOrder, 1);

  self->reminders = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_reminder_free);
  self->note = g_strdup (note);
  return self;
}

void
soky_reminder_order_free (SokyReminderOrder *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->reminders);
  g_free (self->note);
  g_free (self);
}

/* Whom, and of what. */
static JsonObject *
make_wish (gconstpointer item)
{
  const SokyReminder *one = item;
  JsonObject *object = json_object_new ();

  soky_json_set_text (object, "person_id", one->person_id);
  soky_json_set_text (object, "type_id", one->type_id);
  soky_json_set_text (object, "period", one->period);
  soky_json_set_text (object, "class", one->class_name);
  return object;
}

static SokyReminder *
take_wish (SokyJson *json)
{
  g_autofree char *person_id = soky_json_id (json, "person_id");
  g_autofree char *type_id = soky_json_id (json, "type_id");
  g_autofree char *period = soky_json_text (json, "period", SOKY_JSON_MAX_NAME_TEXT);
  g_autofree char *class_name = soky_json_text_or_null (json, "class", SOKY_JSON_MAX_NAME_TEXT);

  return soky_reminder_new (person_id, type_id, period, class_name);
}

static gpointer
read_wish (JsonNode *node, GError **error)
{
  SokyJson json = soky_json_read (node);
  g_autoptr (SokyReminder) one = take_wish (&json);

  return soky_json_finish (&json, error) ? g_steal_pointer (&one) : NULL;
}

char *
soky_reminder_order_to_json (const SokyReminderOrder *self)
{
  JsonObject *object = json_object_new ();

  soky_json_set_array (object, "items", self->reminders, make_wish);
  soky_json_set_text (object, "note", self->note);
  return soky_json_print (object);
}

SokyReminderOrder *
soky_reminder_order_from_json (const char *text, gssize length, GError **error)
{
  g_autoptr (JsonNode) node = soky_json_parse (text, length, error);

  if (node == NULL)
    return NULL;
  SokyJson json = soky_json_read (node);
  g_autofree char *note = soky_json_text_or_null (&json, "note", SOKY_JSON_MAX_TEXT);
  g_autoptr (SokyReminderOrder) self = soky_reminder_order_new (note);
  soky_json_array (&json, "items", SOKY_REMINDER_MAX_COUNT, read_wish, self->reminders);
  if (self->reminders->len == 0)
    soky_json_reject (&json, "items");
  return soky_json_finish (&json, error) ? g_steal_pointer (&self) : NULL;
}

static JsonObject *
make_outcome (gconstpointer item)
{
  const SokyReminder *one = item;
  JsonObject *object = make_wish (one);

  soky_json_set_text (object, "outcome", soky_reminder_outcome_to_string (one->outcome));
  return object;
}

static gpointer
read_outcome (JsonNode *node, GError **error)
{
  SokyJson json = soky_json_read (node);
  g_autoptr (SokyReminder) one = take_wish (&json);

  soky_json_word (&json, "outcome", soky_reminder_outcome_from_string, &one->outcome);
  return soky_json_finish (&json, error) ? g_steal_pointer (&one) : NULL;
}

char *
soky_reminder_outcomes_to_json (GPtrArray *reminders)
{
  JsonObject *object = json_object_new ();

  soky_json_set_array (object, "items", reminders, make_outcome);
  return soky_json_print (object);
}

GPtrArray *
soky_reminder_outcomes_from_json (const char *text, gssize length, GError **error)
{
  g_autoptr (JsonNode) node = soky_json_parse (text, length, error);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_reminder_free);

  if (node == NULL)
    return NULL;
  SokyJson json = soky_json_read (node);
  soky_json_array (&json, "items", SOKY_REMINDER_MAX_COUNT, read_outcome, list);
  return soky_json_finish (&json, error) ? g_steal_pointer (&list) : NULL;
}

JsonObject *
soky_node_for_reminder (gconstpointer item)
{
  const SokyReminder *one = item;
  JsonObject *object = json_object_new ();

  soky_json_set_moment (object, "at", one->made_us);
  soky_json_set_text (object, "sender_id", one->sender_id);
  soky_json_set_text (object, "sender_name", one->sender_name);
  soky_json_set_text (object, "type_id", one->type_id);
  soky_json_set_text (object, "type_name", one->type_name);
  soky_json_set_text (object, "school_year", one->school_year);
  soky_json_set_text (object, "period", one->period);
  soky_json_set_text (object, "class", one->class_name);
  soky_json_set_text (object, "note", one->note);
  return object;
}

gpointer
soky_node_to_reminder (JsonNode *node, GError **error)
{
  SokyJson json = soky_json_read (node);
  SokyReminder *self = g_new0 (SokyReminder, 1);

  self->person_id = g_strdup ("");
  self->made_us = soky_json_moment (&json, "at");
  self->sender_id = soky_json_id (&json, "sender_id");
  self->sender_name = soky_json_text (&json, "sender_name", SOKY_JSON_MAX_NAME_TEXT);
  self->type_id = soky_json_id (&json, "type_id");
  self->type_name = soky_json_text (&json, "type_name", SOKY_JSON_MAX_NAME_TEXT);
  self->school_year = soky_json_text (&json, "school_year", SOKY_JSON_MAX_NAME_TEXT);
  self->period = soky_json_text (&json, "period", SOKY_JSON_MAX_NAME_TEXT);
  self->class_name = soky_json_text_or_null (&json, "class", SOKY_JSON_MAX_NAME_TEXT);
  self->note = soky_json_text_or_null (&json, "note", SOKY_JSON_MAX_TEXT);
  if (!soky_json_finish (&json, error))
    g_clear_pointer (&self, soky_reminder_free);
  return self;
}
