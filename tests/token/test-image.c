/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/input.h"
#include "crypto/token/image.h"
#include "fixture.h"
#include "softtoken.h"

#include <string.h>

#define ENTRY_POINT "C_GetFunctionList"

static char *
own_module (void)
{
  return g_test_build_filename (G_TEST_BUILT, "token", "bad-module.so", NULL);
}

static SokyImageVerdict
examine_file (const char *path, const char *symbol)
{
  g_autoptr (GBytes) bytes = fixture_read (path);
  gsize length = 0;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  return soky_elf_examine (data, length, symbol);
}

static void
test_elf (void)
{
  g_autofree char *module = own_module ();
  g_assert_cmpint (examine_file (module, ENTRY_POINT), ==, SOKY_IMAGE_GOOD);
  g_assert_cmpint (examine_file (module, "C_GetFunctionLis"), ==, SOKY_IMAGE_NO_SYMBOL);
  /* needed by the module, but not its own */
  g_assert_cmpint (examine_file (module, "abort"), ==, SOKY_IMAGE_NO_SYMBOL);

  const char *softhsm = fixture_tokens_find_module ();
  if (softhsm != NULL)
    g_assert_cmpint (examine_file (softhsm, ENTRY_POINT), ==, SOKY_IMAGE_GOOD);
}

static void
test_elf_other_kinds (void)
{
  g_autofree char *module = own_module ();
  g_autoptr (GBytes) bytes = fixture_read (module);
  gsize length = g_bytes_get_size (bytes);
  g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (bytes, NULL), length);

  copy[18] ^= 0xff;
  g_assert_cmpint (soky_elf_examine (copy, length, ENTRY_POINT), ==, SOKY_IMAGE_OTHER_MACHINE);
  copy[18] ^= 0xff;
  copy[4] = 3 - copy[4];
  g_assert_cmpint (soky_elf_examine (copy, length, ENTRY_POINT), ==, SOKY_IMAGE_OTHER_MACHINE);
  copy[4] = 3 - copy[4];
  copy[16] = 2;
  g_assert_cmpint (soky_elf_examine (copy, length, ENTRY_POINT), ==, SOKY_IMAGE_NO_LIBRARY);
  copy[16] = 3;
  g_assert_cmpint (soky_elf_examine (copy, length, ENTRY_POINT), ==, SOKY_IMAGE_GOOD);
  copy[0] = 0;
  g_assert_cmpint (soky_elf_examine (copy, length, ENTRY_POINT), ==, SOKY_IMAGE_UNKNOWN);
  g_assert_cmpint (soky_elf_examine (copy, 0, ENTRY_POINT), ==, SOKY_IMAGE_UNKNOWN);
}

/* A file that was not copied to its end is refused at any length, and not read beyond it. */
static void
test_elf_cut_short (void)
{
  g_autofree char *module = own_module ();
  g_autoptr (GBytes) bytes = fixture_read (module);
  const guint8 *data = g_bytes_get_data (bytes, NULL);

  for (gsize length = 0; length < 2048; length += 7) {
    g_autofree guint8 *exact = g_memdup2 (data, MAX (length, 1));
    g_assert_cmpint (soky_elf_examine (exact, length, ENTRY_POINT), !=, SOKY_IMAGE_GOOD);
  }
}

/* An older kind of table, which some vendors' linkers still write. */
static void
test_elf_old_hash (void)
{
  char *folder = fixture_make_folder ();
  g_autofree char *source = g_build_filename (folder, "old.c", NULL);
  g_autofree char *library = g_build_filename (folder, "old.so", NULL);
  g_autofree char *output = NULL;
  static const char text[] = "int C_GetFunctionList (void) { return 0; }\n"
                             "int C_Login (void) { return 0; }\n";

  fixture_write (source, text, strlen (text));
  if (fixture_run (&output, "cc", "-shared", "-fPIC", "-nostdlib", "-Wl,--hash-style=sysv", "-o",
                   library, source, NULL) != 0) {
    g_test_skip ("no C compiler here");
  } else {
    g_assert_cmpint (examine_file (library, ENTRY_POINT), ==, SOKY_IMAGE_GOOD);
    g_assert_cmpint (examine_file (library, "C_Login"), ==, SOKY_IMAGE_GOOD);
    g_assert_cmpint (examine_file (library, "C_Sign"), ==, SOKY_IMAGE_NO_SYMBOL);
  }
  fixture_remove_folder (folder);
}

