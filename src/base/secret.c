/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/secret.h"

#include "base/platform.h"

#include <gio/gio.h>
#include <sodium.h>
#include <string.h>

#define MAX_LINE 255

struct _SokySecret {
  gatomicrefcount references;
  gsize length;
  char *text; /* sodium_malloc: locked, between guard pages, wiped by sodium_free */
};

G_DEFINE_BOXED_TYPE (SokySecret, soky_secret, soky_secret_ref, soky_secret_unref)

static char *
locked_alloc (gsize size)
{
  if (sodium_init () < 0)
    g_error ("libsodium cannot start: no source of random numbers");

  char *memory = sodium_malloc (size);
  if (memory == NULL)
    g_error ("no locked memory for a secret of %" G_GSIZE_FORMAT " bytes", size);
  return memory;
}

SokySecret *
soky_secret_new (const char *text, gssize length)
{
  g_return_val_if_fail (text != NULL || length == 0, NULL);

  SokySecret *self = g_new0 (SokySecret, 1);
  g_atomic_ref_count_init (&self->references);
  self->length = length < 0 ? strlen (text) : (gsize) length;
  self->text = locked_alloc (self->length + 1);
  if (self->length > 0)
    memcpy (self->text, text, self->length);
  self->text[self->length] = '\0';
  return self;
}

SokySecret *
soky_secret_ref (SokySecret *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
soky_secret_unref (SokySecret *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;
  sodium_free (self->text);
  g_free (self);
}

const char *
soky_secret_peek (const SokySecret *self)
{
  return self->text;
}

gsize
soky_secret_get_length (const SokySecret *self)
{
  return self->length;
}

gboolean
soky_secret_equal (const SokySecret *self, const SokySecret *other)
{
  return self->length == other->length &&
         sodium_memcmp (self->text, other->text, self->length) == 0;
}

SokySecret *
soky_secret_read_line (int fd, GError **error)
{
  char *line = locked_alloc (MAX_LINE + 1);
  gsize length = 0;
  gssize got = 0;

  while (length <= MAX_LINE && (got = soky_platform_read (fd, line + length, 1, error)) > 0) {
    if (line[length] == '\n')
      break;
    length++;
  }

  SokySecret *secret = NULL;
  if (got >= 0 && length > MAX_LINE)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "the line is longer than %d bytes",
                 MAX_LINE);
  else if (got >= 0)
    secret = soky_secret_new (
        line, (gssize) (length > 0 && line[length - 1] == '\r' ? length - 1 : length));
  sodium_free (line);
  return secret;
}

void
soky_wipe (void *data, gsize length)
{
  if (data != NULL)
    sodium_memzero (data, length);
}
