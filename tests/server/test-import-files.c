/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables as spreadsheet programs write them, and as nobody honest does. */
#include "config.h"

#include "zip-builder.h"

#include "server/import/mapping.h"

#include <string.h>

#define TEXT                                                                                                               \
  "Họ và tên%sTên đăng nhập%sTổ\nNguyễn Thị Mười%sgv.muoi%sTổ Toán – Tin\nĐặng Hữu Phước%s" \
  "gv.phuoc%s\n"

static SokyImportTable *
read_text (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  SokyImportTable *table = soky_import_table_read (bytes, &error);

  g_assert_no_error (error);
  return table;
}

static void
assert_cells (const SokyImportTable *table, guint index, guint line, const char *const *cells)
{
  const SokyImportLine *found = table->lines->pdata[index];

  g_assert_cmpuint (found->line, ==, line);
  for (guint i = 0; cells[i] != NULL; i++)
    g_assert_cmpstr (soky_import_line_get (found, i), ==, cells[i]);
}

static void
assert_people (GBytes *bytes, const char *dash)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyImportTable) table = soky_import_table_read (bytes, &error);
  g_autofree char *unit = g_strdup_printf ("Tổ Toán %s Tin", dash);

  g_assert_no_error (error);
  g_assert_cmpuint (table->lines->len, ==, 3);
  assert_cells (table, 0, 1, (const char *const[]){"Họ và tên", "Tên đăng nhập", "Tổ", NULL});
  assert_cells (table, 1, 2, (const char *const[]){"Nguyễn Thị Mười", "gv.muoi", unit, NULL});
  assert_cells (table, 2, 3, (const char *const[]){"Đặng Hữu Phước", "gv.phuoc", "", NULL});
}

/* Each encoding with each separator, composed and not. */
static void
test_encodings (void)
{
  static const struct {
    const char *name;
    const char *mark;
  } encodings[] = {{"UTF-8", ""},
                   {"UTF-8", "\xef\xbb\xbf"},
                   {"UTF-16LE", "\xff\xfe"},
                   {"UTF-16BE", "\xfe\xff"},
                   {"WINDOWS-1258", ""},
                   {"TCVN5712-1", ""}};
  static const char *const separators[] = {",", ";", "\t"};

  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++) {
    for (guint j = 0; j < G_N_ELEMENTS (separators); j++) {
      const char *s = separators[j];
      g_autofree char *text = g_strdup_printf (TEXT, s, s, s, s, s, s);
      gboolean unicode = g_str_has_prefix (encodings[i].name, "UTF");
      g_autoptr (GString) plain = g_string_new (text);
      g_autoptr (GError) error = NULL;
      gsize length = 0;
      if (!unicode)
        g_string_replace (plain, "–", "-", 0);
      g_autofree char *converted =
          g_convert (plain->str, -1, encodings[i].name, "UTF-8", NULL, &length, &error);
      g_assert_no_error (error);
      GByteArray *array = g_byte_array_new ();
      g_byte_array_append (array, (const guint8 *) encodings[i].mark,
                           (guint) strlen (encodings[i].mark));
      g_byte_array_append (array, (const guint8 *) converted, (guint) length);
      g_autoptr (GBytes) bytes = g_byte_array_free_to_bytes (array);
      g_test_message ("%s %s", encodings[i].name, s);
      assert_people (bytes, unicode ? "–" : "-");
    }
  }
}

static void
test_csv (void)
{
  g_autoptr (SokyImportTable) table = read_text ("sep=;\r\n"
                                                 "a;\"b \"\"c\"\"; d\ne\";f\r\n"
                                                 ";;\r\n"
                                                 "  x \t y ;g\rh\n"
                                                 "last");

  g_assert_cmpuint (table->lines->len, ==, 4);
  assert_cells (table, 0, 2, (const char *const[]){"a", "b \"c\"; d e", "f", "", NULL});
  assert_cells (table, 1, 5, (const char *const[]){"x y", "g", NULL});
  assert_cells (table, 2, 6, (const char *const[]){"h", NULL});
  assert_cells (table, 3, 7, (const char *const[]){"last", NULL});
}

