/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/role.h"
#include "server/import/table.h"
#include "wire/import.h"

G_BEGIN_DECLS

/* What the columns of a table are. */
typedef enum {
  SOKY_COLUMN_LOGIN,
  SOKY_COLUMN_NAME,
  SOKY_COLUMN_EMAIL,
  SOKY_COLUMN_UNIT,
  SOKY_COLUMN_ROLE,
  SOKY_COLUMN_TITLE,
  SOKY_COLUMN_CLASS,
  SOKY_COLUMN_SUBJECT,
  SOKY_COLUMN_HOMEROOM,
  SOKY_N_COLUMNS
} SokyColumn;

/* Spellings of headers and roles: data/import/default.ini, or a file like it. */
typedef struct _SokyImportMapping SokyImportMapping;

/* Where the columns of one table stand. */
typedef struct {
  guint first;                 /* index of the first line below the header */
  int columns[SOKY_N_COLUMNS]; /* -1 = the table has none */
  char **headers;              /* as they are written, by place in the line */
  char **ignored;              /* those that the mapping does not know at all */
} SokyImportLayout;

/* @path: (nullable) (type filename): NULL = the one that is built in */
SokyImportMapping *soky_import_mapping_load (const char *path, GError **error);
void soky_import_mapping_free (SokyImportMapping *self);

/**
 * soky_import_mapping_find:
 *
 * Looks for the header among the first lines: titles, dates and names of offices may stand above.
 *
 * Returns: (transfer full) (nullable): the layout, or %NULL with
 *   %SOKY_IMPORT_FILE_ERROR_NO_HEADER, which names the columns that are missed
 */
SokyImportLayout *soky_import_mapping_find (const SokyImportMapping *self, SokyImportKind kind,
                                            const SokyImportTable *table, GError **error);
/* FALSE for a word that means no role. */
gboolean soky_import_mapping_find_role (const SokyImportMapping *self, const char *text,
                                        SokyRole *role);

void soky_import_layout_free (SokyImportLayout *self);
gboolean soky_import_layout_has (const SokyImportLayout *self, SokyColumn column);
/* The text of a cell; "" without such a column. */
const char *soky_import_layout_get (const SokyImportLayout *self, const SokyImportLine *line,
                                    SokyColumn column);
/* The header as it is written; NULL without such a column. */
const char *soky_import_layout_get_header (const SokyImportLayout *self, SokyColumn column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyImportMapping, soky_import_mapping_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyImportLayout, soky_import_layout_free)

G_END_DECLS
