/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/session-books.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* "Trình ký": the route of a book, a row for each approver with order, name, role and Ký CA.
 *
 * Signal "submitted" (SokyBook): the book in review; the dialog has closed. */
#define SOKY_TYPE_SUBMIT_DIALOG (soky_submit_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SokySubmitDialog, soky_submit_dialog, SOKY, SUBMIT_DIALOG, AdwWindow)

/* @type: of @book */
GtkWidget *soky_submit_dialog_new (GtkWindow *parent, SokySession *session, SokyBook *book,
                                   SokyBookType *type);

G_END_DECLS
