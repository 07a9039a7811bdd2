/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/overview.h"

#include "wire/nodes.h"

#define MAX_BOOKS 100
#define MAX_EVENTS 1000
#define MAX_DEADLINES 1000
#define MAX_REMINDERS 100

SokyOverviewEvent *
soky_overview_event_new (gint64 at_us, SokyEventKind kind)
{
  SokyOverviewEvent *self = g_new0 (SokyOverviewEvent, 1);

  self->at_us = at_us;
  self->kind = kind;
  return self;
}

void
soky_overview_event_free (SokyOverviewEvent *self)
{
  if (self == NULL)
    return;
  g_free (self->book_id);
  g_free (self->book_title);
  g_free (self->person_name);
  g_free (self);
}

SokyOverview *
soky_overview_new (void)
{
  SokyOverview *self = g_new0 (SokyOverview, 1);

  self->waiting.books = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_book_unref);
  self->returned.books = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_book_unref);
  self->reminders = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_reminder_free);
  self->deadlines = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_missing_book_free);
  self->events = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_overview_event_free);
  return self;
}

void
soky_overview_free (SokyOverview *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->waiting.books);
  g_ptr_array_unref (self->returned.books);
  g_ptr_array_unref (self->reminders);
  g_ptr_array_unref (self->deadlines);
  soky_progress_row_free (self->progress);
  g_ptr_array_unref (self->events);
  g_free (self);
}

static JsonObject *
make_event (gconstpointer item)
{
  const SokyOverviewEvent *event = item;
  JsonObject *object = json_object_new ();

  soky_json_set_moment (object, "at", event->at_us);
  soky_json_set_text (object, "event", soky_event_kind_to_string (event->kind));
  soky_json_set_text (object, "book_id", event->book_id);
  soky_json_set_text (object, "book_title", event->book_title);
  soky_json_set_text (object, "person_name", event->person_name);
  return object;
}

static gpointer
read_event (JsonNode *node, GError **error)
{
  SokyJson json = soky_json_read (node);
  g_autoptr (SokyOverviewEvent) self =
      soky_overview_event_new (soky_json_moment (&json, "at"), SOKY_EVENT_CREATED);

  soky_json_word (&json, "event", soky_event_kind_from_string, &self->kind);
  self->book_id = soky_json_id (&json, "book_id");
  self->book_title = soky_json_text (&json, "book_title", SOKY_JSON_MAX_TEXT);
  self->person_name = soky_json_text (&json, "person_name", SOKY_JSON_MAX_NAME_TEXT);
  return soky_json_finish (&json, error) ? g_steal_pointer (&self) : NULL;
}

static void
set_glance (JsonObject *object, const char *name, const SokyBookGlance *glance)
{
  JsonObject *member = json_object_new ();

  json_object_set_int_member (member, "count", glance->count);
  soky_json_set_array (member, "books", glance->books, soky_node_for_listed_book);
  json_object_set_object_member (object, name, member);
}

static gboolean
read_glance (JsonNode *node, SokyBookGlance *glance, GError **error)
{
  SokyJson json = soky_json_read (node);

  glance->count = (guint) soky_json_integer (&json, "count", 0, G_MAXINT);
  soky_json_array (&json, "books", MAX_BOOKS, soky_node_to_book, glance->books);
  return soky_json_finish (&json, error);
}

char *
soky_overview_to_json (const SokyOverview *self)
{
  JsonObject *object = json_object_new ();

  set_glance (object, "waiting", &self->waiting);
  set_glance (object, "returned", &self->returned);
  soky_json_set_array (object, "reminders", self->reminders, soky_node_for_reminder);
  soky_json_set_array (object, "deadlines", self->deadlines, soky_node_for_missing_book);
  if (self->progress != NULL)
    json_object_set_object_member (object, "progress", soky_node_for_progress_row (self->progress));
  soky_json_set_array (object, "events", self->events, make_event);
  return soky_json_print (object);
}

SokyOverview *
soky_overview_from_json (const char *text, gssize length, GError **error)
{
  g_autoptr (JsonNode) node = soky_json_parse (text, length, error);

  if (node == NULL)
    return NULL;
  g_autoptr (SokyOverview) self = soky_overview_new ();
  SokyJson json = soky_json_read (node);
  JsonNode *waiting = soky_json_object (&json, "waiting");
  JsonNode *returned = soky_json_object (&json, "returned");
  JsonNode *progress = soky_json_object (&json, "progress");
  soky_json_array (&json, "reminders", MAX_REMINDERS, soky_node_to_reminder, self->reminders);
  soky_json_array (&json, "deadlines", MAX_DEADLINES, soky_node_to_missing_book, self->deadlines);
  soky_json_array (&json, "events", MAX_EVENTS, read_event, self->events);
  if (!soky_json_finish (&json, error) || !read_glance (waiting, &self->waiting, error) ||
      !read_glance (returned, &self->returned, error))
    return NULL;
  if (progress != NULL)
    self->progress = soky_node_to_progress_row (progress, error);
  return progress == NULL || self->progress != NULL ? g_steal_pointer (&self) : NULL;
}
