/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Books, types, people and actions there and back again. */
#include "config.h"

#include "book/book-query.h"
#include "book/book-type-catalogue.h"
#include "school.h"
#include "wire/book-type.h"
#include "wire/book.h"
#include "wire/error.h"
#include "wire/person.h"

#include <string.h>

static const char *const scripts[] = {
    "",
    "lan:attach",
    "lan:attach lan:submit",
    "lan:attach lan:submit lan:sign minh:sign lan:recall",
    "lan:attach lan:submit lan:sign minh:return lan:attach lan:submit lan:sign minh:sign hanh:sign",
    "lan:attach lan:submit lan:sign minh:sign hanh:sign hanh:publish",
};

static void
test_book (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (scripts); i++) {
    g_autoptr (School) school = school_new ();
    g_autoptr (GError) error = NULL;
    g_autoptr (SokyBook) book = school_play (school, scripts[i]);
    book->due_us = i % 2 == 0 ? 0 : 1788000000123456;
    g_autofree char *text = soky_wire_book_to_json (book);
    g_autoptr (SokyBook) back = soky_wire_book_from_json (text, -1, &error);
    g_assert_no_error (error);
    school_assert_possible (back);
    g_autofree char *again = soky_wire_book_to_json (back);
    g_assert_cmpstr (text, ==, again);
    g_assert_cmpint (back->due_us, ==, book->due_us);
    g_assert_cmpuint (back->version, ==, book->version);
    g_assert_cmpuint (back->revisions->len, ==, book->revisions->len);
  }
}

/* The rules decide alike about what came over the wire. */
static void
test_rules_after_travel (void)
{
  g_autoptr (School) school = school_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyBook) book = school_play (school, "lan:attach lan:submit lan:sign");
  g_autofree char *text = soky_wire_book_to_json (book);
  g_autoptr (SokyBook) back = soky_wire_book_from_json (text, -1, &error);
  g_autoptr (SokyBook) here = school_try (school, book, "minh", SOKY_ACTION_SIGN, &error);
  school->now_us--;
  g_autoptr (SokyBook) there = school_try (school, back, "minh", SOKY_ACTION_SIGN, &error);
  g_autofree char *first = soky_wire_book_to_json (here);
  g_autofree char *second = soky_wire_book_to_json (there);

  g_assert_cmpstr (first, ==, second);
}

static void
test_page (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyBookPage) page = soky_book_page_new ();

  for (guint i = 0; i < G_N_ELEMENTS (scripts); i++) {
    g_autoptr (School) school = school_new ();
    g_ptr_array_add (page->books, school_play (school, scripts[i]));
  }
  page->next_cursor = g_strdup ("abc");
  page->inbox = 3;
  page->outbox = 70000;
  g_autofree char *text = soky_book_page_to_json (page);
  g_autoptr (SokyBookPage) back = soky_book_page_from_json (text, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (back->books->len, ==, G_N_ELEMENTS (scripts));
  g_assert_cmpstr (back->next_cursor, ==, "abc");
  g_assert_cmpuint (back->inbox, ==, 3);
  g_assert_cmpuint (back->outbox, ==, 70000);
  g_assert_cmpuint (back->published, ==, 0);
  const SokyBook *twice = g_ptr_array_index (back->books, 4);
  g_assert_cmpuint (twice->round, ==, 2);
  g_assert_cmpuint (twice->rounds->len, ==, 1);
  g_assert_cmpuint (twice->revisions->len, ==, 0);
  g_assert_cmpint (twice->revision_count, ==, 6);
  for (guint i = 0; i < back->books->len; i++)
    school_assert_possible (g_ptr_array_index (back->books, i));
}

