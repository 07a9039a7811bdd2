/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/book-type-catalogue.h"
#include "book/delegation.h"
#include "book/error.h"
#include "book/names.h"
#include "book/row-look.h"
#include "school.h"

static SokyBookType *
find_type (const char *id)
{
  g_autoptr (GPtrArray) types = soky_book_type_catalogue_new ();

  for (guint i = 0; i < types->len; i++) {
    SokyBookType *type = g_ptr_array_index (types, i);
    if (g_str_equal (type->id, id))
      return soky_book_type_ref (type);
  }
  g_assert_not_reached ();
}

/* Every row of every type has a look that its kind may have. */
static void
test_catalogue (void)
{
  g_autoptr (GPtrArray) types = soky_book_type_catalogue_new ();

  for (guint i = 0; i < types->len; i++) {
    const SokyBookType *type = g_ptr_array_index (types, i);
    g_autoptr (GPtrArray) looks = soky_book_type_get_looks (type);
    g_autoptr (GError) error = NULL;
    g_assert_cmpuint (looks->len, ==, type->route->len);
    g_assert_true (soky_book_type_check_looks (type, looks, &error));
    g_assert_no_error (error);
  }
}

static void
test_delegation (void)
{
  static const struct {
    SokyDelegation delegation;
    const char *office, *head, *own, *printed;
  } cases[] = {
      {SOKY_DELEGATION_NONE, "Hiệu trưởng", NULL, NULL, "HIỆU TRƯỞNG"},
      {SOKY_DELEGATION_DEPUTY, "Hiệu trưởng", NULL, "Phó Hiệu trưởng",
       "KT. HIỆU TRƯỞNG\nPHÓ HIỆU TRƯỞNG"},
      {SOKY_DELEGATION_COLLECTIVE, "Hội đồng trường", NULL, "Chủ tịch",
       "TM. HỘI ĐỒNG TRƯỜNG\nCHỦ TỊCH"},
      {SOKY_DELEGATION_COLLECTIVE, "Hội đồng trường", "Chủ tịch", "Phó Chủ tịch",
       "TM. HỘI ĐỒNG TRƯỜNG\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"},
      {SOKY_DELEGATION_COLLECTIVE, "Ban giám hiệu", NULL, "", "TM. BAN GIÁM HIỆU"},
      {SOKY_DELEGATION_ORDER, "Hiệu trưởng", NULL, "Tổ trưởng", "TL. HIỆU TRƯỞNG\nTỔ TRƯỞNG"},
      {SOKY_DELEGATION_WARRANT, "Hiệu trưởng", NULL, "Tổ trưởng", "TUQ. HIỆU TRƯỞNG\nTỔ TRƯỞNG"},
      {SOKY_DELEGATION_ACTING, "Hiệu trưởng", NULL, "Phó Hiệu trưởng", "Q. HIỆU TRƯỞNG"},
      {SOKY_DELEGATION_DEPUTY, "Hiệu trưởng", NULL, NULL, "KT. HIỆU TRƯỞNG"},
      /* only a body has a head and deputies */
      {SOKY_DELEGATION_DEPUTY, "Hiệu trưởng", "Chủ tịch", "Phó Hiệu trưởng",
       "KT. HIỆU TRƯỞNG\nPHÓ HIỆU TRƯỞNG"},
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *printed =
        soky_delegation_print (cases[i].delegation, cases[i].office, cases[i].head, cases[i].own);
    g_autofree char *apart = g_utf8_normalize (cases[i].office, -1, G_NORMALIZE_NFD);
    g_autofree char *again =
        soky_delegation_print (cases[i].delegation, apart, cases[i].head, cases[i].own);
    g_assert_cmpstr (printed, ==, cases[i].printed);
    g_assert_cmpstr (again, ==, cases[i].printed);
  }
  SokyDelegation found;
  g_assert_true (soky_delegation_from_string ("tuq", &found));
  g_assert_cmpint (found, ==, SOKY_DELEGATION_WARRANT);
  g_assert_false (soky_delegation_from_string ("xx", &found));
}

static void
test_deputy (void)
{
  g_autoptr (SokyBookType) type = find_type ("lesson_plan");
  g_autoptr (SokyStep) deputy =
      soky_step_new (3, "someone", SOKY_ROLE_VICE_PRINCIPAL, SOKY_STEP_PERSON, TRUE);
  g_autoptr (SokyStep) head =
      soky_step_new (2, "minh", SOKY_ROLE_GROUP_HEAD, SOKY_STEP_PERSON, TRUE);
  gboolean delegated = FALSE;

  soky_names_assign (&deputy->title, "Phó Hiệu trưởng");
  soky_names_assign (&head->title, "Tổ trưởng chuyên môn");
  const SokyRouteRow *row = soky_book_type_find_row (type, deputy);
  g_assert_cmpstr (row->anchor, ==, "Hiệu trưởng");
  g_autofree char *office = soky_step_print_office (deputy, row, NULL, &delegated);
  g_assert_cmpstr (office, ==, "KT. HIỆU TRƯỞNG\nPHÓ HIỆU TRƯỞNG");
  g_assert_true (delegated);

  row = soky_book_type_find_row (type, head);
  g_assert_cmpstr (row->anchor, ==, "Tổ trưởng");
  g_autofree char *own = soky_step_print_office (head, row, NULL, &delegated);
  g_assert_cmpstr (own, ==, "TỔ TRƯỞNG CHUYÊN MÔN");
  g_assert_false (delegated);
}

