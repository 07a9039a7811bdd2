/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/store/books.h"

G_BEGIN_DECLS

/* Of the SQLite backend: as store/books.h says. */
gboolean soky_sqlite_get_last_number (SokyTransaction *tx, const SokyBook *book, guint year,
                                      guint *number, GError **error);
gboolean soky_sqlite_has_number (SokyTransaction *tx, const SokyBook *book,
                                 const SokyNumbering *numbering, gboolean *has, GError **error);

G_END_DECLS
