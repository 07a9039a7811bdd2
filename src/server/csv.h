/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Tables for spreadsheets (RFC 4180): UTF-8 that begins with a byte order mark. A cell that a
 * spreadsheet would take for a formula is preceded by an apostrophe. */
GString *soky_csv_new (void);
/* NULL-terminated; a cell may be empty. */
void soky_csv_add_row (GString *self, const char *const *cells);

G_END_DECLS