static gboolean
check (const SokyBookType *type, SokyRole role, SokyStepKind kind, SokyProfile profile,
       const char *anchor)
{
  g_autoptr (GPtrArray) looks =
      g_ptr_array_new_with_free_func ((GDestroyNotify) soky_row_look_free);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (looks, soky_row_look_new (role, kind, profile, anchor));
  gboolean good = soky_book_type_check_looks (type, looks, &error);
  if (!good)
    g_assert_error (error, SOKY_BOOK_ERROR, SOKY_BOOK_ERROR_BAD_LOOK);
  return good;
}

static void
test_check (void)
{
  g_autoptr (SokyBookType) type = find_type ("enrolment_register");
  g_autofree char *long_text = g_strnfill (101, 'a');
  const SokyRole principal = SOKY_ROLE_PRINCIPAL, clerk = SOKY_ROLE_CLERK;

  g_assert_true (check (type, principal, SOKY_STEP_PERSON, SOKY_PROFILE_TEXT, "Hiệu trưởng"));
  g_assert_true (check (type, principal, SOKY_STEP_PERSON, SOKY_PROFILE_PERSON, NULL));
  g_assert_true (check (type, clerk, SOKY_STEP_STAMP, SOKY_PROFILE_ORG, NULL));
  g_assert_false (check (type, principal, SOKY_STEP_PERSON, SOKY_PROFILE_ORG, NULL));
  g_assert_false (check (type, clerk, SOKY_STEP_STAMP, SOKY_PROFILE_PERSON, NULL));
  g_assert_false (check (type, SOKY_ROLE_TEACHER, SOKY_STEP_PERSON, SOKY_PROFILE_TEXT, NULL));
  g_assert_false (check (type, principal, SOKY_STEP_PERSON, SOKY_PROFILE_TEXT, ""));
  g_assert_false (check (type, principal, SOKY_STEP_PERSON, SOKY_PROFILE_TEXT, long_text));

  g_autoptr (GPtrArray) twice =
      g_ptr_array_new_with_free_func ((GDestroyNotify) soky_row_look_free);
  for (int i = 0; i < 2; i++)
    g_ptr_array_add (twice,
                     soky_row_look_new (principal, SOKY_STEP_PERSON, SOKY_PROFILE_TEXT, NULL));
  g_assert_false (soky_book_type_check_looks (type, twice, NULL));
}

static void
test_change (void)
{
  g_autoptr (SokyBookType) type = find_type ("enrolment_register");
  g_autoptr (GPtrArray) looks =
      g_ptr_array_new_with_free_func ((GDestroyNotify) soky_row_look_free);
  SokyRowLook *look = soky_row_look_new (SOKY_ROLE_PRINCIPAL, SOKY_STEP_PERSON, SOKY_PROFILE_TEXT,
                                         "Thủ trưởng đơn vị");
  look->above = look->code = TRUE;
  g_ptr_array_add (looks, look);
  /* of a row that the type no longer has */
  g_ptr_array_add (looks,
                   soky_row_look_new (SOKY_ROLE_STAFF, SOKY_STEP_PERSON, SOKY_PROFILE_TEXT, "x"));

  g_autoptr (SokyBookType) changed = soky_book_type_with_looks (type, looks);
  const SokyRouteRow *before = g_ptr_array_index (type->route, 0);
  const SokyRouteRow *after = g_ptr_array_index (changed->route, 0);
  g_assert_cmpstr (after->anchor, ==, "Thủ trưởng đơn vị");
  g_assert_cmpint (after->profile, ==, SOKY_PROFILE_TEXT);
  g_assert_true (after->above && after->code);
  /* the type itself is shared, and stays */
  g_assert_cmpstr (before->anchor, ==, "Hiệu trưởng");
  g_assert_cmpint (before->profile, ==, SOKY_PROFILE_PERSON);
  const SokyRouteRow *stamp = g_ptr_array_index (changed->route, 1);
  g_assert_cmpint (stamp->profile, ==, SOKY_PROFILE_ORG);
  g_assert_cmpstr (stamp->anchor, ==, "Hiệu trưởng");
}

static void
test_permission (void)
{
  g_autoptr (SokyPerson) person = soky_person_new ("a", "qt", "Quản trị");
  g_autoptr (GError) error = NULL;

  soky_person_add_position (person, SOKY_ROLE_PRINCIPAL, "school", "Hiệu trưởng");
  g_assert_null (soky_person_get_managed_unit (person, &error));
  g_assert_error (error, SOKY_BOOK_ERROR, SOKY_BOOK_ERROR_NOT_PERMITTED);
  soky_person_add_position (person, SOKY_ROLE_SCHOOL_ADMIN, "school", "Quản trị");
  g_assert_cmpstr (soky_person_get_managed_unit (person, NULL), ==, "school");
  person->active = FALSE;
  g_assert_null (soky_person_get_managed_unit (person, NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/looks/catalogue", test_catalogue);
  g_test_add_func ("/looks/delegation", test_delegation);
  g_test_add_func ("/looks/deputy", test_deputy);
  g_test_add_func ("/looks/check", test_check);
  g_test_add_func ("/looks/change", test_change);
  g_test_add_func ("/looks/permission", test_permission);
  return g_test_run ();
}
