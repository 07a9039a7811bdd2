/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sign/extend.h"
#include "sign/signed-file.h"

G_BEGIN_DECLS

/**
 * soky_extend_add_evidence:
 * @output: what @file was read from; an update is appended when the store lacks anything
 *
 * Collects what proves every signature and timestamp of @file. Only for extend.c.
 */
gboolean soky_extend_add_evidence (SokySignedFile *file, const SokyExtendOptions *options,
                                   SokyOutput *output, GCancellable *cancellable, GError **error);

G_END_DECLS
