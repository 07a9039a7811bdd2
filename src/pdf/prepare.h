/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/output.h"
#include "pdf/document.h"
#include "pdf/lock.h"

G_BEGIN_DECLS

/* Everything of a new signature but the CMS itself. Strings are UTF-8. */
typedef struct {
  const char *field;     /* nullable: an existing empty field, else the name of a new one */
  const char *subfilter; /* "ETSI.CAdES.detached" */
  int page;              /* from 1, negative from the end; where a new field's widget goes */
  double rect[4];        /* points x0 y0 x1 y1 in default user space; all 0 = invisible */
  GBytes *appearance;    /* nullable: a one-page PDF, drawn to the size of rect (see appearance/) */
  const char *name;      /* nullable */
  const char *reason;    /* nullable */
  const char *location;  /* nullable */
  const char *contact;   /* nullable */
  gint64 time_us;        /* for /M */
  gsize contents_size;   /* bytes to reserve for the CMS, before hex */
  SokyPdfLock lock;      /* where the field has none of its own */
  int certify; /* 0, or the /P of DocMDP (ISO 32000-2 table 257): 1 nothing may change, 2 forms may
                  be filled in and signed, 3 annotated as well; only for the first signature */
} SokyPdfSignatureSpec;

/* Where the CMS goes, in the finished file. */
typedef struct {
  gint64 byte_range[4]; /* final values: the hole runs from [1] to [2], < and > included */
} SokyPdfHole;

/**
 * soky_pdf_append_signature:
 * @output: holds the whole base already, byte for byte; the update is appended
 *
 * Appends an incremental update (ISO 32000-2 §7.5.6) with the signature dictionary, its field and
 * widget and the appearance; /ByteRange is final, /Contents is zeros. Repeats the kind of the last
 * cross-reference section (hybrid: a table, without /XRefStm).
 */
gboolean soky_pdf_append_signature (SokyPdf *base, const SokyPdfSignatureSpec *spec,
                                    SokyOutput *output, SokyPdfHole *hole, GError **error);

/* Hex digits of @cms, padded with zeros, at the hole. The caller has checked that it fits. */
gboolean soky_pdf_fill_hole (SokyOutput *output, const SokyPdfHole *hole, GBytes *cms,
                             GError **error);

G_END_DECLS
