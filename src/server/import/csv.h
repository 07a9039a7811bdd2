/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/import/table.h"

G_BEGIN_DECLS

/**
 * soky_import_csv_read:
 * @text: UTF-8
 *
 * RFC 4180, and what spreadsheet programs make of it: separated by semicolons or tabs as well
 * (which one, the first lines tell, or a line "sep=;"), with any line end.
 *
 * Returns: (transfer full) (nullable): the table, or %NULL with a #SokyImportFileError
 */
SokyImportTable *soky_import_csv_read (const char *text, GError **error);

G_END_DECLS
