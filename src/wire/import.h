/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/secret.h"
#include "wire/error.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What bringing a table into the school would change, or has changed. */

typedef enum {
  SOKY_IMPORT_PEOPLE,
  SOKY_IMPORT_CLASSES,
  SOKY_IMPORT_SUBJECTS,
  SOKY_N_IMPORT_KINDS
} SokyImportKind;

typedef enum {
  SOKY_IMPORT_ADD,
  SOKY_IMPORT_CHANGE,
  SOKY_IMPORT_SAME,
  SOKY_IMPORT_MISSING, /* in the school, not in the file: left alone */
  SOKY_IMPORT_REMOVE,  /* likewise, and it was asked for: people are deactivated, never deleted */
  SOKY_IMPORT_ERROR,   /* nothing at all is applied while there is one */
  SOKY_N_IMPORT_OUTCOMES
} SokyImportOutcome;

typedef struct {
  char *field; /* "name", "unit", "positions", "email", "active" */
  char *from;
  char *to;
} SokyImportChange;

typedef struct {
  guint line; /* of the file, from 1; 0 = not of a line */
  SokyImportOutcome outcome;
  char *key;          /* login, or the name of the class or subject; may be empty */
  char *name;         /* of the person, else the same */
  char *column;       /* nullable: the header of the column that is wrong */
  char *message;      /* nullable: what is wrong, and what to do */
  GPtrArray *changes; /* SokyImportChange */
} SokyImportRow;

typedef struct {
  SokyImportKind kind;
  char *digest; /* of all that is below: what is applied is what was shown */
  gboolean applied;
  guint counts[SOKY_N_IMPORT_OUTCOMES];
  char **ignored;  /* headers of columns that nothing was taken from */
  GPtrArray *rows; /* SokyImportRow */
} SokyImportReport;

/* "people", "classes", "subjects"; "add", "change", "same", "missing", "remove", "error" */
const char *soky_import_kind_to_string (SokyImportKind kind);
gboolean soky_import_kind_from_string (const char *text, SokyImportKind *kind);
const char *soky_import_outcome_to_string (SokyImportOutcome outcome);
gboolean soky_import_outcome_from_string (const char *text, SokyImportOutcome *outcome);

SokyImportReport *soky_import_report_new (SokyImportKind kind);
void soky_import_report_free (SokyImportReport *self);
/* Counts it. Returns: (transfer none): the new row */
SokyImportRow *soky_import_report_add (SokyImportReport *self, guint line,
                                       SokyImportOutcome outcome, const char *key,
                                       const char *name);
/* What it turned out to be in the end. */
void soky_import_report_change_outcome (SokyImportReport *self, SokyImportRow *row,
                                        SokyImportOutcome outcome);
/* An empty text on one side says that there was, or will be, none. */
void soky_import_row_add_change (SokyImportRow *self, const char *field, const char *from,
                                 const char *to);
/* Sets the digest; to be called when the report is complete. */
void soky_import_report_seal (SokyImportReport *self);

char *soky_import_report_to_json (const SokyImportReport *self);
SokyImportReport *soky_import_report_from_json (const char *text, gssize length, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyImportReport, soky_import_report_free)

G_END_DECLS
