/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/output.h"

#include "base/platform.h"

#include <glib/gstdio.h>

struct _SokyOutput {
  char *path;
  char *temporary; /* NULL once committed */
  int fd;
  goffset size;
  goffset extent; /* of the file, which is longer after a new start */
};

SokyOutput *
soky_output_new (const char *path, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  g_autofree char *temporary = NULL;
  int fd = soky_platform_create_beside (path, &temporary, error);
  if (fd < 0)
    return NULL;

  SokyOutput *self = g_new0 (SokyOutput, 1);
  self->path = g_strdup (path);
  self->temporary = g_steal_pointer (&temporary);
  self->fd = fd;
  return self;
}

void
soky_output_free (SokyOutput *self)
{
  if (self == NULL)
    return;
  if (self->fd >= 0)
    soky_platform_close (self->fd);
  if (self->temporary != NULL)
    g_unlink (self->temporary);
  g_free (self->temporary);
  g_free (self->path);
  g_free (self);
}

static void
grow (SokyOutput *self, goffset length)
{
  self->size += length;
  self->extent = MAX (self->extent, self->size);
}

gboolean
soky_output_write (SokyOutput *self, const void *data, gsize length, GError **error)
{
  if (!soky_platform_write_at (self->fd, self->size, data, length, error))
    return FALSE;
  grow (self, (goffset) length);
  return TRUE;
}

static gboolean
write_run (const guint8 *data, gsize length, gpointer user_data, GError **error)
{
  return soky_output_write (user_data, data, length, error);
}

gboolean
soky_output_copy (SokyOutput *self, SokyInput *input, goffset offset, goffset length,
                  GCancellable *cancellable, GError **error)
{
  goffset shared = soky_platform_share_blocks (soky_input_get_path (input), offset, length,
                                               self->fd, self->size);
  grow (self, shared);
  return soky_input_stream (input, offset + shared, length - shared, write_run, self, cancellable,
                            error);
}

gboolean
soky_output_patch (SokyOutput *self, goffset offset, const void *data, gsize length, GError **error)
{
  g_return_val_if_fail (offset >= 0 && offset + (goffset) length <= self->size, FALSE);

  return soky_platform_write_at (self->fd, offset, data, length, error);
}

gboolean
soky_output_truncate (SokyOutput *self, goffset size, GError **error)
{
  g_return_val_if_fail (size >= 0 && size <= self->size, FALSE);

  if (!soky_platform_truncate (self->fd, size, error))
    return FALSE;
  self->size = size;
  self->extent = size;
  return TRUE;
}

void
soky_output_restart (SokyOutput *self)
{
  self->size = 0;
}

goffset
soky_output_get_size (SokyOutput *self)
{
  return self->size;
}

SokyInput *
soky_output_read_back (SokyOutput *self, GError **error)
{
  if (self->extent > self->size && !soky_output_truncate (self, self->size, error))
    return NULL;
  return soky_input_open (self->temporary, error);
}

gboolean
soky_output_commit (SokyOutput *self, GError **error)
{
  g_return_val_if_fail (self->temporary != NULL, FALSE);

  if (self->extent > self->size && !soky_output_truncate (self, self->size, error))
    return FALSE;
  int fd = self->fd;
  self->fd = -1;
  if (!soky_platform_sync_and_close (fd, error) ||
      !soky_platform_replace (self->temporary, self->path, error))
    return FALSE;
  g_clear_pointer (&self->temporary, g_free);
  return TRUE;
}
