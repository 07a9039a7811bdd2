/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/token/monitor.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* "Ký tệp PDF": files of this computer are looked through, shown with the signature in its place,
 * and signed with one PIN, each into a new file. Needs no server and no account.
 *
 * Signal "open": the person wants to see what was signed: soky_sign_files_dialog_list_signed(). */
#define SOKY_TYPE_SIGN_FILES_DIALOG (soky_sign_files_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SokySignFilesDialog, soky_sign_files_dialog, SOKY, SIGN_FILES_DIALOG,
                      AdwWindow)

/* @files: (element-type GFile): of this computer, each once */
GtkWidget *soky_sign_files_dialog_new (GtkWindow *parent, SokyTokenMonitor *monitor,
                                       GPtrArray *files);
/* Returns: (transfer full) (element-type GFile): the new files, so far */
GPtrArray *soky_sign_files_dialog_list_signed (SokySignFilesDialog *self);

G_END_DECLS
