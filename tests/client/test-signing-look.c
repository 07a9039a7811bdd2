/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "client/signing-look.h"
#include "book/book-type-catalogue.h"
#include "book/check-code.h"
#include "book/names.h"
#include "book/row-look.h"

#define CODE "0123-4567-89AB-CDEF"

static SokyBookType *
find_type (GPtrArray *types, const char *id)
{
  for (guint i = 0; i < types->len; i++) {
    SokyBookType *type = types->pdata[i];
    if (g_str_equal (type->id, id))
      return soky_book_type_ref (type);
  }
  g_assert_not_reached ();
}

/* Only the signature of a row that asks for a code leads to the check page, wherever it stands. */
static void
test_code (void)
{
  g_autoptr (GPtrArray) types = soky_book_type_catalogue_new ();
  g_autoptr (SokyBookType) type = find_type (types, "homeroom_book");
  g_autoptr (GPtrArray) looks = soky_book_type_get_looks (type);
  g_autofree char *address = soky_check_code_get_address ("https://so.hoasen.edu.vn", CODE);

  for (guint i = 0; i < looks->len; i++) {
    SokyRowLook *look = looks->pdata[i];
    look->code = look->role == SOKY_ROLE_PRINCIPAL;
  }
  g_autoptr (SokyBookType) coded = soky_book_type_with_looks (type, looks);
  const struct {
    SokyBookType *type;
    SokyRole role;
    const char *code, *expected;
  } rows[] = {
      {type, SOKY_ROLE_PRINCIPAL, address, NULL},
      {coded, SOKY_ROLE_PRINCIPAL, address, "https://so.hoasen.edu.vn/v/" CODE},
      {coded, SOKY_ROLE_HOMEROOM_TEACHER, address, NULL},
      {coded, SOKY_ROLE_PRINCIPAL, NULL, NULL},
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (SokyStep) step = soky_step_new (1, "ai-do", rows[i].role, SOKY_STEP_PERSON, TRUE);
    g_auto (SokySigningLook) look = {0};
    soky_signing_look_init (&look, rows[i].type, step, NULL, rows[i].code, NULL);
    g_assert_cmpstr (look.options.code, ==, rows[i].expected);
    g_assert_cmpstr (look.anywhere.code, ==, rows[i].expected);
  }
}

/* What was delegated is printed in each form of Nghị định 30/2020, Phụ lục I: where the paper
 * prints it already, and where the paper prints the office alone, and in a free place. */
static void
test_delegated (void)
{
  static const struct {
    SokyDelegation kind;
    const char *office, *own, *printed, *heading;
  } forms[] = {
      {SOKY_DELEGATION_COLLECTIVE, "Hội đồng trường", "Chủ tịch", "TM. HỘI ĐỒNG TRƯỜNG\nCHỦ TỊCH",
       "TM. HỘI ĐỒNG TRƯỜNG CHỦ TỊCH"},
      {SOKY_DELEGATION_ACTING, "Hiệu trưởng", "Phó Hiệu trưởng", "Q. HIỆU TRƯỞNG",
       "Q. HIỆU TRƯỞNG"},
      {SOKY_DELEGATION_DEPUTY, "Hiệu trưởng", "Phó Hiệu trưởng", "KT. HIỆU TRƯỞNG\nPHÓ HIỆU TRƯỞNG",
       "KT. HIỆU TRƯỞNG PHÓ HIỆU TRƯỞNG"},
      {SOKY_DELEGATION_ORDER, "Hiệu trưởng", "Tổ trưởng", "TL. HIỆU TRƯỞNG\nTỔ TRƯỞNG",
       "TL. HIỆU TRƯỞNG TỔ TRƯỞNG"},
      {SOKY_DELEGATION_WARRANT, "Hiệu trưởng", "Phó Hiệu trưởng",
       "TUQ. HIỆU TRƯỞNG\nPHÓ HIỆU TRƯỞNG", "TUQ. HIỆU TRƯỞNG PHÓ HIỆU TRƯỞNG"},
  };
  g_autoptr (GPtrArray) types = soky_book_type_catalogue_new ();
  g_autoptr (SokyBookType) type = find_type (types, "homeroom_book");
  g_autoptr (SokyStep) step =
      soky_step_new (1, "ai-do", SOKY_ROLE_PRINCIPAL, SOKY_STEP_PERSON, TRUE);
  const SokySigningWish wish = {.page = 1, .shown = {10, 10, 100, 50}};

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++) {
    g_autoptr (SokyDelegationRecord) record = soky_delegation_record_new ("d", forms[i].kind);
    g_auto (SokySigningLook) look = {0}, placed = {0};
    soky_names_assign (&record->office_title, forms[i].office);
    soky_names_assign (&record->receiver_title, forms[i].own);
    soky_signing_look_init (&look, type, step, record, NULL, NULL);
    g_assert_cmpstr (look.options.placement.anchor, ==, forms[i].heading);
    g_assert_null (look.options.title);
    g_assert_cmpstr (look.options.otherwise->title, ==, forms[i].printed);
    g_assert_cmpstr (look.options.otherwise->otherwise->title, ==, forms[i].printed);
    soky_signing_look_init (&placed, type, step, record, NULL, &wish);
    g_assert_cmpstr (placed.options.title, ==, forms[i].printed);
    g_assert_cmpstr (placed.options.beside->placement.anchor, ==, forms[i].heading);
    g_assert_null (placed.options.beside->title);
    g_assert_cmpstr (placed.options.beside->otherwise->title, ==, forms[i].printed);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/signing-look/code", test_code);
  g_test_add_func ("/signing-look/delegated", test_delegated);
  return g_test_run ();
}
