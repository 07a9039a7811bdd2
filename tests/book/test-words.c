/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words that are stored and sent, periods, roles. */
#include "config.h"

#include "book/book-query.h"
#include "book/unit.h"
#include "school.h"

#include <string.h>

#define ASSERT_WORDS(Type, count, prefix)                                                          \
  G_STMT_START                                                                                     \
  {                                                                                                \
    for (guint value_ = 0; value_ < (count); value_++) {                                           \
      Type back_;                                                                                  \
      const char *word_ = prefix##_to_string ((Type) value_);                                      \
      g_assert_nonnull (word_);                                                                    \
      g_assert_true (prefix##_from_string (word_, &back_));                                        \
      g_assert_cmpuint ((guint) back_, ==, value_);                                                \
    }                                                                                              \
    g_assert_false (prefix##_from_string ("nonsense", &(Type){0}));                                \
    g_assert_false (prefix##_from_string (NULL, &(Type){0}));                                      \
    g_assert_null (prefix##_to_string ((Type) (count)));                                           \
  }                                                                                                \
  G_STMT_END

static void
test_words (void)
{
  ASSERT_WORDS (SokyRole, SOKY_N_ROLES, soky_role);
  ASSERT_WORDS (SokyUnitLevel, SOKY_N_UNIT_LEVELS, soky_unit_level);
  ASSERT_WORDS (SokyStepKind, SOKY_N_STEP_KINDS, soky_step_kind);
  ASSERT_WORDS (SokyOutcome, SOKY_N_OUTCOMES, soky_outcome);
  ASSERT_WORDS (SokyScope, SOKY_N_SCOPES, soky_scope);
  ASSERT_WORDS (SokyProfile, SOKY_N_PROFILES, soky_profile);
  ASSERT_WORDS (SokyFrequency, SOKY_N_FREQUENCIES, soky_frequency);
  ASSERT_WORDS (SokyBookState, SOKY_N_BOOK_STATES, soky_book_state);
  ASSERT_WORDS (SokyRoundEnd, SOKY_N_ROUND_ENDS, soky_round_end);
  ASSERT_WORDS (SokyActionKind, SOKY_N_ACTIONS, soky_action_kind);
  ASSERT_WORDS (SokyEventKind, SOKY_N_EVENTS, soky_event_kind);
}

static void
test_refusals (void)
{
  g_autoptr (GHashTable) codes = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < SOKY_N_BOOK_ERRORS; i++) {
    SokyBookError back;
    const char *code = soky_book_error_to_code (i);
    g_assert_true (g_hash_table_add (codes, (gpointer) code));
    g_assert_true (soky_book_error_from_code (code, &back));
    g_assert_cmpuint (back, ==, i);
    g_assert_cmpuint (strlen (soky_book_error_get_message (i)), >, 10);
  }
}

static void
test_labels (void)
{
  for (guint i = 0; i < SOKY_N_ROLES; i++)
    g_assert_true ((*soky_role_get_label (i) == '\0') == (i == SOKY_ROLE_NONE));
  for (guint i = 0; i < SOKY_N_ACTIONS; i++)
    g_assert_cmpstr (soky_action_kind_get_label (i), !=, "");
  for (guint i = 0; i < SOKY_N_EVENTS; i++)
    g_assert_cmpstr (soky_event_kind_get_label (i), !=, "");
  for (guint i = 0; i < SOKY_N_BOOK_STATES; i++)
    g_assert_cmpstr (soky_book_state_get_label (i), !=, "");
}

static void
test_periods (void)
{
  const struct {
    const char *period;
    SokyFrequency frequency;
    gboolean valid;
    const char *label;
  } cases[] = {
      {"week-03", SOKY_FREQUENCY_WEEK, TRUE, "Week 3"},
      {"week-53", SOKY_FREQUENCY_WEEK, TRUE, "Week 53"},
      {"week-3", SOKY_FREQUENCY_WEEK, FALSE, NULL},
      {"week-00", SOKY_FREQUENCY_WEEK, FALSE, NULL},
      {"week-54", SOKY_FREQUENCY_WEEK, FALSE, NULL},
      {"week-+3", SOKY_FREQUENCY_WEEK, FALSE, NULL},
      {"week-03 ", SOKY_FREQUENCY_WEEK, FALSE, NULL},
      {"week", SOKY_FREQUENCY_WEEK, FALSE, NULL},
      {"weeks-03", SOKY_FREQUENCY_WEEK, FALSE, NULL},
      {"month-12", SOKY_FREQUENCY_MONTH, TRUE, "Month 12"},
      {"month-13", SOKY_FREQUENCY_MONTH, FALSE, NULL},
      {"month-12", SOKY_FREQUENCY_WEEK, FALSE, NULL},
      {"term-2", SOKY_FREQUENCY_TERM, TRUE, "Term 2"},
      {"term-4", SOKY_FREQUENCY_TERM, FALSE, NULL},
      {"year", SOKY_FREQUENCY_YEAR, TRUE, "Whole year"},
      {"year-1", SOKY_FREQUENCY_YEAR, FALSE, NULL},
      {"day-2026-09-05", SOKY_FREQUENCY_DAY, TRUE, "05/09/2026"},
      {"day-2026-02-30", SOKY_FREQUENCY_DAY, FALSE, NULL},
      {"day-2026-9-5", SOKY_FREQUENCY_DAY, FALSE, NULL},
      {"day-99999999999", SOKY_FREQUENCY_DAY, FALSE, NULL},
      {"custom-Hội giảng", SOKY_FREQUENCY_CUSTOM, TRUE, "Hội giảng"},
      {"custom-", SOKY_FREQUENCY_CUSTOM, FALSE, NULL},
      {"custom-a\nb", SOKY_FREQUENCY_CUSTOM, FALSE, NULL},
      {"custom-\xff", SOKY_FREQUENCY_CUSTOM, FALSE, NULL},
      {NULL, SOKY_FREQUENCY_YEAR, FALSE, NULL},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("%s", cases[i].period);
    g_assert_true (soky_period_is_valid (cases[i].period, cases[i].frequency) == cases[i].valid);
    g_autofree char *label = soky_period_get_label (cases[i].period);
    g_assert_nonnull (label);
    if (cases[i].valid)
      g_assert_cmpstr (label, ==, cases[i].label);
  }
  g_assert_true (soky_school_year_is_valid ("2026-2027"));
  g_assert_false (soky_school_year_is_valid ("2026-2026"));
  g_assert_false (soky_school_year_is_valid ("2027-2026"));
  g_assert_false (soky_school_year_is_valid ("26-27"));
  g_assert_false (soky_school_year_is_valid ("2026 2027"));
  g_assert_false (soky_school_year_is_valid (NULL));
}

static void
test_roles (void)
{
  g_assert_true (soky_role_includes (SOKY_ROLE_SUBJECT_TEACHER, SOKY_ROLE_TEACHER));
  g_assert_true (soky_role_includes (SOKY_ROLE_HOMEROOM_TEACHER, SOKY_ROLE_TEACHER));
  g_assert_true (soky_role_includes (SOKY_ROLE_CLERK, SOKY_ROLE_NONE));
  g_assert_false (soky_role_includes (SOKY_ROLE_TEACHER, SOKY_ROLE_HOMEROOM_TEACHER));
  g_assert_false (soky_role_includes (SOKY_ROLE_VICE_PRINCIPAL, SOKY_ROLE_PRINCIPAL));
}

static void
test_person (void)
{
  g_autoptr (SokyPerson) person = soky_person_new ("p1", "gv.lan", "Nguyễn Thị Lan");
  soky_person_add_position (person, SOKY_ROLE_HOMEROOM_TEACHER, "g1", "");
  soky_person_add_position (person, SOKY_ROLE_CLERK, "s1", "Văn thư");

  g_assert_true (soky_person_has_role (person, SOKY_ROLE_TEACHER));
  g_assert_false (soky_person_has_role (person, SOKY_ROLE_PRINCIPAL));
  g_assert_null (soky_person_find_position (person, SOKY_ROLE_CLERK, "g1"));
  g_assert_cmpstr (soky_person_get_title (person, SOKY_ROLE_CLERK), ==, "Văn thư");
  g_assert_cmpstr (soky_person_get_title (person, SOKY_ROLE_TEACHER), ==, "Homeroom teacher");
  g_assert_cmpstr (soky_person_get_title (person, SOKY_ROLE_PRINCIPAL), ==, "Principal");
}

static void
test_subtitle (void)
{
  g_autoptr (School) school = school_new ();
  g_autoptr (SokyBook) book = school_draft (school);
  g_autofree char *full = soky_book_get_subtitle (book);

  g_assert_cmpstr (full, ==, "Week 3 · 6A · Tin học");
  g_clear_pointer (&book->fields.class_name, g_free);
  g_autofree char *shorter = soky_book_get_subtitle (book);
  g_assert_cmpstr (shorter, ==, "Week 3 · Tin học");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/book/words/enumerations", test_words);
  g_test_add_func ("/book/words/refusals", test_refusals);
  g_test_add_func ("/book/words/labels", test_labels);
  g_test_add_func ("/book/words/periods", test_periods);
  g_test_add_func ("/book/words/roles", test_roles);
  g_test_add_func ("/book/words/person", test_person);
  g_test_add_func ("/book/words/subtitle", test_subtitle);
  return g_test_run ();
}
