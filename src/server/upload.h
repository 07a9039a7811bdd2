/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A body on its way in: a temporary file of the uploads folder, removed when it is not taken. */
typedef struct _SokyUpload SokyUpload;

/* @most: bytes that are accepted */
SokyUpload *soky_upload_new (const char *folder, goffset most, GError **error);
void soky_upload_free (SokyUpload *self);

/* %SOKY_WIRE_ERROR_TOO_LARGE beyond the limit, else a #GIOError. */
gboolean soky_upload_add (SokyUpload *self, const void *data, gsize length, GError **error);
/* Closes the file and says what it hashes to. */
gboolean soky_upload_finish (SokyUpload *self, GError **error);

const char *soky_upload_get_path (SokyUpload *self);
goffset soky_upload_get_length (SokyUpload *self);
/* Of all bytes, 64 hexadecimal digits; after soky_upload_finish(). */
const char *soky_upload_get_sha256 (SokyUpload *self);

/* Removes what an earlier run left in @folder. */
void soky_upload_clean (const char *folder);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyUpload, soky_upload_free)

G_END_DECLS
