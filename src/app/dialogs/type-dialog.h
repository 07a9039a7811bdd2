/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/dialogs/office-dialog.h"
#include "book/book-type.h"

G_BEGIN_DECLS

/* A type of books with its settings and routes. Of one that comes from above the unit lays down
 * what it may. How signatures look is not changed here. */
#define SOKY_TYPE_TYPE_DIALOG (soky_type_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SokyTypeDialog, soky_type_dialog, SOKY, TYPE_DIALOG, SokyOfficeDialog)

/* @unit_id: the unit it is to hold for; @type: (nullable): NULL for a new one */
GtkWidget *soky_type_dialog_new (GtkWindow *parent, SokySession *session, const char *unit_id,
                                 const SokyBookType *type);

G_END_DECLS