/* Replaces @from by @to in a good book: it must be refused, and never crash. */
static void
test_book_refused (void)
{
  static const struct {
    const char *from;
    const char *to;
  } changes[] = {
      {"\"id\":\"book-1\"", "\"id\":\"../book\""},
      {"\"id\":\"book-1\"", "\"id\":\"\""},
      {"\"id\":\"book-1\",", ""},
      {"\"title\":", "\"titel\":"},
      {"\"state\":\"in_review\"", "\"state\":\"in review\""},
      {"\"state\":\"in_review\"", "\"state\":3"},
      {"\"version\":", "\"version\":-"},
      {"\"version\":4", "\"version\":0"},
      {"\"version\":4", "\"version\":4.5"},
      {"\"version\":4", "\"version\":\"4\""},
      {"\"round\":1,\"auto", "\"round\":1000000,\"auto"},
      {"\"head_sha256\":\"0", "\"head_sha256\":\"Z"},
      {"\"head_length\":", "\"head_length\":-"},
      {"\"created_at\":\"2026", "\"created_at\":\"26"},
      {"\"rounds\":[", "\"rounds\":{\"a\":["},
      {"\"order\":1", "\"order\":0"},
      {"\"order\":1", "\"order\":100"},
      {"\"kind\":\"person\"", "\"kind\":\"robot\""},
      {"\"outcome\":\"signed\"", "\"outcome\":null"},
      {"\"fingerprint\":\"0", "\"fingerprint\":\""},
      {"\"certificate\":{", "\"certificate\":[{"},
      {"\"revision\":1", "\"revision\":-2"},
      {"\"number\":0", "\"number\":-1"},
      {"\"base\":true", "\"base\":1"},
      {"\"length\":100000", "\"length\":0"},
  };
  g_autoptr (School) school = school_new ();
  g_autoptr (SokyBook) book = school_play (school, "lan:attach lan:submit lan:sign");
  g_autofree char *good = soky_wire_book_to_json (book);

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++) {
    g_autoptr (GError) error = NULL;
    const char *place = strstr (good, changes[i].from);
    g_test_message ("%s", changes[i].to);
    g_assert_nonnull (place);
    g_autofree char *bad = g_strdup_printf ("%.*s%s%s", (int) (place - good), good, changes[i].to,
                                            place + strlen (changes[i].from));
    g_assert_null (soky_wire_book_from_json (bad, -1, &error));
    g_assert_true (error->domain == SOKY_WIRE_ERROR);
  }
}

static void
test_types (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) types = soky_book_type_catalogue_new ();
  SokyBookType *first = g_ptr_array_index (types, 0);

  first->unit_id = g_strdup ("school-1");
  first->locked = TRUE;
  first->cert_mandatory = TRUE;
  first->retention_years = 70;
  first->deadline = (SokyDeadline){TRUE, TRUE, 5, 600};
  g_autofree char *text = soky_wire_book_types_to_json (types);
  g_autoptr (GPtrArray) back = soky_wire_book_types_from_json (text, -1, &error);
  g_assert_no_error (error);
  g_autofree char *again = soky_wire_book_types_to_json (back);
  g_assert_cmpstr (text, ==, again);
  const SokyBookType *read = g_ptr_array_index (back, 0);
  g_assert_cmpint (read->deadline.days, ==, 5);
  g_assert_cmpint (read->retention_years, ==, 70);
  g_assert_cmpuint (read->route->len, ==, first->route->len);

  g_autofree char *one = soky_wire_book_type_to_json (first);
  g_autoptr (SokyBookType) single = soky_wire_book_type_from_json (one, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (single->submitters, ==, first->submitters);
  g_assert_null (soky_wire_book_type_from_json ("{\"id\":\"a\"}", -1, &error));
  g_assert_error (error, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_INVALID_FIELD);
}

static void
test_person (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyPeoplePage) page = soky_people_page_new ();
  SokyPerson *person = soky_person_new ("p-1", "gv.lan", "Nguyễn Thị Lan");
  SokyPosition *position =
      soky_person_add_position (person, SOKY_ROLE_HOMEROOM_TEACHER, "g-1", "GVCN");

  soky_person_set_unit (person, "g-1", "Tổ Toán – Tin");
  position->class_name = g_strdup ("6A");
  person->active = FALSE;
  g_ptr_array_add (page->people, person);
  g_ptr_array_add (page->people, soky_person_new ("p-2", "", "Phạm Thu Hà"));
  g_autofree char *text = soky_people_page_to_json (page);
  g_autoptr (SokyPeoplePage) back = soky_people_page_from_json (text, -1, &error);
  g_assert_no_error (error);
  g_autofree char *again = soky_people_page_to_json (back);
  g_assert_cmpstr (text, ==, again);
  const SokyPerson *read = g_ptr_array_index (back->people, 0);
  g_assert_cmpstr (read->unit_name, ==, "Tổ Toán – Tin");
  g_assert_cmpstr (read->school_id, ==, "");
  g_assert_false (read->active);
  g_assert_cmpstr (((SokyPosition *) g_ptr_array_index (read->positions, 0))->class_name, ==, "6A");
  g_assert_null (back->next_cursor);

  g_assert_null (soky_wire_person_from_json (
      "{\"id\":\"p\",\"name\":\"n\",\"positions\":[{\"role\":\"king\"}]}", -1, &error));
  g_assert_error (error, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_INVALID_FIELD);
}