static void
test_xlsx (void)
{
  g_autoptr (GBytes) bytes = zip_builder_make_workbook (
      "<x:sst xmlns:x=\"x\"><x:si><x:t>Họ và tên</x:t></x:si>"
      "<x:si><x:r><x:t>Nguyễn </x:t></x:r><x:r><x:t>Thị &amp; Mười</x:t></x:r>"
      "<x:rPh><x:t>nguyen</x:t></x:rPh></x:si></x:sst>",
      "<row r=\"1\"><c r=\"B1\" t=\"s\"><v>0</v></c></row>"
      "<row r=\"2\"/>"
      "<row r=\"5\"><c r=\"A5\"><v>12.0</v></c><c r=\"B5\" t=\"s\"><v>1</v></c>"
      "<c r=\"D5\" t=\"inlineStr\"><is><t>Tổ Văn</t></is></c>"
      "<c t=\"str\"><f>A1&amp;\"x\"</f><v>kết quả</v></c><c r=\"ZZ5\"><v>9</v></c>"
      "<c r=\"G5\" t=\"e\"><v>#REF!</v></c></row>");
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyImportTable) table = soky_import_table_read (bytes, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (table->lines->len, ==, 2);
  assert_cells (table, 0, 1, (const char *const[]){"", "Họ và tên", NULL});
  assert_cells (
      table, 1, 5,
      (const char *const[]){"12", "Nguyễn Thị & Mười", "", "Tổ Văn", "kết quả", "", "", NULL});
}

static void
assert_refused (GBytes *bytes, SokyImportFileError expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyImportTable) table = soky_import_table_read (bytes, &error);

  g_assert_null (table);
  g_assert_error (error, SOKY_IMPORT_FILE_ERROR, (int) expected);
}

static void
assert_text_refused (const char *text, gsize length, SokyImportFileError expected)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);

  assert_refused (bytes, expected);
}

static void
test_hostile_workbooks (void)
{
  static const char *const rows[] = {
      "<row><c t=\"s\"><v>7</v></c></row>",  /* no such text */
      "<row><c t=\"s\"><v>-1</v></c></row>", /* nor this */
      "<row r=\"0\"/>",
      "<row>", /* not well-formed */
      "<row><c t=\"inlineStr\"><is><t>&lol;</t></is></c></row>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GBytes) bytes = zip_builder_make_workbook (NULL, rows[i]);
    assert_refused (bytes, SOKY_IMPORT_FILE_ERROR_DAMAGED);
  }
  /* entities that grow, and one that reads a file: none is ever resolved */
  g_autoptr (GBytes) entities = zip_builder_make_workbook (
      "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;\">"
      "<!ENTITY f SYSTEM \"file:///etc/passwd\">]><sst><si><t>&b;&f;</t></si></sst>",
      "<row><c t=\"s\"><v>0</v></c></row>");
  assert_refused (entities, SOKY_IMPORT_FILE_ERROR_DAMAGED);
}

static void
test_bomb (void)
{
  gsize size = 200 * 1024 * 1024;
  g_autofree char *blanks = g_strnfill (size, ' ');
  ZipBuilder *builder = zip_builder_new ();

  zip_builder_add (builder, "xl/workbook.xml", blanks, size);
  g_autoptr (GBytes) bomb = zip_builder_end (builder);
  g_assert_cmpuint (g_bytes_get_size (bomb), <, 1024 * 1024);
  assert_refused (bomb, SOKY_IMPORT_FILE_ERROR_TOO_LARGE);
}

static void
test_bad_archives (void)
{
  ZipBuilder *twice = zip_builder_new ();
  g_autoptr (GBytes) good = zip_builder_make_workbook (NULL, "<row><c><v>1</v></c></row>");
  gsize length = 0;
  const char *data = g_bytes_get_data (good, &length);

  zip_builder_add_text (twice, "xl/workbook.xml", "<a/>");
  zip_builder_add_text (twice, "xl/workbook.xml", "<b/>");
  g_autoptr (GBytes) double_name = zip_builder_end (twice);
  assert_refused (double_name, SOKY_IMPORT_FILE_ERROR_DAMAGED);
  /* whatever is cut off, it is never half a table */
  for (gsize cut = 4; cut < length; cut += 7)
    assert_text_refused (data, cut, SOKY_IMPORT_FILE_ERROR_DAMAGED);
  g_autoptr (GBytes) other = zip_builder_end (zip_builder_new ());
  g_assert_nonnull (other);
  ZipBuilder *document = zip_builder_new ();
  zip_builder_add_text (document, "word/document.xml", "<a/>");
  g_autoptr (GBytes) word = zip_builder_end (document);
  assert_refused (word, SOKY_IMPORT_FILE_ERROR_NOT_A_TABLE);
}

