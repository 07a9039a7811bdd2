/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdf/changes.h"
#include "revisions.h"

G_BEGIN_DECLS

/* The objects of a small signed document, as its first revision spells them. */
#define CATALOG "<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R >>"
#define PAGE_START                                                                                 \
  "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> "      \
  "/XObject << /X1 10 0 R >> >> "
#define PAGE PAGE_START "/Contents 4 0 R /Annots [7 0 R 8 0 R 11 0 R 14 0 R 15 0 R] >>"
#define FORM_START "<< /SigFlags 3 /DA (/F1 0 Tf) /DR << /Font << /F1 5 0 R >> >> "
#define FORM FORM_START "/Fields [7 0 R 8 0 R 14 0 R 15 0 R] >>"
#define SIGNED_FIELD                                                                               \
  "<< /Type /Annot /Subtype /Widget /FT /Sig /T (teacher) /V 9 0 R /P 3 0 R /F 132 "               \
  "/Rect [50 50 200 110] /AP << /N 13 0 R >> >>"
#define NOTE_START                                                                                 \
  "<< /Type /Annot /Subtype /Widget /FT /Tx /T (note) /P 3 0 R /F 4 /Rect [50 200 300 220] "
#define NOTE NOTE_START "/V (as agreed) /AP << /N 16 0 R >> >>"
#define COMMENT "<< /Type /Annot /Subtype /Text /Rect [10 10 30 30] /Contents (see page 2) >>"
#define EMPTY_START                                                                                \
  "<< /Type /Annot /Subtype /Widget /FT /Sig /T (principal) /P 3 0 R /Rect [300 50 450 110] "
#define NEW_START "<< /Type /Annot /Subtype /Widget /FT /Sig /T (head) /P 3 0 R /V 31 0 R /F 132 "
#define NEW_FIELD NEW_START "/Rect [60 60 180 100] /AP << /N 32 0 R >> >>"
#define UNSEEN_FIELD NEW_START "/Rect [0 0 0 0] >>"
#define PAGE_WITH_NEW                                                                              \
  PAGE_START "/Contents 4 0 R /Annots [7 0 R 8 0 R 11 0 R 14 0 R 15 0 R 30 0 R] >>"
#define FORM_WITH_NEW FORM_START "/Fields [7 0 R 8 0 R 14 0 R 15 0 R 30 0 R] >>"
#define SIGNATURE                                                                                  \
  "/Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange [0 1 2 3] "        \
  "/Contents <00>"
#define TIMESTAMP                                                                                  \
  "/Type /DocTimeStamp /Filter /Adobe.PPKLite /SubFilter /ETSI.RFC3161 /ByteRange [0 1 2 3] "      \
  "/Contents <00>"
#define TRAILER "/Root 1 0 R /Info 17 0 R"

#define NONE SOKY_PDF_CHANGES_NONE
#define PERMITTED SOKY_PDF_CHANGES_PERMITTED
#define FORBIDDEN SOKY_PDF_CHANGES_FORBIDDEN
#define FORM_XOBJECT "/Type /XObject /Subtype /Form /BBox [0 0 99 99]"

/* One object of a later revision; in a table, up to a number of 0. */
typedef struct {
  guint number;
  const char *spelling; /* NULL: freed */
  const char *data;     /* not NULL: a stream, and @spelling its entries */
} Change;

#define MAX_CHANGES 8

typedef struct {
  const char *name;
  SokyPdfChangeLevel expected;
  Change changes[MAX_CHANGES];
  const char *trailer; /* NULL: the usual one */
  const char *first;   /* more entries of the first signature */
  const char *lock;    /* /Lock of its field */
} Case;

/* A document with a picture, a text field, a comment, an empty field and a check box, signed by the
 * teacher. Number 40 is referenced and does not exist; 18 exists and is not referenced. */
Revisions *changes_write_signed (const Case *one);
/* The later revision of a case. */
void changes_write_later (Revisions *file, const Case *one);
/* What changed after the teacher's signature. */
SokyPdfChanges *changes_compare (Revisions *file);

/* One test for each case. */
void changes_add_cases (const char *group, const Case *cases, guint count);

G_END_DECLS