static void
put (GByteArray *file, guint at, guint64 number, guint bytes)
{
  if (file->len < at + bytes)
    g_byte_array_set_size (file, at + bytes);
  for (guint i = 0; i < bytes; i++)
    file->data[at + i] = (guint8) (number >> (8 * i));
}

/* The smallest library of Windows that exports one name: headers, one section, one table. */
static GByteArray *
make_pe (const char *symbol)
{
  GByteArray *file = g_byte_array_new ();
  gboolean wide = GLIB_SIZEOF_VOID_P == 8;
  guint optional = 0x40 + 24;
  guint tables = optional + (wide ? 108 : 92);
  guint section = optional + 0xf0;

  g_byte_array_set_size (file, 0x400);
  memset (file->data, 0, file->len);
  put (file, 0, 0x5a4d, 2);
  put (file, 0x3c, 0x40, 4);
  put (file, 0x40, 0x4550, 4);
  put (file, 0x44, wide ? 0x8664 : 0x14c, 2);
  put (file, 0x46, 1, 2);
  put (file, 0x40 + 20, 0xf0, 2);
  put (file, 0x40 + 22, 0x2022, 2);
  put (file, optional, wide ? 0x20b : 0x10b, 2);
  put (file, tables, 16, 4);
  put (file, tables + 4, 0x1000, 4);
  put (file, section + 12, 0x1000, 4);
  put (file, section + 16, 0x200, 4);
  put (file, section + 20, 0x200, 4);
  put (file, 0x200 + 24, 1, 4);
  put (file, 0x200 + 32, 0x1040, 4);
  put (file, 0x240, 0x1050, 4);
  memcpy (file->data + 0x250, symbol, strlen (symbol) + 1);
  return file;
}

static void
test_pe (void)
{
  g_autoptr (GByteArray) file = make_pe (ENTRY_POINT);

  g_assert_cmpint (soky_pe_examine (file->data, file->len, ENTRY_POINT), ==, SOKY_IMAGE_GOOD);
  g_assert_cmpint (soky_pe_examine (file->data, file->len, "C_Sign"), ==, SOKY_IMAGE_NO_SYMBOL);
  for (guint length = 0; length < 0x250 + strlen (ENTRY_POINT); length++) {
    g_autofree guint8 *exact = g_memdup2 (file->data, MAX (length, 1));
    g_assert_cmpint (soky_pe_examine (exact, length, ENTRY_POINT), !=, SOKY_IMAGE_GOOD);
  }
  put (file, 0x40 + 22, 0x22, 2);
  g_assert_cmpint (soky_pe_examine (file->data, file->len, ENTRY_POINT), ==, SOKY_IMAGE_NO_LIBRARY);
  put (file, 0x44, 0x1c0, 2);
  g_assert_cmpint (soky_pe_examine (file->data, file->len, ENTRY_POINT), ==,
                   SOKY_IMAGE_OTHER_MACHINE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/token/image/elf", test_elf);
  g_test_add_func ("/token/image/elf/other-kinds", test_elf_other_kinds);
  g_test_add_func ("/token/image/elf/cut-short", test_elf_cut_short);
  g_test_add_func ("/token/image/elf/old-hash", test_elf_old_hash);
  g_test_add_func ("/token/image/pe", test_pe);
  return g_test_run ();
}
