/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/orphan.h"

#include "pdf/document-private.h"
#include "pdf/scan.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define WORD "/ByteRange"
#define MAX_ORPHANS 20
/* So far from the word at most the dictionary's own beginning and the hole are looked for. */
#define MAX_DISTANCE 65536
/* After so many bytes of a mapped file, those before count no longer. */
#define RUN_BYTES (8 * 1024 * 1024)

static gboolean
read_range (SokyScan *scan, gint64 range[4])
{
  soky_scan_space (scan);
  if (scan->at >= scan->length || scan->data[scan->at++] != '[')
    return FALSE;
  for (guint i = 0; i < 4; i++) {
    guint64 number = 0;
    soky_scan_space (scan);
    if (!soky_scan_unsigned (scan, &number) || number > scan->length)
      return FALSE;
    range[i] = (gint64) number;
  }
  return TRUE;
}

/* The range leaves out a string of hexadecimal digits of this file, near @place: so it was made for
 * these bytes, which an embedded file's was not. */
static gboolean
fits (const SokyScan *file, const gint64 range[4], gsize place)
{
  gint64 size = (gint64) file->length;

  if (range[0] != 0 || range[1] <= 0 || range[2] < range[1] + 2 || range[3] > size - range[2] ||
      ABS (range[1] - (gint64) place) > MAX_DISTANCE || file->data[range[1]] != '<' ||
      file->data[range[2] - 1] != '>')
    return FALSE;
  for (gint64 i = range[1] + 1; i < range[2] - 1; i++) {
    if (!g_ascii_isxdigit (file->data[i]))
      return FALSE;
  }
  return TRUE;
}

static GBytes *
decode (const SokyScan *file, const gint64 range[4])
{
  const guint8 *digits = file->data + range[1] + 1;
  gsize length = (gsize) (range[2] - range[1] - 2) / 2;
  guint8 *bytes = g_malloc (MAX (length, 1));

  for (gsize i = 0; i < length; i++)
    bytes[i] = (guint8) (g_ascii_xdigit_value ((char) digits[2 * i]) << 4 |
                         g_ascii_xdigit_value ((char) digits[2 * i + 1]));
  return g_bytes_new_take (bytes, length);
}

/* The /SubFilter of the dictionary around @place; "" when it is not found. */
static char *
find_subfilter (const SokyScan *file, gsize place)
{
  gsize from = place - MIN (place, MAX_DISTANCE);

  for (gsize at = place; at > from + 4; at--) {
    if (memcmp (file->data + at - 4, " obj", 4) != 0)
      continue;
    SokyScan scan = {file->data, file->length, at};
    SokyScan value;
    soky_scan_space (&scan);
    g_autoptr (GHashTable) pairs = soky_scan_dictionary (&scan);
    if (pairs != NULL && soky_scan_value (file, pairs, "SubFilter", &value) &&
        value.data[value.at] == '/')
      return g_strndup ((const char *) value.data + value.at + 1, value.length - value.at - 1);
    break;
  }
  return g_strdup ("");
}

static SokyPdfSignature *
orphan_new (const SokyScan *file, const gint64 range[4], gsize place)
{
  SokyPdfSignature *self = g_new0 (SokyPdfSignature, 1);
  char **texts[] = {&self->field,  &self->filter,   &self->name,
                    &self->reason, &self->location, &self->contact};

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    *texts[i] = g_strdup ("");
  self->subfilter = find_subfilter (file, place);
  self->is_timestamp = g_str_equal (self->subfilter, "ETSI.RFC3161");
  memcpy (self->byte_range, range, sizeof self->byte_range);
  self->revision_end = range[2] + range[3];
  self->contents = decode (file, range);
  self->problem = g_strdup (_ ("This signature is in the file, but a later change took it out of "
                               "the document; the document that it was made for is no longer "
                               "shown."));
  return self;
}

static gboolean
is_listed (GPtrArray *signatures, const gint64 range[4])
{
  for (guint i = 0; i < signatures->len; i++) {
    const SokyPdfSignature *signature = g_ptr_array_index (signatures, i);
    if (signature->byte_range[1] == range[1])
      return TRUE;
  }
  return FALSE;
}

/* The end of what was signed last and is still shown. */
static gsize
find_start (GPtrArray *signatures)
{
  goffset start = 0;

  for (guint i = 0; i < signatures->len; i++) {
    const SokyPdfSignature *signature = g_ptr_array_index (signatures, i);
    if (signature->byte_range_ok && signature->ends_revision)
      start = MAX (start, signature->revision_end);
  }
  return (gsize) start;
}

void
soky_pdf_add_orphans (SokyPdf *self, GPtrArray *signatures)
{
  SokyInput *input = soky_pdf_get_input (self);
  SokyScan file = {soky_input_peek (input), (gsize) soky_input_get_size (input), 0};
  gsize at = find_start (signatures);
  guint found = 0;

  while (at < file.length && found < MAX_ORPHANS) {
    gsize run = MIN (file.length - at, RUN_BYTES);
    const guint8 *hit = memmem (file.data + at, run, WORD, strlen (WORD));
    if (hit == NULL) {
      at += run < RUN_BYTES ? run : run - strlen (WORD) + 1;
      soky_input_forget (input);
      continue;
    }
    gint64 range[4];
    gsize place = (gsize) (hit - file.data);
    SokyScan scan = {file.data, file.length, place + strlen (WORD)};
    at = scan.at;
    if (read_range (&scan, range) && fits (&file, range, place) && !is_listed (signatures, range)) {
      g_ptr_array_add (signatures, orphan_new (&file, range, place));
      found++;
    }
  }
}
