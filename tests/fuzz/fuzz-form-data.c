/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The body of a form with a file, as a browser or somebody else sends it: the first byte says how
 * large the pieces are that it comes in, and the outcome must not depend on that. */
#include "config.h"

#include "server/page/form-data.h"
#include "wire/error.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t length);

typedef struct {
  GByteArray *file;
  gboolean good;
  gboolean complete;
} Outcome;

static gboolean
take (gpointer file, const void *data, gsize length, GError **error)
{
  g_byte_array_append (file, data, (guint) length);
  return TRUE;
}

static Outcome
read_in_pieces (const uint8_t *data, size_t length, size_t piece)
{
  Outcome outcome = {g_byte_array_new (), TRUE, FALSE};
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyFormData) form =
      soky_form_data_new ("multipart/form-data; boundary=x", "file", take, outcome.file);

  for (size_t at = 0; at < length && outcome.good; at += piece)
    outcome.good = soky_form_data_add (form, data + at, MIN (piece, length - at), &error);
  g_assert (outcome.good == (error == NULL));
  g_assert (error == NULL || error->domain == SOKY_WIRE_ERROR);
  outcome.complete = outcome.good && soky_form_data_is_complete (form);
  return outcome;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t length)
{
  if (length < 2)
    return 0;
  Outcome whole = read_in_pieces (data + 1, length - 1, length);
  Outcome parts = read_in_pieces (data + 1, length - 1, (size_t) data[0] + 1);

  g_assert (whole.complete == parts.complete);
  if (whole.complete) {
    g_assert (whole.file->len <= length);
    g_assert_cmpmem (whole.file->data, whole.file->len, parts.file->data, parts.file->len);
  }
  g_byte_array_unref (whole.file);
  g_byte_array_unref (parts.file);
  return 0;
}
