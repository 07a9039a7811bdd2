/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/import/import-error.h"

G_BEGIN_DECLS

/**
 * soky_import_decode:
 *
 * Text of a spreadsheet program as UTF-8: UTF-8 and UTF-16 by their byte order mark or by being
 * valid; else Windows-1258 or TCVN3 (the codes of the .VnTime fonts), whichever gives more
 * Vietnamese.
 *
 * Returns: (transfer full) (nullable): the text without its mark, or %NULL with a
 *   #SokyImportFileError
 */
char *soky_import_decode (const char *data, gsize length, GError **error);

G_END_DECLS
