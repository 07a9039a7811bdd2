/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/report.h"

#include "wire/nodes.h"

#define MAX_DATE 10

SokyMissingBook *
soky_missing_book_new (const SokyExpectation *expectation, gboolean overdue)
{
  SokyMissingBook *self = g_new0 (SokyMissingBook, 1);

  self->type_id = g_strdup (expectation->type->id);
  self->type_name = g_strdup (expectation->type->name);
  self->period = g_strdup (expectation->period);
  self->unit_id = g_strdup (expectation->unit_id);
  self->unit_name = g_strdup (expectation->unit_name);
  self->person_id = g_strdup (expectation->person_id);
  self->person_name = g_strdup (expectation->person_name);
  self->class_name = g_strdup (expectation->class_name);
  self->subject = g_strdup (expectation->subject);
  self->due_us = expectation->due_us;
  self->overdue = overdue;
  return self;
}

void
soky_missing_book_free (SokyMissingBook *self)
{
  if (self == NULL)
    return;
  g_free (self->type_id);
  g_free (self->type_name);
  g_free (self->period);
  g_free (self->unit_id);
  g_free (self->unit_name);
  g_free (self->person_id);
  g_free (self->person_name);
  g_free (self->class_name);
  g_free (self->subject);
  g_free (self);
}

JsonObject *
soky_node_for_missing_book (gconstpointer item)
{
  const SokyMissingBook *book = item;
  JsonObject *object = json_object_new ();

  soky_json_set_text (object, "type_id", book->type_id);
  soky_json_set_text (object, "type_name", book->type_name);
  soky_json_set_text (object, "period", book->period);
  soky_json_set_text (object, "unit_id", book->unit_id);
  soky_json_set_text (object, "unit_name", book->unit_name);
  soky_json_set_text (object, "person_id", book->person_id);
  soky_json_set_text (object, "person_name", book->person_name);
  soky_json_set_text (object, "class", book->class_name);
  soky_json_set_text (object, "subject", book->subject);
  soky_json_set_moment (object, "due_at", book->due_us);
  json_object_set_boolean_member (object, "overdue", book->overdue);
  return object;
}

gpointer
soky_node_to_missing_book (JsonNode *node, GError **error)
{
  SokyJson json = soky_json_read (node);
  SokyMissingBook *self = g_new0 (SokyMissingBook, 1);

  self->type_id = soky_json_id (&json, "type_id");
  self->type_name = soky_json_text (&json, "type_name", SOKY_JSON_MAX_NAME_TEXT);
  self->period = soky_json_text (&json, "period", SOKY_JSON_MAX_NAME_TEXT);
  self->unit_id = soky_json_id (&json, "unit_id");
  self->unit_name = soky_json_text (&json, "unit_name", SOKY_JSON_MAX_NAME_TEXT);
  self->person_id = soky_json_id_or_null (&json, "person_id");
  self->person_name = soky_json_text_or_null (&json, "person_name", SOKY_JSON_MAX_NAME_TEXT);
  self->class_name = soky_json_text_or_null (&json, "class", SOKY_JSON_MAX_NAME_TEXT);
  self->subject = soky_json_text_or_null (&json, "subject", SOKY_JSON_MAX_NAME_TEXT);
  self->due_us = soky_json_moment (&json, "due_at");
  self->overdue = soky_json_flag (&json, "overdue", FALSE);
  if (!soky_json_finish (&json, error))
    g_clear_pointer (&self, soky_missing_book_free);
  return self;
}

SokyMissingCount *
soky_missing_count_new (const char *key, const char *label, guint count)
{
  SokyMissingCount *self = g_new0 (SokyMissingCount, 1);

  self->key = g_strdup (key);
  self->label = g_strdup (label);
  self->count = count;
  return self;
}

void
soky_missing_count_free (SokyMissingCount *self)
{
  g_free (self->key);
  g_free (self->label);
  g_free (self);
}

static JsonObject *
make_count (gconstpointer item)
{
  const SokyMissingCount *count = item;
  JsonObject *object = json_object_new ();

  soky_json_set_text (object, "key", count->key);
  soky_json_set_text (object, "label", count->label);
  json_object_set_int_member (object, "count", count->count);
  return object;
}

