/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/assembly.h"

#include "base/hex.h"
#include "base/output.h"
#include "crypto/digest.h"
#include "server/store/books.h"

struct _SokyAssembly {
  SokyScratch *scratch;
  SokyOutput *output;
  SokyInput *input;
  char *sha256;
};

static gboolean
append (SokyOutput *output, SokyInput *input, GError **error)
{
  return soky_output_copy (output, input, 0, soky_input_get_size (input), NULL, error);
}

static gboolean
append_segment (SokyAssembly *self, SokyBlobs *blobs, const SokySegment *segment, GError **error)
{
  g_autoptr (SokyInput) input = soky_blobs_open (blobs, segment->sha256, error);
  return input != NULL && append (self->output, input, error);
}

static gboolean
append_tail (SokyAssembly *self, const char *tail, GError **error)
{
  g_autoptr (SokyInput) input = soky_input_open (tail, error);
  return input != NULL && append (self->output, input, error);
}

static char *
finish (SokyDigest *digest)
{
  g_autoptr (GBytes) bytes = soky_digest_finish (digest);
  return soky_hex_encode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* One pass; on the way it is seen whether the stored bytes are still what they were. */
static gboolean
hash (SokyAssembly *self, goffset base_length, const char *base_sha256, GError **error)
{
  goffset length = soky_input_get_size (self->input);
  g_autoptr (SokyDigest) digest = soky_digest_new (SOKY_HASH_SHA256);

  if (!soky_input_stream (self->input, 0, base_length, soky_digest_sink, digest, NULL, error))
    return FALSE;
  g_autoptr (SokyDigest) fork = soky_digest_copy (digest);
  g_autofree char *found = finish (fork);
  if (!g_str_equal (found, base_sha256)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                 "the stored bytes of %s are damaged: run soky-server check", base_sha256);
    return FALSE;
  }
  if (!soky_input_stream (self->input, base_length, length - base_length, soky_digest_sink, digest,
                          NULL, error))
    return FALSE;
  self->sha256 = finish (digest);
  return TRUE;
}

SokyAssembly *
soky_assembly_new (SokyScratch *scratch, SokyBlobs *blobs, GPtrArray *segments,
                   const char *base_sha256, const char *tail, GError **error)
{
  g_autoptr (SokyAssembly) self = g_new0 (SokyAssembly, 1);

  self->scratch = scratch;
  self->output = soky_scratch_take (scratch, error);
  if (self->output == NULL)
    return NULL;
  goffset base_length = 0;
  for (guint i = 0; i < segments->len; i++) {
    if (!append_segment (self, blobs, segments->pdata[i], error))
      return NULL;
    base_length = soky_output_get_size (self->output);
  }
  if (tail != NULL && !append_tail (self, tail, error))
    return NULL;
  self->input = soky_output_read_back (self->output, error);
  if (self->input == NULL)
    return NULL;
  return hash (self, base_length, base_sha256, error) ? g_steal_pointer (&self) : NULL;
}

void
soky_assembly_free (SokyAssembly *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->input, soky_input_unref);
  if (self->output != NULL)
    soky_scratch_give_back (self->scratch, self->output);
  g_free (self->sha256);
  g_free (self);
}

const char *
soky_assembly_get_path (SokyAssembly *self)
{
  return soky_input_get_path (self->input);
}

goffset
soky_assembly_get_length (SokyAssembly *self)
{
  return soky_input_get_size (self->input);
}

const char *
soky_assembly_get_sha256 (SokyAssembly *self)
{
  return self->sha256;
}
