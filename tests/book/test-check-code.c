/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/check-code.h"

static void
test_new (void)
{
  static const guint8 none[SOKY_CHECK_CODE_BYTES] = {0};
  static const guint8 all[SOKY_CHECK_CODE_BYTES] = {255, 255, 255, 255, 255,
                                                    255, 255, 255, 255, 255};
  static const guint8 some[SOKY_CHECK_CODE_BYTES] = {0x00, 0x44, 0x32, 0x14, 0xc7,
                                                     0x42, 0x54, 0xb6, 0x35, 0xcf};
  g_autofree char *lowest = soky_check_code_new (none);
  g_autofree char *highest = soky_check_code_new (all);
  g_autofree char *counted = soky_check_code_new (some);

  g_assert_cmpstr (lowest, ==, "0000-0000-0000-0000");
  g_assert_cmpstr (highest, ==, "ZZZZ-ZZZZ-ZZZZ-ZZZZ");
  g_assert_cmpstr (counted, ==, "0123-4567-89AB-CDEF");
}

static void
test_parse (void)
{
  static const struct {
    const char *text, *code;
  } rows[] = {
      {"0123-4567-89AB-CDEF", "0123-4567-89AB-CDEF"},
      {"o1i3 4567 89ab cdef", "0113-4567-89AB-CDEF"},
      {"l123456789abcdef", "1123-4567-89AB-CDEF"},
      {"0123-4567-89AB-CDEU", NULL},
      {"0123-4567-89AB-CDE", NULL},
      {"0123-4567-89AB-CDEF0", NULL},
      {"0123-4567-89AB-CDE/", NULL},
      {"", NULL},
      {NULL, NULL},
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *code = soky_check_code_parse (rows[i].text);
    g_assert_cmpstr (code, ==, rows[i].code);
  }
}

static void
test_address (void)
{
  g_autofree char *address =
      soky_check_code_get_address ("https://so.hoasen.edu.vn", "0123-4567-89AB-CDEF");

  g_assert_cmpstr (address, ==, "https://so.hoasen.edu.vn/v/0123-4567-89AB-CDEF");
  g_assert_null (soky_check_code_get_address (NULL, "0123-4567-89AB-CDEF"));
  g_assert_null (soky_check_code_get_address ("https://so.hoasen.edu.vn", NULL));
  g_assert_true (soky_public_url_is_sound ("https://so.hoasen.edu.vn:8443/so"));
  for (const char *const *url =
           (const char *const[]){"so.hoasen.edu.vn", "https://", "ftp://so.hoasen.edu.vn",
                                 "https://so.hoasen.edu.vn/", "https://a@so.hoasen.edu.vn",
                                 "https://so.hoasen.edu.vn?x=1", "javascript:alert(1)", "", NULL};
       *url != NULL; url++)
    g_assert_false (soky_public_url_is_sound (*url));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/check-code/new", test_new);
  g_test_add_func ("/check-code/parse", test_parse);
  g_test_add_func ("/check-code/address", test_address);
  return g_test_run ();
}
