/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  SOKY_RANGE_WHOLE,         /* no range, or one that may be ignored (RFC 9110 §14.2) */
  SOKY_RANGE_PART,          /* @from to @to, exclusive */
  SOKY_RANGE_UNSATISFIABLE, /* begins after the end */
} SokyRangeKind;

/* @header: (nullable): of a GET, "bytes=100-199", "bytes=100-", "bytes=-100". More than one range
 * is answered with the whole file. */
SokyRangeKind soky_range_parse (const char *header, goffset size, goffset *from, goffset *to);

G_END_DECLS
