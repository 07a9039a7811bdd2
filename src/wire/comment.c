/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/comment.h"

#include "wire/nodes.h"

static JsonObject *
make_place (const SokyCommentPlace *place)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "left", place->left);
  json_object_set_int_member (object, "top", place->top);
  json_object_set_int_member (object, "right", place->right);
  json_object_set_int_member (object, "bottom", place->bottom);
  return object;
}

static void
read_place (SokyJson *outer, SokyCommentPlace *place)
{
  JsonNode *node = soky_json_object (outer, "place");

  if (node == NULL)
    return;
  SokyJson json = soky_json_read (node);
  place->left = (int) soky_json_integer (&json, "left", 0, SOKY_COMMENT_SCALE);
  place->top = (int) soky_json_integer (&json, "top", 0, SOKY_COMMENT_SCALE);
  place->right = (int) soky_json_integer (&json, "right", 0, SOKY_COMMENT_SCALE);
  place->bottom = (int) soky_json_integer (&json, "bottom", 0, SOKY_COMMENT_SCALE);
  soky_json_finish (&json, outer->error == NULL ? &outer->error : NULL);
}

static void
set_wish (JsonObject *object, const SokyComment *comment)
{
  soky_json_set_text (object, "text", comment->text);
  if (comment->revision >= 0)
    json_object_set_int_member (object, "revision", comment->revision);
  if (comment->page == 0)
    return;
  json_object_set_int_member (object, "page", comment->page);
  json_object_set_object_member (object, "place", make_place (&comment->place));
}

static SokyComment *
get_wish (SokyJson *json)
{
  g_autofree char *text = soky_json_text (json, "text", SOKY_JSON_MAX_TEXT);
  SokyComment *comment = soky_comment_new (text);

  comment->revision = (int) soky_json_integer (json, "revision", -1, SOKY_JSON_MAX_COUNT);
  comment->page = (guint) soky_json_integer (json, "page", 0, SOKY_JSON_MAX_COUNT);
  read_place (json, &comment->place);
  return comment;
}

JsonObject *
soky_node_for_comment_wish (gconstpointer wish)
{
  JsonObject *object = json_object_new ();

  set_wish (object, wish);
  return object;
}

gpointer
soky_node_to_comment_wish (JsonNode *node, GError **error)
{
  SokyJson json = soky_json_read (node);
  g_autoptr (SokyComment) wish = get_wish (&json);

  return soky_json_finish (&json, error) ? g_steal_pointer (&wish) : NULL;
}

static JsonObject *
make_comment (gconstpointer item)
{
  const SokyComment *comment = item;
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "number", comment->number);
  json_object_set_int_member (object, "round", comment->round);
  set_wish (object, comment);
  soky_json_set_text (object, "author_id", comment->author_id);
  soky_json_set_text (object, "author_name", comment->author_name);
  soky_json_set_moment (object, "made_at", comment->made_us);
  json_object_set_boolean_member (object, "with_return", comment->returned);
  soky_json_set_moment (object, "resolved_at", comment->resolved_us);
  soky_json_set_text (object, "resolver_id", comment->resolver_id);
  soky_json_set_text (object, "resolver_name", comment->resolver_name);
  return object;
}

static gpointer
read_comment (JsonNode *node, GError **error)
{
  SokyJson json = soky_json_read (node);
  g_autoptr (SokyComment) self = get_wish (&json);

  self->number = (guint) soky_json_integer (&json, "number", 1, SOKY_COMMENT_MAX_COUNT);
  self->round = (guint) soky_json_integer (&json, "round", 1, SOKY_JSON_MAX_COUNT);
  g_free (self->author_id);
  g_free (self->author_name);
  self->author_id = soky_json_id (&json, "author_id");
  self->author_name = soky_json_text (&json, "author_name", SOKY_JSON_MAX_NAME_TEXT);
  self->made_us = soky_json_moment (&json, "made_at");
  self->returned = soky_json_flag (&json, "with_return", FALSE);
  self->resolved_us = soky_json_moment (&json, "resolved_at");
  self->resolver_id = soky_json_id_or_null (&json, "resolver_id");
  self->resolver_name = soky_json_text_or_null (&json, "resolver_name", SOKY_JSON_MAX_NAME_TEXT);
  return soky_json_finish (&json, error) ? g_steal_pointer (&self) : NULL;
}

char *
soky_wire_comment_to_json (const SokyComment *comment)
{
  return soky_json_print (make_comment (comment));
}

SokyComment *
soky_wire_comment_from_json (const char *text, gssize length, GError **error)
{
  g_autoptr (JsonNode) node = soky_json_parse (text, length, error);
  return node != NULL ? read_comment (node, error) : NULL;
}

char *
soky_wire_comments_to_json (GPtrArray *list)
{
  JsonObject *object = json_object_new ();

  soky_json_set_array (object, "items", list, make_comment);
  return soky_json_print (object);
}

GPtrArray *
soky_wire_comments_from_json (const char *text, gssize length, GError **error)
{
  g_autoptr (JsonNode) node = soky_json_parse (text, length, error);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_comment_unref);

  if (node == NULL)
    return NULL;
  SokyJson json = soky_json_read (node);
  soky_json_array (&json, "items", SOKY_COMMENT_MAX_COUNT, read_comment, list);
  return soky_json_finish (&json, error) ? g_steal_pointer (&list) : NULL;
}

char *
soky_wire_comment_wish_to_json (const SokyComment *wish)
{
  return soky_json_print (soky_node_for_comment_wish (wish));
}

SokyComment *
soky_wire_comment_wish_from_json (const char *text, gssize length, GError **error)
{
  g_autoptr (JsonNode) node = soky_json_parse (text, length, error);
  return node != NULL ? soky_node_to_comment_wish (node, error) : NULL;
}
