/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/input.h"

G_BEGIN_DECLS

/* Files and folders as a person names them; both block. */

/* The bytes of @file. Returns: (transfer full) (nullable) */
SokyInput *soky_file_search_open (GFile *file, GCancellable *cancellable, GError **error);

/**
 * soky_file_search_expand:
 * @files: (element-type GFile)
 * @limit: at most so many
 *
 * A folder stands for the PDF files in it and in the folders below it, hidden ones and links left
 * out, in the order of their names; a folder that cannot be read stands for none.
 *
 * Returns: (transfer full) (element-type GFile) (nullable): %NULL when it was cancelled
 */
GPtrArray *soky_file_search_expand (GPtrArray *files, guint limit, GCancellable *cancellable,
                                    GError **error);

G_END_DECLS
