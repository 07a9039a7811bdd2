/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/input.h"

G_BEGIN_DECLS

/* A file that appears whole or not at all: written under a temporary name beside its target,
 * flushed to the disk, then renamed. Dropping it uncommitted removes what was written. */
typedef struct _SokyOutput SokyOutput;

/**
 * soky_output_new:
 * @path: (type filename): the target; its folder must exist
 *
 * The file is made with mode 0600, or with the mode of the file it replaces.
 *
 * Returns: (transfer full) (nullable): the output, or %NULL with a #GIOError
 */
SokyOutput *soky_output_new (const char *path, GError **error);
/* Forgets an output; if it was not committed, nothing of it remains. */
void soky_output_free (SokyOutput *self);

gboolean soky_output_write (SokyOutput *self, const void *data, gsize length, GError **error);
/* Appends @length bytes of @input from @offset, sharing blocks where the file system can. */
gboolean soky_output_copy (SokyOutput *self, SokyInput *input, goffset offset, goffset length,
                           GCancellable *cancellable, GError **error);
/* Overwrites bytes that were already written. */
gboolean soky_output_patch (SokyOutput *self, goffset offset, const void *data, gsize length,
                            GError **error);
/* Takes back what was written after the first @size bytes. */
gboolean soky_output_truncate (SokyOutput *self, goffset size, GError **error);
/* Begins anew in the same file; what is there is overwritten, and cut off by reading it back. */
void soky_output_restart (SokyOutput *self);
/* Bytes written so far. */
goffset soky_output_get_size (SokyOutput *self);
/* What was written so far, readable before it is committed. */
SokyInput *soky_output_read_back (SokyOutput *self, GError **error);
/* fsync, rename, fsync of the folder. Once, at the end. */
gboolean soky_output_commit (SokyOutput *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyOutput, soky_output_free)

G_END_DECLS
