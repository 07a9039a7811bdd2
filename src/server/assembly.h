/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/blobs/blobs.h"
#include "server/scratch.h"

G_BEGIN_DECLS

/* A file put together from what is stored and what was uploaded, for a worker to examine. It is
 * temporary; on file systems that can, its blocks are shared. */
typedef struct _SokyAssembly SokyAssembly;

/**
 * soky_assembly_new:
 * @scratch: where it is made; outlives it
 * @segments: (element-type SokySegment): the stored bytes, in order
 * @base_sha256: what they hash to, if they are undamaged
 * @tail: (type filename) (nullable): the bytes after them
 *
 * Blocks. Every byte is read and hashed again, as one stream.
 */
SokyAssembly *soky_assembly_new (SokyScratch *scratch, SokyBlobs *blobs, GPtrArray *segments,
                                 const char *base_sha256, const char *tail, GError **error);
void soky_assembly_free (SokyAssembly *self);

const char *soky_assembly_get_path (SokyAssembly *self);
goffset soky_assembly_get_length (SokyAssembly *self);
/* Of the whole file. */
const char *soky_assembly_get_sha256 (SokyAssembly *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyAssembly, soky_assembly_free)

G_END_DECLS
