/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/import/import-error.h"

G_BEGIN_DECLS

#define SOKY_IMPORT_MAX_BYTES (20 * 1024 * 1024) /* of a file */
#define SOKY_IMPORT_MAX_ROWS 100000
#define SOKY_IMPORT_MAX_COLUMNS 64              /* what stands further right is left out */
#define SOKY_IMPORT_MAX_CELL 500                /* characters; a longer cell is cut off */
#define SOKY_IMPORT_MAX_TEXT (64 * 1024 * 1024) /* bytes of all cells together */

/* A table of texts, as it stood in a file. */
typedef struct {
  guint line;   /* of the file, from 1 */
  char **cells; /* trimmed, composed (NFC), single blanks; never NULL within */
  guint count;
} SokyImportLine;

typedef struct {
  GPtrArray *lines; /* SokyImportLine, without empty ones */
  gsize bytes;
} SokyImportTable;

/**
 * soky_import_table_read:
 *
 * Reads CSV (separated by comma, semicolon or tab; UTF-8, UTF-16, Windows-1258 or TCVN3) or the
 * first visible sheet of an XLSX workbook; which of them, the bytes say themselves.
 *
 * Returns: (transfer full) (nullable): the table, or %NULL with a #SokyImportFileError
 */
SokyImportTable *soky_import_table_read (GBytes *file, GError **error);

SokyImportTable *soky_import_table_new (void);
void soky_import_table_free (SokyImportTable *self);
/* Adds a line unless it is empty. @cells: (element-type utf8): as they were read, NULL for none */
gboolean soky_import_table_add (SokyImportTable *self, guint line, GPtrArray *cells,
                                GError **error);
/* The cell of a column; "" beyond the last. */
const char *soky_import_line_get (const SokyImportLine *self, guint column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyImportTable, soky_import_table_free)

G_END_DECLS
