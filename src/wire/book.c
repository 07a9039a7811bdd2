/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/book.h"

#include "book/book-query.h"
#include "book/check-code.h"
#include "book/names.h"
#include "book/rules.h"
#include "wire/nodes.h"

JsonObject *
soky_node_for_revision (gconstpointer item)
{
  const SokyRevision *revision = item;
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "number", revision->number);
  json_object_set_boolean_member (object, "base", revision->base);
  soky_json_set_text (object, "sha256", revision->sha256);
  json_object_set_int_member (object, "length", revision->length);
  soky_json_set_text (object, "author_id", revision->author_id);
  soky_json_set_text (object, "author_name", revision->author_name);
  soky_json_set_moment (object, "created_at", revision->created_us);
  json_object_set_int_member (object, "round", revision->round);
  return object;
}

gpointer
soky_node_to_revision (JsonNode *node, GError **error)
{
  SokyJson json = soky_json_read (node);
  int number = (int) soky_json_integer (&json, "number", 0, SOKY_JSON_MAX_COUNT);
  g_autofree char *sha256 = soky_json_sha256 (&json, "sha256");
  goffset length = soky_json_integer (&json, "length", 1, SOKY_JSON_MAX_INTEGER);
  g_autofree char *author_id = soky_json_id (&json, "author_id");
  g_autofree char *author_name = soky_json_text (&json, "author_name", SOKY_JSON_MAX_NAME_TEXT);
  g_autoptr (SokyRevision) revision = soky_revision_new (number, sha256, length);

  soky_revision_set_author (revision, author_id, author_name,
                            soky_json_moment (&json, "created_at"));
  revision->base = soky_json_flag (&json, "base", FALSE);
  revision->round = (guint) soky_json_integer (&json, "round", 0, SOKY_JSON_MAX_COUNT);
  return soky_json_finish (&json, error) ? g_steal_pointer (&revision) : NULL;
}

void
soky_node_set_fields (JsonObject *object, const SokyBookFields *fields)
{
  soky_json_set_text (object, "title", fields->title);
  soky_json_set_text (object, "school_year", fields->school_year);
  soky_json_set_text (object, "period", fields->period);
  soky_json_set_text (object, "class", fields->class_name);
  soky_json_set_text (object, "subject", fields->subject);
}

void
soky_node_get_fields (SokyJson *json, const SokyBookFields *present, SokyBookFields *fields)
{
  static const SokyBookFields none = {0};
  const SokyBookFields *old = present != NULL ? present : &none;
  const struct {
    const char *name;
    char **place;
    const char *old;
  } members[] = {
      {"title", &fields->title, old->title},
      {"school_year", &fields->school_year, old->school_year},
      {"period", &fields->period, old->period},
      {"class", &fields->class_name, old->class_name},
      {"subject", &fields->subject, old->subject},
  };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++) {
    /* longer ones than the rules allow are theirs to refuse, in their words */
    char *text = soky_json_text_or_null (json, members[i].name, SOKY_JSON_MAX_TEXT);
    if (text == NULL)
      text = g_strdup (members[i].old);
    g_free (*members[i].place);
    *members[i].place = text;
  }
}

/* All but rounds and revisions. */
static JsonObject *
make_summary (const SokyBook *book)
{
  JsonObject *object = json_object_new ();

  soky_json_set_text (object, "id", book->id);
  soky_json_set_text (object, "type_id", book->type_id);
  soky_json_set_text (object, "type_name", book->type_name);
  soky_node_set_fields (object, &book->fields);
  soky_json_set_text (object, "check_code", book->check_code);
  soky_json_set_text (object, "owner_id", book->owner_id);
  soky_json_set_text (object, "owner_name", book->owner_name);
  soky_json_set_text (object, "unit_id", book->unit_id);
  soky_json_set_text (object, "school_id", book->school_id);
  soky_json_set_text (object, "state", soky_book_state_to_string (book->state));
  json_object_set_int_member (object, "version", (gint64) book->version);
  json_object_set_int_member (object, "round", book->round);
  json_object_set_boolean_member (object, "auto_publish", book->auto_publish);
  json_object_set_boolean_member (object, "publish_after_stamp", book->publish_after_stamp);
  json_object_set_int_member (object, "revision_count", book->revision_count);
  soky_json_set_text (object, "head_sha256", book->head_sha256);
  json_object_set_int_member (object, "head_length", book->head_length);
  json_object_set_int_member (object, "page_count", book->page_count);
  soky_json_set_moment (object, "created_at", book->created_us);
  soky_json_set_moment (object, "updated_at", book->updated_us);
  soky_json_set_moment (object, "due_at", book->due_us);
  soky_json_set_moment (object, "recall_requested_at", book->recall_requested_us);
  soky_json_set_moment (object, "published_at", book->published_us);
  return object;
}

