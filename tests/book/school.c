/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "school.h"

#include "book/delegation-record.h"

#include <string.h>

#define SCHOOL "school-1"
#define GROUP "group-1"
#define FIRST_MOMENT G_GINT64_CONSTANT (1788000000000000)
#define FIRST_LENGTH 100000
#define SIGNATURE_LENGTH 20000

void
school_add_person (School *self, const char *name, const char *unit_id, const char *school_id,
                   SokyRole role)
{
  SokyPerson *person = soky_person_new (name, name, name);

  soky_person_set_unit (person, unit_id, unit_id);
  soky_person_set_school (person, school_id, school_id);
  soky_person_add_position (person, role, unit_id, "");
  g_hash_table_insert (self->persons, g_strdup (name), person);
  g_ptr_array_add (self->people, person);
}

School *
school_new (void)
{
  School *self = g_new0 (School, 1);

  self->persons =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) soky_person_unref);
  self->people = g_ptr_array_new ();
  school_add_person (self, "lan", GROUP, SCHOOL, SOKY_ROLE_SUBJECT_TEACHER);
  school_add_person (self, "minh", GROUP, SCHOOL, SOKY_ROLE_GROUP_HEAD);
  school_add_person (self, "binh", GROUP, SCHOOL, SOKY_ROLE_TEACHER);
  school_add_person (self, "hanh", SCHOOL, SCHOOL, SOKY_ROLE_PRINCIPAL);
  school_add_person (self, "ha", SCHOOL, SCHOOL, SOKY_ROLE_CLERK);
  school_add_person (self, "huy", SCHOOL, SCHOOL, SOKY_ROLE_SCHOOL_ADMIN);
  school_add_person (self, "tuan", "school-2", "school-2", SOKY_ROLE_PRINCIPAL);

  self->type = soky_book_type_new ("lesson_plan", "lesson_plan", "Giáo án");
  self->type->submitters = SOKY_ROLE_BIT (SOKY_ROLE_TEACHER);
  self->type->asks_class = TRUE;
  self->type->asks_subject = TRUE;
  self->type->offers_auto_publish = TRUE;
  self->route = "lan1 minh2 hanh3";
  self->delegations =
      g_ptr_array_new_with_free_func ((GDestroyNotify) soky_delegation_record_unref);
  self->granted = TRUE;
  self->now_us = FIRST_MOMENT;
  return self;
}

void
school_free (School *self)
{
  g_ptr_array_unref (self->people);
  g_hash_table_unref (self->persons);
  g_ptr_array_unref (self->delegations);
  soky_book_type_unref (self->type);
  g_free (self);
}

SokyPerson *
school_person (School *self, const char *name)
{
  SokyPerson *person = g_hash_table_lookup (self->persons, name);

  g_assert_nonnull (person);
  return person;
}

void
school_fields (SokyBookFields *fields)
{
  const SokyBookFields from = {(char *) "Bài 3: Thông tin trong máy tính", (char *) "2026-2027",
                               (char *) "week-03", (char *) "6A", (char *) "Tin học"};

  soky_book_fields_copy (&from, fields);
}

SokyBook *
school_draft (School *self)
{
  g_autoptr (GError) error = NULL;
  g_auto (SokyBookFields) fields = {0};
  SokyActor actor = {school_person (self, "lan")};

  school_fields (&fields);
  SokyBook *book =
      soky_book_create ("book-1", self->type, &actor, &fields, self->now_us++, NULL, &error);
  g_assert_no_error (error);
  return book;
}

void
school_add_route (School *self, SokyAction *action, const char *route)
{
  g_auto (GStrv) words = g_strsplit (route, " ", -1);

  for (guint i = 0; words[i] != NULL && *words[i] != '\0'; i++) {
    gsize letters = strcspn (words[i], "0123456789");
    g_autofree char *name = g_strndup (words[i], letters);
    char *marks;
    guint order = (guint) g_ascii_strtoull (words[i] + letters, &marks, 10);
    SokyPerson *person = school_person (self, name);
    SokyRole role = ((SokyPosition *) g_ptr_array_index (person->positions, 0))->role;
    SokyStepKind kind = strchr (marks, 's') != NULL   ? SOKY_STEP_STAMP
                        : strchr (marks, 'i') != NULL ? SOKY_STEP_INITIAL
                                                      : SOKY_STEP_PERSON;
    soky_action_add_step (action,
                          soky_step_new (order, name, role, kind, strchr (marks, '-') == NULL));
    soky_action_add_person (action, person);
  }
}

static void
add_file (SokyAction *action, const SokyBook *book, goffset length)
{
  g_autofree char *sha256 = g_strdup_printf ("%064x", (guint) book->revision_count + 1);

  soky_action_set_file (action, sha256, length, 4);
}

SokyAction *
school_action (School *self, const SokyBook *book, const char *name, SokyActionKind kind)
{
  SokyAction *action = soky_action_new (kind, book->version);

  action->granted = self->granted;
  action->auto_publish = self->auto_publish;
  soky_action_set_reason (action, "Thiếu mục tiêu bài học");
  if (kind == SOKY_ACTION_EDIT)
    school_fields (&action->fields);
  if (kind == SOKY_ACTION_ATTACH)
    add_file (action, book, FIRST_LENGTH);
  if (kind == SOKY_ACTION_SUBMIT)
    school_add_route (self, action, self->route);
  if (kind == SOKY_ACTION_SIGN) {
    g_autofree char *fingerprint = g_strdup_printf ("%064x", g_str_hash (name));
    /* the clerk keeps the school's certificate */
    gboolean organisation = g_str_equal (name, "ha");
    soky_action_set_signature (action, book->head_sha256,
                               soky_certificate_info_new (fingerprint, name, name, organisation));
    add_file (action, book, book->head_length + SIGNATURE_LENGTH);
  }
  return action;
}

SokyBook *
school_apply (School *self, const SokyBook *book, const char *name, const SokyAction *action,
              GError **error)
{
  SokyActor actor = {school_person (self, name), self->delegations};

  return soky_book_apply (book, self->type, &actor, action, self->now_us++, NULL, error);
}

SokyBook *
school_try (School *self, const SokyBook *book, const char *name, SokyActionKind kind,
            GError **error)
{
  g_autoptr (SokyAction) action = school_action (self, book, name, kind);

  return school_apply (self, book, name, action, error);
}

SokyBook *
school_play (School *self, const char *script)
{
  g_auto (GStrv) moves = g_strsplit (script, " ", -1);
  SokyBook *book = school_draft (self);

  for (guint i = 0; moves[i] != NULL && *moves[i] != '\0'; i++) {
    g_autoptr (GError) error = NULL;
    g_auto (GStrv) parts = g_strsplit (moves[i], ":", 2);
    SokyActionKind kind;
    g_assert_true (soky_action_kind_from_string (parts[1], &kind));
    SokyBook *next = school_try (self, book, parts[0], kind, &error);
    if (next == NULL)
      g_error ("%s of “%s”: %s", moves[i], script, error->message);
    school_assert_possible (next);
    g_assert_cmpuint (next->version, ==, book->version + 1);
    soky_book_unref (book);
    book = next;
  }
  return book;
}

void
school_assert_refused (GError **error, SokyBookError expected)
{
  g_assert_error (*error, SOKY_BOOK_ERROR, (int) expected);
  g_assert_cmpstr ((*error)->message, ==, soky_book_error_get_message (expected));
  g_clear_error (error);
}

void
school_assert_possible (const SokyBook *book)
{
  g_autofree char *wrong = soky_book_find_impossible (book);

  g_assert_cmpstr (wrong, ==, NULL);
}
