/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What LibreOffice made of a Word file, page by page, before it is used.
 *
 * Signal "accepted": it is to be used. */
#define SOKY_TYPE_CONVERTED_DIALOG (soky_converted_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SokyConvertedDialog, soky_converted_dialog, SOKY, CONVERTED_DIALOG, AdwWindow)

/* @name: of the Word file; @path: (transfer full) (type filename): the PDF, which goes with the
 * dialog */
GtkWidget *soky_converted_dialog_new (GtkWindow *parent, const char *name, char *path);
/* (transfer full) (type filename): it does not go with the dialog any more */
char *soky_converted_dialog_take_path (SokyConvertedDialog *self);

G_END_DECLS
