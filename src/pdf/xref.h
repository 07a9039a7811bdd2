/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/input.h"
#include "pdf/error.h"

G_BEGIN_DECLS

/* The whole cross-reference chain of a PDF (ISO 32000-2 §7.5.4, §7.5.8), read strictly from its
 * bytes: tables, streams and hybrids. /Size is never believed. Immutable once read. Offsets count
 * from the first byte of the file, also when junk precedes the header. */
typedef struct _SokyXref SokyXref;

typedef enum {
  SOKY_XREF_FREE,
  SOKY_XREF_PLAIN,  /* an object of its own */
  SOKY_XREF_PACKED, /* in an object stream */
} SokyXrefKind;

typedef struct {
  SokyXrefKind kind;
  guint generation; /* 0 for a packed one */
  goffset offset;   /* of "N G obj" */
  guint container;  /* number of the object stream */
  guint index;      /* in the object stream */
} SokyXrefEntry;

typedef struct {
  goffset offset;
  goffset end;     /* after the trailer dictionary, or after the stream object */
  goffset trailer; /* of the << that begins the trailer dictionary */
  gint64 prev;     /* offset of the section before; -1 = none */
  gboolean is_stream;
  gboolean is_hybrid; /* a table with /XRefStm */
} SokyXrefSection;

/* Returns: (transfer full) (nullable): the chain, or %NULL with a SokyPdfError; keeps @input */
SokyXref *soky_xref_read (SokyInput *input, GError **error);
void soky_xref_free (SokyXref *self);

/* Of the "%PDF-" from which all offsets in the file count; mostly 0. */
goffset soky_xref_get_header (const SokyXref *self);
/* The highest number that any section names, free or in use. */
guint soky_xref_get_highest (const SokyXref *self);

/* Sections from the newest, 0, to the oldest. */
guint soky_xref_count_sections (const SokyXref *self);
const SokyXrefSection *soky_xref_get_section (const SokyXref *self, guint index);

/* What the chain from section @index on says of @number; FALSE when it says nothing. */
gboolean soky_xref_lookup_from (const SokyXref *self, guint index, guint number,
                                SokyXrefEntry *entry);
/* The same for the whole chain. */
gboolean soky_xref_lookup (const SokyXref *self, guint number, SokyXrefEntry *entry);

/* Called for each number that a section names, in use or free. */
typedef void (*SokyXrefFunc) (guint number, gpointer user_data);
/* The numbers that the sections name which are newer than the one at @section, or all when there is
 * none at that offset; some of them repeatedly. */
void soky_xref_foreach_newer (const SokyXref *self, goffset section, SokyXrefFunc func,
                              gpointer user_data);
/* What reading it took, in rows; a section counts for some. */
guint64 soky_xref_get_effort (const SokyXref *self);

/* How often the file was saved, and where each time ended (after %%EOF and its line end), from the
 * oldest, 0. */
guint soky_xref_count_revisions (const SokyXref *self);
goffset soky_xref_get_revision_end (const SokyXref *self, guint index);
/* Whether @end is where a revision ends, give or take white space after %%EOF. */
gboolean soky_xref_is_revision_end (const SokyXref *self, goffset end);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyXref, soky_xref_free)

G_END_DECLS
