/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/year-plan.h"

#include "wire/json.h"

#define MAX_NAMES 1000
#define MAX_HOLIDAYS 30
#define MAX_DATE 10

static JsonArray *
make_terms (const SokyYearPlan *self)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < self->n_terms; i++) {
    JsonObject *term = json_object_new ();
    json_object_set_int_member (term, "first_week", self->terms[i].first);
    json_object_set_int_member (term, "last_week", self->terms[i].last);
    json_array_add_object_element (array, term);
  }
  return array;
}

static JsonArray *
make_holidays (const SokyYearPlan *self)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i + 1 < self->holidays->len; i += 2) {
    JsonObject *holiday = json_object_new ();
    soky_json_set_text (holiday, "first", g_ptr_array_index (self->holidays, i));
    soky_json_set_text (holiday, "last", g_ptr_array_index (self->holidays, i + 1));
    json_array_add_object_element (array, holiday);
  }
  return array;
}

char *
soky_year_plan_to_json (const SokyYearPlan *self)
{
  JsonObject *object = json_object_new ();

  soky_json_set_text (object, "name", self->name);
  soky_json_set_text (object, "begins", self->begins);
  json_object_set_int_member (object, "weeks", self->weeks);
  json_object_set_boolean_member (object, "present", self->present);
  if (self->offered)
    json_object_set_boolean_member (object, "offered", TRUE);
  json_object_set_array_member (object, "terms", make_terms (self));
  json_object_set_array_member (object, "holidays", make_holidays (self));
  soky_json_set_texts (object, "classes", self->classes);
  soky_json_set_version (object, self->version);
  return soky_json_print (object);
}

static void
read_term (SokyYearPlan *self, JsonNode *node, GError **error)
{
  SokyJson json = soky_json_read (node);
  SokyWeekRange *term = &self->terms[self->n_terms++];

  term->first = (guint) soky_json_integer (&json, "first_week", 1, SOKY_CALENDAR_MAX_WEEKS);
  term->last = (guint) soky_json_integer (&json, "last_week", 1, SOKY_CALENDAR_MAX_WEEKS);
  soky_json_finish (&json, error);
}

static void
read_holiday (SokyYearPlan *self, JsonNode *node, GError **error)
{
  SokyJson json = soky_json_read (node);
  g_autofree char *first = soky_json_text (&json, "first", MAX_DATE);
  g_autofree char *last = soky_json_text (&json, "last", MAX_DATE);

  soky_year_plan_add_holidays (self, first, last);
  soky_json_finish (&json, error);
}

static char **
read_names (SokyJson *json, const char *name)
{
  char **names = soky_json_texts (json, name, MAX_NAMES, SOKY_JSON_MAX_NAME_TEXT);

  for (guint i = 0; names[i] != NULL; i++)
    g_strstrip (names[i]);
  if (!soky_names_are_sound ((const char *const *) names))
    soky_json_reject (json, name);
  return names;
}

SokyYearPlan *
soky_year_plan_from_json (const char *text, gssize length, GError **error)
{
  g_autoptr (JsonNode) node = soky_json_parse (text, length, error);

  if (node == NULL)
    return NULL;
  SokyJson json = soky_json_read (node);
  g_autofree char *name = soky_json_text (&json, "name", SOKY_JSON_MAX_NAME_TEXT);
  g_autofree char *begins = soky_json_text (&json, "begins", MAX_DATE);
  guint weeks = (guint) soky_json_integer (&json, "weeks", 1, SOKY_CALENDAR_MAX_WEEKS);
  g_autoptr (SokyYearPlan) self = soky_year_plan_new (name, begins, weeks);
  g_autoptr (GPtrArray) terms = soky_json_nodes (&json, "terms", SOKY_CALENDAR_MAX_TERMS);
  g_autoptr (GPtrArray) holidays = soky_json_nodes (&json, "holidays", MAX_HOLIDAYS);

  self->present = soky_json_flag (&json, "present", FALSE);
  self->offered = soky_json_flag (&json, "offered", FALSE);
  self->version = soky_json_version (&json);
  for (guint i = 0; i < terms->len && json.error == NULL; i++)
    read_term (self, g_ptr_array_index (terms, i), &json.error);
  for (guint i = 0; i < holidays->len && json.error == NULL; i++)
    read_holiday (self, g_ptr_array_index (holidays, i), &json.error);
  g_strfreev (self->classes);
  self->classes = read_names (&json, "classes");
  return soky_json_finish (&json, error) ? g_steal_pointer (&self) : NULL;
}

void
soky_name_list_free (SokyNameList *self)
{
  g_free (self->school_year);
  g_strfreev (self->names);
  g_free (self);
}

char *
soky_name_list_to_json (const SokyNameList *self)
{
  JsonObject *object = json_object_new ();

  soky_json_set_text (object, "school_year", self->school_year);
  soky_json_set_texts (object, "names", self->names);
  return soky_json_print (object);
}

SokyNameList *
soky_name_list_from_json (const char *text, gssize length, GError **error)
{
  g_autoptr (JsonNode) node = soky_json_parse (text, length, error);

  if (node == NULL)
    return NULL;
  SokyJson json = soky_json_read (node);
  g_autoptr (SokyNameList) self = g_new0 (SokyNameList, 1);
  self->school_year = soky_json_id_or_null (&json, "school_year");
  self->names = read_names (&json, "names");
  return soky_json_finish (&json, error) ? g_steal_pointer (&self) : NULL;
}
