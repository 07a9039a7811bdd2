/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdf/scan.h"
#include "pdf/xref.h"

G_BEGIN_DECLS

/* Rows for @count numbers from @first on. */
typedef struct {
  guint first;
  guint count;
  gsize rows;  /* within the bytes of the part */
  guint width; /* bytes a row */
} SokyXrefRange;

/* One table or one stream. */
typedef struct {
  const guint8 *data; /* of the file, or of @decoded */
  GBytes *decoded;    /* NULL for a table */
  guint fields[3];    /* /W of a stream */
  goffset header;
  GArray *ranges;         /* SokyXrefRange, in order, disjoint */
  GHashTable *dictionary; /* of the trailer: see soky_scan_dictionary() */
  goffset trailer;        /* of its << */
  goffset end;
} SokyXrefPart;

typedef struct {
  SokyXrefSection section;
  SokyXrefPart *main;
  SokyXrefPart *hidden; /* what /XRefStm names, or NULL */
} SokyXrefLink;

typedef struct {
  goffset marker; /* after %%EOF */
  goffset end;    /* and after its line end */
} SokyXrefRevision;

/* What reading still may take. */
typedef struct {
  guint64 rows;
  guint64 bytes;
} SokyXrefBudget;

struct _SokyXref {
  SokyInput *input;
  const guint8 *data;
  gsize size;
  goffset header;
  goffset start;  /* what the last startxref says */
  goffset marker; /* of the last startxref itself */
  guint highest;
  GPtrArray *links;  /* SokyXrefLink*, newest first */
  GArray *revisions; /* SokyXrefRevision, oldest first */
  SokyXrefBudget budget;
  guint16 *owners; /* for each number, the newest link that names it, from 1; 0 = none does */
};

SokyXrefPart *soky_xref_part_new (const SokyXref *xref);
void soky_xref_part_free (SokyXrefPart *self);
gboolean soky_xref_part_add_range (SokyXrefPart *self, SokyXref *xref, SokyXrefRange range,
                                   GError **error);
/* Sorts the ranges and refuses numbers named twice. */
gboolean soky_xref_part_finish (SokyXrefPart *self, GError **error);
gboolean soky_xref_part_lookup (const SokyXrefPart *self, guint number, SokyXrefEntry *entry);

/* xref-table.c, xref-stream.c: read the part at @offset; @scan stands at its first word. */
SokyXrefPart *soky_xref_table_read (SokyXref *xref, SokyScan *scan, GError **error);
SokyXrefPart *soky_xref_stream_read (SokyXref *xref, SokyScan *scan, GError **error);
gboolean soky_xref_table_row (const SokyXrefPart *part, const guint8 *row, SokyXrefEntry *entry);
gboolean soky_xref_stream_row (const SokyXrefPart *part, const guint8 *row, SokyXrefEntry *entry);

/* xref-revision.c */
gboolean soky_xref_find_start (SokyXref *self, GError **error);
gboolean soky_xref_find_revisions (SokyXref *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyXrefPart, soky_xref_part_free)

G_END_DECLS
