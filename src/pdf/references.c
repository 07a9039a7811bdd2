/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/references.h"

#include "pdf/fail.h"
#include "pdf/scan.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

typedef struct {
  SokyPdf *document;
  GHashTable *containers; /* numbers of the object streams in use */
  guint highest;
} Search;

static void
note_reference (guint number, guint generation, gpointer user_data)
{
  Search *search = user_data;
  search->highest = MAX (search->highest, number);
}

static gboolean
fail_object (guint number, GError **error)
{
  g_autofree char *reason = g_strdup_printf (_ ("object %u is not readable."), number);
  return soky_pdf_fail_damaged (error, reason);
}

static gboolean
scan_plain (Search *search, guint number, const SokyXrefEntry *entry)
{
  SokyInput *input = soky_pdf_get_input (search->document);
  SokyScan scan = {soky_input_peek (input), (gsize) soky_input_get_size (input),
                   (gsize) entry->offset};
  guint found = 0, generation = 0;

  soky_scan_space (&scan);
  if (!soky_scan_object_head (&scan, "obj", &found, &generation) || found != number)
    return FALSE;
  soky_scan_space (&scan);
  /* an empty object is null */
  return soky_scan_word (&scan, "endobj") || soky_scan_object (&scan, note_reference, search);
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

gboolean
soky_references_find_highest (SokyPdf *document, guint *highest, GError **error)
{
  const SokyXref *xref = soky_pdf_get_xref (document);
  g_autoptr (GHashTable) containers = g_hash_table_new (NULL, NULL);
  Search search = {document, containers, 0};

  for (guint number = 1; number <= soky_xref_get_highest (xref); number++) {
    SokyXrefEntry entry;
    if (!soky_xref_lookup (xref, number, &entry) || entry.kind == SOKY_XREF_FREE)
      continue;
    if (entry.kind == SOKY_XREF_PACKED)
      g_hash_table_add (containers, GUINT_TO_POINTER (entry.container));
    else if (!scan_plain (&search, number, &entry))
      return fail_object (number, error);
  }
  *highest = search.highest;
  return scan_containers (&search, error);
}
