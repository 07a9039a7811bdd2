/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdf/document.h"

G_BEGIN_DECLS

/* A signature dictionary (ISO 32000-2 §12.8.1) as it stands in the file; nothing of it is believed.
 */
typedef struct {
  char *field; /* fully qualified field name, UTF-8 */
  char *subfilter;
  char *filter;
  char *name; /* /Name; "" when absent, likewise the next three */
  char *reason;
  char *location;
  char *contact;
  gint64 claimed_time_us; /* /M; 0 = absent or unreadable */
  int page;               /* from 1; 0 = no visible widget */
  double rect[4];
  gint64 byte_range[4];
  gboolean byte_range_ok;  /* four numbers from 0, two runs, hole exactly the /Contents string */
  gboolean ends_revision;  /* the second run ends where a revision ends */
  char *problem;           /* nullable: why byte_range_ok or ends_revision is FALSE */
  goffset revision_end;    /* end of the second run, bounded by the file */
  GBytes *contents;        /* nullable: the decoded /Contents */
  GPtrArray *certificates; /* nullable, GBytes: /Cert, beside a bare signature */
  gboolean is_timestamp;   /* /Type /DocTimeStamp or SubFilter ETSI.RFC3161 */
  guint docmdp;            /* 1-3 when it certifies, else 0 */
} SokyPdfSignature;

void soky_pdf_signature_free (SokyPdfSignature *self);

/* Returns: (transfer full) (element-type SokyPdfSignature) (nullable): in order of revision_end */
GPtrArray *soky_pdf_list_signatures (SokyPdf *self, GError **error);

typedef struct {
  char *name;
  char *type;      /* "Sig", "Tx", "Btn", "Ch" or "" */
  gboolean filled; /* has a value */
  int page;        /* from 1; 0 = none */
  double rect[4];
} SokyPdfField;

void soky_pdf_field_free (SokyPdfField *self);
/* Every terminal field of the form. */
GPtrArray *soky_pdf_list_fields (SokyPdf *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyPdfSignature, soky_pdf_signature_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyPdfField, soky_pdf_field_free)

G_END_DECLS
