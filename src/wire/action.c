/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/book.h"

#include "book/comment.h"
#include "book/rules.h"
#include "wire/nodes.h"

/* Those that need nothing but this message; files come by other ways, edits by PATCH. */
static gboolean
may_travel (SokyActionKind kind)
{
  switch (kind) {
  case SOKY_ACTION_SUBMIT:
  case SOKY_ACTION_APPROVE:
  case SOKY_ACTION_RETURN:
  case SOKY_ACTION_RECALL:
  case SOKY_ACTION_CONSENT:
  case SOKY_ACTION_PUBLISH:
  case SOKY_ACTION_REVOKE:
    return TRUE;
  default:
    return FALSE;
  }
}

/* What the sender decides about a step; the rest is the server's to know. */
static JsonObject *
make_asked_step (gconstpointer item)
{
  const SokyStep *step = item;
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "order", step->order);
  soky_json_set_text (object, "person_id", step->person_id);
  soky_json_set_text (object, "role", soky_role_to_string (step->role));
  soky_json_set_text (object, "kind", soky_step_kind_to_string (step->kind));
  json_object_set_boolean_member (object, "require_cert", step->require_cert);
  return object;
}

static gpointer
read_asked_step (JsonNode *node, GError **error)
{
  SokyJson json = soky_json_read (node);
  guint order = (guint) soky_json_integer (&json, "order", 1, G_MAXINT);
  g_autofree char *person_id = soky_json_id (&json, "person_id");
  gboolean require_cert = soky_json_flag (&json, "require_cert", TRUE);
  SokyRole role = SOKY_ROLE_NONE;
  SokyStepKind kind = SOKY_STEP_PERSON;

  soky_json_word (&json, "role", soky_role_from_string, &role);
  soky_json_word (&json, "kind", soky_step_kind_from_string, &kind);
  if (!soky_json_finish (&json, error))
    return NULL;
  return soky_step_new (order, person_id, role, kind, require_cert);
}

char *
soky_wire_action_to_json (const SokyAction *action)
{
  JsonObject *object = json_object_new ();

  soky_json_set_text (object, "action", soky_action_kind_to_string (action->kind));
  if (action->kind == SOKY_ACTION_SUBMIT)
    soky_json_set_array (object, "route", action->route, make_asked_step);
  soky_json_set_text (object, "note", action->note);
  soky_json_set_text (object, "reason", action->reason);
  if (action->marks->len > 0)
    soky_json_set_array (object, "marks", action->marks, soky_node_for_comment_wish);
  if (action->auto_publish)
    json_object_set_boolean_member (object, "auto_publish", TRUE);
  if (action->kind == SOKY_ACTION_CONSENT)
    json_object_set_boolean_member (object, "granted", action->granted);
  return soky_json_print (object);
}

SokyAction *
soky_wire_action_from_json (const char *text, gssize length, guint64 version, GError **error)
{
  g_autoptr (JsonNode) node = soky_json_parse (text, length, error);

  if (node == NULL)
    return NULL;
  SokyJson json = soky_json_read (node);
  SokyActionKind kind = SOKY_ACTION_EDIT;
  soky_json_word (&json, "action", soky_action_kind_from_string, &kind);
  if (!may_travel (kind))
    soky_json_reject (&json, "action");
  g_autoptr (SokyAction) action = soky_action_new (kind, version);
  /* one more than the rules allow, so that they refuse it in their words */
  soky_json_array (&json, "route", SOKY_BOOK_MAX_STEPS + 1, read_asked_step, action->route);
  soky_json_array (&json, "marks", SOKY_COMMENT_MAX_MARKS + 1, soky_node_to_comment_wish,
                   action->marks);
  action->note = soky_json_text_or_null (&json, "note", SOKY_JSON_MAX_TEXT);
  action->reason = soky_json_text_or_null (&json, "reason", SOKY_JSON_MAX_TEXT);
  action->auto_publish = soky_json_flag (&json, "auto_publish", FALSE);
  action->granted = soky_json_flag (&json, "granted", TRUE);
  return soky_json_finish (&json, error) ? g_steal_pointer (&action) : NULL;
}

char *
soky_wire_create_to_json (const char *type_id, const SokyBookFields *fields)
{
  JsonObject *object = json_object_new ();

  soky_json_set_text (object, "type_id", type_id);
  soky_node_set_fields (object, fields);
  return soky_json_print (object);
}

gboolean
soky_wire_create_from_json (const char *text, gssize length, char **type_id, SokyBookFields *fields,
                            GError **error)
{
  g_autoptr (JsonNode) node = soky_json_parse (text, length, error);

  if (node == NULL)
    return FALSE;
  SokyJson json = soky_json_read (node);
  g_autofree char *id = soky_json_id (&json, "type_id");
  soky_node_get_fields (&json, NULL, fields);
  if (!soky_json_finish (&json, error))
    return FALSE;
  *type_id = g_steal_pointer (&id);
  return TRUE;
}

char *
soky_wire_edit_to_json (const SokyBookFields *fields)
{
  JsonObject *object = json_object_new ();

  soky_node_set_fields (object, fields);
  return soky_json_print (object);
}

gboolean
soky_wire_edit_from_json (const char *text, gssize length, const SokyBookFields *present,
                          SokyBookFields *fields, GError **error)
{
  g_autoptr (JsonNode) node = soky_json_parse (text, length, error);

  if (node == NULL)
    return FALSE;
  SokyJson json = soky_json_read (node);
  soky_node_get_fields (&json, present, fields);
  return soky_json_finish (&json, error);
}
