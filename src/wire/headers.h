/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/step.h"

G_BEGIN_DECLS

/* The head that appended bytes extend. */
typedef struct {
  char sha256[65]; /* lower-case hexadecimal digits; empty when length is 0 */
  goffset length;  /* 0 = the body is a whole new PDF */
} SokyBase;

#define SOKY_HEADER_BASE "Soky-Base"
#define SOKY_HEADER_AUTO_PUBLISH "Soky-Auto-Publish" /* "1" */
#define SOKY_HEADER_NUMBER "Soky-Number"             /* of a stamp */
#define SOKY_HEADER_IDEMPOTENCY_KEY "Idempotency-Key"

/* "sha256=…;length=…", or "length=0" */
char *soky_base_format (const char *sha256, goffset length);
/* Strict; an error is %SOKY_WIRE_ERROR_MALFORMED. */
gboolean soky_base_parse (const char *header, SokyBase *base, GError **error);

/* "number=12;date=2026-11-25" */
char *soky_numbering_format (const SokyNumbering *self);
/* Strict. @header: (nullable): a missing one is no number; an error is %SOKY_WIRE_ERROR_MALFORMED
 */
gboolean soky_numbering_parse (const char *header, SokyNumbering *self, GError **error);

/* If-Match and ETag of a book: "\"12\"". */
char *soky_version_format (guint64 version);
/* @header: (nullable): as it came; a missing one is %SOKY_WIRE_ERROR_PRECONDITION_REQUIRED */
gboolean soky_version_parse (const char *header, guint64 *version, GError **error);

/* Whether @text is an id as our servers make them: 1…64 of A-Z a-z 0-9 _ - */
gboolean soky_wire_is_id (const char *text);

G_END_DECLS
