/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sign/verify.h"

G_BEGIN_DECLS

/* What became of a file that is to be verified. */
typedef enum {
  SOKY_CHECK_WAITING,
  SOKY_CHECK_RUNNING,
  SOKY_CHECK_STOPPED, /* cancelled before its turn was over */
  SOKY_CHECK_FAILED,  /* not a PDF, encrypted, damaged */
  SOKY_CHECK_UNSIGNED,
  SOKY_CHECK_VALID,
  SOKY_CHECK_INDETERMINATE,
  SOKY_CHECK_INVALID,
} SokyCheckState;

/* A row of the table of files. Property "state" (uint, read only). */
#define SOKY_TYPE_FILE_CHECK (soky_file_check_get_type ())
G_DECLARE_FINAL_TYPE (SokyFileCheck, soky_file_check, SOKY, FILE_CHECK, GObject)

SokyFileCheck *soky_file_check_new (GFile *file);

/* (transfer none) */
GFile *soky_file_check_get_file (SokyFileCheck *self);
SokyCheckState soky_file_check_get_state (SokyFileCheck *self);
/* (nullable): once it was verified */
const SokyReport *soky_file_check_get_report (SokyFileCheck *self);

void soky_file_check_set_state (SokyFileCheck *self, SokyCheckState state);
/* Takes @report. */
void soky_file_check_take_report (SokyFileCheck *self, SokyReport *report);
void soky_file_check_fail (SokyFileCheck *self, const char *reason);

/* The cells, in words. */
const char *soky_check_state_get_label (SokyCheckState state);
const char *soky_check_state_get_style (SokyCheckState state);
char *soky_file_check_get_name (SokyFileCheck *self);
char *soky_file_check_get_signers (SokyFileCheck *self);
/* The last signature; "" when there is none. */
char *soky_file_check_get_time (SokyFileCheck *self);
gint64 soky_file_check_get_time_us (SokyFileCheck *self);
const char *soky_file_check_get_reason (SokyFileCheck *self);

/* Adds the row of the file to a table of soky_report_csv_new(). */
void soky_file_check_add_csv (SokyFileCheck *self, GString *csv);

G_END_DECLS
