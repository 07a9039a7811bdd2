/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/input.h"

G_BEGIN_DECLS

/* Where the bytes of the PDFs are kept: whole base files and the bytes that were appended to them,
 * named by their SHA-256, never changed. A folder is one backend; others (S3) implement this
 * interface and pass the same contract tests. Thread-safe. */
#define SOKY_TYPE_BLOBS (soky_blobs_get_type ())
G_DECLARE_INTERFACE (SokyBlobs, soky_blobs, SOKY, BLOBS, GObject)

/* Return %FALSE with @error set to stop. */
typedef gboolean (*SokyBlobVisitor) (const char *sha256, goffset length, gpointer user_data,
                                     GError **error);

struct _SokyBlobsInterface {
  GTypeInterface parent;

  gboolean (*put) (SokyBlobs *self, const char *path, const char *sha256, GError **error);
  SokyInput *(*open) (SokyBlobs *self, const char *sha256, GError **error);
  gboolean (*visit) (SokyBlobs *self, SokyBlobVisitor visitor, gpointer user_data, GError **error);
};

/**
 * soky_blobs_put:
 * @path: (type filename): a file on the same disk; it is gone afterwards
 * @sha256: of its bytes, 64 lower-case hexadecimal digits
 *
 * Success means that the bytes survive a power failure. Putting what is there already is no error.
 */
gboolean soky_blobs_put (SokyBlobs *self, const char *path, const char *sha256, GError **error);
/* Returns: (transfer full) (nullable): %G_IO_ERROR_NOT_FOUND when it is not there */
SokyInput *soky_blobs_open (SokyBlobs *self, const char *sha256, GError **error);
/* Goes through all that is stored, in no order. */
gboolean soky_blobs_visit (SokyBlobs *self, SokyBlobVisitor visitor, gpointer user_data,
                           GError **error);

G_END_DECLS