static void
test_limits (void)
{
  g_autoptr (GString) rows = g_string_new (NULL);
  g_autofree char *large = g_strnfill (SOKY_IMPORT_MAX_BYTES + 1, 'x');

  for (guint i = 0; i < SOKY_IMPORT_MAX_ROWS; i++)
    g_string_append (rows, "a,b\n");
  g_autoptr (SokyImportTable) most = read_text (rows->str);
  g_assert_cmpuint (most->lines->len, ==, SOKY_IMPORT_MAX_ROWS);
  g_string_append (rows, "a,b\n");
  assert_text_refused (rows->str, rows->len, SOKY_IMPORT_FILE_ERROR_TOO_LARGE);
  assert_text_refused (large, SOKY_IMPORT_MAX_BYTES + 1, SOKY_IMPORT_FILE_ERROR_TOO_LARGE);
  assert_text_refused ("a,\"b\nc", 6, SOKY_IMPORT_FILE_ERROR_DAMAGED);
  assert_text_refused ("a\0b\xff", 4, SOKY_IMPORT_FILE_ERROR_NOT_A_TABLE);
  assert_text_refused ("\xd0\xcf\x11\xe0\xa1\xb1", 6, SOKY_IMPORT_FILE_ERROR_NOT_A_TABLE);
}

/* The header is found below titles, whatever its spelling, and its columns by their names. */
static void
test_header (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyImportMapping) mapping = soky_import_mapping_load (NULL, &error);
  g_autoptr (SokyImportTable) table =
      read_text ("SỞ GD&ĐT TỈNH BÌNH MINH,,,,\n"
                 "DANH SÁCH CÁN BỘ GIÁO VIÊN NĂM HỌC 2026-2027,,,,\n"
                 "STT,MÃ CÁN BỘ,Ho va ten (*),Ngày sinh,Tổ bộ môn,Chuc_vu,Cỡ giày\n"
                 "1,gv.an,Trần An,1/1/1990,Tổ Toán,Giáo viên,42\n");
  g_autoptr (SokyImportLayout) layout =
      soky_import_mapping_find (mapping, SOKY_IMPORT_PEOPLE, table, &error);
  SokyRole role = SOKY_ROLE_NONE;

  g_assert_no_error (error);
  g_assert_cmpuint (layout->first, ==, 3);
  g_assert_cmpint (layout->columns[SOKY_COLUMN_LOGIN], ==, 1);
  g_assert_cmpint (layout->columns[SOKY_COLUMN_NAME], ==, 2);
  g_assert_cmpint (layout->columns[SOKY_COLUMN_UNIT], ==, 4);
  g_assert_cmpint (layout->columns[SOKY_COLUMN_ROLE], ==, 5);
  g_assert_cmpint (layout->columns[SOKY_COLUMN_CLASS], ==, -1);
  g_assert_cmpuint (g_strv_length (layout->ignored), ==, 1);
  g_assert_cmpstr (layout->ignored[0], ==, "Cỡ giày");
  g_assert_true (soky_import_mapping_find_role (mapping, "PHÓ HIỆU TRƯỞNG", &role));
  g_assert_cmpint (role, ==, SOKY_ROLE_VICE_PRINCIPAL);
  g_assert_false (soky_import_mapping_find_role (mapping, "Phi công", &role));

  g_autoptr (SokyImportTable) headless = read_text ("a,b\nc,d\n");
  g_assert_null (soky_import_mapping_find (mapping, SOKY_IMPORT_PEOPLE, headless, &error));
  g_assert_error (error, SOKY_IMPORT_FILE_ERROR, SOKY_IMPORT_FILE_ERROR_NO_HEADER);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/files/encodings", test_encodings);
  g_test_add_func ("/import/files/csv", test_csv);
  g_test_add_func ("/import/files/xlsx", test_xlsx);
  g_test_add_func ("/import/files/hostile-workbooks", test_hostile_workbooks);
  g_test_add_func ("/import/files/bomb", test_bomb);
  g_test_add_func ("/import/files/bad-archives", test_bad_archives);
  g_test_add_func ("/import/files/limits", test_limits);
  g_test_add_func ("/import/files/header", test_header);
  return g_test_run ();
}
