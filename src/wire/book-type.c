/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/book-type.h"

#include "book/route-template.h"
#include "book/rules.h"
#include "wire/nodes.h"
#include "wire/row-look-private.h"

#define MAX_TYPES 1000
#define MAX_TEMPLATES 50
#define MAX_DAYS 400
#define MAX_YEARS 1000
#define MINUTES_A_DAY (24 * 60)

static JsonObject *
make_row (gconstpointer item)
{
  const SokyRouteRow *row = item;
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "order", row->order);
  soky_json_set_text (object, "role", soky_role_to_string (row->role));
  soky_json_set_text (object, "kind", soky_step_kind_to_string (row->kind));
  json_object_set_boolean_member (object, "require_cert", row->require_cert);
  json_object_set_boolean_member (object, "optional", row->optional);
  json_object_set_boolean_member (object, "owner", row->owner);
  soky_json_set_text (object, "profile", soky_profile_to_string (row->profile));
  soky_json_set_text (object, "anchor", row->anchor);
  soky_json_set_text (object, "side", soky_wire_side_to_string (row->above));
  json_object_set_boolean_member (object, "code", row->code);
  return object;
}

static void
read_row (GPtrArray *rows, JsonNode *node, GError **error)
{
  SokyJson json = soky_json_read (node);
  guint order = (guint) soky_json_integer (&json, "order", 1, SOKY_BOOK_MAX_ORDER);
  SokyRole role = SOKY_ROLE_NONE;
  SokyStepKind kind = SOKY_STEP_PERSON;

  soky_json_word (&json, "role", soky_role_from_string, &role);
  soky_json_word (&json, "kind", soky_step_kind_from_string, &kind);
  SokyRouteRow *row = soky_route_add_row (rows, order, role, kind);
  soky_json_word (&json, "profile", soky_profile_from_string, &row->profile);
  row->require_cert = soky_json_flag (&json, "require_cert", TRUE);
  row->optional = soky_json_flag (&json, "optional", FALSE);
  row->owner = soky_json_flag (&json, "owner", FALSE);
  row->anchor = soky_json_text_or_null (&json, "anchor", SOKY_JSON_MAX_NAME_TEXT);
  row->above = soky_wire_side_read (&json);
  row->code = soky_json_flag (&json, "code", FALSE);
  soky_json_finish (&json, error);
}

static void
read_rows (SokyJson *json, GPtrArray *rows)
{
  g_autoptr (GPtrArray) nodes = soky_json_nodes (json, "route", SOKY_BOOK_MAX_STEPS);

  for (guint i = 0; i < nodes->len && json->error == NULL; i++)
    read_row (rows, g_ptr_array_index (nodes, i), &json->error);
}

static void
add_template (JsonArray *array, const char *name, GPtrArray *rows)
{
  JsonObject *object = json_object_new ();

  soky_json_set_text (object, "name", name);
  soky_json_set_array (object, "route", rows, make_row);
  json_array_add_object_element (array, object);
}

/* All routes by name, the first of them once more, where it has a name or is not alone. */
static void
set_templates (JsonObject *object, const SokyBookType *type)
{
  if (type->route_name == NULL && type->more_routes->len == 0)
    return;
  JsonArray *array = json_array_new ();
  add_template (array, type->route_name != NULL ? type->route_name : "", type->route);
  for (guint i = 0; i < type->more_routes->len; i++) {
    const SokyRouteTemplate *template = g_ptr_array_index (type->more_routes, i);
    add_template (array, template->name, template->rows);
  }
  json_object_set_array_member (object, "route_templates", array);
}

static void
read_template (SokyBookType *type, gboolean first, JsonNode *node, GError **error)
{
  SokyJson json = soky_json_read (node);
  g_autofree char *name = soky_json_text (&json, "name", SOKY_JSON_MAX_NAME_TEXT);

  if (first) {
    type->route_name = g_steal_pointer (&name);
    g_ptr_array_set_size (type->route, 0);
    read_rows (&json, type->route);
  } else {
    read_rows (&json, soky_book_type_add_template (type, name)->rows);
  }
  soky_json_finish (&json, error);
}

