/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/body.h"

#include "pdf/fail.h"
#include "pdf/scan.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

/* So many objects touch up to 8 MiB of a mapped file. */
#define OBJECTS_KEPT 128

typedef struct {
  SokyPdf *document;
  GHashTable *containers; /* numbers of the object streams in use */
  GArray *damaged;        /* numbers of objects that cannot be read */
  GByteArray *referenced; /* a bit for each number that the cross-references name */
  guint highest;          /* of the references */
} Search;

static void
note_reference (guint number, guint generation, gpointer user_data)
{
  Search *search = user_data;

  search->highest = MAX (search->highest, number);
  if (number / 8 < search->referenced->len)
    search->referenced->data[number / 8] |= (guint8) (1 << number % 8);
}

static SokyScan
begin_object (Search *search, const SokyXrefEntry *entry)
{
  SokyInput *input = soky_pdf_get_input (search->document);
  SokyScan scan = {soky_input_peek (input), (gsize) soky_input_get_size (input),
                   (gsize) entry->offset};
  soky_scan_space (&scan);
  return scan;
}

static gboolean
read_packed_length (Search *search, guint number, guint64 *length)
{
  g_auto (SokyObject) object =
      soky_object_by_number (soky_pdf_get_qpdf (search->document), (int) number, 0);
  gint64 value = -1;

  if (!soky_object_get_integer (&object, &value) || value < 0)
    return FALSE;
  *length = (guint64) value;
  return TRUE;
}

/* A number that stands for itself, or an object that is one. */
static gboolean
read_length (Search *search, SokyScan value, guint64 *length)
{
  guint number = 0, generation = 0, found = 0;
  SokyXrefEntry entry;

  if (!soky_scan_object_head (&value, "R", &number, &generation))
    return soky_scan_unsigned (&value, length);
  if (!soky_xref_lookup (soky_pdf_get_xref (search->document), number, &entry))
    return FALSE;
  if (entry.kind == SOKY_XREF_PACKED)
    return read_packed_length (search, number, length);
  SokyScan scan = begin_object (search, &entry);
  if (entry.kind != SOKY_XREF_PLAIN || !soky_scan_object_head (&scan, "obj", &found, &generation) ||
      found != number)
    return FALSE;
  soky_scan_space (&scan);
  return soky_scan_unsigned (&scan, length);
}

/* The data must end where /Length says. */
static gboolean
scan_stream (Search *search, SokyScan *scan, gsize start)
{
  SokyScan again = {scan->data, scan->length, start};
  g_autoptr (GHashTable) dictionary = soky_scan_dictionary (&again);
  SokyScan value;
  guint64 length = 0;

  if (dictionary == NULL || !soky_scan_value (&again, dictionary, "Length", &value) ||
      !read_length (search, value, &length) || !soky_scan_line_end (scan) ||
      length > scan->length - scan->at)
    return FALSE;
  scan->at += length;
  while (scan->at < scan->length && soky_scan_is_space (scan->data[scan->at]))
    scan->at++;
  return soky_scan_word (scan, "endstream");
}

static gboolean
scan_plain (Search *search, guint number, const SokyXrefEntry *entry)
{
  SokyScan scan = begin_object (search, entry);
  guint found = 0, generation = 0;

  if (!soky_scan_object_head (&scan, "obj", &found, &generation) || found != number ||
      generation != entry->generation)
    return FALSE;
  soky_scan_space (&scan);
  /* an empty object is null */
  if (soky_scan_word (&scan, "endobj"))
    return TRUE;
  gsize start = scan.at;
  if (!soky_scan_object (&scan, note_reference, search))
    return FALSE;
  soky_scan_space (&scan);
  if (soky_scan_word (&scan, "stream") && !scan_stream (search, &scan, start))
    return FALSE;
  soky_scan_space (&scan);
  return soky_scan_word (&scan, "endobj");
}

static gboolean
scan_packed (Search *search, const SokyObject *stream)
{
  g_auto (SokyObject) first = soky_object_get (stream, "/First");
  unsigned char *data = NULL;
  size_t length = 0;
  gint64 begin = 0;

  if (!soky_object_is_stream (stream) || !soky_object_get_integer (&first, &begin) ||
      (qpdf_oh_get_stream_data (stream->qpdf, stream->oh, qpdf_dl_specialized, NULL, &data,
                                &length) &
       QPDF_ERRORS) != 0)
    return FALSE;

  gboolean ok = begin >= 0 && (guint64) begin <= length;
  SokyScan scan = {data, length, ok ? (gsize) begin : length};
  soky_scan_space (&scan);
  while (ok && scan.at < scan.length) {
    ok = soky_scan_object (&scan, note_reference, search);
    soky_scan_space (&scan);
  }
  free (data);
  return ok;
}

static gboolean
fail_object (guint number, GError **error)
{
  g_autofree char *reason = g_strdup_printf (_ ("object %u is not readable."), number);
  return soky_pdf_fail_damaged (error, reason);
}

static gboolean
scan_containers (Search *search, GError **error)
{
  GHashTableIter iter;
  gpointer key = NULL;

  g_hash_table_iter_init (&iter, search->containers);
  while (g_hash_table_iter_next (&iter, &key, NULL)) {
    g_auto (SokyObject) stream =
        soky_object_by_number (soky_pdf_get_qpdf (search->document), GPOINTER_TO_INT (key), 0);
    if (!scan_packed (search, &stream))
      return fail_object (GPOINTER_TO_UINT (key), error);
  }
  return TRUE;
}

static void
scan_objects (Search *search)
{
  const SokyXref *xref = soky_pdf_get_xref (search->document);

  for (guint number = 1; number <= soky_xref_get_highest (xref); number++) {
    SokyXrefEntry entry;
    if (number % OBJECTS_KEPT == 0)
      soky_input_forget (soky_pdf_get_input (search->document));
    if (!soky_xref_lookup (xref, number, &entry) || entry.kind == SOKY_XREF_FREE)
      continue;
    if (entry.kind == SOKY_XREF_PACKED)
      g_hash_table_add (search->containers, GUINT_TO_POINTER (entry.container));
    else if (!scan_plain (search, number, &entry))
      g_array_append_val (search->damaged, number);
  }
}

static void
scan_trailer (Search *search)
{
  SokyInput *input = soky_pdf_get_input (search->document);
  const SokyXrefSection *section = soky_xref_get_section (soky_pdf_get_xref (search->document), 0);
  SokyScan scan = {soky_input_peek (input), (gsize) soky_input_get_size (input),
                   (gsize) section->trailer};
  soky_scan_object (&scan, note_reference, search);
}

/* A damaged object that nothing refers to is no part of the document. */
static gboolean
check_damaged (Search *search, GError **error)
{
  for (guint i = 0; i < search->damaged->len; i++) {
    guint number = g_array_index (search->damaged, guint, i);
    if ((search->referenced->data[number / 8] & 1 << number % 8) != 0)
      return fail_object (number, error);
  }
  return TRUE;
}

gboolean
soky_body_check (SokyPdf *document, guint *highest, GError **error)
{
  const SokyXref *xref = soky_pdf_get_xref (document);
  g_autoptr (GHashTable) containers = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) damaged = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GByteArray) referenced = g_byte_array_new ();
  Search search = {document, containers, damaged, referenced, 0};

  g_byte_array_set_size (referenced, soky_xref_get_highest (xref) / 8 + 1);
  memset (referenced->data, 0, referenced->len);
  scan_trailer (&search);
  scan_objects (&search);
  if (!scan_containers (&search, error) || !check_damaged (&search, error))
    return FALSE;
  *highest = search.highest;
  return TRUE;
}
