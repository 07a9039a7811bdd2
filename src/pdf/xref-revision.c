/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/fail.h"
#include "pdf/xref-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* As far from the end as readers look for startxref, junk after %%EOF included. */
#define TAIL_BYTES 1054
#define HEAD_BYTES 1024
/* How far after an older section its startxref may be. */
#define GAP_BYTES 1024

static const guint8 *
find_bytes (const guint8 *data, gsize length, const char *wanted)
{
  return memmem (data, length, wanted, strlen (wanted));
}

static gboolean
has_objects (const SokyXref *self)
{
  return find_bytes (self->data + self->header, self->size - (gsize) self->header, " obj") != NULL;
}

static gboolean
fail_without_end (const SokyXref *self, GError **error)
{
  if (has_objects (self))
    g_set_error_literal (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_TRUNCATED,
                         _ ("This PDF ends too early: it was not copied or downloaded completely. "
                            "Get the file again."));
  else
    g_set_error_literal (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_NOT_PDF,
                         _ ("This is not a PDF document. Choose a PDF file, or save the document "
                            "as PDF first."));
  return FALSE;
}

static gboolean
find_header (SokyXref *self, GError **error)
{
  const guint8 *found =
      self->size > 0 ? find_bytes (self->data, MIN (self->size, HEAD_BYTES), "%PDF-") : NULL;
  if (found == NULL) {
    g_set_error_literal (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_NOT_PDF,
                         _ ("This is not a PDF document. Choose a PDF file, or save the document "
                            "as PDF first."));
    return FALSE;
  }
  self->header = found - self->data;
  return TRUE;
}

/* "startxref N %%EOF" at the cursor. */
static gboolean
read_end (SokyScan *scan, guint64 *start)
{
  if (!soky_scan_word (scan, "startxref"))
    return FALSE;
  while (scan->at < scan->length && soky_scan_is_space (scan->data[scan->at]))
    scan->at++;
  if (!soky_scan_unsigned (scan, start))
    return FALSE;
  while (scan->at < scan->length && soky_scan_is_space (scan->data[scan->at]))
    scan->at++;
  if (scan->length - scan->at < 5 || memcmp (scan->data + scan->at, "%%EOF", 5) != 0)
    return FALSE;
  scan->at += 5;
  return TRUE;
}

gboolean
soky_xref_find_start (SokyXref *self, GError **error)
{
  if (!find_header (self, error))
    return FALSE;

  gsize from = self->size - MIN (self->size - (gsize) self->header, TAIL_BYTES);
  const guint8 *last = NULL;
  for (gsize at = from; at < self->size;) {
    const guint8 *found = find_bytes (self->data + at, self->size - at, "startxref");
    if (found == NULL)
      break;
    last = found;
    at = (gsize) (found - self->data) + 1;
  }
  if (last == NULL)
    return fail_without_end (self, error);

  SokyScan scan = {self->data, self->size, (gsize) (last - self->data)};
  guint64 start = 0;
  if (!read_end (&scan, &start))
    return fail_without_end (self, error);
  if (start > (guint64) self->size - (guint64) self->header)
    return soky_pdf_fail_damaged (error, _ ("there are no cross-references where they should be."));
  self->start = (goffset) start + self->header;
  self->marker = last - self->data;
  return TRUE;
}

static void
add_revision (SokyXref *self, gsize marker)
{
  SokyXrefRevision revision = {(goffset) marker, (goffset) marker};

  if (marker < self->size && self->data[marker] == '\r')
    revision.end++;
  if ((gsize) revision.end < self->size && self->data[revision.end] == '\n')
    revision.end++;
  g_array_append_val (self->revisions, revision);
}

/* The end that belongs to the section at @start, not far after @from. */
static gboolean
find_end (const SokyXref *self, goffset from, goffset start, gsize *marker)
{
  gsize window = MIN (self->size - (gsize) from, GAP_BYTES);
  const guint8 *found = find_bytes (self->data + from, window, "startxref");
  guint64 value = 0;

  if (found == NULL)
    return FALSE;
  SokyScan scan = {self->data, self->size, (gsize) (found - self->data)};
  if (!read_end (&scan, &value) || value != (guint64) (start - self->header))
    return FALSE;
  *marker = scan.at;
  return TRUE;
}

/* Up to where the section has bytes. */
static goffset
get_reach (const SokyXrefLink *link)
{
  return link->hidden != NULL ? MAX (link->section.end, link->hidden->end) : link->section.end;
}

/* A section that reached beyond its revision's end could change with bytes that are added to a
 * signed file. */
static gboolean
end_revision (SokyXref *self, goffset reach, gsize marker, GError **error)
{
  if (reach > (goffset) marker)
    return soky_pdf_fail_damaged (error, _ ("its revisions are out of order."));
  add_revision (self, marker);
  return TRUE;
}

/* The revision that the last startxref ends, unless its section already led there. */
static gboolean
end_last_revision (SokyXref *self, goffset reach, GError **error)
{
  SokyScan scan = {self->data, self->size, (gsize) self->marker};
  guint count = self->revisions->len;
  guint64 start = 0;

  if (!read_end (&scan, &start) ||
      (count > 0 &&
       g_array_index (self->revisions, SokyXrefRevision, count - 1).marker == (goffset) scan.at))
    return TRUE;
  return end_revision (self, reach, scan.at, error);
}

/* In a linearized file the section that is read first stands before the one it builds upon, and
 * both were written together (ISO 32000-2 annex F). */
gboolean
soky_xref_find_revisions (SokyXref *self, GError **error)
{
  goffset reach = 0;

  for (guint i = self->links->len; i > 0; i--) {
    const SokyXrefLink *link = g_ptr_array_index (self->links, i - 1);
    const SokyXrefLink *newer = i > 1 ? g_ptr_array_index (self->links, i - 2) : NULL;
    gboolean linearized = newer != NULL && newer->section.offset < link->section.offset;
    goffset start = linearized ? newer->section.offset : link->section.offset;
    gsize marker = 0;
    if (linearized && i != self->links->len)
      return soky_pdf_fail_damaged (error, _ ("its revisions are out of order."));
    reach = MAX (reach, get_reach (link));
    if (linearized)
      reach = MAX (reach, get_reach (newer));
    if (find_end (self, link->section.end, start, &marker) &&
        !end_revision (self, reach, marker, error))
      return FALSE;
    if (linearized)
      i--;
  }
  return end_last_revision (self, reach, error);
}
