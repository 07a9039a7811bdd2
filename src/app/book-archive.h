/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/input.h"
#include "crypto/trust/trust.h"

G_BEGIN_DECLS

/* A ZIP of signed PDF files, each with the report of its signatures beside it (NAME.pdf,
 * NAME.txt). It appears whole or not at all. All calls block; one thread at a time. */
typedef struct _SokyBookArchive SokyBookArchive;

/* @path: (type filename): the target. Returns: (transfer full) (nullable): %NULL with a #GIOError
 */
SokyBookArchive *soky_book_archive_new (const char *path, GError **error);
/* Forgets an archive; if it was not closed, nothing of it remains. */
void soky_book_archive_free (SokyBookArchive *self);

/**
 * soky_book_archive_add:
 * @name: for the files, without a suffix; one that is there already gets a number
 * @trust: (nullable): whom to believe in the report
 *
 * Verifies the file and adds both. What cannot be verified is not added.
 */
gboolean soky_book_archive_add (SokyBookArchive *self, SokyInput *pdf, const char *name,
                                SokyTrust *trust, GCancellable *cancellable, GError **error);
/* Ends it and puts it into its place. Once, at the end. */
gboolean soky_book_archive_close (SokyBookArchive *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyBookArchive, soky_book_archive_free)

G_END_DECLS
