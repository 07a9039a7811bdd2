/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Why a file cannot be read as a table. Its words are for the person who chose the file, and say
 * what to do. */
typedef enum {
  SOKY_IMPORT_FILE_ERROR_TOO_LARGE,
  SOKY_IMPORT_FILE_ERROR_DAMAGED,
  SOKY_IMPORT_FILE_ERROR_NOT_A_TABLE, /* of a kind that is not read here */
  SOKY_IMPORT_FILE_ERROR_NO_HEADER,
} SokyImportFileError;

#define SOKY_IMPORT_FILE_ERROR (soky_import_file_error_quark ())
GQuark soky_import_file_error_quark (void);

/* Set such an error; always FALSE. */
gboolean soky_import_too_large (GError **error);
gboolean soky_import_damaged (GError **error);

G_END_DECLS
