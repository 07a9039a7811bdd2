/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/upload.h"

#include "base/hex.h"
#include "base/platform.h"
#include "crypto/digest.h"
#include "wire/error.h"

#include <glib/gstdio.h>

struct _SokyUpload {
  char *path;
  int fd; /* -1 once it is closed */
  goffset most;
  goffset length;
  SokyDigest *digest; /* of what was added */
  char *sha256;
};

SokyUpload *
soky_upload_new (const char *folder, goffset most, GError **error)
{
  g_autofree char *target = g_build_filename (folder, "upload", NULL);
  g_autofree char *path = NULL;
  int fd = soky_platform_create_beside (target, &path, error);
  if (fd < 0)
    return NULL;

  SokyUpload *self = g_new0 (SokyUpload, 1);
  self->path = g_steal_pointer (&path);
  self->fd = fd;
  self->most = most;
  self->digest = soky_digest_new (SOKY_HASH_SHA256);
  return self;
}

void
soky_upload_free (SokyUpload *self)
{
  if (self == NULL)
    return;
  if (self->fd >= 0)
    soky_platform_close (self->fd);
  g_unlink (self->path);
  g_free (self->path);
  soky_digest_free (self->digest);
  g_free (self->sha256);
  g_free (self);
}

gboolean
soky_upload_add (SokyUpload *self, const void *data, gsize length, GError **error)
{
  g_return_val_if_fail (self->fd >= 0, FALSE);

  if ((goffset) length > self->most - self->length)
    return soky_wire_refuse (SOKY_WIRE_ERROR_TOO_LARGE, error);
  if (!soky_platform_write_at (self->fd, self->length, data, length, error))
    return FALSE;
  soky_digest_update (self->digest, data, length);
  self->length += (goffset) length;
  return TRUE;
}

gboolean
soky_upload_finish (SokyUpload *self, GError **error)
{
  if (self->sha256 != NULL)
    return TRUE;
  soky_platform_close (self->fd);
  self->fd = -1;

  g_autoptr (GBytes) value = soky_digest_finish (self->digest);
  if (value == NULL)
    return soky_wire_refuse (SOKY_WIRE_ERROR_INTERNAL, error);
  self->sha256 = soky_hex_encode (g_bytes_get_data (value, NULL), g_bytes_get_size (value));
  return TRUE;
}

const char *
soky_upload_get_path (SokyUpload *self)
{
  return self->path;
}

goffset
soky_upload_get_length (SokyUpload *self)
{
  return self->length;
}

const char *
soky_upload_get_sha256 (SokyUpload *self)
{
  return self->sha256;
}

void
soky_upload_clean (const char *folder)
{
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  const char *name;

  while (files != NULL && (name = g_dir_read_name (files)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_unlink (path);
  }
}