static void
test_action (void)
{
  const SokyActionKind kinds[] = {SOKY_ACTION_SUBMIT, SOKY_ACTION_APPROVE, SOKY_ACTION_RETURN,
                                  SOKY_ACTION_RECALL, SOKY_ACTION_CONSENT, SOKY_ACTION_PUBLISH,
                                  SOKY_ACTION_REVOKE};
  g_autoptr (School) school = school_new ();
  g_autoptr (SokyBook) book = school_draft (school);

  school->route = "lan1- minh2i hanh2 ha3s";
  school->granted = FALSE;
  school->auto_publish = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (SokyAction) action = school_action (school, book, "lan", kinds[i]);
    g_autofree char *text = soky_wire_action_to_json (action);
    g_autoptr (SokyAction) back = soky_wire_action_from_json (text, -1, 7, &error);
    g_assert_no_error (error);
    g_assert_cmpint (back->kind, ==, kinds[i]);
    g_assert_cmpuint (back->version, ==, 7);
    g_assert_cmpuint (back->people->len, ==, 0);
    g_assert_true (back->auto_publish);
    g_assert_true (back->granted == (kinds[i] != SOKY_ACTION_CONSENT));
    g_assert_cmpstr (back->reason, ==, action->reason);
    g_autofree char *again = soky_wire_action_to_json (back);
    g_assert_cmpstr (text, ==, again);
  }
}

static void
test_action_refused (void)
{
  static const char *const texts[] = {
      "{}",
      "[]",
      "{\"action\":\"sign\"}",
      "{\"action\":\"edit\"}",
      "{\"action\":\"attach\"}",
      "{\"action\":\"delete\"}",
      "{\"action\":\"explode\"}",
      "{\"action\":1}",
      "{\"action\":\"submit\",\"route\":{}}",
      "{\"action\":\"submit\",\"route\":[1]}",
      "{\"action\":\"submit\",\"route\":[{}]}",
      "{\"action\":\"submit\",\"route\":[{\"order\":1,\"person_id\":\"a b\",\"role\":\"none\","
      "\"kind\":\"person\"}]}",
      "{\"action\":\"submit\",\"route\":[{\"order\":0,\"person_id\":\"a\",\"role\":\"none\","
      "\"kind\":\"person\"}]}",
      "{\"action\":\"return\",\"reason\":5}",
      "{\"action\":\"approve\",\"auto_publish\":\"yes\"}",
  };
  g_autoptr (GString) endless = g_string_new ("{\"action\":\"submit\",\"route\":[");

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = NULL;
    g_test_message ("%s", texts[i]);
    g_assert_null (soky_wire_action_from_json (texts[i], -1, 1, &error));
    g_assert_true (error->domain == SOKY_WIRE_ERROR);
  }
  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (endless,
                            "%s{\"order\":1,\"person_id\":\"p%u\",\"role\":\"none\","
                            "\"kind\":\"person\"}",
                            i > 0 ? "," : "", i);
  g_string_append (endless, "]}");
  g_assert_null (soky_wire_action_from_json (endless->str, -1, 1, NULL));
}

static void
test_fields (void)
{
  g_autoptr (GError) error = NULL;
  g_auto (SokyBookFields) fields = {0};
  g_auto (SokyBookFields) created = {0};
  g_auto (SokyBookFields) edited = {0};
  g_autofree char *type_id = NULL;

  school_fields (&fields);
  g_autofree char *create = soky_wire_create_to_json ("lesson_plan", &fields);
  g_assert_true (soky_wire_create_from_json (create, -1, &type_id, &created, &error));
  g_assert_cmpstr (type_id, ==, "lesson_plan");
  g_assert_cmpstr (created.title, ==, fields.title);
  g_assert_cmpstr (created.subject, ==, "Tin học");

  g_assert_true (soky_wire_edit_from_json ("{\"title\":\"Bài 4\"}", -1, &fields, &edited, &error));
  g_assert_cmpstr (edited.title, ==, "Bài 4");
  g_assert_cmpstr (edited.class_name, ==, "6A");
  g_autofree char *edit = soky_wire_edit_to_json (&edited);
  g_assert_nonnull (strstr (edit, "Bài 4"));
  g_assert_false (soky_wire_edit_from_json ("{\"title\":4}", -1, &fields, &edited, &error));
  g_assert_error (error, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_INVALID_FIELD);
  g_clear_error (&error);
  g_assert_false (soky_wire_create_from_json ("{\"title\":\"x\"}", -1, &type_id, &created, &error));
  g_assert_error (error, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_INVALID_FIELD);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/books/book", test_book);
  g_test_add_func ("/wire/books/rules-after-travel", test_rules_after_travel);
  g_test_add_func ("/wire/books/page", test_page);
  g_test_add_func ("/wire/books/book-refused", test_book_refused);
  g_test_add_func ("/wire/books/types", test_types);
  g_test_add_func ("/wire/books/person", test_person);
  g_test_add_func ("/wire/books/action", test_action);
  g_test_add_func ("/wire/books/action-refused", test_action_refused);
  g_test_add_func ("/wire/books/fields", test_fields);
  return g_test_run ();
}
