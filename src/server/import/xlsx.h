/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/import/table.h"

G_BEGIN_DECLS

/**
 * soky_import_xlsx_read:
 *
 * The first visible sheet of a workbook (ECMA-376, SpreadsheetML): texts, numbers as they are
 * stored, the results of formulas as they were when it was saved. Merged cells hold their text in
 * the first one. Nothing outside the file is ever read, and no entity but the five of XML.
 *
 * Returns: (transfer full) (nullable): the table, or %NULL with a #SokyImportFileError
 */
SokyImportTable *soky_import_xlsx_read (GBytes *file, GError **error);

G_END_DECLS
