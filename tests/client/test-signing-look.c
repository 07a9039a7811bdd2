/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "client/signing-look.h"
#include "book/book-type-catalogue.h"
#include "book/check-code.h"
#include "book/names.h"
#include "book/row-look.h"
#include "sign/signature-images.h"

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
    const char *office, *head, *own, *printed, *heading;
  } forms[] = {
      {SOKY_DELEGATION_COLLECTIVE, "Hội đồng trường", NULL, "Chủ tịch",
       "TM. HỘI ĐỒNG TRƯỜNG\nCHỦ TỊCH", "TM. HỘI ĐỒNG TRƯỜNG CHỦ TỊCH"},
      {SOKY_DELEGATION_COLLECTIVE, "Hội đồng trường", "Chủ tịch", "Phó Chủ tịch",
       "TM. HỘI ĐỒNG TRƯỜNG\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH",
       "TM. HỘI ĐỒNG TRƯỜNG KT. CHỦ TỊCH PHÓ CHỦ TỊCH"},
      {SOKY_DELEGATION_ACTING, "Hiệu trưởng", NULL, "Phó Hiệu trưởng", "Q. HIỆU TRƯỞNG",
       "Q. HIỆU TRƯỞNG"},
      {SOKY_DELEGATION_DEPUTY, "Hiệu trưởng", NULL, "Phó Hiệu trưởng",
       "KT. HIỆU TRƯỞNG\nPHÓ HIỆU TRƯỞNG", "KT. HIỆU TRƯỞNG PHÓ HIỆU TRƯỞNG"},
      {SOKY_DELEGATION_ORDER, "Hiệu trưởng", NULL, "Tổ trưởng", "TL. HIỆU TRƯỞNG\nTỔ TRƯỞNG",
       "TL. HIỆU TRƯỞNG TỔ TRƯỞNG"},
      {SOKY_DELEGATION_WARRANT, "Hiệu trưởng", NULL, "Phó Hiệu trưởng",
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
    soky_names_assign (&record->head_title, forms[i].head);
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

/* A signature with the red stamp on it. */
static void
keep_sealed (void)
{
  g_autoptr (GdkPixbuf) picture = gdk_pixbuf_new (GDK_COLORSPACE_RGB, TRUE, 8, 30, 12);
  char *png = NULL;
  gsize length = 0;

  gdk_pixbuf_fill (picture, 0xd01018ff);
  g_assert_true (gdk_pixbuf_save_to_buffer (picture, &png, &length, "png", NULL, NULL));
  g_autoptr (GBytes) bytes = g_bytes_new_take (png, length);
  g_assert_true (soky_signature_images_keep (SOKY_SIGNATURE_IMAGE_SEALED, bytes, NULL));
}

static SokyRowLook *
find_look (GPtrArray *looks, SokyRole role)
{
  for (guint i = 0; i < looks->len; i++) {
    SokyRowLook *look = looks->pdata[i];
    if (look->role == role && look->kind == SOKY_STEP_PERSON)
      return look;
  }
  g_assert_not_reached ();
}

/* The picture with the stamp on it is offered where a picture is seen, and there is that picture.
 */
static void
test_sealed (void)
{
  static const struct {
    SokyProfile profile;
    SokyStepKind kind;
    gboolean offered;
  } cases[] = {
      {SOKY_PROFILE_PERSON, SOKY_STEP_PERSON, TRUE},
      {SOKY_PROFILE_TEXT, SOKY_STEP_PERSON, FALSE},
      {SOKY_PROFILE_ATTACHMENT, SOKY_STEP_PERSON, FALSE},
      {SOKY_PROFILE_COPY, SOKY_STEP_PERSON, FALSE},
      {SOKY_PROFILE_PERSON, SOKY_STEP_STAMP, FALSE},
  };
  g_autoptr (GPtrArray) types = soky_book_type_catalogue_new ();
  g_autoptr (SokyBookType) type = find_type (types, "homeroom_book");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GPtrArray) looks = soky_book_type_get_looks (type);
    find_look (looks, SOKY_ROLE_PRINCIPAL)->profile = cases[i].profile;
    g_autoptr (SokyBookType) changed = soky_book_type_with_looks (type, looks);
    g_autoptr (SokyStep) step =
        soky_step_new (1, "ai-do", SOKY_ROLE_PRINCIPAL, cases[i].kind, TRUE);
    g_test_message ("case %u", i);
    g_assert_false (soky_signing_look_can_seal (changed, step));
    keep_sealed ();
    g_assert_true (soky_signing_look_can_seal (changed, step) == cases[i].offered);
    g_assert_true (soky_signature_images_remove (SOKY_SIGNATURE_IMAGE_SEALED, NULL));
  }
}

/* Of a file on its own the office is typed on one line. */
static void
test_file_office (void)
{
  static const struct {
    const char *typed, *printed;
  } cases[] = {
      {"TỔ TRƯỞNG", "TỔ TRƯỞNG"},
      {"TM. HỘI ĐỒNG TRƯỜNG / KT. CHỦ TỊCH/PHÓ CHỦ TỊCH",
       "TM. HỘI ĐỒNG TRƯỜNG\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"},
      {" / TỔ TRƯỞNG / ", "TỔ TRƯỞNG"},
      {" / ", NULL},
      {NULL, NULL},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    const SokyFileLook wished = {.kind = SOKY_FILE_LOOK_WORDS, .office = cases[i].typed};
    g_auto (SokySigningLook) look = {0};
    soky_signing_look_init_for_file (&look, &wished, NULL);
    g_assert_cmpstr (look.options.title, ==, cases[i].printed);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/signing-look/code", test_code);
  g_test_add_func ("/signing-look/delegated", test_delegated);
  g_test_add_func ("/signing-look/sealed", test_sealed);
  g_test_add_func ("/signing-look/file-office", test_file_office);
  return g_test_run ();
}