static gpointer
read_count (JsonNode *node, GError **error)
{
  SokyJson json = soky_json_read (node);
  g_autofree char *key = soky_json_text (&json, "key", SOKY_JSON_MAX_NAME_TEXT);
  g_autofree char *label = soky_json_text (&json, "label", SOKY_JSON_MAX_NAME_TEXT);
  guint count = (guint) soky_json_integer (&json, "count", 1, G_MAXINT);

  return soky_json_finish (&json, error) ? soky_missing_count_new (key, label, count) : NULL;
}

static void
set_counts (JsonObject *object, const SokyMissingReport *self)
{
  JsonObject *counts = json_object_new ();

  for (SokyProgressKey by = 0; by < SOKY_PROGRESS_BY_SCHOOL; by++)
    soky_json_set_array (counts, soky_progress_key_to_string (by), self->counts[by], make_count);
  json_object_set_object_member (object, "counts", counts);
}

static void
read_counts (SokyJson *outer, SokyMissingReport *self)
{
  JsonNode *node = soky_json_object (outer, "counts");

  if (node == NULL)
    return;
  SokyJson json = soky_json_read (node);
  for (SokyProgressKey by = 0; by < SOKY_PROGRESS_BY_SCHOOL; by++)
    soky_json_array (&json, soky_progress_key_to_string (by), SOKY_JSON_MAX_COUNT, read_count,
                     self->counts[by]);
  soky_json_finish (&json, outer->error == NULL ? &outer->error : NULL);
}

SokyMissingReport *
soky_missing_report_new (const char *school_year)
{
  SokyMissingReport *self = g_new0 (SokyMissingReport, 1);

  self->school_year = g_strdup (school_year);
  self->from = g_strdup ("");
  self->to = g_strdup ("");
  self->books = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_missing_book_free);
  self->complete = TRUE;
  for (guint by = 0; by < SOKY_N_PROGRESS_KEYS; by++)
    self->counts[by] = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_missing_count_free);
  return self;
}

void
soky_missing_report_free (SokyMissingReport *self)
{
  if (self == NULL)
    return;
  g_free (self->school_year);
  g_free (self->from);
  g_free (self->to);
  g_ptr_array_unref (self->books);
  for (guint by = 0; by < SOKY_N_PROGRESS_KEYS; by++)
    g_ptr_array_unref (self->counts[by]);
  g_free (self);
}

char *
soky_missing_report_to_json (const SokyMissingReport *self)
{
  JsonObject *object = json_object_new ();

  soky_json_set_text (object, "school_year", self->school_year);
  soky_json_set_text (object, "from", self->from);
  soky_json_set_text (object, "to", self->to);
  json_object_set_int_member (object, "expected", self->expected);
  json_object_set_int_member (object, "submitted", self->submitted);
  json_object_set_int_member (object, "late", self->late);
  json_object_set_int_member (object, "skipped", self->skipped);
  json_object_set_boolean_member (object, "complete", self->complete);
  set_counts (object, self);
  soky_json_set_array (object, "books", self->books, soky_node_for_missing_book);
  return soky_json_print (object);
}

SokyMissingReport *
soky_missing_report_from_json (const char *text, gssize length, GError **error)
{
  g_autoptr (JsonNode) node = soky_json_parse (text, length, error);

  if (node == NULL)
    return NULL;
  SokyJson json = soky_json_read (node);
  g_autofree char *year = soky_json_text (&json, "school_year", MAX_DATE);
  g_autoptr (SokyMissingReport) self = soky_missing_report_new (year);
  g_free (self->from);
  g_free (self->to);
  self->from = soky_json_text (&json, "from", MAX_DATE);
  self->to = soky_json_text (&json, "to", MAX_DATE);
  self->expected = (guint) soky_json_integer (&json, "expected", 0, G_MAXINT);
  self->submitted = (guint) soky_json_integer (&json, "submitted", 0, G_MAXINT);
  self->late = (guint) soky_json_integer (&json, "late", 0, G_MAXINT);
  self->skipped = (guint) soky_json_integer (&json, "skipped", 0, G_MAXINT);
  self->complete = soky_json_flag (&json, "complete", TRUE);
  read_counts (&json, self);
  soky_json_array (&json, "books", SOKY_JSON_MAX_COUNT, soky_node_to_missing_book, self->books);
  return soky_json_finish (&json, error) ? g_steal_pointer (&self) : NULL;
}
