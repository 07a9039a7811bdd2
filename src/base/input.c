/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/input.h"

#include "base/platform.h"

#define RUN_BYTES (128 * 1024)

struct _SokyInput {
  gatomicrefcount references;
  GBytes *bytes; /* the mapping, or the memory */
  char *path;
  int fd; /* -1 for memory */
};

static SokyInput *
input_new (GBytes *bytes, const char *path, int fd)
{
  SokyInput *self = g_new0 (SokyInput, 1);
  g_atomic_ref_count_init (&self->references);
  self->bytes = bytes;
  self->path = g_strdup (path);
  self->fd = fd;
  return self;
}

SokyInput *
soky_input_open (const char *path, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  int fd = soky_platform_open_regular (path, error);
  if (fd < 0)
    return NULL;

  g_autoptr (GMappedFile) mapped = g_mapped_file_new_from_fd (fd, FALSE, error);
  if (mapped == NULL) {
    soky_platform_close (fd);
    return NULL;
  }
  return input_new (g_mapped_file_get_bytes (mapped), path, fd);
}

SokyInput *
soky_input_new_for_bytes (GBytes *bytes)
{
  g_return_val_if_fail (bytes != NULL, NULL);

  return input_new (g_bytes_ref (bytes), NULL, -1);
}

SokyInput *
soky_input_prefix (SokyInput *self, goffset length)
{
  g_return_val_if_fail (length >= 0 && length <= soky_input_get_size (self), NULL);

  int fd = self->fd < 0 ? -1 : soky_platform_duplicate (self->fd);
  return input_new (g_bytes_new_from_bytes (self->bytes, 0, (gsize) length),
                    fd < 0 ? NULL : self->path, fd);
}

SokyInput *
soky_input_ref (SokyInput *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
soky_input_unref (SokyInput *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;
  g_bytes_unref (self->bytes);
  if (self->fd >= 0)
    soky_platform_close (self->fd);
  g_free (self->path);
  g_free (self);
}

goffset
soky_input_get_size (SokyInput *self)
{
  return (goffset) g_bytes_get_size (self->bytes);
}

const guint8 *
soky_input_peek (SokyInput *self)
{
  return g_bytes_get_data (self->bytes, NULL);
}

void
soky_input_forget (SokyInput *self)
{
  if (self->fd >= 0)
    soky_platform_forget_mapped (soky_input_peek (self), (gsize) soky_input_get_size (self));
}

const char *
soky_input_get_path (SokyInput *self)
{
  return self->path;
}

static gboolean
stream_file (SokyInput *self, goffset offset, goffset length, SokyByteSink sink, gpointer user_data,
             GCancellable *cancellable, GError **error)
{
  g_autofree guint8 *run = g_malloc (RUN_BYTES);

  while (length > 0) {
    gsize wanted = (gsize) MIN (length, RUN_BYTES);
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !soky_platform_read_at (self->fd, offset, run, wanted, error) ||
        !sink (run, wanted, user_data, error))
      return FALSE;
    offset += (goffset) wanted;
    length -= (goffset) wanted;
  }
  return TRUE;
}

gboolean
soky_input_stream (SokyInput *self, goffset offset, goffset length, SokyByteSink sink,
                   gpointer user_data, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (offset >= 0 && length >= 0, FALSE);
  g_return_val_if_fail (offset <= soky_input_get_size (self) - length, FALSE);

  if (self->fd >= 0)
    return stream_file (self, offset, length, sink, user_data, cancellable, error);

  const guint8 *data = soky_input_peek (self);
  return !g_cancellable_set_error_if_cancelled (cancellable, error) &&
         (length == 0 || sink (data + offset, (gsize) length, user_data, error));
}
