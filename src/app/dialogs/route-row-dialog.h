/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/dialogs/office-dialog.h"
#include "book/book-type.h"

G_BEGIN_DECLS

/* One row of a type's route: who, in which order, how. Nothing is sent: "done" says that it is to
 * be taken over. */
#define SOKY_TYPE_ROUTE_ROW_DIALOG (soky_route_row_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SokyRouteRowDialog, soky_route_row_dialog, SOKY, ROUTE_ROW_DIALOG,
                      SokyOfficeDialog)

/* @row: (nullable): NULL for a new one, which gets @order */
GtkWidget *soky_route_row_dialog_new (GtkWindow *parent, SokySession *session,
                                      const SokyRouteRow *row, guint order);
/* Writes what was chosen into @row; how its signature looks stays. */
void soky_route_row_dialog_apply (SokyRouteRowDialog *self, SokyRouteRow *row);

G_END_DECLS
