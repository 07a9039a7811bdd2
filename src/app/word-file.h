/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Files of a word processor (.docx, .doc, .odt, .rtf) become PDFs by LibreOffice, where it is
 * installed. */

#define SOKY_WORD_FILE_SECONDS 180 /* that one file may take */

/* What a file dialog asks for: PDFs, and these where they can be converted. */
#define SOKY_WORD_FILE_PATTERN "*.[dD][oO][cC]*;*.[oO][dD][tT];*.[rR][tT][fF]"

/* Whether its name says that it is one. */
gboolean soky_word_file_is (GFile *file);

/**
 * soky_word_file_convert:
 * @path: (type filename): never changed; a copy is converted, in a profile of its own, without
 *   macros
 * @seconds: how long it may take
 *
 * Blocks: to be run by soky_task_run().
 *
 * Returns: (transfer full) (nullable) (type filename): a PDF in the user's cache, which the caller
 *   removes; %NULL with %G_IO_ERROR_NOT_SUPPORTED where LibreOffice is not installed,
 *   %G_IO_ERROR_TIMED_OUT, %G_IO_ERROR_CANCELLED or %G_IO_ERROR_FAILED, each with what to do in
 * Word
 */
char *soky_word_file_convert (const char *path, guint seconds, GCancellable *cancellable,
                              GError **error);

/* The same in a thread. One is converted after the other: LibreOffice takes the whole machine. */
void soky_word_file_convert_async (GFile *file, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);
char *soky_word_file_convert_finish (GAsyncResult *result, GError **error);

G_END_DECLS
