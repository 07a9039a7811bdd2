/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of other programs: never more than the limits, whatever the bytes are. */
#include "config.h"

#include "server/import/mapping.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t length);

static void
check (const SokyImportTable *table)
{
  g_assert_cmpuint (table->lines->len, <=, SOKY_IMPORT_MAX_ROWS);
  for (guint i = 0; i < table->lines->len; i++) {
    const SokyImportLine *line = table->lines->pdata[i];
    g_assert_cmpuint (line->count, <=, SOKY_IMPORT_MAX_COLUMNS);
    for (guint j = 0; j < line->count; j++) {
      g_assert_true (g_utf8_validate (line->cells[j], -1, NULL));
      g_assert_cmpint (g_utf8_strlen (line->cells[j], -1), <=, 2 * SOKY_IMPORT_MAX_CELL);
    }
  }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t length)
{
  static SokyImportMapping *mapping;
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, length);
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyImportTable) table = soky_import_table_read (bytes, &error);

  if (mapping == NULL)
    mapping = soky_import_mapping_load (NULL, NULL);
  g_assert_true ((table == NULL) == (error != NULL));
  if (table == NULL) {
    g_assert_true (error->domain == SOKY_IMPORT_FILE_ERROR);
    return 0;
  }
  check (table);
  for (guint kind = 0; kind < SOKY_N_IMPORT_KINDS; kind++) {
    g_autoptr (SokyImportLayout) layout = soky_import_mapping_find (mapping, kind, table, NULL);
    g_assert_true (layout == NULL || layout->first <= table->lines->len);
  }
  return 0;
}
