/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/session-books.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* "Tạo sổ": a PDF, its type, class, subject and week become a draft on the server.
 *
 * Signal "created" (SokyBook): the draft with its PDF; the dialog has closed.
 * Signal "many" (GListModel of GFile): several files were chosen or dropped; the dialog has closed.
 */
#define SOKY_TYPE_CREATE_DIALOG (soky_create_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SokyCreateDialog, soky_create_dialog, SOKY, CREATE_DIALOG, AdwWindow)

GtkWidget *soky_create_dialog_new (GtkWindow *parent, SokySession *session);
/* Presets the PDF: from drag and drop, or "Open with". */
void soky_create_dialog_set_file (SokyCreateDialog *self, GFile *file);
/* Presets what the book is about, before what is guessed of it. @class_name: "" = any */
void soky_create_dialog_set_book (SokyCreateDialog *self, const char *type_id, const char *period,
                                  const char *class_name);

G_END_DECLS
