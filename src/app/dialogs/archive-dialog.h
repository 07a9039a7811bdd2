/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Fetches the files of some published books, verifies each, and puts them with their reports into a
 * ZIP; says how far it is, can be cancelled, and tells at the end what is missing in it. */
#define SOKY_TYPE_ARCHIVE_DIALOG (soky_archive_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SokyArchiveDialog, soky_archive_dialog, SOKY, ARCHIVE_DIALOG, AdwWindow)

/* @books: (element-type SokyBook): those that have a file; @path: (type filename): of the ZIP */
GtkWidget *soky_archive_dialog_new (GtkWindow *parent, SokyWorkspace *workspace, GPtrArray *books,
                                    const char *path);
/* Asks where the ZIP goes, then shows the dialog. */
void soky_archive_dialog_ask (GtkWindow *parent, SokyWorkspace *workspace, GPtrArray *books);

G_END_DECLS