JsonObject *
soky_node_for_book (gconstpointer item)
{
  const SokyBook *book = item;
  JsonObject *object = make_summary (book);

  soky_json_set_array (object, "rounds", book->rounds, soky_node_for_round);
  soky_json_set_array (object, "revisions", book->revisions, soky_node_for_revision);
  return object;
}

JsonObject *
soky_node_for_listed_book (gconstpointer item)
{
  const SokyBook *book = item;
  JsonObject *object = make_summary (book);
  g_autoptr (GPtrArray) last = g_ptr_array_new ();

  if (book->rounds->len > 0)
    g_ptr_array_add (last, soky_book_get_round (book));
  soky_json_set_array (object, "rounds", last, soky_node_for_round);
  soky_json_set_text (object, "snippet", book->snippet);
  return object;
}

static void
read_numbers (SokyJson *json, SokyBook *book)
{
  book->version = (guint64) soky_json_integer (json, "version", 1, SOKY_JSON_MAX_INTEGER);
  book->round = (guint) soky_json_integer (json, "round", 0, SOKY_JSON_MAX_COUNT);
  book->auto_publish = soky_json_flag (json, "auto_publish", FALSE);
  book->publish_after_stamp = soky_json_flag (json, "publish_after_stamp", FALSE);
  book->revision_count = (int) soky_json_integer (json, "revision_count", 0, SOKY_JSON_MAX_COUNT);
  book->head_length = soky_json_integer (json, "head_length", 0, SOKY_JSON_MAX_INTEGER);
  book->page_count = (guint) soky_json_integer (json, "page_count", 0, SOKY_JSON_MAX_COUNT);
  book->created_us = soky_json_moment (json, "created_at");
  book->updated_us = soky_json_moment (json, "updated_at");
  book->due_us = soky_json_moment (json, "due_at");
  book->recall_requested_us = soky_json_moment (json, "recall_requested_at");
  book->published_us = soky_json_moment (json, "published_at");
}

/* It is printed: nothing else than a code may stand there. */
static void
read_check_code (SokyJson *json, SokyBook *book)
{
  g_autofree char *text = soky_json_text_or_null (json, "check_code", SOKY_CHECK_CODE_LENGTH);
  g_autofree char *code = soky_check_code_parse (text);

  if (g_strcmp0 (text, code) != 0)
    soky_json_reject (json, "check_code");
  soky_names_assign (&book->check_code, code);
}

static void
read_names (SokyJson *json, SokyBook *book)
{
  const struct {
    const char *name;
    char **place;
    char *(*read) (SokyJson *, const char *);
  } ids[] = {
      {"id", &book->id, soky_json_id},
      {"type_id", &book->type_id, soky_json_id},
      {"owner_id", &book->owner_id, soky_json_id},
      {"unit_id", &book->unit_id, soky_json_id},
      {"school_id", &book->school_id, soky_json_id},
      {"head_sha256", &book->head_sha256, soky_json_sha256_or_null},
  };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++) {
    g_free (*ids[i].place);
    *ids[i].place = ids[i].read (json, ids[i].name);
  }
  g_autofree char *type_name = soky_json_text (json, "type_name", SOKY_JSON_MAX_NAME_TEXT);
  g_autofree char *owner_name = soky_json_text (json, "owner_name", SOKY_JSON_MAX_NAME_TEXT);
  soky_names_assign (&book->type_name, type_name);
  soky_names_assign (&book->owner_name, owner_name);
}

gpointer
soky_node_to_book (JsonNode *node, GError **error)
{
  g_autoptr (SokyBook) book = soky_book_new ();
  SokyJson json = soky_json_read (node);

  read_names (&json, book);
  read_numbers (&json, book);
  read_check_code (&json, book);
  for (const char *const *name = (const char *const[]){"title", "school_year", "period", NULL};
       *name != NULL; name++) {
    if (!soky_json_has (&json, *name))
      soky_json_reject (&json, *name);
  }
  soky_node_get_fields (&json, &book->fields, &book->fields);
  soky_json_word (&json, "state", soky_book_state_from_string, &book->state);
  book->snippet = soky_json_text_or_null (&json, "snippet", SOKY_JSON_MAX_TEXT);
  soky_json_array (&json, "rounds", SOKY_BOOK_MAX_ROUNDS, soky_node_to_round, book->rounds);
  /* signatures add to what the owner attached */
  soky_json_array (&json, "revisions", SOKY_JSON_MAX_COUNT, soky_node_to_revision, book->revisions);
  return soky_json_finish (&json, error) ? g_steal_pointer (&book) : NULL;
}

char *
soky_wire_book_to_json (const SokyBook *book)
{
  return soky_json_print (soky_node_for_book (book));
}

SokyBook *
soky_wire_book_from_json (const char *text, gssize length, GError **error)
{
  g_autoptr (JsonNode) node = soky_json_parse (text, length, error);

  return node != NULL ? soky_node_to_book (node, error) : NULL;
}
