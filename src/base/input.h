/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Bytes that are only read, at any place: a file, or memory, or the first part of either.
 * A file is mapped for parsers, which touch little of it; whoever passes over all of it streams
 * it, so that resident memory stays flat. Immutable, shared by reference, safe from any thread.
 */
typedef struct _SokyInput SokyInput;

/* Takes each run of bytes in order; FALSE with @error set stops the stream. */
typedef gboolean (*SokyByteSink) (const guint8 *data, gsize length, gpointer user_data,
                                  GError **error);

/**
 * soky_input_open:
 * @path: (type filename): a regular file
 *
 * Returns: (transfer full) (nullable): the input, or %NULL with a #GFileError or #GIOError
 */
SokyInput *soky_input_open (const char *path, GError **error);
SokyInput *soky_input_new_for_bytes (GBytes *bytes);
/* The first @length bytes of @self, as an input of its own (a revision that was signed). */
SokyInput *soky_input_prefix (SokyInput *self, goffset length);
SokyInput *soky_input_ref (SokyInput *self);
void soky_input_unref (SokyInput *self);

goffset soky_input_get_size (SokyInput *self);
/* The bytes, mapped; valid while a reference is held; %NULL when the size is 0. */
const guint8 *soky_input_peek (SokyInput *self);
/* For parsers that pass over much of a mapped file: what they touched so far no longer counts as
 * resident memory. Pointers into it stay valid. */
void soky_input_forget (SokyInput *self);
/* The path of the file below, or %NULL. */
const char *soky_input_get_path (SokyInput *self);

/* Hands [@offset, @offset + @length) to @sink in runs of up to 1 MiB. */
gboolean soky_input_stream (SokyInput *self, goffset offset, goffset length, SokyByteSink sink,
                            gpointer user_data, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyInput, soky_input_unref)

G_END_DECLS
