/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/import/import-error.h"

G_BEGIN_DECLS

/* A ZIP archive as office programs write them, read strictly: by its central directory, stored or
 * deflated, in one part, without encryption. Nothing is unpacked beyond a limit, whatever sizes
 * the archive tells. */
typedef struct _SokyZip SokyZip;

/* Returns: (transfer full) (nullable): the archive, or %NULL with a #SokyImportFileError */
SokyZip *soky_zip_open (GBytes *file, GError **error);
void soky_zip_free (SokyZip *self);
gboolean soky_zip_has (SokyZip *self, const char *name);
/* Returns: (transfer full) (nullable): the bytes of the member @name, at most @most of them */
GBytes *soky_zip_read (SokyZip *self, const char *name, gsize most, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyZip, soky_zip_free)

G_END_DECLS
