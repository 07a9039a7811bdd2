/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  SOKY_PDF_LOCK_NOTHING,
  SOKY_PDF_LOCK_ALL,
  SOKY_PDF_LOCK_INCLUDE, /* the fields named, and those below them */
  SOKY_PDF_LOCK_EXCLUDE, /* all but these */
} SokyPdfLockAction;

/* Which fields may not change once a signature stands (ISO 32000-2 §12.7.5.5, table 236). */
typedef struct {
  SokyPdfLockAction action;
  const char *const *fields; /* full names, UTF-8, %NULL-terminated; for INCLUDE and EXCLUDE */
  gboolean closes_document;  /* /P 1: nothing at all may change */
} SokyPdfLock;

G_END_DECLS
