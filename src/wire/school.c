/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/school.h"

#include "book/check-code.h"
#include "book/date.h"
#include "wire/nodes.h"

#define MAX_LIST 2000
#define MAX_WEEKS 60
#define MAX_DATE 10

static gboolean
is_date (const char *text)
{
  GDate date;

  return soky_date_parse (text, &date);
}

JsonObject *
soky_node_for_unit (gconstpointer item)
{
  const SokyUnit *unit = item;
  JsonObject *object = json_object_new ();

  soky_json_set_text (object, "id", unit->id);
  soky_json_set_text (object, "parent_id", unit->parent_id);
  soky_json_set_text (object, "level", soky_unit_level_to_string (unit->level));
  soky_json_set_text (object, "label", unit->label);
  soky_json_set_text (object, "name", unit->name);
  if (unit->closed)
    json_object_set_boolean_member (object, "closed", TRUE);
  soky_json_set_version (object, unit->version);
  return object;
}

gpointer
soky_node_to_unit (JsonNode *node, GError **error)
{
  SokyJson json = soky_json_read (node);
  g_autofree char *id = soky_json_id (&json, "id");
  g_autofree char *parent_id = soky_json_id_or_null (&json, "parent_id");
  g_autofree char *label = soky_json_text (&json, "label", SOKY_JSON_MAX_NAME_TEXT);
  g_autofree char *name = soky_json_text (&json, "name", SOKY_JSON_MAX_NAME_TEXT);
  SokyUnitLevel level = SOKY_UNIT_SCHOOL;

  soky_json_word (&json, "level", soky_unit_level_from_string, &level);
  gboolean closed = soky_json_flag (&json, "closed", FALSE);
  guint64 version = soky_json_version (&json);
  if (!soky_json_finish (&json, error))
    return NULL;
  SokyUnit *unit = soky_unit_new (id, parent_id, level, label, name);
  unit->closed = closed;
  unit->version = version;
  return unit;
}

static JsonObject *
make_week (gconstpointer item)
{
  const SokyWeek *week = item;
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "number", week->number);
  soky_json_set_text (object, "starts", week->starts);
  soky_json_set_text (object, "ends", week->ends);
  return object;
}

static gpointer
read_week (JsonNode *node, GError **error)
{
  SokyJson json = soky_json_read (node);
  guint number = (guint) soky_json_integer (&json, "number", 1, MAX_WEEKS);
  g_autofree char *starts = soky_json_text (&json, "starts", MAX_DATE);
  g_autofree char *ends = soky_json_text (&json, "ends", MAX_DATE);

  if (!is_date (starts))
    soky_json_reject (&json, "starts");
  if (!is_date (ends))
    soky_json_reject (&json, "ends");
  return soky_json_finish (&json, error) ? soky_week_new (number, starts, ends) : NULL;
}

char *
soky_node_get_public_url (SokyJson *json)
{
  char *url = soky_json_text_or_null (json, "public_url", SOKY_JSON_MAX_NAME_TEXT);

  if (url != NULL && !soky_public_url_is_sound (url))
    soky_json_reject (json, "public_url");
  return url;
}

void
soky_about_free (SokyAbout *self)
{
  g_free (self->name);
  g_free (self->version);
  g_free (self->school);
  g_free (self->public_url);
  g_free (self);
}

char *
soky_about_to_json (const SokyAbout *self)
{
  JsonObject *object = json_object_new ();

  soky_json_set_text (object, "name", self->name);
  soky_json_set_text (object, "version", self->version);
  soky_json_set_text (object, "school", self->school);
  soky_json_set_moment (object, "time", self->time_us);
  json_object_set_int_member (object, "max_pdf_bytes", self->max_pdf_bytes);
  soky_json_set_text (object, "public_url", self->public_url);
  return soky_json_print (object);
}

SokyAbout *
soky_about_from_json (const char *text, gssize length, GError **error)
{
  g_autoptr (JsonNode) node = soky_json_parse (text, length, error);

  if (node == NULL)
    return NULL;
  g_autoptr (SokyAbout) self = g_new0 (SokyAbout, 1);
  SokyJson json = soky_json_read (node);
  self->name = soky_json_text (&json, "name", SOKY_JSON_MAX_NAME_TEXT);
  self->version = soky_json_text (&json, "version", SOKY_JSON_MAX_NAME_TEXT);
  self->school = soky_json_text (&json, "school", SOKY_JSON_MAX_NAME_TEXT);
  self->time_us = soky_json_moment (&json, "time");
  self->max_pdf_bytes = soky_json_integer (&json, "max_pdf_bytes", 1, SOKY_JSON_MAX_INTEGER);
  self->public_url = soky_node_get_public_url (&json);
  return soky_json_finish (&json, error) ? g_steal_pointer (&self) : NULL;
}

SokyWeek *
soky_week_new (guint number, const char *starts, const char *ends)
{
  SokyWeek *self = g_new0 (SokyWeek, 1);

  self->number = number;
  self->starts = g_strdup (starts);
  self->ends = g_strdup (ends);
  return self;
}

void
soky_week_free (SokyWeek *self)
{
  g_free (self->starts);
  g_free (self->ends);
  g_free (self);
}

SokySchool *
soky_school_new (SokyUnit *unit, const char *school_year)
{
  SokySchool *self = g_new0 (SokySchool, 1);

  self->unit = unit != NULL ? soky_unit_ref (unit) : NULL;
  self->school_year = g_strdup (school_year);
  self->weeks = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_week_free);
  return self;
}

void
soky_school_free (SokySchool *self)
{
  g_clear_pointer (&self->unit, soky_unit_unref);
  g_free (self->school_year);
  g_strfreev (self->school_years);
  g_strfreev (self->classes);
  g_strfreev (self->subjects);
  g_ptr_array_unref (self->weeks);
  g_free (self);
}

char *
soky_school_to_json (const SokySchool *self)
{
  JsonObject *object = json_object_new ();

  json_object_set_object_member (object, "unit", soky_node_for_unit (self->unit));
  soky_json_set_text (object, "school_year", self->school_year);
  soky_json_set_texts (object, "school_years", self->school_years);
  soky_json_set_texts (object, "classes", self->classes);
  soky_json_set_texts (object, "subjects", self->subjects);
  soky_json_set_array (object, "weeks", self->weeks, make_week);
  soky_json_set_version (object, self->version);
  return soky_json_print (object);
}

SokySchool *
soky_school_from_json (const char *text, gssize length, GError **error)
{
  g_autoptr (JsonNode) node = soky_json_parse (text, length, error);

  if (node == NULL)
    return NULL;
  g_autoptr (SokySchool) self = soky_school_new (NULL, NULL);
  SokyJson json = soky_json_read (node);
  self->school_year = soky_json_text (&json, "school_year", SOKY_JSON_MAX_NAME_TEXT);
  self->school_years = soky_json_texts (&json, "school_years", MAX_LIST, SOKY_JSON_MAX_NAME_TEXT);
  self->classes = soky_json_texts (&json, "classes", MAX_LIST, SOKY_JSON_MAX_NAME_TEXT);
  self->subjects = soky_json_texts (&json, "subjects", MAX_LIST, SOKY_JSON_MAX_NAME_TEXT);
  soky_json_array (&json, "weeks", MAX_WEEKS, read_week, self->weeks);
  self->version = soky_json_version (&json);
  JsonNode *unit = soky_json_object (&json, "unit");
  if (!soky_json_finish (&json, error))
    return NULL;
  self->unit = soky_node_to_unit (unit, error);
  return self->unit != NULL ? g_steal_pointer (&self) : NULL;
}
