/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/file-check.h"

G_BEGIN_DECLS

/* Files that are verified one after the other, in threads: a GListModel of SokyFileCheck.
 *
 * Signal "progressed": a file or more came, or one is done. */
#define SOKY_TYPE_FILE_CHECKS (soky_file_checks_get_type ())
G_DECLARE_FINAL_TYPE (SokyFileChecks, soky_file_checks, SOKY, FILE_CHECKS, GObject)

/* More files than that are not taken. */
#define SOKY_FILE_CHECKS_MAX 20000

SokyFileChecks *soky_file_checks_new (SokyTrust *trust);

/* @files: (element-type GFile): each once; folders stand for the PDF files in and below them */
void soky_file_checks_add (SokyFileChecks *self, GPtrArray *files);
/* What is done stays. */
void soky_file_checks_stop (SokyFileChecks *self);
/* Verifies every file again. @trust: (nullable) */
void soky_file_checks_restart (SokyFileChecks *self, SokyTrust *trust);

gboolean soky_file_checks_is_running (SokyFileChecks *self);
guint soky_file_checks_count (SokyFileChecks *self, SokyCheckState state);
/* How many are waiting no longer. */
guint soky_file_checks_count_done (SokyFileChecks *self);

G_END_DECLS