/* The first template is the route, whatever that says by itself. */
static void
read_routes (SokyJson *json, SokyBookType *type)
{
  g_autoptr (GPtrArray) nodes = soky_json_nodes (json, "route_templates", MAX_TEMPLATES);

  read_rows (json, type->route);
  for (guint i = 0; i < nodes->len && json->error == NULL; i++)
    read_template (type, i == 0, g_ptr_array_index (nodes, i), &json->error);
}

static void
set_submitters (JsonObject *object, guint submitters)
{
  JsonArray *array = json_array_new ();

  for (guint role = 0; role < SOKY_N_ROLES; role++) {
    if ((submitters & SOKY_ROLE_BIT (role)) != 0)
      json_array_add_string_element (array, soky_role_to_string (role));
  }
  json_object_set_array_member (object, "submitters", array);
}

static guint
read_submitters (SokyJson *json)
{
  g_auto (GStrv) names =
      soky_json_texts (json, "submitters", SOKY_N_ROLES, SOKY_JSON_MAX_NAME_TEXT);
  guint submitters = 0;

  for (guint i = 0; names[i] != NULL; i++) {
    SokyRole role = SOKY_ROLE_NONE;
    if (!soky_role_from_string (names[i], &role))
      soky_json_reject (json, "submitters");
    submitters |= SOKY_ROLE_BIT (role);
  }
  return submitters;
}

static void
set_deadline (JsonObject *object, const SokyDeadline *deadline)
{
  if (!deadline->set)
    return;
  JsonObject *inner = json_object_new ();
  json_object_set_boolean_member (inner, "from_end", deadline->from_end);
  json_object_set_int_member (inner, "days", deadline->days);
  json_object_set_int_member (inner, "minute", deadline->minute);
  json_object_set_object_member (object, "deadline", inner);
}

static SokyDeadline
read_deadline (SokyJson *json)
{
  SokyDeadline deadline = {0};
  JsonNode *node = soky_json_object (json, "deadline");

  if (node == NULL)
    return deadline;
  SokyJson inner = soky_json_read (node);
  deadline.set = TRUE;
  deadline.from_end = soky_json_flag (&inner, "from_end", FALSE);
  deadline.days = (int) soky_json_integer (&inner, "days", -MAX_DAYS, MAX_DAYS);
  deadline.minute = (int) soky_json_integer (&inner, "minute", 0, MINUTES_A_DAY - 1);
  if (json->error == NULL)
    soky_json_finish (&inner, &json->error);
  g_clear_error (&inner.error);
  return deadline;
}

static JsonObject *
make_type (gconstpointer item)
{
  const SokyBookType *type = item;
  JsonObject *object = json_object_new ();

  soky_json_set_text (object, "id", type->id);
  soky_json_set_text (object, "code", type->code);
  soky_json_set_text (object, "name", type->name);
  soky_json_set_text (object, "unit_id", type->unit_id);
  json_object_set_boolean_member (object, "approved", type->approved);
  json_object_set_boolean_member (object, "locked", type->locked);
  soky_json_set_text (object, "scope", soky_scope_to_string (type->scope));
  soky_json_set_text (object, "frequency", soky_frequency_to_string (type->frequency));
  set_deadline (object, &type->deadline);
  json_object_set_boolean_member (object, "lock_after_deadline", type->lock_after_deadline);
  set_submitters (object, type->submitters);
  json_object_set_boolean_member (object, "asks_class", type->asks_class);
  json_object_set_boolean_member (object, "asks_subject", type->asks_subject);
  json_object_set_boolean_member (object, "asks_number", type->asks_number);
  json_object_set_boolean_member (object, "cert_mandatory", type->cert_mandatory);
  json_object_set_boolean_member (object, "offers_auto_publish", type->offers_auto_publish);
  json_object_set_int_member (object, "retention_years", type->retention_years);
  soky_json_set_array (object, "route", type->route, make_row);
  set_templates (object, type);
  soky_json_set_version (object, type->version);
  return object;
}

