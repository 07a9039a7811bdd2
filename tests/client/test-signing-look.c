/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "client/signing-look.h"
#include "book/book-type-catalogue.h"
#include "book/check-code.h"
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/signing-look/code", test_code);
  return g_test_run ();
}
