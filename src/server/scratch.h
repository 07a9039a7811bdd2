/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/output.h"

G_BEGIN_DECLS

/* Files that are written, looked at by a worker and never kept. A small one is used again by the
 * next: to make and remove one for each upload costs more than to verify a signature. They are gone
 * with this; soky_upload_clean() removes what a killed server left. Thread-safe. */
typedef struct _SokyScratch SokyScratch;

/* @folder: (type filename): where they are made */
SokyScratch *soky_scratch_new (const char *folder);
void soky_scratch_free (SokyScratch *self);

/* Returns: (transfer full) (nullable): one with nothing written, or %NULL with a #GIOError */
SokyOutput *soky_scratch_take (SokyScratch *self, GError **error);
/* @output: (transfer full): from soky_scratch_take(), no longer read by anybody */
void soky_scratch_give_back (SokyScratch *self, SokyOutput *output);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyScratch, soky_scratch_free)

G_END_DECLS