static void
read_settings (SokyJson *json, SokyBookType *type)
{
  type->unit_id = soky_json_id_or_null (json, "unit_id");
  type->approved = soky_json_flag (json, "approved", TRUE);
  type->locked = soky_json_flag (json, "locked", FALSE);
  soky_json_word (json, "scope", soky_scope_from_string, &type->scope);
  soky_json_word (json, "frequency", soky_frequency_from_string, &type->frequency);
  type->deadline = read_deadline (json);
  type->lock_after_deadline = soky_json_flag (json, "lock_after_deadline", FALSE);
  type->submitters = read_submitters (json);
  type->asks_class = soky_json_flag (json, "asks_class", FALSE);
  type->asks_subject = soky_json_flag (json, "asks_subject", FALSE);
  type->asks_number = soky_json_flag (json, "asks_number", FALSE);
  type->cert_mandatory = soky_json_flag (json, "cert_mandatory", FALSE);
  type->offers_auto_publish = soky_json_flag (json, "offers_auto_publish", FALSE);
  type->retention_years = (int) soky_json_integer (json, "retention_years", -1, MAX_YEARS);
  type->version = soky_json_version (json);
  read_routes (json, type);
}

/* @given: (nullable): the id, where the message need not have one. */
static gpointer
read_type_as (JsonNode *node, const char *given, GError **error)
{
  SokyJson json = soky_json_read (node);
  g_autofree char *id = given ? g_strdup (given) : soky_json_id (&json, "id");
  g_autofree char *own_code = given ? soky_json_id_or_null (&json, "code") : NULL;
  g_autofree char *code = own_code ? g_steal_pointer (&own_code)
                          : given  ? g_strdup (given)
                                   : soky_json_id (&json, "code");
  g_autofree char *name = soky_json_text (&json, "name", SOKY_JSON_MAX_NAME_TEXT);
  g_autoptr (SokyBookType) type = soky_book_type_new (id, code, name);

  read_settings (&json, type);
  return soky_json_finish (&json, error) ? g_steal_pointer (&type) : NULL;
}

static gpointer
read_type (JsonNode *node, GError **error)
{
  return read_type_as (node, NULL, error);
}

char *
soky_wire_book_types_to_json (GPtrArray *types)
{
  JsonObject *object = json_object_new ();

  soky_json_set_array (object, "book_types", types, make_type);
  return soky_json_print (object);
}

GPtrArray *
soky_wire_book_types_from_json (const char *text, gssize length, GError **error)
{
  g_autoptr (JsonNode) node = soky_json_parse (text, length, error);

  if (node == NULL)
    return NULL;
  g_autoptr (GPtrArray) types =
      g_ptr_array_new_with_free_func ((GDestroyNotify) soky_book_type_unref);
  SokyJson json = soky_json_read (node);
  soky_json_array (&json, "book_types", MAX_TYPES, read_type, types);
  return soky_json_finish (&json, error) ? g_steal_pointer (&types) : NULL;
}

char *
soky_wire_book_type_to_json (const SokyBookType *type)
{
  return soky_json_print (make_type (type));
}

SokyBookType *
soky_wire_book_type_from_json (const char *text, gssize length, GError **error)
{
  g_autoptr (JsonNode) node = soky_json_parse (text, length, error);

  return node != NULL ? read_type (node, error) : NULL;
}

SokyBookType *
soky_wire_book_type_from_json_as (const char *id, const char *text, gssize length, GError **error)
{
  g_autoptr (JsonNode) node = soky_json_parse (text, length, error);

  return node != NULL ? read_type_as (node, id, error) : NULL;
}
