/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

struct sqlite3;

/* Teaches a connection the tokenizer "soky" of FTS5: each word is found without its Vietnamese
 * marks, and, as another word in the same place, with them. %FALSE when SQLite has no FTS5. */
gboolean soky_sqlite_add_tokenizer (struct sqlite3 *handle);

G_END_DECLS
