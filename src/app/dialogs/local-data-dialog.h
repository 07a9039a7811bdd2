/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "client/library.h"

G_BEGIN_DECLS

/* "Data on This Computer": how much of an account is kept, how much may be, and its removal.
 * Signal "removed": everything is gone. */
#define SOKY_TYPE_LOCAL_DATA_DIALOG (soky_local_data_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SokyLocalDataDialog, soky_local_data_dialog, SOKY, LOCAL_DATA_DIALOG,
                      AdwWindow)

/* @waiting: how many changes are not sent yet */
GtkWidget *soky_local_data_dialog_new (GtkWindow *parent, SokyLibrary *library, guint waiting);

/* Removes PDF files beyond the limit of the settings, off the main loop. */
void soky_local_data_trim (SokyLibrary *library, GSettings *settings);
/* Removes everything, off the main loop. */
void soky_local_data_wipe (SokyLibrary *library);

G_END_DECLS
